from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

OPEN = "open"
PLANNED = "planned"
SETTLED = "settled"
EXCUSED = "excused"
WITHDRAWN = "withdrawn"
UNSETTLED = (OPEN, PLANNED)


class TalkObligation(models.Model):
    """One talk that one responsible owes one employee (应谈事项).

    Born from a rule, settled by a held talk between the two (H2.6, H3.1b, H4.7).
    """

    _name = "talk.obligation"
    _description = "Obligation"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin"]  # facts only, and many: no chatter
    _order = "date_due, id"
    _transitions = frozenset(
        {
            (OPEN, PLANNED),
            (PLANNED, OPEN),
            (OPEN, SETTLED),
            (PLANNED, SETTLED),
            (SETTLED, OPEN),
            (OPEN, EXCUSED),
            (EXCUSED, OPEN),
            (OPEN, WITHDRAWN),
            (WITHDRAWN, OPEN),
        }
    )

    # who
    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Who owes and holds the talk.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="With whom the talk is owed.",
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Responsible's User",
        related="responsible_id.user_id",
        store=True,
        help="Who is reminded. Empty: the HR officer is.",
    )
    department_id = fields.Many2one(
        "hr.department",
        readonly=True,
        index=True,
        help="The employee's department when the talk fell due.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        help="The company of the people concerned.",
    )

    # why and when
    origin = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: what made the talk due, and in which period.",
    )
    rule_id = fields.Many2one(
        "talk.rule",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The rule that made the talk due. Empty: it was not made due by a rule.",
    )
    layer_id = fields.Many2one(
        "talk.layer", readonly=True, ondelete="restrict", help="By which layer it is owed."
    )
    # nobody reads from an obligation which event it answers: the event itself says who may
    trigger_id = fields.Many2one(
        "talk.trigger",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )
    source_rule_id = fields.Many2one(
        "talk.rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=fields.NO_ACCESS,
        help="Technical: the rule that answers the event.",
    )
    date_start = fields.Date(
        string="From", required=True, readonly=True, help="A talk before this day does not count."
    )
    date_due = fields.Date(string="Due", required=True, readonly=True, help="The last day in time.")

    # what became of it
    state = fields.Selection(
        [
            (OPEN, "Open"),
            (PLANNED, "Talk planned"),
            (SETTLED, "Settled"),
            (EXCUSED, "Excused"),
            (WITHDRAWN, "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default=OPEN,
        help="Open until the talk has a date, planned until it was held. Withdrawn when "
        "the responsible no longer answers for the employee, or the rule was changed.",
    )
    date_settled = fields.Date(readonly=True, help="The day the talk was held.")
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="The due date has passed and no talk was held.",
    )
    is_late = fields.Boolean(
        string="Held Late",
        compute="_compute_is_late",
        store=True,
        help="The talk was held, but after the due date.",
    )
    excuse_reason = fields.Char(
        string="Excuse",
        readonly=True,
        groups="talk_management.group_talk_officer",
        copy=False,
        help="Why the talk need not be held; written by whoever excused it.",
    )

    # repeating a job must not owe a talk twice: nothing in the key may be empty
    _natural_key = models.UniqueIndex("(origin, responsible_id, employee_id)")
    # the default order: without it a first page sorts the whole table
    _due = models.Index("(date_due, id)")
    # what one user owes; matching a talk with what its people owe each other
    _owed_by_user = models.Index("(responsible_user_id, state, date_due)")
    _owed_by_pair = models.Index("(responsible_id, employee_id, state)")

    @api.depends("responsible_id", "employee_id")
    def _compute_display_name(self):
        for obligation in self:
            obligation.display_name = (
                f"{obligation.responsible_id.name} → {obligation.employee_id.name}"
            )

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for obligation in self:
            today = obligation.company_id._talk_today()
            obligation.is_overdue = obligation.state in UNSETTLED and obligation.date_due < today

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        overdue = Domain("state", "in", UNSETTLED) & Domain("date_due", "<", today)
        return overdue if True in value else ~overdue

    @api.depends("date_settled", "date_due")
    def _compute_is_late(self):
        for obligation in self:
            settled = obligation.date_settled
            obligation.is_late = bool(settled) and settled > obligation.date_due

    @api.model
    def _sql_visible(self, alias, uid):
        # (SELECT uid): no statistics of one user lead the planner down the index of due dates,
        # where each row passed by is compared with the whole array
        return SQL(
            """%(responsible_user)s = (SELECT %(uid)s)
            OR %(employee)s = ANY(ARRAY(SELECT employee_id FROM talk_sight
                                         WHERE user_id = %(uid)s))""",
            responsible_user=SQL.identifier(alias, "responsible_user_id"),
            employee=SQL.identifier(alias, "employee_id"),
            uid=uid,
        )

    def _settle_candidates(self, responsible_ids, employee_ids, day):
        """What those responsible owe those employees on ``day``, the oldest first."""
        return self.search(
            [
                ("responsible_id", "in", responsible_ids),
                ("employee_id", "in", employee_ids),
                ("state", "in", UNSETTLED),
                ("date_start", "<=", day),
            ],
            order="date_due, id",
        )

    def _after_change(self):
        """Hook: states have changed; reminders follow at once."""
        self.env["talk.reminder"]._refresh_for(self)
