from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from .talk_reserved_mixin import DISCIPLINE
from .talk_talk import OFFICER

WAITING = "waiting"
CONFIRMED = "confirmed"
OBJECTED = "objected"
ABSENT = "absent"
COUNTS = "counts"
COUNTS_NOT = "counts_not"
OWN_USER = "user"
LINK = "link"
CODE = "code"
PAPER = "paper"
STATES = [
    (WAITING, "Not answered yet"),
    (CONFIRMED, "Confirmed"),
    (OBJECTED, "Objected"),
    (ABSENT, "Was not there"),
]
ACTIVITY = "talk_management.activity_type_confirmation"


class TalkConfirmation(models.Model):
    """Whether somebody says that the talk took place: “we met”, or not (H4.3).

    A row for each who came, from the moment the talk was held. The person presses once: we
    met, or we did not. Nobody has to: what is not answered counts. An objection takes from
    the talk what it settled with that person, until the person takes it back, the responsible
    says that the person was not there, or the HR officer decides. Known to the two and to the
    HR officer, not to the others in a group; why somebody objects stays between the two.
    """

    _name = "talk.confirmation"
    _description = "Confirmation"
    _inherit = [
        "talk.reserved.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
        "talk.notice.mixin",
    ]
    _reserved_path = "talk_id.is_reserved"
    _order = "date desc, talk_id desc, id"
    _rec_names_search = ["talk_id", "employee_id"]
    _transitions = frozenset(
        {
            (WAITING, CONFIRMED),
            (WAITING, OBJECTED),
            (WAITING, ABSENT),
            (OBJECTED, CONFIRMED),
            (OBJECTED, ABSENT),
        }
    )

    participant_id = fields.Many2one(
        "talk.participant",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Whose word it is.",
    )
    talk_id = fields.Many2one(
        related="participant_id.talk_id", store=True, index=True, help="Which talk it is about."
    )
    employee_id = fields.Many2one(
        related="participant_id.employee_id",
        store=True,
        string="Employee",
        help="Whose word it is.",
    )
    company_id = fields.Many2one(
        related="participant_id.company_id", store=True, index=True, help="Whose talk it is."
    )
    responsible_id = fields.Many2one(
        related="talk_id.responsible_id", store=True, string="Responsible", help="Who held it."
    )
    date = fields.Date(related="talk_id.date", store=True, string="Date", help="When it was held.")
    state = fields.Selection(
        STATES,
        string="Confirmation",
        required=True,
        readonly=True,
        default=WAITING,
        help="What the person says about it. A talk that is not answered counts.",
    )
    confirmed_on = fields.Datetime(
        string="Answered On", readonly=True, help="When this was said last."
    )
    confirmed_how = fields.Selection(
        [
            (OWN_USER, "With the own user"),
            (LINK, "By personal link"),
            (CODE, "By the code on the printed form"),
            (PAPER, "On paper"),
        ],
        string="How",
        readonly=True,
        help="By which way it was said.",
    )
    user_id = fields.Many2one(
        "res.users", string="Entered By", readonly=True, help="Whose user pressed."
    )
    decision = fields.Selection(
        [(COUNTS, "The talk counts"), (COUNTS_NOT, "The talk does not count")],
        readonly=True,
        help="What the HR officer decided about the objection.",
    )
    decision_user_id = fields.Many2one(
        "res.users", string="Decided By", readonly=True, help="Who decided about the objection."
    )
    decided_on = fields.Datetime(readonly=True, help="When it was decided.")
    is_disputed = fields.Boolean(
        compute="_compute_is_disputed",
        store=True,
        help="An objection stands: the talk settles nothing with this person.",
    )
    is_own = fields.Boolean(
        string="My Own", compute="_compute_rights", help="Whether it asks the current user."
    )
    is_mine = fields.Boolean(
        string="Held by Me", compute="_compute_rights", help="Whether the current user held it."
    )
    can_decide = fields.Boolean(
        compute="_compute_rights", help="Whether the current user decides about an objection."
    )
    can_ask = fields.Boolean(
        compute="_compute_rights",
        help="Whether the current user may send a link to the person, or note what was signed "
        "on paper. Whoever has a user of their own answers with it.",
    )

    _once = models.UniqueIndex("(participant_id)", "This person was asked already.")

    @api.depends("participant_id")
    def _compute_display_name(self):
        for confirmation in self:
            confirmation.display_name = confirmation.participant_id.sudo().display_name

    @api.depends("state", "decision")
    def _compute_is_disputed(self):
        for confirmation in self:
            confirmation.is_disputed = (
                confirmation.state == OBJECTED and confirmation.decision != COUNTS
            )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_rights(self):
        user = self.env.user
        officer, discipline = user.has_group(OFFICER), user.has_group(DISCIPLINE)
        for confirmation in self:
            talk, employee = confirmation.talk_id.sudo(), confirmation.employee_id.sudo()
            is_own = employee.user_id == user
            is_mine = talk.responsible_id.user_id == user
            office = discipline if talk.kind_id.is_disciplinary else officer
            if talk.is_reserved and not talk.kind_id.is_disciplinary:
                office = False
            confirmation.is_own = is_own
            confirmation.is_mine = is_mine
            # whoever the matter is about does not decide it
            confirmation.can_decide = office and not is_own and not is_mine
            has_user = bool(employee.user_id.filtered("active"))
            confirmation.can_ask = (office or is_mine) and not is_own and not has_user

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(employee)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(responsible)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))""",
            employee=SQL.identifier(alias, "employee_id"),
            responsible=SQL.identifier(alias, "responsible_id"),
            uid=uid,
        )

    # what is pressed

    def action_met(self):
        """“We met”; an objection is taken back by it."""
        self._check_own()
        self._answer(CONFIRMED, OWN_USER)
        return True

    def action_not_met(self):
        """“We did not meet”: with one press; why may be added, and is asked at once."""
        self._check_own()
        self._answer(OBJECTED, OWN_USER)
        return self.action_open_objection() if len(self) == 1 else True

    def action_on_paper(self):
        """The person has no user, and has signed that the talk took place."""
        self._check_asker()
        if any(confirmation.state != WAITING for confirmation in self):
            raise UserError(self.env._("There is an answer already."))
        self._answer(CONFIRMED, PAPER)
        return True

    def action_was_absent(self):
        """The responsible puts right that the person was not there."""
        self.check_access("read")
        if not all(confirmation.is_mine for confirmation in self):
            raise AccessError(self.env._("Whoever held the talk says who was there."))
        self._answer(ABSENT, OWN_USER)
        return True

    def action_counts(self):
        """The HR officer decides: the talk counts, whatever was objected."""
        return self._decide(COUNTS)

    def action_counts_not(self):
        """The HR officer decides: it does not count."""
        return self._decide(COUNTS_NOT)

    def action_open_objection(self):
        """Why the person objects, for the two."""
        self.ensure_one()
        objection = self.env["talk.objection"].search([("confirmation_id", "=", self.id)])
        if not objection:
            raise AccessError(
                self.env._("Why somebody objects is read by the two alone, nobody else.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why We Did Not Meet"),
            "res_model": "talk.objection",
            "res_id": objection.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_send_link(self):
        """A personal link by mail, to somebody without a user."""
        self.ensure_one()
        self._check_asker()
        if self.state != WAITING:
            raise UserError(self.env._("There is an answer already."))
        self.env["talk.confirm.link"].sudo()._send(self.participant_id.sudo())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The link was sent to the person's own address."),
            },
        }

    # what follows

    def _check_own(self):
        self.check_access("read")
        if not all(confirmation.is_own for confirmation in self):
            raise AccessError(self.env._("Each says for themselves whether you met."))

    def _check_asker(self):
        self.check_access("read")
        if all(confirmation.can_ask for confirmation in self):
            return
        if all(confirmation.is_mine or confirmation.can_decide for confirmation in self):
            raise UserError(
                self.env._("Whoever has a user of their own confirms with it, and nobody for them.")
            )
        raise AccessError(self.env._("Whoever held the talk, or the HR officer, asks for this."))

    def _answer(self, target, how):
        """Note what was said, by which way; what is owed and what is asked follow at once."""
        confirmations = self.sudo()
        confirmations.talk_id._claim()
        confirmations.invalidate_recordset()
        confirmations._step(
            target,
            confirmed_on=fields.Datetime.now(),
            confirmed_how=how,
            user_id=self.env.uid if how in (OWN_USER, PAPER) else False,
        )
        if target == ABSENT:
            confirmations.participant_id.attendance = "absent"
        confirmations._follow_objection()
        confirmations._end_notice(is_done=False)
        confirmations.talk_id._settle_anew()

    def _decide(self, decision):
        self.check_access("read")
        if not all(confirmation.can_decide for confirmation in self):
            raise AccessError(self.env._("An objection is decided by the HR officer."))
        confirmations = self.sudo()
        confirmations.talk_id._claim()
        confirmations.invalidate_recordset()
        if any(confirmation.state != OBJECTED for confirmation in confirmations):
            raise UserError(self.env._("Nothing is objected to, so there is nothing to decide."))
        confirmations.write(
            {
                "decision": decision,
                "decision_user_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        confirmations.talk_id._settle_anew()
        return True

    def _follow_objection(self):
        """There is a place for its words while an objection stands; taken back, they go."""
        objections = self.env["talk.objection"].sudo()
        objections.search([("confirmation_id", "in", self.ids)]).filtered(
            lambda objection: objection.confirmation_id.state == CONFIRMED
        ).unlink()
        objections.create(
            [{"confirmation_id": found.id} for found in self if found.state == OBJECTED]
        )

    # telling

    def _notice_user(self):
        return self.employee_id.user_id.filtered("active")

    def _notice_deadline(self):
        return self.company_id._talk_today()

    def _notice_summary(self):
        return self.env._(
            "Please confirm the meeting of %(date)s", date=format_date(self.env, self.date)
        )
