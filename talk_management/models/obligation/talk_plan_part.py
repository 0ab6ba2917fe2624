from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_obligation import EXCUSED, SETTLED, UNSETTLED, WITHDRAWN
from .talk_plan import SENT

ACTIVITY_PLAN = "talk_management.activity_type_plan_sent"


class TalkPlanPart(models.Model):
    """One leader's part of a plan that was sent: the talks that leader is to hold.

    The leader is told by one activity, which ends when everything is held or the time is over.
    """

    _name = "talk.plan.part"
    _description = "Part of a Plan"
    _inherit = ["talk.visible.mixin", "talk.notice.mixin"]
    _order = "plan_id desc, responsible_id"

    plan_id = fields.Many2one("talk.plan", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who holds the talks.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Told",
        readonly=True,
        index=True,
        help="The leader's user; the HR officer where there is none.",
    )
    date_from = fields.Date(related="plan_id.date_from", string="From")
    date_to = fields.Date(related="plan_id.date_to", string="Until")
    date_sent = fields.Date(string="Sent On", readonly=True, help="When the leader was told.")
    is_over = fields.Boolean(
        string="Over", readonly=True, help="Nothing is left to be held, or the time is over."
    )
    line_ids = fields.Many2many(
        "talk.plan.line", compute="_compute_line_ids", help="The leader's talks in the plan."
    )
    planned_count = fields.Integer(
        string="Planned",
        compute="_compute_counts",
        compute_sudo=True,
        help="Talks in this part, without those excused or withdrawn.",
    )
    held_count = fields.Integer(
        string="Held", compute="_compute_counts", compute_sudo=True, help="Of these, held."
    )
    progress = fields.Float(
        compute="_compute_counts", compute_sudo=True, help="Share of the talks held, in percent."
    )

    _natural_key = models.UniqueIndex("(plan_id, responsible_id)")

    @api.depends("plan_id", "responsible_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for part in self:
            part.display_name = self.env._(
                "%(name)s: plan for %(period)s",
                name=part.responsible_id.name,
                period=part.sudo().plan_id._period_label(),
            )

    @api.model
    def _sql_visible(self, alias, uid):
        """To the leader, and with the whole plan."""
        return SQL(
            """%(responsible)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(plan)s = ANY(ARRAY(SELECT p.id FROM talk_plan p WHERE %(plan_visible)s))""",
            responsible=SQL.identifier(alias, "responsible_id"),
            plan=SQL.identifier(alias, "plan_id"),
            plan_visible=self.env["talk.plan"]._sql_visible("p", uid),
            uid=uid,
        )

    def _compute_line_ids(self):
        for part in self:
            part.line_ids = self.env["talk.plan.line"].search(
                [
                    ("plan_id", "=", part.sudo().plan_id.id),
                    ("obligation_id.responsible_id", "=", part.responsible_id.id),
                ]
            )

    def _compute_counts(self):
        counts = {}
        for plan, responsible, state, number in self._count(
            Domain("state", "not in", [EXCUSED, WITHDRAWN]), "obligation_id.state"
        ):
            planned, held = counts.get((plan, responsible), (0, 0))
            held += number if state == SETTLED else 0
            counts[plan, responsible] = planned + number, held
        for part in self:
            planned, held = counts.get((part.plan_id, part.responsible_id), (0, 0))
            part.planned_count = planned
            part.held_count = held
            part.progress = 100.0 * held / planned if planned else 0.0

    def _count(self, domain, *groupby):
        """[(plan, responsible, *groups, number)] of the lines of these parts' plans."""
        return self.env["talk.plan.line"]._read_group(
            Domain("plan_id", "in", self.plan_id.ids)
            & Domain("obligation_id.responsible_id", "in", self.responsible_id.ids)
            & domain,
            ["plan_id", "obligation_id.responsible_id", *groupby],
            ["__count"],
        )

    # telling the leaders

    def _notice_deadline(self):
        return self.date_to

    def _notice_summary(self):
        values = {
            "name": self.responsible_id.name,
            "period": self.plan_id._period_label(),
            "count": self.planned_count,
        }
        if self.user_id == self.responsible_id.user_id:
            return self.env._("Plan for %(period)s: %(count)s talks", **values)
        return self.env._("%(name)s: plan for %(period)s, %(count)s talks", **values)

    @api.model
    def _send(self, plans):
        """A part for each leader of ``plans`` who has none yet, and its activity."""
        self.env.flush_all()
        new = self.browse()
        for plan in plans:
            rows = self.env.execute_query(self._sql_missing(plan))
            new |= self.browse(row[0] for row in rows)
        self.invalidate_model()
        new._give_notice(ACTIVITY_PLAN)
        (plans.part_ids - new)._refresh_parts()

    @api.model
    def _sql_missing(self, plan):
        """The statement that adds the parts that are missing; their ids."""
        return SQL(
            """INSERT INTO talk_plan_part (plan_id, responsible_id, company_id, user_id, date_sent,
                                           is_over, create_uid, create_date)
               SELECT DISTINCT l.plan_id, o.responsible_id, %(company)s,
                      COALESCE(u.id, %(officer)s), %(today)s::date, FALSE, %(uid)s,
                      now() AT TIME ZONE 'UTC'
                 FROM talk_plan_line l
                 JOIN talk_obligation o ON o.id = l.obligation_id AND o.state IN %(unsettled)s
                 JOIN hr_employee r ON r.id = o.responsible_id
                 LEFT JOIN res_users u ON u.id = r.user_id AND u.active
                WHERE l.plan_id = %(plan)s
                  AND NOT EXISTS (SELECT 1 FROM talk_plan_part p
                                   WHERE p.plan_id = l.plan_id
                                     AND p.responsible_id = o.responsible_id)
                   ON CONFLICT DO NOTHING RETURNING id""",
            plan=plan.id,
            company=plan.company_id.id,
            officer=plan.company_id._talk_officer().id or None,
            today=plan.company_id._talk_today(),
            uid=self.env.uid,
            unsettled=UNSETTLED,
        )

    @api.model
    def _refresh_for(self, obligations):
        """What has changed with these obligations counts at once."""
        lines = self.env["talk.plan.line"].sudo()
        plans = lines.search(
            [("obligation_id", "in", obligations.ids), ("plan_id.state", "=", SENT)]
        ).plan_id
        if plans:
            parts = plans.part_ids.filtered(
                lambda part: part.responsible_id in obligations.sudo().responsible_id
            )
            parts._refresh_parts()

    @api.model
    def _refresh(self):
        """The daily look: whoever has taken over a talk of a running plan is told as well."""
        self = self.sudo()
        plans = self.env["talk.plan"].sudo().search([("state", "=", SENT)])
        running = plans.filtered(lambda plan: plan.date_to >= plan.company_id._talk_today())
        open_ones = self.search([("is_over", "=", False)])
        (open_ones - running.part_ids)._refresh_parts()
        self._send(running)

    def _refresh_parts(self):
        """End what is over, tell anew whom it has come to, let the figures keep up."""
        if not self:
            return
        self.env.flush_all()
        self.invalidate_recordset(["planned_count", "held_count", "progress"])
        left = {
            (plan, responsible)
            for plan, responsible, _number in self._count(Domain("state", "in", UNSETTLED))
        }
        companies = self.company_id
        todays = {company: company._talk_today() for company in companies}
        officers = {company: company._talk_officer() for company in companies}
        done, gone, again, same = (self.browse() for _group in range(4))
        for part in self:
            user = part.responsible_id.user_id
            user = user if user.active else officers[part.company_id]
            if (part.plan_id, part.responsible_id) not in left:
                done |= part
            elif part.date_to < todays[part.company_id]:
                gone |= part
            elif part.is_over or part.user_id != user:
                part.write({"user_id": user.id, "is_over": False})
                again |= part
            else:
                same |= part
        for parts, is_done in ((done, True), (gone, False)):
            parts = parts.filtered(lambda part: not part.is_over)
            parts._end_notice(is_done)
            parts.is_over = True
        again._give_notice(ACTIVITY_PLAN)
        same._freshen_notice()
