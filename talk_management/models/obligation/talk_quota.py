from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_obligation import EXCUSED, OPEN, WITHDRAWN

OFFICER = "talk_management.group_talk_officer"


class TalkQuota(models.Model):
    """With how many different people one responsible is to talk in one period (谈话人数指标).

    Made due by a rule whose layers name no pairs, or where a part of the people is enough (H2.5):
    so many people, or a share of those in post. Whom they choose is theirs; held talks count.
    Excused by the HR officer, wholly or for some of the people, with the reason beside it.
    """

    _name = "talk.quota"
    _description = "Quota"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin"]
    _order = "date_due desc, id"
    _transitions = frozenset(
        {(OPEN, EXCUSED), (EXCUSED, OPEN), (OPEN, WITHDRAWN), (WITHDRAWN, OPEN)}
    )

    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who is to talk with so many people.",
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Responsible's User",
        related="responsible_id.user_id",
        store=True,
        index=True,
        help="Who is reminded. Empty: the HR officer is.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        help="The company of the people concerned.",
    )
    rule_id = fields.Many2one(
        "talk.rule",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="The rule that asks for it.",
    )
    period_key = fields.Char(
        string="Period",
        required=True,
        readonly=True,
        help="The period by its year and number, or the term by its name.",
    )
    origin = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: by which its reminder is found.",
    )
    date_start = fields.Date(
        string="From", required=True, readonly=True, help="A talk before this day does not count."
    )
    date_due = fields.Date(string="Due", required=True, readonly=True, help="The last day in time.")

    # how many
    population_count = fields.Integer(
        string="People in Reach",
        readonly=True,
        help="How many people there are to choose from: those in post, without those on long "
        "leave or seconded. Counted anew each day until the due date.",
    )
    asked_count = fields.Integer(
        string="Asked For",
        readonly=True,
        help="With how many people the rule asks to talk: never more than are in reach; "
        "a share is rounded up.",
    )
    excused_count = fields.Integer(
        string="Excused",
        readonly=True,
        default=0,
        help="How many of the people the HR officer has taken off the target.",
    )
    target_count = fields.Integer(
        string="Target",
        compute="_compute_target_count",
        store=True,
        help="With how many different people to talk.",
    )
    held_count = fields.Integer(
        string="Talked With",
        compute="_compute_held_count",
        compute_sudo=True,
        help="With how many different people a talk was held that counts. "
        "The same person twice counts once.",
    )
    progress = fields.Float(
        compute="_compute_held_count",
        compute_sudo=True,
        help="Share of the target that is reached, in percent.",
    )
    state = fields.Selection(
        [(OPEN, "Owed"), (EXCUSED, "Excused"), (WITHDRAWN, "Withdrawn")],
        required=True,
        readonly=True,
        default=OPEN,
        help="Withdrawn when the responsible no longer holds the post, or the rule was changed.",
    )
    is_met = fields.Boolean(
        string="Reached",
        compute="_compute_held_count",
        compute_sudo=True,
        search="_search_is_met",
        help="Talks were held with as many people as asked for.",
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="The due date has passed and the target was not reached.",
    )
    excuse_reason = fields.Char(
        string="Excuse",
        readonly=True,
        groups=OFFICER,
        copy=False,
        help="Why fewer people are enough, or none; written by the HR officer.",
    )

    # repeating a job must not ask twice
    _natural_key = models.UniqueIndex("(rule_id, period_key, responsible_id)")
    _origin_index = models.Index("(origin)")

    @api.depends("responsible_id", "period_key")
    def _compute_display_name(self):
        for quota in self:
            quota.display_name = f"{quota.responsible_id.name} · {quota.period_key}"

    @api.depends("asked_count", "excused_count")
    def _compute_target_count(self):
        for quota in self:
            quota.target_count = max(quota.asked_count - quota.excused_count, 0)

    @api.depends("target_count")
    def _compute_held_count(self):
        held = self._held_counts()
        for quota in self:
            count = held.get(quota.id, 0)
            quota.held_count = count
            quota.is_met = count >= quota.target_count
            quota.progress = (
                min(100.0 * count / quota.target_count, 100.0) if quota.target_count else 100.0
            )

    def _held_counts(self):
        """{id: number of different people talked with}: one query for all of them."""
        if not self.ids:
            return {}
        self.env.flush_all()
        talked = self._sql_talked(self.sudo().rule_id, SQL("q.id IN %s", tuple(self.ids)))
        return dict(self.env.execute_query(self._sql_held_counts(talked)))

    @api.model
    def _sql_held_counts(self, talked):
        return SQL(
            """SELECT quota_id, count(DISTINCT employee_id)::int AS held_count
                 FROM (%s) talked GROUP BY quota_id""",
            talked,
        )

    @api.model
    def _sql_talked(self, rules, chosen):
        """Hook: SQL query ``(quota_id, employee_id, participant_id, date)`` of the talks that
        count for the quotas ``q`` of ``rules`` that the condition ``chosen`` picks."""
        return SQL("SELECT NULL::int AS quota_id, NULL::int AS employee_id WHERE FALSE")

    @api.model
    def _search_is_met(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()
        # sudo: the condition is on figures, which whoever sees the quota may see
        rules = (
            self.env["talk.rule"]
            .sudo()
            .browse(
                row[0]
                for row in self.env.execute_query(SQL("SELECT DISTINCT rule_id FROM talk_quota"))
            )
        )
        held = self._sql_held_counts(self._sql_talked(rules, SQL("TRUE")))
        test = "%s IN (%s)" if True in value else "%s NOT IN (%s)"
        met = SQL(
            """SELECT m.id FROM talk_quota m LEFT JOIN (%s) h ON h.quota_id = m.id
                WHERE COALESCE(h.held_count, 0) >= m.target_count""",
            held,
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(test, SQL.identifier(alias, "id"), met)
        )

    @api.depends("state", "date_due", "is_met")
    def _compute_is_overdue(self):
        for quota in self:
            today = quota.company_id._talk_today()
            is_owed = quota.state == OPEN and not quota.is_met
            quota.is_overdue = is_owed and quota.date_due < today

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        overdue = (
            Domain("state", "=", OPEN)
            & Domain("date_due", "<", today)
            & Domain("is_met", "in", [False])
        )
        return overdue if True in value else ~overdue

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(responsible_user)s = (SELECT %(uid)s)
            OR %(responsible)s = ANY(ARRAY(SELECT employee_id FROM talk_sight
                                            WHERE user_id = %(uid)s))""",
            responsible_user=SQL.identifier(alias, "responsible_user_id"),
            responsible=SQL.identifier(alias, "responsible_id"),
            uid=uid,
        )

    # excusing

    def _excuse(self, reason, count=0):
        """Fewer people are enough: ``count`` of them, 0 for all, are excused.

        Raises UserError without a reason, AccessError for anyone but the HR officer.
        """
        self._check_officer()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("An excuse needs a reason."))
        if not count:
            self._step(EXCUSED, excuse_reason=reason)
        for quota in self if count else self.browse():
            if quota.state != OPEN:
                raise UserError(self.env._("%s is not owed at present.", quota.display_name))
            if not 0 < count < quota.asked_count:
                raise UserError(
                    self.env._(
                        "Of %(asked)s people, from 1 to %(most)s can be taken off. "
                        "To excuse all of them, excuse the quota.",
                        asked=quota.asked_count,
                        most=max(quota.asked_count - 1, 0),
                    )
                )
            quota.sudo().write({"excused_count": count, "excuse_reason": reason})
        self.env["talk.reminder"]._refresh_for(self)

    def action_reopen(self):
        """Take the excuse back. Raises AccessError for anyone but the HR officer."""
        self.check_access("read")
        self._check_officer()
        self.filtered(lambda quota: quota.state == EXCUSED)._step(OPEN)
        self.sudo().write({"excused_count": 0, "excuse_reason": False})
        self.env["talk.reminder"]._refresh_for(self)

    def _check_officer(self):
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Excuses are given by the HR officer."))
