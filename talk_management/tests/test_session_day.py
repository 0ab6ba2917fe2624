from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_session import SessionCase

CRON = "odoo.addons.base.models.ir_cron.IrCron"


@tagged("post_install", "-at_install")
class TestSessionDay(SessionCase):
    """The afternoon itself: who came, who did not, who walked in, what stayed unused (H3.2)."""

    def setUp(self):
        super().setUp()
        with self.on("2026-11-09"):
            self.session = self.make_session()
            self.nurses = self.book(self.session, self.nurse)
            self.inspectors = self.book(self.session, self.inspector, 1)
        self.mine = self.session.with_user(self.deputy.user_id)

    def leaders(self, booking):
        return booking.with_user(self.deputy.user_id)

    def walk_in(self, employee, user=None):
        walk_in = self.env["talk.walk.in"].with_user(user or self.deputy.user_id)
        walk_in = walk_in.create({"session_id": self.session.id, "employee_id": employee.id})
        return self.env["talk.talk"].browse(walk_in.action_receive()["res_id"])

    def test_came_holds_the_talk_and_opens_its_record(self):
        with self.on("2026-11-26", "06:05:00"):
            self.assertTrue(self.leaders(self.nurses).can_mark)
            self.leaders(self.nurses).action_came()
            self.assertEqual((self.nurses.state, self.nurses.talk_id.state), ("came", "held"))
            action = self.leaders(self.nurses).action_open_record()
            self.assertEqual(action["res_model"], "talk.record")

    def test_the_way_to_the_record_is_for_those_who_may_read_it(self):
        with self.on("2026-11-26", "06:05:00"):
            self.assertFalse(self.leaders(self.nurses).can_open_record)
            self.leaders(self.nurses).action_came()
            self.assertTrue(self.leaders(self.nurses).can_open_record)
            for user in (self.officer_user, self.nurse.user_id):
                self.assertFalse(self.nurses.with_user(user).can_open_record)
            record = self.nurses.talk_id.record_ids.with_user(self.deputy.user_id)
            record.write({"content": "Said"})
            record.action_complete()
            self.flush()
            self.assertTrue(self.nurses.with_user(self.nurse.user_id).can_open_record)
            self.assertFalse(self.nurses.with_user(self.officer_user).can_open_record)

    def test_did_not_come_cancels_the_talk(self):
        with self.on("2026-11-26", "06:05:00"):
            self.leaders(self.nurses).action_missed()
            self.assertEqual(self.nurses.state, "missed")
            self.assertEqual(self.nurses.talk_id.state, "cancelled")

    def test_both_are_taken_back(self):
        with self.on("2026-11-26", "06:45:00"):
            self.leaders(self.nurses).action_came()
            self.leaders(self.nurses).action_unmark()
            self.assertEqual((self.nurses.state, self.nurses.talk_id.state), ("booked", "planned"))
            self.leaders(self.inspectors).action_missed()
            self.leaders(self.inspectors).action_unmark()
            self.assertEqual(self.inspectors.talk_id.state, "planned")

    def test_of_a_group_the_talk_is_held_with_the_last_one_marked(self):
        with self.on("2026-11-09"):
            group = self.make_session(
                capacity=2, date_start="2026-11-25 06:00:00", date_end="2026-11-25 07:00:00"
            )
            one, two = self.book(group, self.nurse), self.book(group, self.inspector)
        with self.on("2026-11-25", "06:40:00"):
            self.leaders(one).action_came()
            self.assertEqual(one.talk_id.state, "planned")
            self.leaders(two).action_missed()
            self.assertEqual(one.talk_id.state, "held")
            self.assertEqual((one.state, two.state), ("came", "missed"))

    def test_nobody_comes_before_the_time(self):
        with self.on("2026-11-25"), self.assertRaisesRegex(UserError, "has not begun"):
            self.leaders(self.nurses).action_came()

    def test_colleagues_say_nothing(self):
        with self.on("2026-11-26", "06:05:00"):
            for user in (self.nurse.user_id, self.head.user_id):
                with self.assertRaises(AccessError):
                    self.nurses.with_user(user).action_came()
                with self.assertRaises(AccessError):
                    self.walk_in(self.secretary, user)

    def test_somebody_walks_in_to_a_free_slot(self):
        with self.on("2026-11-26", "07:05:00"):
            talk = self.walk_in(self.head)
            booking = self.booking(self.session, self.head)
            self.assertTrue(booking.is_walk_in)
            self.assertEqual(booking.talk_id, talk)
            self.leaders(booking).action_came()
            self.assertEqual(talk.state, "held")

    def test_beside_the_slots_where_none_is_free(self):
        with self.on("2026-11-26", "06:05:00"):
            talk = self.walk_in(self.head)
            self.assertEqual(talk.walk_in_session_id, self.session)
            talk.with_user(self.deputy.user_id).action_hold()
            self.assertEqual(talk.state, "held")
            self.assertEqual(self.mine.walk_in_count, 1)
            for user, seen in (
                (self.deputy.user_id, talk),
                (self.officer_user, talk),
                (self.inspector.user_id, talk.browse()),
            ):
                self.flush()
                self.assertEqual(self.session.with_user(user).walk_in_ids, seen)
            with self.assertRaisesRegex(UserError, "walked in already"):
                self.walk_in(self.head)

    def test_nobody_walks_in_before_twice_or_with_themselves(self):
        with self.on("2026-11-25"), self.assertRaisesRegex(UserError, "has not begun"):
            self.walk_in(self.head)
        with self.on("2026-11-26", "06:05:00"):
            with self.assertRaisesRegex(UserError, "in this session already"):
                self.walk_in(self.nurse)
            with self.assertRaisesRegex(UserError, "with themselves"):
                self.walk_in(self.deputy)

    def test_figures_without_names_when_it_is_over(self):
        with self.on("2026-11-26", "08:30:00"):
            self.leaders(self.nurses).action_came()
            self.leaders(self.inspectors).action_missed()
            with patch(f"{CRON}._commit_progress", lambda *_args, **_kwargs: 9):
                self.env["talk.session"]._cron_sessions()
                self.env["talk.session"]._cron_sessions()
            seen = self.session.with_user(self.officer_user)
            self.assertEqual(seen.state, "over")
            self.assertEqual(
                (seen.slot_count, seen.came_count, seen.missed_count, seen.unused_count),
                (4, 1, 1, 3),
            )

    def test_it_is_closed_by_a_press_and_people_are_marked_afterwards(self):
        with self.on("2026-11-26", "07:40:00"):
            self.mine.action_close()
            self.assertEqual(self.session.state, "over")
            self.leaders(self.nurses).action_came()
            self.assertEqual(self.nurses.state, "came")

    def test_today_shows_the_session_of_today(self):
        with self.on("2026-11-26", "06:05:00"):
            self.assertEqual(self.mine.action_today()["res_id"], self.session.id)
        with self.on("2026-11-25"):
            self.assertNotIn("res_id", {k for k, v in self.mine.action_today().items() if v})

    def test_both_sides_are_reminded_by_the_private_entry(self):
        event = self.nurses.talk_id.event_id
        self.assertEqual(event.alarm_ids, self.company.talk_alarm_ids)
        self.assertEqual(event.alarm_ids.duration_minutes, 1440)

    def test_the_mail_that_reminds_names_no_reason(self):
        event = self.nurses.talk_id.event_id
        template = self.env.ref("calendar.calendar_template_meeting_reminder")
        for attendee in event.attendee_ids:
            mail = template._generate_template(attendee.ids, ["subject", "body_html"])
            text = str(mail[attendee.id])
            self.assertNotIn(self.session.kind_id.name, text)
            self.assertNotIn(self.nurses.talk_id.name, text)
            self.assertIn("Talk", text)

    def test_an_officer_who_receives_nobody_draws_up_sessions_for_others(self):
        fields = (("talk.session.publish", "row_ids"), ("talk.session", "responsible_id"))
        for model, field in fields:
            for user, leader in (
                (self.officer_user, self.env["hr.employee"]),
                (self.deputy.user_id, self.deputy),
            ):
                records = self.env[model].with_user(user).with_company(self.company)
                new = records.new(records.default_get([field]))
                people = new.row_ids.responsible_id if field == "row_ids" else new.responsible_id
                self.assertEqual(people._origin, leader)

    def test_nothing_is_free_in_a_session_that_does_not_take_place(self):
        self.assertEqual(self.session.free_count, 2)
        self.session.with_user(self.officer_user).action_cancel()
        self.assertEqual(self.session.free_count, 0)
