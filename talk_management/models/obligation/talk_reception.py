from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

OFFICER = "talk_management.group_talk_officer"
PLANNED, HELD, MISSED, CANCELLED = "planned", "held", "missed", "cancelled"


class TalkReception(models.Model):
    """Published hours in which a leader receives whoever comes (接待日, H3.2, H3.3).

    Made by a rule some time ahead: who receives in turn, who stands in, where and when. The
    times are for everybody in the company. Who cannot come hands over to the stand-in; whoever
    receives says afterwards that it was held.
    """

    _name = "talk.reception"
    _description = "Reception"
    _inherit = ["talk.workflow.mixin"]
    _order = "date_start, id"
    _check_company_auto = True
    _transitions = frozenset(
        {
            (PLANNED, HELD),
            (PLANNED, MISSED),
            (PLANNED, CANCELLED),
            (HELD, PLANNED),
            (MISSED, PLANNED),
            (CANCELLED, PLANNED),
        }
    )
    # all but the two people: the rest follows from the rule
    _guarded_fields = frozenset(
        "state rule_id key slot origin unit_name date date_start date_end place company_id "
        "turn_position is_by_hand handed_over_id responsible_user_id stand_in_user_id".split()
    )

    rule_id = fields.Many2one(
        "talk.rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The rule by which it comes round.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        help="Whose people are received.",
    )
    unit_name = fields.Char(
        string="Of", readonly=True, help="The leadership team, branch or department that receives."
    )
    key = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: the day by the rule, whatever holidays make of it.",
    )
    slot = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: the unit whose turn it is, or the person where all receive.",
    )
    origin = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: by which its reminder is found.",
    )
    turn_position = fields.Integer(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: where in the order of turns the person stood.",
    )

    # when and where
    date = fields.Date(
        required=True, readonly=True, index=True, help="The day, once holidays are considered."
    )
    date_start = fields.Datetime(string="Begins", required=True, readonly=True)
    date_end = fields.Datetime(string="Ends", required=True, readonly=True)
    place = fields.Char(readonly=True, help="Where people can come.")

    # who
    responsible_id = fields.Many2one(
        "hr.employee",
        string="Receives",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="Who receives whoever comes.",
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Receiver's User",
        related="responsible_id.user_id",
        store=True,
        index=True,
        help="Who is reminded. Empty: the HR officer is.",
    )
    stand_in_id = fields.Many2one(
        "hr.employee",
        string="Stand-In",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="Who receives when the other cannot come: the one whose turn is next.",
    )
    stand_in_user_id = fields.Many2one(
        "res.users", string="Stand-In's User", related="stand_in_id.user_id", store=True
    )
    handed_over_id = fields.Many2one(
        "hr.employee",
        string="Handed Over By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Whose turn it was before.",
    )
    is_by_hand = fields.Boolean(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: the HR officer chose who receives, whatever the turn says.",
    )

    state = fields.Selection(
        [(PLANNED, "Planned"), (HELD, "Held"), (MISSED, "Missed"), (CANCELLED, "Cancelled")],
        required=True,
        readonly=True,
        copy=False,
        default=PLANNED,
        help="Held when somebody was there to receive, whether or not people came.",
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="The day has passed and nobody said whether it was held.",
    )
    is_mine = fields.Boolean(
        string="I Receive",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="Whether the current user receives or stands in.",
    )
    can_move = fields.Boolean(
        compute="_compute_is_mine",
        help="Whether the current user may say that it was held.",
    )
    can_hand_over = fields.Boolean(
        compute="_compute_is_mine", help="Whether the current user may hand it to the stand-in."
    )

    # repeating a job must not publish a time twice
    _natural_key = models.UniqueIndex("(rule_id, key, slot)")
    _origin_index = models.Index("(origin)")
    _stand_in = models.Constraint(
        "CHECK (stand_in_id <> responsible_id)", "Whoever stands in is somebody else."
    )
    _ends_after = models.Constraint(
        "CHECK (date_end > date_start)", "A reception ends after it begins."
    )

    @api.depends("responsible_id", "unit_name")
    def _compute_display_name(self):
        for reception in self:
            names = [reception.responsible_id.name, reception.unit_name]
            reception.display_name = " · ".join(name for name in names if name)

    @api.depends("state", "date")
    def _compute_is_overdue(self):
        for reception in self:
            today = reception.company_id._talk_today()
            reception.is_overdue = reception.state == PLANNED and reception.date < today

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        overdue = Domain("state", "=", PLANNED) & Domain("date", "<", today)
        return overdue if True in value else ~overdue

    @api.depends_context("uid")
    @api.depends("responsible_user_id", "stand_in_user_id", "stand_in_id", "state")
    def _compute_is_mine(self):
        user = self.env.user
        officer = user.has_group(OFFICER)
        for reception in self:
            receives = reception.responsible_user_id == user
            stands_in = reception.stand_in_user_id == user
            reception.is_mine = receives or stands_in
            reception.can_move = reception.is_mine or officer
            reception.can_hand_over = (
                reception.state == PLANNED and bool(reception.stand_in_id) and (receives or officer)
            )

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("responsible_user_id", "=", self.env.uid)
        mine |= Domain("stand_in_user_id", "=", self.env.uid)
        return mine if True in value else ~mine

    def write(self, vals):
        by_hand = not self.env.su and "responsible_id" in vals
        if by_hand and any(reception.state != PLANNED for reception in self):
            raise UserError(self.env._("Who received is settled once the reception is over."))
        result = super().write(vals)
        if by_hand:
            self.sudo().write({"is_by_hand": True})
            self._after_step()
        return result
