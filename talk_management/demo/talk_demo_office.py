from datetime import datetime, time, timedelta

from odoo import Command, api, models

from .talk_demo import DISCIPLINE, EMPLOYEE, LEADER, OFFICER

# (type of event, the person's log-in, days ago, who enters it)
EVENTS = (
    ("promotion", "h0083", 6, OFFICER),
    ("commendation", "h0010", 9, OFFICER),
    ("illness", "h0011", 2, OFFICER),
    ("family", "h0020", 3, OFFICER),
    ("integrity", "h0028", 4, DISCIPLINE),
)


class TalkDemo(models.AbstractModel):
    """What the office does beside the yearly talks: events, substitutes, plans, requests."""

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        self = self.with_context(
            tracking_disable=True, allowed_company_ids=[company_id], tz="Asia/Shanghai"
        )
        self._enter_events(company)
        self._substitute(company)
        self.env["talk.edge"]._refresh()
        rules = self.env["talk.rule"].search([("company_id", "=", company_id)])
        self.env["talk.obligation"]._generate(rules)
        self._draft_plan(company)
        self._ask_for_a_talk(company)
        return result

    def _as(self, login, company):
        """The environment of somebody who uses the addon."""
        return self.with_user(self._user(login)).with_company(company).with_context(lang="zh_CN")

    def _enter_events(self, company):
        today = company._talk_today()
        for event, login, ago, by in EVENTS:
            person = self._user(login).sudo().employee_ids
            events = self._as(by, company).env["talk.trigger"]
            events.report_event(person.ids, event, date=today - timedelta(days=ago))

    def _substitute(self, company):
        """An acting head where nobody heads, and a leader in charge away at a course."""
        today = company._talk_today()
        vacant = self.env["hr.department"].search(
            [
                ("company_id", "=", company.id),
                ("manager_id", "=", False),
                ("parent_id", "!=", False),
            ]
        )
        for department in vacant.filtered("member_ids")[:1]:
            self.env["talk.acting.head"].create(
                {
                    "department_id": department.id,
                    "employee_id": department.member_ids.sorted("id")[0].id,
                    "date_from": today - timedelta(days=20),
                }
            )
        leaders = (
            self.env["hr.department"]
            .search([("company_id", "=", company.id), ("talk_leader_id", "!=", False)], order="id")
            .talk_leader_id
        )
        if len(leaders) > 1:
            self.env["talk.delegation"].create(
                {
                    "delegator_id": leaders[-1].id,
                    "delegate_id": leaders[0].id,
                    "date_from": today - timedelta(days=3),
                    "date_to": today + timedelta(days=25),
                    "reason": "赴省委党校学习",
                }
            )

    def _draft_plan(self, company):
        """The plan of the month that runs, drafted by the office and waiting to be approved."""
        plans = self._as(OFFICER, company).env["talk.plan"]
        plan = plans.create({"period_unit": "month", "company_id": company.id})
        plan.action_draft()
        plan.action_submit()

    def _ask_for_a_talk(self, company):
        """An employee asks a leader; nobody else learns of it."""
        today = company._talk_today()
        days = [today + timedelta(days=n) for n in range(3, 12)]
        days = [day for day in days if day.weekday() < 5][:2]
        leader = self._user(LEADER).sudo().employee_ids
        requests = self._as(EMPLOYEE, company).env["talk.request"]
        request = requests.create(
            {
                "leader_id": leader.id,
                "time_ids": [
                    Command.create({"date_start": datetime.combine(day, time(7))}) for day in days
                ],
            }
        )
        request.action_ask()
