from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...engine.period import period_of
from ..chain.talk_gap import AWAY, NO_HEAD, NO_SECRETARY, NO_USER, NOBODY_ABOVE
from .talk_obligation import UNSETTLED

ACTIVITY_CHECK = "talk_management.activity_type_weekly_check"
GAPS = {
    "vacant_count": (NO_HEAD, NO_SECRETARY),
    "nobody_above_count": (NOBODY_ABOVE,),
    "no_user_count": (NO_USER,),
    "away_count": (AWAY,),
}
FIGURES = (*GAPS, "due_count", "overdue_count", "escalated_count")


class TalkWeeklyCheck(models.Model):
    """The office's weekly check (每周检查): what is missing in the chain, what falls due.

    One for each organisation and week, made by the first daily job of the week, which is
    Monday's; each figure opens the list behind it as it is now.
    """

    _name = "talk.weekly.check"
    _description = "Weekly Check"
    _inherit = ["talk.notice.mixin"]
    _order = "date_from desc, company_id"

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date_from = fields.Date(string="Week From", required=True, readonly=True, help="A Monday.")
    date_to = fields.Date(
        string="Until", compute="_compute_date_to", help="The Sunday of this week."
    )
    date = fields.Date(
        string="Checked On", required=True, readonly=True, help="The day the figures are of."
    )
    user_id = fields.Many2one(
        "res.users", string="Told", readonly=True, help="The HR officer who is to look at it."
    )
    vacant_count = fields.Integer(
        string="Vacant Posts",
        readonly=True,
        help="Departments without a head, branches without a secretary.",
    )
    nobody_above_count = fields.Integer(
        string="Nobody Above", readonly=True, help="People for whom nobody answers."
    )
    no_user_count = fields.Integer(
        string="Without a User", readonly=True, help="Responsible people without a user."
    )
    away_count = fields.Integer(
        string="Away", readonly=True, help="Responsible people on long leave or seconded."
    )
    due_count = fields.Integer(
        string="Due in Seven Days",
        readonly=True,
        help="Talks to be held from the day of the check to the sixth after it.",
    )
    overdue_count = fields.Integer(
        string="Overdue", readonly=True, help="Talks not held by their due date."
    )
    escalated_count = fields.Integer(
        string="Escalated", readonly=True, help="Escalations that have not ended."
    )

    _natural_key = models.UniqueIndex("(company_id, date_from)")

    @api.depends("date_from")
    def _compute_date_to(self):
        for check in self:
            check.date_to = check.date_from and check.date_from + timedelta(days=6)

    @api.depends("date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "Weekly check from %(date)s", date=format_date(self.env, check.date_from)
            )

    def _notice_deadline(self):
        return self.date_to

    def _notice_summary(self):
        return self.env._(
            "Weekly check: %(gaps)s gaps, %(due)s talks due by %(date)s",
            gaps=sum(self[name] for name in GAPS),
            due=self.due_count,
            date=format_date(self.env, self._last_due()),
        )

    def _last_due(self):
        return self.date + timedelta(days=6)

    # making it

    @api.model
    def _check_weekly(self):
        """Check every organisation that has rules or a chain and was not checked this week."""
        self = self.sudo()
        companies = self.env["res.company"].concat(
            *(group[0] for group in self.env["talk.rule"]._read_group([], ["company_id"])),
            *(
                group[0]
                for group in self.env["talk.edge"]._read_group(
                    [("date_to", "=", False)], ["company_id"]
                )
            ),
        )
        checked = self.search(
            [("company_id", "in", companies.ids)], order="date_from desc"
        ).grouped("company_id")
        none = self.browse()
        self._check(
            companies.filtered(
                lambda company: self._monday(company)
                not in checked.get(company, none).mapped("date_from")
            )
        )

    @api.model
    def _monday(self, company):
        return period_of("week", company._talk_today()).start

    @api.model
    def _check(self, companies):
        """Write down today's figures of ``companies`` in this week's checks, and tell the HR
        officers of those that are new."""
        self = self.sudo()
        if not companies:
            return self
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO talk_weekly_check (company_id, date_from, date, create_uid,
                                                  create_date)
                   VALUES %s ON CONFLICT DO NOTHING RETURNING id""",
                SQL(", ").join(
                    SQL(
                        "(%s, %s, %s, %s, now() AT TIME ZONE 'UTC')",
                        company.id,
                        self._monday(company),
                        company._talk_today(),
                        self.env.uid,
                    )
                    for company in companies
                ),
            )
        )
        new = self.browse(row[0] for row in rows)
        mondays = {self._monday(company) for company in companies}
        checks = self.search(
            [("company_id", "in", companies.ids), ("date_from", "in", list(mondays))]
        )
        checks = checks.filtered(lambda check: check.date_from == self._monday(check.company_id))
        checks._count()
        before = self.search([("company_id", "in", new.company_id.ids), ("id", "not in", new.ids)])
        before._end_notice(is_done=False)
        new._give_notice(ACTIVITY_CHECK)
        (checks - new)._freshen_notice()
        return checks

    def _count(self):
        """Fill in the figures as they are today, with a few queries for all companies."""
        gaps = {
            (company.id, kind): number
            for company, kind, number in self.env["talk.gap"]._read_group(
                [("company_id", "in", [False, *self.company_id.ids])],
                ["company_id", "kind"],
                ["__count"],
            )
        }
        for check in self:
            company = check.company_id
            vals = {
                name: sum(gaps.get((of, kind), 0) for of in (company.id, False) for kind in kinds)
                for name, kinds in GAPS.items()
            }
            vals |= {"date": company._talk_today(), "user_id": company._talk_officer().id}
            check.write(vals)
        obligations = self.env["talk.obligation"]
        for check in self:
            check.write(
                {
                    "due_count": obligations.search_count(check._domain_due()),
                    "overdue_count": obligations.search_count(check._domain_overdue()),
                    "escalated_count": self.env["talk.escalation"].search_count(
                        check._domain_escalated()
                    ),
                }
            )

    def _domain_due(self):
        return self._domain_unsettled(
            Domain("date_due", ">=", self.date) & Domain("date_due", "<=", self._last_due())
        )

    def _domain_overdue(self):
        return self._domain_unsettled(Domain("date_due", "<", self.date))

    def _domain_unsettled(self, dates):
        return (
            Domain("company_id", "=", self.company_id.id) & dates & Domain("state", "in", UNSETTLED)
        )

    def _domain_escalated(self):
        return Domain("company_id", "=", self.company_id.id) & Domain("is_ended", "=", False)

    # the buttons

    def action_check_now(self):
        """Check this week of the current organisation again, now. For HR officers."""
        if not self.env.su and not self.env.user.has_group("talk_management.group_talk_officer"):
            raise AccessError(self.env._("The weekly check is made by the HR officer."))
        check = self._check(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": check.id,
            "views": [(False, "form")],
        }

    def action_open(self):
        """Open the list behind one figure, as the button's context names it."""
        self.ensure_one()
        self.check_access("read")
        figure = self.env.context.get("figure")
        if figure in GAPS:
            domain = Domain("company_id", "in", [False, self.company_id.id])
            domain &= Domain("kind", "in", GAPS[figure])
            return self._open_list("talk_management.action_talk_gap", domain)
        if figure == "escalated_count":
            return self._open_list(
                "talk_management.action_talk_escalation", self._domain_escalated()
            )
        domain = self._domain_overdue() if figure == "overdue_count" else self._domain_due()
        return self._open_list("talk_management.action_talk_obligation", domain)

    def _open_list(self, action, domain):
        found = self.env["ir.actions.act_window"]._for_xml_id(action)
        return found | {"domain": list(domain), "context": {}}
