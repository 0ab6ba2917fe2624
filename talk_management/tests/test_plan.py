from collections import Counter
from datetime import date, datetime

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import OFFICER
from .common_plan import PlanCase


@tagged("post_install", "-at_install")
class TestPlan(PlanCase):
    """A month's plan: drafted from what is due, approved by the secretary, sent to each leader."""

    def test_a_plan_begins_with_its_month_and_names_it(self):
        plan = self.plans().create({"date_from": "2026-11-15"})
        self.assertEqual((plan.date_from, plan.date_to), (date(2026, 11, 1), date(2026, 11, 30)))
        self.assertEqual(plan.display_name, "Plan for November 2026")
        plan.period_unit = "quarter"
        self.assertEqual((plan.date_from, plan.date_to), (date(2026, 10, 1), date(2026, 12, 31)))
        self.assertEqual(plan.display_name, "Plan for Q4 2026")
        self.env["res.lang"]._activate_lang("zh_CN")
        plan.period_unit = "month"
        self.assertIn("2026年10月", plan.with_context(lang="zh_CN").display_name)

    def test_the_form_offers_next_month_and_the_party_secretary(self):
        with Form(self.plans()) as form:
            self.assertEqual(str(form.date_from), "2026-12-01")
            form.date_from = "2026-11-20"
            self.assertEqual(str(form.date_from), "2026-11-01")
        self.assertEqual(form.record.approver_id, self.secretary.user_id)

    def test_one_plan_for_a_month_and_its_people(self):
        self.plans().create({"date_from": "2026-11-15"})
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.plans().create({"date_from": "2026-11-20"})
            self.env.flush_all()

    def test_it_is_drafted_from_what_is_due(self):
        plan = self.draft()
        due = self.env["talk.obligation"].search(
            [("company_id", "=", self.company.id), ("date_due", "=", "2026-11-30")]
        )
        self.assertTrue(due)
        self.assertEqual(plan.sudo().line_ids.obligation_id, due)
        self.assertEqual(plan.planned_count, len(due))

    def test_each_talk_has_a_working_day_before_its_due_date_and_no_day_is_too_full(self):
        plan = self.draft(talks_per_day=1)
        for line in plan.sudo().line_ids:
            self.assertLess(line.date_planned.weekday(), 5)
            self.assertTrue(date(2026, 11, 2) <= line.date_planned <= line.date_due)
        days = Counter((line.responsible_id, line.date_planned) for line in plan.sudo().line_ids)
        self.assertEqual(set(days.values()), {1})

    def test_a_public_holiday_is_no_day_for_a_talk(self):
        holidays = self.env["resource.calendar.leaves"]
        for day in range(2, 28):
            holidays.create(
                {
                    "calendar_id": self.company.resource_calendar_id.id,
                    "company_id": self.company.id,
                    "date_from": datetime(2026, 11, day - 1, 16),
                    "date_to": datetime(2026, 11, day, 15, 59, 59),
                }
            )
        plan = self.draft()
        self.assertEqual(set(plan.sudo().line_ids.mapped("date_planned")), {date(2026, 11, 30)})

    def test_what_is_overdue_is_in_it_and_comes_first(self):
        owed = self.obligation(self.head, self.nurse)
        owed.date_due = "2026-10-20"
        owed.date_start = "2026-10-01"
        plan = self.draft()
        line = plan.sudo().line_ids.filtered(lambda line: line.obligation_id == owed)
        self.assertEqual(line.date_planned, date(2026, 11, 2))

    def test_what_does_not_fit_is_shown_without_a_day(self):
        self.env["talk.obligation"].search([("rule_id", "=", self.rule.id)]).write(
            {"date_due": "2026-11-02"}
        )
        plan = self.draft(talks_per_day=1)
        self.assertEqual(plan.undated_count, 2)  # the second talks of head and deputy
        plan.talks_per_day = 2
        undated = plan.sudo().line_ids.filtered(lambda line: not line.date_planned)
        undated.with_user(self.officer_user).date_planned = "2026-11-02"
        self.flush()
        self.assertFalse(plan.undated_count)

    def test_only_the_people_of_the_department(self):
        plan = self.draft(department_id=self.infection.id)
        self.assertEqual({name for _who, name in self.lines(plan)}, {"Inspector"})

    def test_drafting_again_adds_only_what_has_come_due_since(self):
        plan = self.draft()
        before = self.lines(plan)
        plan.action_draft()
        self.assertEqual(self.lines(plan), before)
        self.env["talk.obligation"].create(
            {
                "origin": "since",
                "responsible_id": self.deputy.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "date_start": "2026-11-01",
                "date_due": "2026-11-20",
            }
        )
        plan.action_draft()
        self.flush()
        self.assertEqual(len(plan.sudo().line_ids), len(before) + 1)

    def test_a_talk_with_a_date_lies_on_that_date(self):
        self.make_talk(self.head, self.nurse, "2026-11-18")
        plan = self.draft()
        line = plan.sudo().line_ids.filtered(lambda line: line.employee_id == self.nurse)
        self.assertEqual(line.date_planned, date(2026, 11, 18))

    # approving

    def test_the_secretary_is_asked_and_approves(self):
        plan = self.draft()
        secretary = plan.with_user(self.secretary.user_id)
        with self.assertRaises(AccessError):
            secretary.read(["state"])  # a draft is the office's own
        plan.action_submit()
        self.flush()
        activity = self.activities("talk.plan", self.secretary.user_id)
        self.assertEqual(
            activity.summary,
            f"Plan for November 2026: {plan.planned_count} talks, to be approved",
        )
        self.assertEqual(len(secretary.line_ids), plan.planned_count)
        secretary.action_approve()
        self.flush()
        self.assertEqual(plan.state, "approved")
        self.assertEqual(plan.approved_by_id, self.secretary.user_id)
        self.assertEqual(set(plan.sudo().line_ids.mapped("date_approved")), {date(2026, 11, 2)})
        self.assertFalse(self.activities("talk.plan", self.secretary.user_id))

    def test_another_principal_may_approve_and_others_may_not(self):
        plan = self.draft()
        plan.action_submit()
        self.flush()
        for user in (self.officer_user, self.manager_user, self.deputy.user_id, self.nurse.user_id):
            with self.assertRaises(AccessError):
                plan.with_user(user).action_approve()
        plan.with_user(self.director.user_id).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_only_those_asked_find_it_among_the_plans_to_approve(self):
        plan = self.draft()
        plan.action_submit()
        self.flush()
        domain = [("can_approve", "=", True)]
        for user in (self.secretary.user_id, self.director.user_id):
            self.assertEqual(plan.with_user(user).search(domain), plan)
            self.assertNotIn(plan, plan.with_user(user).search([("can_approve", "=", False)]))
        for user in (self.officer_user, self.manager_user):
            self.assertFalse(plan.with_user(user).search(domain))

    def test_nobody_approves_a_plan_of_their_own_making(self):
        self.secretary.user_id.group_ids += self.env.ref(OFFICER)
        own = self.plans(self.secretary.user_id).create({"date_from": "2026-11-01"})
        own.action_draft()
        own.action_submit()
        with self.assertRaisesRegex(AccessError, "not by whoever drafted it"):
            own.action_approve()

    def test_who_approves_is_not_changed_while_it_is_asked_for(self):
        plan = self.draft()
        plan.action_submit()
        with self.assertRaisesRegex(UserError, "back to draft"):
            plan.approver_id = self.manager_user
        with self.assertRaisesRegex(AccessError, "cannot be set by hand"):
            plan.state = "approved"

    def test_an_empty_plan_is_not_submitted(self):
        plan = self.plans().create({"date_from": "2027-11-01"})
        with self.assertRaisesRegex(UserError, "no talk"):
            plan.action_submit()

    def test_the_secretary_sends_it_back(self):
        plan = self.draft()
        plan.action_submit()
        self.flush()
        with self.assertRaises(AccessError):
            plan.with_user(self.nurse.user_id).action_take_back()
        plan.with_user(self.secretary.user_id).action_take_back()
        self.flush()
        self.assertEqual(plan.state, "draft")
        self.assertFalse(self.activities("talk.plan", self.secretary.user_id))

    def test_a_plan_being_approved_is_not_changed(self):
        plan = self.draft()
        plan.action_submit()
        line = plan.line_ids[0]
        for change in (
            lambda: line.write({"date_planned": "2026-11-20"}),
            line.unlink,
            plan.action_draft,
        ):
            with self.assertRaisesRegex(UserError, "being approved"):
                change()

    def test_what_changes_after_the_approval_is_noted(self):
        plan = self.approved()
        line = plan.line_ids.filtered(lambda line: line.employee_id == self.nurse)
        before = line.date_planned
        line.date_planned = "2026-11-27"
        line.date_planned = "2026-11-27"
        owed = line.obligation_id
        line.unlink()
        plan.action_draft()
        self.flush()
        changes = plan.change_ids.sorted("id")
        self.assertEqual(changes.mapped("kind"), ["moved", "removed", "added"])
        self.assertEqual(changes.user_id, self.officer_user)
        self.assertEqual(changes.employee_id, self.nurse)
        self.assertEqual(changes[0].date_before, before)
        self.assertEqual(changes[0].date_after, date(2026, 11, 27))
        added = plan.line_ids.filtered(lambda line: line.obligation_id == owed)
        self.assertFalse(added.date_approved)
        seen = changes.with_user(self.secretary.user_id).read(["kind", "date_after"])
        self.assertEqual(len(seen), 3)
        with self.assertRaises(AccessError):
            changes.with_user(self.officer_user).unlink()

    def test_a_draft_notes_no_changes(self):
        plan = self.draft()
        plan.line_ids[0].date_planned = "2026-11-27"
        plan.line_ids[1].unlink()
        self.assertFalse(plan.change_ids)

    def test_only_a_draft_is_deleted(self):
        plan = self.approved()
        with self.assertRaisesRegex(UserError, "draft"):
            plan.unlink()
        plan.with_user(self.secretary.user_id).action_take_back()
        plan.unlink()

    def test_a_day_lies_within_the_plan(self):
        plan = self.draft()
        with self.assertRaisesRegex(ValidationError, "outside the time"):
            plan.line_ids[0].date_planned = "2026-12-01"

    def test_talks_of_another_organisation_are_not_planned(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_employee("stranger", company=other)
        owed = self.env["talk.obligation"].create(
            {
                "origin": "there",
                "responsible_id": stranger.id,
                "employee_id": self.make_employee("second", company=other).id,
                "company_id": other.id,
                "date_start": "2026-11-01",
                "date_due": "2026-11-20",
            }
        )
        plan = self.draft()
        vals = {"plan_id": plan.id, "obligation_id": owed.id}
        with self.assertRaises(AccessError):  # which tells nothing of it
            plan.line_ids.create(vals)
        self.officer_user.company_ids += other
        both = plan.with_context(allowed_company_ids=(self.company | other).ids)
        with self.assertRaisesRegex(ValidationError, "own organisation"):
            both.line_ids.create(vals)
