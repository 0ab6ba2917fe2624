from datetime import timedelta

from odoo.tests import tagged

from .common_item_handling import HandlingCase


@tagged("post_install", "-at_install")
class TestItemRemind(HandlingCase):
    """Problems don't pile up: reminders, and then the superior is told (H4.4a)."""

    def remind(self, items):
        self.flush()
        items._refresh_reminders()
        self.flush()

    def run_job(self):
        self.flush()
        with self.enter_registry_test_mode():
            shown = self.env.ref("talk_management.cron_items").method_direct_trigger()
        self.flush()
        return shown

    def summaries(self, item):
        notices = self.env["talk.item.notice"].search([("item_id", "=", item.id)])
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.item.notice"), ("res_id", "in", notices.ids)]
        )

    def test_whoever_writes_it_down_is_not_told_of_it(self):
        self.assertFalse(self.told(self.known()))

    def test_what_the_employee_adds_is_told_to_whoever_held_the_talk(self):
        record = self.raiser(self.known()).record_id
        lines = self.env["talk.record.item"].with_user(self.nurse_user)
        line = lines.create({"record_id": record.id, "text": "zq7 more", "kind": "demand"})
        raiser = self.env["talk.item.raiser"].search([("record_item_id", "=", line.id)])
        self.assertEqual(self.told(raiser.item_id), {("talk_head", "assigned")})

    def test_what_is_taken_out_of_the_record_leaves_no_activity_behind(self):
        record = self.raiser(self.known()).record_id
        lines = self.env["talk.record.item"].with_user(self.nurse_user)
        line = lines.create({"record_id": record.id, "text": "zq7 more", "kind": "demand"})
        item = self.env["talk.item.raiser"].search([("record_item_id", "=", line.id)]).item_id
        activities = self.summaries(item)
        self.assertTrue(activities)
        line.with_user(self.nurse_user).unlink()
        self.assertFalse(item.exists())
        self.assertFalse(activities.exists())

    def test_the_handler_is_reminded_some_days_ahead_and_once_more_when_it_is_overdue(self):
        item = self.known()
        item.date_due = self.today() + timedelta(days=4)
        self.remind(item)
        self.assertFalse(self.told(item))
        item.date_due = self.today() + timedelta(days=3)
        self.remind(item)
        self.assertEqual(self.told(item), {("talk_head", "due")})
        self.overdue_by(item, 1)
        self.remind(item)
        self.assertEqual(self.told(item), {("talk_head", "overdue")})

    def test_what_was_told_is_not_told_again(self):
        item = self.known()
        self.overdue_by(item, 8)
        self.remind(item)
        before = self.summaries(item)
        self.remind(item)
        self.assertEqual(self.summaries(item), before)

    def test_no_reminder_says_what_it_is_about(self):
        item = self.known(words="zq7 no access")
        self.by(self.head, item).title = "zq7 office system"
        self.overdue_by(item, 8)
        self.remind(item)
        activities = self.summaries(item)
        self.assertEqual(len(activities), 2)
        for activity in activities:
            self.assertNotIn("zq7", f"{activity.summary} {activity.note} {activity.res_name}")
            self.assertIn(item.name, activity.summary)

    def test_a_later_day_ends_the_reminder_at_once(self):
        item = self.known()
        self.overdue_by(item, 8)
        self.remind(item)
        self.by(self.head, item).date_due = self.today() + timedelta(days=20)
        self.flush()
        self.assertFalse(self.told(item))
        self.assertFalse(item.escalated_to_id)

    def test_a_moved_day_is_told_by_what_was_told_before(self):
        item = self.known()
        self.hand(item, self.clerk)
        day = self.today() + timedelta(days=20)
        self.by(self.clerk, item).date_due = day
        self.assertEqual(self.summaries(item).date_deadline, day)

    def test_reminders_end_with_the_item(self):
        item = self.known()
        self.overdue_by(item, 8)
        self.remind(item)
        self.solve(item)
        self.assertFalse(self.told(item) & {("talk_head", "overdue"), ("talk_deputy", "escalated")})

    # the superior

    def test_the_superior_is_told_after_some_days_and_then_the_next_one(self):
        item = self.known()
        for days, told, level in (
            (6, set(), 0),
            (7, {"talk_deputy"}, 1),
            (13, {"talk_deputy"}, 1),
            (14, {"talk_secretary", "talk_director"}, 2),
        ):
            self.overdue_by(item, days)
            self.remind(item)
            found = self.told(item, "escalated")
            self.assertLessEqual(found, told, f"{days} days")
            self.assertEqual(bool(found), bool(told), f"{days} days")
            self.assertEqual(item.escalation_level, level)
        self.assertIn(item.escalated_to_id, self.secretary | self.director)

    def test_the_superior_reads_it_and_may_hand_it_over(self):
        item = self.known()
        self.overdue_by(item, 7)
        self.remind(item)
        self.assertTrue(self.by(self.deputy, item).word_ids)
        self.hand(item, self.clerk, giver=self.deputy)
        self.assertEqual(item.owner_id, self.clerk)
        self.assertFalse(item.escalated_to_id)

    def test_whoever_has_it_newly_gets_as_many_days(self):
        item = self.known()
        self.overdue_by(item, 30)
        self.hand(item, self.clerk)
        self.remind(item)
        self.assertEqual(self.told(item), {("talk_clerk", "assigned"), ("talk_clerk", "overdue")})

    def test_a_superior_who_raised_it_is_passed_over(self):
        item = self.known(self.clerk, responsible=self.director)
        self.hand(item, self.technician)
        item.date_assigned = self.today() - timedelta(days=30)
        self.overdue_by(item, 7)
        self.remind(item)
        self.assertEqual(self.told(item, "escalated"), {"talk_director"})

    def test_where_nobody_is_above_the_hr_officer_is_told_and_reads_no_word(self):
        item = self.known(self.deputy, responsible=self.director)
        self.overdue_by(item, 7)
        self.remind(item)
        self.assertEqual(self.told(item, "escalated"), {"talk_officer"})
        self.assertFalse(item.escalated_to_id)
        self.assertFalse(item.with_user(self.officer_user).word_ids)

    def test_what_is_between_two_people_is_reminded_of_with_one_of_them_only(self):
        item = self.known(passing="none")
        self.overdue_by(item, 40)
        self.remind(item)
        self.assertEqual(self.told(item), {("talk_head", "overdue")})
        self.head.user_id.active = False
        self.remind(item)
        self.assertFalse(self.told(item))

    def test_the_hr_officer_is_told_of_what_nobody_can_handle(self):
        item = self.known()
        self.head_user.active = False
        self.flush()
        self.assertIn(item, self.env["talk.item"].search(self.env["talk.item"]._domain_to_remind()))
        self.remind(item)
        self.assertEqual(self.told(item), {("talk_officer", "stuck")})

    # the job

    def test_the_job_does_it_all_and_may_run_twice(self):
        item, other = self.known(self.nurse, self.colleague)
        self.overdue_by(item, 8)
        self.solve(other)
        other.date_solved = self.today() - timedelta(days=60)
        for _time in range(2):
            self.run_job()
        self.assertEqual(self.told(item), {("talk_head", "overdue"), ("talk_deputy", "escalated")})
        self.assertEqual(other.state, "closed")

    def test_one_failing_step_stops_no_other(self):
        item = self.known()
        self.overdue_by(item, 1)

        def failing(_items):
            raise ValueError("broken on purpose")

        self.patch(self.env.registry["talk.item"], "_close_settled", failing)
        with self.assertLogs("odoo.addons", "ERROR"):
            shown = self.run_job()
        self.assertEqual(shown["tag"], "display_exception")
        self.assertEqual(self.told(item), {("talk_head", "overdue")})

    def test_nothing_tells_who_has_woken_the_job(self):
        self.env["talk.item"].with_user(self.nurse_user)._wake()
        triggers = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.env.ref("talk_management.cron_items").id)]
        )
        self.assertNotIn(self.nurse_user, triggers.create_uid | triggers.write_uid)
        self.assertTrue(triggers)

    def test_ten_times_as_many_items_need_no_more_queries(self):
        def count(items):
            items.date_due = self.today() - timedelta(days=9)
            self.flush()
            before = self.env.cr.sql_log_count
            items._refresh_reminders()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        vals = {
            "company_id": self.company.id,
            "owner_id": self.head.id,
            "is_private": False,
        }
        count(self.env["talk.item"].create([vals] * 2))
        few = count(self.env["talk.item"].create([vals] * 10))
        self.assertLessEqual(count(self.env["talk.item"].create([vals] * 100)), few + 5)
