from odoo import api, fields, models
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
    _hides_activities = True
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
            (ABSENT, WAITING),
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

    # telling

    def _notice_user(self):
        return self.employee_id.user_id.filtered("active")

    def _notice_deadline(self):
        return self.company_id._talk_today()

    def _notice_summary(self):
        return self.env._(
            "Please confirm the meeting of %(date)s", date=format_date(self.env, self.date)
        )
