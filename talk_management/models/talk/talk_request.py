from odoo import api, fields, models
from odoo.tools import format_date

DRAFT = "draft"
ASKED = "asked"
COUNTERED = "countered"
PROPOSED = "proposed"
ACCEPTED = "accepted"
DECLINED = "declined"
WITHDRAWN = "withdrawn"
UNANSWERED = "unanswered"
# the leader is to answer; may still do so when the time for it is over
WAITING = (ASKED, PROPOSED)
LEADERS_TURN = (*WAITING, UNANSWERED)
EMPLOYEES_TURN = (DRAFT, COUNTERED)
EMPLOYEE = "employee"
LEADER = "leader"


class TalkRequest(models.Model):
    """Somebody would like to talk with a leader they trust (谈话申请, H4.5g, H4.6).

    Asked with proposed times; the leader accepts one, proposes others, or declines with a
    word. Silence is reminded of once, then the employee is asked whom else to try. Known to
    the two alone: to no HR officer, no superior, no administrator, by record rule and in
    code. The words they write to each other are kept apart, in talk.request.word.
    """

    _name = "talk.request"
    _description = "Request for a Talk"
    _hides_activities = True
    _inherit = [
        "talk.confidential.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _rec_names_search = ["leader_id"]
    _order = "date_asked desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _transitions = frozenset(
        {
            (DRAFT, ASKED),
            (COUNTERED, PROPOSED),
            (COUNTERED, ACCEPTED),
            *((state, COUNTERED) for state in LEADERS_TURN),
            *((state, ACCEPTED) for state in LEADERS_TURN),
            *((state, DECLINED) for state in LEADERS_TURN),
            *((state, WITHDRAWN) for state in (*LEADERS_TURN, COUNTERED)),
            *((state, UNANSWERED) for state in WAITING),
        }
    )
    _guarded_fields = frozenset(
        {
            "company_id",
            "state",
            "date_asked",
            "date_answer_by",
            "date_lapse",
            "date_answered",
            "is_answered_in_time",
            "is_reminded",
            "is_lapsed",
            "is_published",
            "is_disclosed",
            "talk_id",
        }
    )

    # who
    employee_id = fields.Many2one(
        "hr.employee",
        string="Asked By",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
        help="Who would like to talk.",
    )
    leader_id = fields.Many2one(
        "hr.employee",
        string="With Whom",
        index=True,
        ondelete="cascade",
        check_company=True,
        help="The leader you trust: a member of a leadership team, a department head "
        "or a branch secretary (H4.6).",
    )
    leader_ids = fields.Many2many(
        "hr.employee",
        string="Leaders One Can Ask",
        compute="_compute_leader_ids",
        compute_sudo=True,
        help="Everybody who can be asked for a talk.",
    )
    leader_hint = fields.Char(
        string="Note on the Leader",
        compute="_compute_leader_hint",
        compute_sudo=True,
        help="Why this leader cannot be asked in this way.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        compute_sudo=True,
        store=True,
        precompute=True,
        index=True,
        help="Where the employee works.",
    )

    # what became of it
    state = fields.Selection(
        [
            (DRAFT, "Not Yet Sent"),
            (ASKED, "Asked"),
            (COUNTERED, "Other Times Proposed by the Leader"),
            (PROPOSED, "Other Times Proposed by the Employee"),
            (ACCEPTED, "Time Agreed"),
            (DECLINED, "Declined"),
            (WITHDRAWN, "Withdrawn"),
            (UNANSWERED, "Not Answered"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default=DRAFT,
        help="Asked until the leader answers; times go to and fro until both agree on one.",
    )
    date_asked = fields.Date(
        string="Asked On", readonly=True, copy=False, help="The day of asking."
    )
    date_answer_by = fields.Date(
        string="Answer By",
        readonly=True,
        copy=False,
        help="An answer up to this day is in time.",
    )
    date_lapse = fields.Date(
        string="Waits Until",
        readonly=True,
        copy=False,
        help="Without an answer up to this day the employee is asked whom else to try.",
    )
    date_answered = fields.Date(
        string="Answered On", readonly=True, copy=False, help="The day of the leader's answer."
    )
    is_answered_in_time = fields.Boolean(
        string="Answered in Time",
        readonly=True,
        copy=False,
        help="This alone is counted, without names.",
    )
    is_reminded = fields.Boolean(
        string="Reminded", readonly=True, copy=False, help="The leader was reminded once more."
    )
    is_lapsed = fields.Boolean(
        string="Waited in Vain",
        readonly=True,
        copy=False,
        help="No answer came while the employee waited.",
    )
    is_published = fields.Boolean(
        string="On the Ledger by the Published Rule",
        readonly=True,
        copy=False,
        help="When this was asked, the institution's published rule said that talks asked for "
        "are on the ledger.",
    )
    is_disclosed = fields.Boolean(
        string="May Be Known and Counted",
        readonly=True,
        copy=False,
        help="The employee has said that the talk may be known to the HR officer and counted.",
    )
    talk_id = fields.Many2one(
        "talk.talk",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The talk the two have agreed on.",
    )
    time_ids = fields.One2many(
        "talk.request.time", "request_id", string="Proposed Times", help="When the talk could be."
    )
    word_ids = fields.One2many(
        "talk.request.word",
        "request_id",
        string="Words to Each Other",
        help="What the two write to each other; nobody else reads it.",
    )

    # for the screen
    is_asker = fields.Boolean(
        string="Asked by Me", compute="_compute_sides", help="Whether the current user asked."
    )
    is_asked_of_me = fields.Boolean(
        string="Asked of Me", compute="_compute_sides", help="Whether the current user is asked."
    )
    readers = fields.Char(
        string="Who Knows of This",
        compute="_compute_readers",
        compute_sudo=True,
        help="Everyone who can see this request, now and once it is sent.",
    )

    _waiting = models.Index("(date_answer_by) WHERE state IN ('asked', 'proposed')")

    @api.depends("date_asked")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Says neither who asks nor whom."""
        for request in self:
            if request.date_asked:
                request.display_name = self.env._(
                    "Request of %(date)s", date=format_date(self.env, request.date_asked)
                )
            else:
                request.display_name = self.env._("New Request")

    @api.depends("employee_id")
    def _compute_company_id(self):
        for request in self:
            request.company_id = request.employee_id.company_id or self.env.company

    @api.depends("employee_id")
    def _compute_leader_ids(self):
        for request in self:
            company = request.employee_id.company_id or self.env.company
            request.leader_ids = self._leaders(company) - request.employee_id

    @api.depends("leader_id")
    def _compute_leader_hint(self):
        for request in self:
            request.leader_hint = bool(request.leader_id) and request._refusal_to_ask()

    @api.depends_context("uid")
    @api.depends("employee_id", "leader_id")
    def _compute_sides(self):
        for request in self:
            side = request._side()
            request.is_asker = side == EMPLOYEE
            request.is_asked_of_me = side == LEADER

    @api.depends("employee_id", "leader_id", "state", "is_published", "is_disclosed")
    def _compute_readers(self):
        for request in self:
            names = {"employee": request.employee_id.name, "leader": request.leader_id.name}
            published = request.is_published
            if request.state == DRAFT:
                published = request.company_id.talk_request_published
                if request.leader_id:
                    text = self.env._(
                        "Now: %(employee)s. Once sent, also: %(leader)s. Nobody else.", **names
                    )
                else:
                    text = self.env._("%(employee)s. Nobody else.", **names)
            else:
                text = self.env._("%(employee)s, %(leader)s. Nobody else.", **names)
            if published:
                text += " " + self.env._(
                    "By the institution's published rule the talk itself, once agreed on, is on "
                    "the ledger: who and when, not a word of what is said."
                )
            elif request.is_disclosed:
                text += " " + self.env._("The talk itself may be known and counted.")
            request.readers = text
