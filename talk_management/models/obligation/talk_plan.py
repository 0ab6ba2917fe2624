from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, babel_locale_parse, get_lang

from ...engine.period import period_of
from ..chain.talk_team import PARTY_PRINCIPAL_ROLES, PRINCIPAL_ROLES
from .talk_obligation import EXCUSED, SETTLED, UNSETTLED, WITHDRAWN

DRAFT = "draft"
SUBMITTED = "submitted"
APPROVED = "approved"
SENT = "sent"
FIXED = (APPROVED, SENT)  # changes are noted from here on
SKELETONS = {"month": "yMMMM", "quarter": "yQQQ"}


class TalkPlan(models.Model):
    """A month's or quarter's plan of talks (谈话计划).

    The office drafts it from what is due, the Party secretary approves it, then each leader
    is sent the own part. What is changed after the approval is noted for everyone to see.
    """

    _name = "talk.plan"
    _description = "Plan of Talks"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin", "talk.notice.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _transitions = frozenset(
        {
            (DRAFT, SUBMITTED),
            (SUBMITTED, DRAFT),
            (SUBMITTED, APPROVED),
            (APPROVED, DRAFT),
            (APPROVED, SENT),
        }
    )
    _guarded_fields = frozenset(
        {
            "state",
            "submitted_by_id",
            "date_submitted",
            "approved_by_id",
            "date_approved",
            "date_sent",
        }
    )
    _frozen_fields = frozenset(
        {"company_id", "department_id", "period_unit", "date_from", "approver_id"}
    )

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose talks are planned.",
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        help="Only the people of this department and those below it. Empty: all of them.",
    )
    period_unit = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter")],
        string="Plan For",
        required=True,
        default="month",
        help="How long a time the plan is for.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._next_month(),
        help="Any day of the month or quarter; the plan begins on its first.",
    )
    date_to = fields.Date(
        string="Until", compute="_compute_date_to", store=True, help="The plan's last day."
    )
    talks_per_day = fields.Integer(
        string="Talks per Day",
        required=True,
        default=2,
        help="How many talks one leader is given on one day at most.",
    )
    approver_id = fields.Many2one(
        "res.users",
        string="To Be Approved By",
        compute="_compute_approver_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Who is asked to approve it: the Party secretary of the leadership team. Every "
        "principal may; nobody approves a plan of their own making.",
    )
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (SUBMITTED, "To Be Approved"),
            (APPROVED, "Approved"),
            (SENT, "Sent"),
        ],
        required=True,
        readonly=True,
        default=DRAFT,
        help="Drafted by the office, approved by a principal, sent to each leader.",
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_submitted = fields.Date(string="Submitted On", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_approved = fields.Date(string="Approved On", readonly=True, copy=False)
    date_sent = fields.Date(string="Sent On", readonly=True, copy=False)
    can_approve = fields.Boolean(
        compute="_compute_can_approve",
        search="_search_can_approve",
        compute_sudo=True,
        help="Whether the current user may approve it.",
    )
    line_ids = fields.One2many("talk.plan.line", "plan_id", string="Lines")
    part_ids = fields.One2many("talk.plan.part", "plan_id", string="Parts")
    change_ids = fields.One2many("talk.plan.change", "plan_id", string="Changes")
    planned_count = fields.Integer(
        string="Planned",
        compute="_compute_counts",
        compute_sudo=True,
        help="Talks in the plan, without those excused or withdrawn.",
    )
    held_count = fields.Integer(
        string="Held", compute="_compute_counts", compute_sudo=True, help="Of these, held."
    )
    undated_count = fields.Integer(
        string="Without a Day",
        compute="_compute_counts",
        compute_sudo=True,
        help="Talks still to be held for which no day before the due date was free. "
        "Allow more talks per day, or give them a day by hand.",
    )
    progress = fields.Float(
        compute="_compute_counts", compute_sudo=True, help="Share of the talks held, in percent."
    )

    _natural_key = models.UniqueIndex(
        "(company_id, period_unit, date_from, COALESCE(department_id, 0))",
        "There is already a plan for this time and these people.",
    )
    _talks_per_day_positive = models.Constraint(
        "CHECK (talks_per_day BETWEEN 1 AND 50)", "A day holds at least one talk, at most fifty."
    )

    @api.model
    def _next_month(self):
        return self.env.company._talk_today() + relativedelta(months=1, day=1)

    # what it says

    def _period_label(self):
        """“November 2026”, “Q4 2026”, in the language of ``self``."""
        self.ensure_one()
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton(SKELETONS[self.period_unit], self.date_from, locale=locale)

    @api.depends("period_unit", "date_from", "department_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            if not plan.period_unit or not plan.date_from:
                plan.display_name = self.env._("New Plan")
                continue
            name = self.env._("Plan for %(period)s", period=plan._period_label())
            department = plan.department_id.name
            plan.display_name = f"{name} · {department}" if department else name

    @api.depends("period_unit", "date_from")
    def _compute_date_to(self):
        for plan in self:
            plan.date_to = plan.date_from and period_of(plan.period_unit, plan.date_from).end

    @api.depends("company_id")
    def _compute_approver_id(self):
        for plan in self:
            secretaries = plan._principal_users(PARTY_PRINCIPAL_ROLES)
            plan.approver_id = secretaries[:1]

    def _principal_users(self, roles=PRINCIPAL_ROLES):
        """The users of those who hold these roles in the team of the whole organisation."""
        self.ensure_one()
        places = self.env["talk.team.member"].sudo()
        today = (self.company_id or self.env.company)._talk_today()
        places = places.search(
            places._domain_current(today)
            & Domain("team_id.company_id", "=", self.company_id.id)
            & Domain("team_id.department_id", "=", False)
            & Domain("team_id.active", "=", True)
            & Domain("role", "in", roles)
        )
        return places.employee_id.user_id.filtered("active")

    def _compute_counts(self):
        counts = {plan.id: {"planned": 0, "held": 0, "undated": 0} for plan in self}
        groups = self.env["talk.plan.line"]._read_group(
            [("plan_id", "in", self.ids), ("state", "not in", [EXCUSED, WITHDRAWN])],
            ["plan_id", "obligation_id.state"],
            ["__count", "date_planned:count"],
        )
        for plan, state, number, dated in groups:
            count = counts[plan.id]
            count["planned"] += number
            count["held"] += number if state == SETTLED else 0
            count["undated"] += number - dated if state in UNSETTLED else 0
        for plan in self:
            count = counts.get(plan.id, {"planned": 0, "held": 0, "undated": 0})
            plan.planned_count = count["planned"]
            plan.held_count = count["held"]
            plan.undated_count = count["undated"]
            plan.progress = 100.0 * count["held"] / count["planned"] if count["planned"] else 0.0

    # who may see and approve it

    @api.model
    def _sql_visible(self, alias, uid):
        """Drafts are the office's own; the rest is for the approver and the principals."""
        return SQL(
            """%(state)s <> %(draft)s AND (%(approver)s = %(uid)s OR %(company)s = ANY(ARRAY(
                    SELECT t.company_id
                      FROM talk_team_member m
                      JOIN talk_team t ON t.id = m.team_id AND t.active
                                      AND t.department_id IS NULL
                      JOIN hr_employee e ON e.id = m.employee_id AND e.user_id = %(uid)s
                     WHERE m.role IN %(roles)s
                       AND (m.date_from IS NULL OR m.date_from <= %(today)s)
                       AND (m.date_to IS NULL OR m.date_to >= %(today)s))))""",
            state=SQL.identifier(alias, "state"),
            draft=DRAFT,
            approver=SQL.identifier(alias, "approver_id"),
            company=SQL.identifier(alias, "company_id"),
            uid=uid,
            roles=PRINCIPAL_ROLES,
            today=self.env.company._talk_today(),
        )

    @api.depends_context("uid")
    @api.depends("state", "approver_id", "submitted_by_id", "company_id")
    def _compute_can_approve(self):
        user = self.env.user
        for plan in self:
            makers = plan.submitted_by_id | plan.create_uid
            plan.can_approve = (
                plan.state == SUBMITTED
                and user not in makers
                and user in (plan.approver_id | plan._principal_users())
            )

    @api.model
    def _search_can_approve(self, operator, value):
        """Few plans wait at a time, so that they are asked one by one."""
        if operator != "in":
            return NotImplemented
        waiting = self.search([("state", "=", SUBMITTED)])
        mine = Domain("id", "in", waiting.filtered("can_approve").ids)
        return mine if True in value else ~mine

    # what holds of it

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._begin_with_period()
        return plans

    def write(self, vals):
        if self._frozen_fields & vals.keys() and any(plan.state != DRAFT for plan in self):
            raise UserError(
                self.env._("Take the plan back to draft before you change whom or when it is for.")
            )
        result = super().write(vals)
        if vals.keys() & {"period_unit", "date_from"}:
            self._begin_with_period()
        return result

    def _begin_with_period(self):
        for plan in self:
            start = period_of(plan.period_unit, plan.date_from).start
            if plan.date_from != start:
                plan.date_from = start

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(plan.state != DRAFT for plan in self):
            raise UserError(self.env._("Only a draft of a plan can be deleted."))
