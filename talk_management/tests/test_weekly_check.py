from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestWeeklyCheck(TalkCase):
    """Every Monday the office is told what is missing in the chain and what falls due."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", period_unit="week", lead_days="3")
        with cls.on(cls, "2026-11-23"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def run_job(self, day, time="08:00:00"):
        with self.on(day, time):
            self.env["talk.weekly.check"]._check_weekly()
        self.flush()

    def checks(self):
        return self.env["talk.weekly.check"].search([("company_id", "=", self.company.id)])

    def activities(self):
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.weekly.check"), ("user_id", "=", self.officer_user.id)]
        )

    def gaps(self, *kinds):
        return self.env["talk.gap"].search_count(
            [("kind", "in", kinds), ("company_id", "in", [False, self.company.id])]
        )

    def test_the_officer_is_told_on_monday(self):
        self.run_job("2026-11-23")
        check = self.checks()
        self.assertEqual(str(check.date_from), "2026-11-23")
        gaps = check.vacant_count + check.nobody_above_count
        gaps += check.no_user_count + check.away_count
        self.assertTrue(check.vacant_count)
        self.assertTrue(check.due_count)
        self.assertEqual(
            self.activities().summary,
            f"Weekly check: {gaps} gaps, {check.due_count} talks due by 11/29/2026",
        )

    def test_one_check_a_week_however_often_the_job_runs(self):
        for day in ("2026-11-23", "2026-11-23", "2026-11-24"):
            self.run_job(day)
        self.assertEqual(len(self.checks()), 1)
        self.assertEqual(len(self.activities()), 1)
        self.run_job("2026-11-30")
        self.assertEqual(len(self.checks()), 2)
        self.assertEqual(len(self.activities()), 1)  # last week's has gone

    def test_a_monday_missed_is_made_up_for_in_the_week(self):
        self.run_job("2026-11-25")
        self.assertEqual(str(self.checks().date_from), "2026-11-23")

    def test_monday_begins_where_the_organisation_works(self):
        self.run_job("2026-11-22", "15:59:00")
        self.assertEqual(str(self.checks().date_from), "2026-11-16")
        self.run_job("2026-11-22", "16:01:00")
        self.assertEqual(str(self.checks()[0].date_from), "2026-11-23")

    def test_the_figures_are_those_of_the_lists(self):
        self.run_job("2026-11-23")
        check = self.checks().with_user(self.officer_user)
        for figure in ("vacant_count", "nobody_above_count", "no_user_count", "away_count"):
            with self.on("2026-11-23"):
                action = check.with_context(figure=figure).action_open()
                found = self.env["talk.gap"].with_user(self.officer_user)
                self.assertEqual(found.search_count(action["domain"]), check[figure], figure)
        for figure in ("due_count", "overdue_count", "escalated_count"):
            action = check.with_context(figure=figure).action_open()
            found = self.env[action["res_model"]].with_user(self.officer_user)
            self.assertEqual(found.search_count(action["domain"]), check[figure], figure)

    def test_the_overdue_and_the_escalated_are_counted(self):
        self.run_job("2026-11-23")
        with self.on("2026-12-08"):
            self.env["talk.reminder"]._refresh()
            self.env["talk.escalation"]._refresh()
        self.run_job("2026-12-08")
        check = self.checks()[0]
        self.assertTrue(check.overdue_count)
        self.assertTrue(check.escalated_count)

    def test_the_officer_checks_again_now(self):
        self.run_job("2026-11-23")
        vacant = self.checks().vacant_count
        self.infection.manager_id = self.inspector
        self.env["talk.edge"]._refresh()
        with self.on("2026-11-24"):
            checks = self.env["talk.weekly.check"].with_user(self.officer_user)
            action = checks.with_company(self.company).browse().action_check_now()
        self.assertEqual(action["res_id"], self.checks().id)
        self.assertEqual(self.checks().vacant_count, vacant - 1)
        self.assertEqual(len(self.activities()), 1)

    def test_nobody_but_the_officer_checks_or_sees_it(self):
        self.run_job("2026-11-23")
        for user in (self.deputy.user_id, self.discipline_user):
            with self.assertRaises(AccessError):
                self.checks().with_user(user).read(["due_count"])
            with self.assertRaises(AccessError):
                self.env["talk.weekly.check"].with_user(user).browse().action_check_now()

    def test_an_organisation_without_rules_and_chain_is_left_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.run_job("2026-11-23")
        self.assertFalse(self.env["talk.weekly.check"].search([("company_id", "=", other.id)]))

    def test_the_daily_job_does_all_of_it(self):
        names = [name for name, _step in self.env["talk.obligation"]._daily_steps()]
        self.assertLess(names.index("the reminders"), names.index("the escalations"))
        self.assertIn("the plans", names)
        self.assertIn("the weekly check", names)
        with self.on("2026-12-08"), self.enter_registry_test_mode():
            shown = self.env.ref("talk_management.cron_obligation").method_direct_trigger()
        self.assertNotIsInstance(shown, dict)
        self.assertTrue(self.checks())
