from collections import Counter
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.plan import spread
from .talk_obligation import UNSETTLED
from .talk_obligation_probe import UNIFORM
from .talk_plan import FIXED, SUBMITTED


class TalkPlan(models.Model):
    """Drafting a plan from what is due: one statement however many talks there are."""

    _inherit = "talk.plan"

    def action_draft(self):
        """Add what is due in the time of the plan, and what is overdue, and is not in it yet.

        Each talk is given a working day before its due date, as evenly as the leader's other
        talks leave room. Pressed again it adds only what has come due since.
        """
        self.check_access("write")
        if any(plan.state == SUBMITTED for plan in self):
            raise UserError(
                self.env._("The plan is being approved. Take it back to draft to change it.")
            )
        for plan in self:
            plan._draft()

    def _draft(self):
        self.ensure_one()
        self._make_due_ahead()
        self.env.flush_all()
        # sudo: within the plan's company, which is the officer's
        due = (
            self.env["talk.obligation"]
            .sudo()
            .search(self._domain_due(), order="responsible_id, date_due, id")
        )
        if not due:
            return
        days = self._days_suggested(due)
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO talk_plan_line (plan_id, company_id, obligation_id, date_planned,
                                               create_uid, create_date, write_uid, write_date)
                   SELECT %(plan)s, %(company)s, due.id, due.day, %(uid)s,
                          now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                     FROM unnest(%(ids)s, %(days)s::date[]) due(id, day)
                       ON CONFLICT DO NOTHING RETURNING id""",
                plan=self.id,
                company=self.company_id.id,
                uid=self.env.uid,
                ids=due.ids,
                days=[days.get(obligation.id) for obligation in due],
            )
        )
        lines = self.env["talk.plan.line"].browse(row[0] for row in rows)
        self.env.invalidate_all(flush=False)
        if self.state in FIXED:
            lines._note_change("added")

    def _domain_due(self):
        """What is still to be held, due within the plan or overdue, and not in it yet."""
        today = self.company_id._talk_today()
        due = Domain("date_due", ">=", self.date_from) & Domain("date_due", "<=", self.date_to)
        overdue = Domain("date_due", "<", min(today, self.date_from))
        domain = Domain("company_id", "=", self.company_id.id) & Domain("state", "in", UNSETTLED)
        if self.department_id:
            domain &= Domain("department_id", "child_of", self.department_id.id)
        planned = self.line_ids.sudo().obligation_id
        return domain & (due | overdue) & Domain("id", "not in", planned.ids)

    def _days_suggested(self, obligations):
        """{obligation id: day or None}; obligations come by responsible and due date."""
        agreed = self._days_agreed(obligations)
        days = self._workdays(max(self.date_from, self.company_id._talk_today()))
        taken = self._days_taken()
        for talk in obligations.filtered(lambda obligation: obligation.id in agreed):
            taken.setdefault(talk.responsible_id.id, Counter())[agreed[talk.id]] += 1
        suggested = dict(agreed)
        open_ones = obligations.filtered(lambda obligation: obligation.id not in agreed)
        for responsible, talks in open_ones.grouped("responsible_id").items():
            busy = taken.get(responsible.id, Counter())
            found = spread(talks.mapped("date_due"), days, self.talks_per_day, busy.elements())
            suggested.update(zip(talks.ids, found, strict=True))
        return suggested

    @api.model
    def _days_agreed(self, obligations):
        """Hook: {obligation id: day} of talks that have a date already."""
        return {}

    def _days_taken(self):
        """{responsible id: Counter of days} of the talks the plan holds already."""
        taken = {}
        lines = self.line_ids.sudo().filtered("date_planned")
        for line in lines:
            taken.setdefault(line.responsible_id.id, Counter())[line.date_planned] += 1
        return taken

    def _workdays(self, first):
        """The working days of the organisation from ``first`` to the plan's end."""
        calendar = self.company_id._talk_work_calendar()
        days = (first + timedelta(days=n) for n in range((self.date_to - first).days + 1))
        return [day for day in days if calendar.is_workday(day)]

    def _make_due_ahead(self):
        """Of a plan for a time to come, make due now what will come due in it."""
        if self.date_from > self.company_id._talk_today():
            rules = self.env["talk.rule"].sudo().search([("company_id", "=", self.company_id.id)])
            for rule in rules.filtered(lambda rule: rule.basis in UNIFORM):
                self.env["talk.obligation"].sudo()._generate_rule(rule, self.date_from)
