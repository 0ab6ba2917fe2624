from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_growth import grow_departments
from .common_plan import PlanCase


@tagged("post_install", "-at_install")
class TestPlanSent(PlanCase):
    """Each leader is sent the own part and sees nothing else of the plan."""

    def test_each_leader_is_told_once(self):
        plan = self.sent()
        self.assertEqual(
            self.activities("talk.plan.part", self.head.user_id).mapped("summary"),
            ["Plan for November 2026: 2 talks"],
        )
        plan.action_send()
        self.flush()
        self.assertEqual(len(self.activities("talk.plan.part", self.head.user_id)), 1)

    def test_the_officer_is_told_for_leaders_without_a_user(self):
        self.deputy.user_id = False
        self.sent()
        summaries = self.activities("talk.plan.part", self.officer_user).mapped("summary")
        self.assertTrue(any(text.startswith("Deputy: plan for Nov") for text in summaries))

    def test_a_plan_is_not_sent_before_it_is_approved(self):
        plan = self.draft()
        with self.assertRaisesRegex(UserError, "cannot go"):
            plan.action_send()
        with self.assertRaises(AccessError):
            plan.with_user(self.head.user_id).action_send()

    def test_a_leader_sees_the_own_part_and_plans_from_it(self):
        self.sent()
        part = self.env["talk.plan.part"].with_user(self.head.user_id).search([])
        self.assertEqual(part.responsible_id, self.head)
        self.assertEqual(part.line_ids.employee_id, self.nurse | self.doctor)
        line = part.line_ids[0]
        self.assertTrue(line.can_plan)
        context = line.action_plan_talk()["context"]
        self.assertEqual(context["default_employee_id"], line.employee_id.id)
        self.assertEqual(context["default_date_start"], f"{line.date_planned} 02:00:00")

    def test_a_leader_sees_nothing_of_a_plan_not_sent_nor_of_others_parts(self):
        plan = self.approved()
        lines = self.env["talk.plan.line"].with_user(self.head.user_id)
        self.assertFalse(lines.search([]))
        plan.action_send()
        self.flush()
        self.assertEqual(lines.search([]).responsible_id, self.head)
        for model in ("talk.plan", "talk.plan.change"):
            self.assertFalse(self.env[model].with_user(self.head.user_id).search([]), model)
        others = plan.sudo().part_ids.filtered(lambda part: part.responsible_id != self.head)
        with self.assertRaises(AccessError):
            others.with_user(self.head.user_id).read(["planned_count"])
        for model in ("talk.plan", "talk.plan.line", "talk.plan.part", "talk.plan.change"):
            for user in (self.nurse.user_id, self.discipline_user):
                self.assertFalse(self.env[model].with_user(user).search([]), (model, user.name))

    def test_the_part_counts_with_the_talks_held_and_is_over_with_the_last(self):
        plan = self.sent()
        self.make_talk(self.head, self.nurse, "2026-11-02").action_hold()
        self.make_talk(self.head, self.doctor, "2026-11-01").action_hold()
        part = plan.part_ids.filtered(lambda part: part.responsible_id == self.head)
        self.assertEqual((part.planned_count, part.held_count, part.is_over), (2, 2, True))
        self.assertFalse(self.activities("talk.plan.part", self.head.user_id))
        self.assertEqual(plan.held_count, 2)

    def test_a_talk_excused_leaves_the_count(self):
        plan = self.sent()
        planned = plan.planned_count
        self.obligation(self.head, self.nurse).with_user(self.officer_user)._excuse("ill")
        self.flush()
        self.assertEqual(plan.planned_count, planned - 1)
        self.assertEqual(
            self.activities("talk.plan.part", self.head.user_id).summary,
            "Plan for November 2026: 1 talks",
        )

    def test_a_talk_taken_back_brings_the_part_back(self):
        self.sent()
        talks = self.make_talk(self.head, self.nurse, "2026-11-02")
        talks |= self.make_talk(self.head, self.doctor, "2026-11-01")
        talks.action_hold()
        talks[0].action_plan_again()
        self.assertEqual(len(self.activities("talk.plan.part", self.head.user_id)), 1)

    def test_when_the_month_is_over_the_activity_goes(self):
        plan = self.sent()
        with self.on("2026-12-01"):
            self.env["talk.plan.part"]._refresh()
        self.assertEqual(set(plan.part_ids.mapped("is_over")), {True})
        self.assertFalse(self.activities("talk.plan.part", self.head.user_id))

    def test_whoever_takes_over_a_talk_is_told_by_the_daily_job(self):
        plan = self.sent()
        surgeon = self.make_employee("surgeon")
        self.obligation(self.head, self.nurse).responsible_id = surgeon
        self.env["talk.plan.part"]._refresh()
        self.flush()
        self.assertEqual(len(self.activities("talk.plan.part", surgeon.user_id)), 1)
        mine = self.env["talk.plan.line"].with_user(surgeon.user_id).search([])
        self.assertEqual(mine.employee_id, self.nurse)
        self.assertIn(surgeon, plan.part_ids.responsible_id)

    def test_drafting_and_sending_cost_the_same_for_few_and_many(self):
        def queries(month):
            with self.on(f"2026-{month}-02"):
                self.env["talk.obligation"]._generate_rule(self.rule)
                plan = self.plans().create({"date_from": f"2026-{month}-01", "talks_per_day": 9})
                self.flush()
                before = self.env.cr.sql_log_count
                plan.action_draft()
                self.env.flush_all()
                drafted = self.env.cr.sql_log_count - before
                plan.action_submit()
                plan.with_user(self.secretary.user_id).action_approve()
                self.flush()
                before = self.env.cr.sql_log_count
                plan.action_send()
                self.env.flush_all()
                return drafted, self.env.cr.sql_log_count - before, len(plan.part_ids)

        grow_departments(self, 10)
        queries("08")  # fills the caches
        drafted, sent, leaders = queries("09")
        grow_departments(self, 100)
        drafted_many, sent_many, leaders_many = queries("10")
        self.assertGreaterEqual(leaders_many, leaders + 100)
        self.assertLessEqual(drafted_many, drafted)
        self.assertLessEqual(sent_many - sent, 0.1 * 100)

    def test_drafting_killed_midway_is_done_by_the_next_press(self):
        plan = self.plans().create({"date_from": "2026-11-01"})
        self.flush()
        point = self.env.cr.savepoint()
        plan.action_draft()
        point.close(rollback=True)
        self.env.invalidate_all(flush=False)
        self.assertFalse(plan.line_ids)
        plan.action_draft()
        self.flush()
        self.assertTrue(plan.line_ids)
