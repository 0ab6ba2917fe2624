from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestReminder(TalkCase):
    """One activity for each responsible, rule and period, at the lead times and when overdue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", lead_days="60, 14")

    def run_job(self, day):
        with self.on(day):
            self.env["talk.obligation"]._generate(self.rule)

    def activities(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.reminder"), ("user_id", "=", user.id)]
        )

    def test_nobody_is_reminded_before_the_first_lead_time(self):
        self.run_job("2026-06-01")
        self.assertFalse(self.activities(self.head.user_id))

    def test_one_activity_for_all_talks_of_a_rule_and_period(self):
        self.run_job("2026-11-22")
        activity = self.activities(self.head.user_id)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.summary, "0 of 2 talks held, due by 12/31/2026")
        self.assertEqual(str(activity.date_deadline), "2026-12-31")

    def test_running_the_job_again_doubles_nothing(self):
        for _run in range(3):
            self.run_job("2026-11-22")
        self.assertEqual(len(self.activities(self.head.user_id)), 1)

    def test_a_dismissed_activity_comes_back_at_the_next_lead_time_and_not_before(self):
        self.run_job("2026-11-22")
        self.activities(self.head.user_id).action_done()
        self.run_job("2026-11-23")
        self.assertFalse(self.activities(self.head.user_id))
        self.run_job("2026-12-18")
        self.assertTrue(self.activities(self.head.user_id))

    def test_an_overdue_talk_is_reminded_of_as_overdue(self):
        self.run_job("2026-11-22")
        self.run_job("2027-01-01")
        overdue = self.env.ref("talk_management.activity_type_talk_overdue")
        self.assertIn(overdue, self.activities(self.head.user_id).activity_type_id)

    def test_the_officer_is_reminded_for_people_without_a_user(self):
        self.cardiology.manager_id = self.doctor
        self.env["talk.edge"]._refresh()
        self.run_job("2026-11-22")
        activity = self.activities(self.officer_user)
        self.assertIn("Doctor: 0 of 2", activity.summary)

    def test_the_reminder_moves_when_a_user_is_given(self):
        self.cardiology.manager_id = self.doctor
        self.env["talk.edge"]._refresh()
        self.run_job("2026-11-22")
        self.doctor.user_id = self.make_user("doctor")
        self.run_job("2026-11-22")
        self.assertFalse(self.activities(self.officer_user))
        self.assertEqual(len(self.activities(self.doctor.user_id)), 1)

    def test_the_activity_counts_with_the_talks_held_and_closes_with_the_last(self):
        with self.on("2026-11-22"):
            self.env["talk.obligation"]._generate(self.rule)
            first = self.make_talk(self.head, self.nurse)
            first.action_hold()
            self.assertEqual(
                self.activities(self.head.user_id).summary, "1 of 2 talks held, due by 12/31/2026"
            )
            self.make_talk(self.head, self.doctor).action_hold()
        self.assertFalse(self.activities(self.head.user_id))

    def test_a_talk_reopened_is_reminded_of_again(self):
        with self.on("2026-11-22"):
            self.env["talk.obligation"]._generate(self.rule)
            talks = self.make_talk(self.head, self.nurse)
            talks |= self.make_talk(self.head, self.doctor, "2026-11-19")
            talks.action_hold()
            self.assertFalse(self.activities(self.head.user_id))
            talks[0].action_plan_again()
        self.assertTrue(self.activities(self.head.user_id))

    def done(self, user):
        """How many activities of ``user`` are marked as done."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        done = activities.search([("res_model", "=", "talk.reminder"), ("active", "=", False)])
        notes = self.env["mail.message"].search(
            [("model", "=", "talk.reminder"), ("mail_activity_type_id", "!=", False)]
        )
        return len(done.filtered(lambda activity: activity.user_id == user)) + len(notes)

    def test_a_shorter_lead_time_takes_the_reminder_back_and_marks_nothing_as_done(self):
        self.run_job("2026-11-22")
        before = self.done(self.head.user_id)
        self.rule.lead_days = "14"
        self.run_job("2026-11-22")
        self.assertFalse(self.activities(self.head.user_id))
        self.assertEqual(self.done(self.head.user_id), before)
        self.run_job("2026-12-18")
        self.assertEqual(len(self.activities(self.head.user_id)), 1)

    def test_the_reminder_moves_with_the_due_date(self):
        self.rule.lead_days = "300"
        self.run_job("2026-03-01")
        self.rule.talk_count = 2
        self.run_job("2026-03-02")
        activities = self.activities(self.head.user_id).sorted("date_deadline")
        self.assertEqual(
            [str(day) for day in activities.mapped("date_deadline")],
            ["2026-07-01"],
        )
        self.rule.talk_count = 1
        self.run_job("2026-03-10")
        self.assertEqual(str(self.activities(self.head.user_id).date_deadline), "2026-12-31")

    def test_a_talk_owed_without_a_rule_is_reminded_of_when_overdue(self):
        self.env["talk.obligation"].create(
            {
                "origin": "by hand",
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "date_start": "2026-11-01",
                "date_due": "2026-11-10",
            }
        )
        with self.on("2026-11-22"):
            self.env["talk.reminder"]._refresh()
        activity = self.activities(self.head.user_id)
        self.assertEqual(str(activity.date_deadline), "2026-11-10")

    def test_a_reminder_lists_first_whom_it_still_asks_to_talk_with(self):
        with self.on("2026-11-22"):
            self.env["talk.obligation"]._generate(self.rule)
            first = self.obligation(self.head, self.nurse) | self.obligation(self.head, self.doctor)
            first = first.sorted("id")[0]
            self.make_talk(self.head, first.employee_id).action_hold()
        reminder = self.env["talk.reminder"].search([("responsible_id", "=", self.head.id)])
        listed = reminder.with_user(self.head.user_id).obligation_ids
        self.assertEqual(listed.mapped("state"), ["open", "settled"])

    def test_nobody_follows_a_reminder(self):
        self.run_job("2026-11-22")
        reminder = self.env["talk.reminder"].search([("responsible_id", "=", self.head.id)])
        self.assertFalse(reminder.message_follower_ids)

    def test_a_leader_reads_the_own_reminders_only(self):
        self.run_job("2026-11-22")
        reminders = self.env["talk.reminder"].with_user(self.head.user_id).search([])
        self.assertEqual(reminders.mapped("owed_count"), [2])
        self.assertFalse(self.env["talk.reminder"].with_user(self.nurse.user_id).search([]))

    def test_number_of_queries_does_not_grow_with_leaders(self):
        self.run_job("2026-11-22")

        def queries(day):
            with self.on(day):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                self.env["talk.reminder"]._refresh()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        few = queries("2026-12-18")
        for n in range(20):
            head = self.make_employee(f"head{n}", login=False)
            department = self.env["hr.department"].create(
                {"name": f"D{n}", "company_id": self.company.id, "manager_id": head.id}
            )
            self.make_employee(f"staff{n}", login=False).department_id = department
        self.env["talk.edge"]._refresh()
        with self.on("2026-12-18"):
            self.env["talk.obligation"]._generate_rule(self.rule)
        many = queries("2026-12-18")
        self.assertLess(many, few + 2 * 20)
