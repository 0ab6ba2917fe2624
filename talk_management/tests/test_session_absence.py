from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_session import SessionCase

CRON = "odoo.addons.base.models.ir_cron.IrCron"


@tagged("post_install", "-at_install")
class TestSessionAbsence(SessionCase):
    """The leader cannot come: nobody is handed on silently (H3.2, H4.6)."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-09"))
        self.session = self.make_session(stand_in_id=self.director.id)
        self.booked = self.book(self.session, self.nurse)

    def run_job(self):
        with patch(f"{CRON}._commit_progress", lambda *_args, **_kwargs: 9):
            self.env["talk.session"]._cron_sessions()
        self.flush()

    def as_nurse(self):
        return self.booked.with_user(self.nurse.user_id)

    def cannot_come(self):
        self.session.with_user(self.deputy.user_id).action_cannot_come()
        self.flush()

    def test_the_stand_in_takes_over_and_each_who_booked_is_asked(self):
        talk = self.booked.talk_id
        self.cannot_come()
        self.assertEqual(self.session.responsible_id, self.director)
        self.assertEqual((self.booked.state, talk.state), ("to_confirm", "cancelled"))
        activity = self.booked.activity_ids
        self.assertEqual(activity.user_id, self.nurse.user_id)
        self.assertNotIn("Director", activity.summary)

    def test_the_stand_in_does_not_learn_who_booked_until_it_is_kept(self):
        self.cannot_come()
        stand_in = self.booked.with_user(self.director.user_id)
        self.assertFalse(stand_in.search([("id", "=", self.booked.id)]))
        with self.assertRaises(AccessError):
            stand_in.read(["employee_id"])
        self.as_nurse().action_keep()
        self.flush()
        self.assertEqual(stand_in.employee_id, self.nurse)
        self.assertEqual(self.booked.talk_id.responsible_id, self.director)
        self.assertEqual(self.booked.talk_id.state, "planned")
        self.assertFalse(self.booked.activity_ids)

    def test_cancelled_instead_of_kept_the_stand_in_never_learns(self):
        self.cannot_come()
        self.as_nurse().action_cancel()
        self.flush()
        stand_in = self.booked.with_user(self.director.user_id)
        self.assertFalse(stand_in.search([("id", "=", self.booked.id)]))
        self.assertFalse(self.booked.activity_ids)

    def test_moving_to_another_time_answers_as_well(self):
        self.cannot_come()
        there = self.slot(self.session, 2)
        self.as_nurse().action_move(there.id)
        self.assertEqual(self.booked.state, "booked")
        self.assertEqual(self.booked.talk_id.responsible_id, self.director)
        self.assertFalse(self.booked.activity_ids)

    def test_no_talk_is_planned_in_a_rush_while_it_is_asked(self):
        self.cannot_come()
        with self.on("2026-11-10"), patch(f"{CRON}._commit_progress", lambda *_a, **_k: 9):
            self.env["talk.booking"]._cron_plan_talks()
        self.assertFalse(self.booked.talk_id)

    def test_nobody_else_keeps_it(self):
        self.cannot_come()
        for user in (self.officer_user, self.director.user_id):
            with self.assertRaises(AccessError):
                self.booked.with_user(user).action_keep()

    def test_unanswered_it_lapses_when_the_time_begins(self):
        self.cannot_come()
        self.run_job()
        self.assertEqual(self.booked.state, "to_confirm")
        with self.on("2026-11-26", "06:01:00"):
            self.run_job()
            self.assertEqual(self.booked.state, "cancelled")
            self.run_job()

    def test_without_a_stand_in_those_who_booked_are_told(self):
        self.session.stand_in_id = False
        self.cannot_come()
        self.assertEqual((self.session.state, self.booked.state), ("cancelled", "cancelled"))
        self.assertEqual(self.booked.activity_ids.user_id, self.nurse.user_id)
        self.assertIn("does not take place", self.booked.activity_ids.summary)

    def test_those_without_a_user_are_told_by_the_officer(self):
        self.slot(self.session, 1, self.officer_user).action_book(self.doctor.id)
        self.cannot_come()
        doctor = self.booking(self.session, self.doctor)
        self.assertEqual(doctor.activity_ids.user_id, self.officer_user)
        doctor.with_user(self.officer_user).action_keep()
        self.assertEqual(doctor.state, "booked")

    def test_a_stand_in_who_is_elsewhere_cannot_take_over(self):
        self.make_talk(self.director, self.head, date_start="2026-11-26 06:00:00")
        self.cannot_come()
        self.assertEqual((self.session.state, self.booked.state), ("cancelled", "cancelled"))

    def test_a_stand_in_who_had_booked_receives_instead(self):
        self.book(self.session, self.director, 1)
        self.cannot_come()
        self.assertEqual(self.booking(self.session, self.director).state, "cancelled")
        self.assertEqual(self.session.responsible_id, self.director)

    def test_long_leave_is_noticed_by_the_job_and_once(self):
        self.env["talk.employment.status"].create(
            {"employee_id": self.deputy.id, "kind": "long_leave", "date_from": "2026-11-20"}
        )
        self.run_job()
        self.run_job()
        self.assertEqual(self.session.responsible_id, self.director)
        self.assertEqual(self.booked.state, "to_confirm")
        self.assertEqual(len(self.booked.activity_ids), 1)

    def test_somebody_who_has_left_is_replaced(self):
        self.deputy.active = False
        self.run_job()
        self.assertEqual(self.session.responsible_id, self.director)

    def test_only_whoever_receives_says_so_and_only_before(self):
        with self.assertRaises(AccessError):
            self.session.with_user(self.head.user_id).action_cannot_come()
        with self.on("2026-11-26", "06:10:00"), self.assertRaisesRegex(UserError, "not begun"):
            self.session.with_user(self.deputy.user_id).action_cannot_come()

    def test_where_the_stand_in_is_taken_up_the_reception_says_that_nobody_can_book(self):
        self.session.with_user(self.officer_user).action_cancel()
        rule = self.make_bookable()
        reception, session = self.session_of(rule)
        seen = reception.with_user(self.officer_user)
        self.assertFalse(seen.is_not_bookable)
        stand_in = reception.stand_in_id
        self.make_talk(stand_in, self.nurse, "2026-11-26", date_start="2026-11-26 07:00:00")
        session.with_user(self.officer_user).action_cannot_come()
        self.flush()
        self.assertEqual((session.state, reception.responsible_id), ("cancelled", stand_in))
        self.assertTrue(seen.is_not_bookable)
        self.assertEqual(seen.search([("is_not_bookable", "=", True)]), reception)
        # named anew, cancelled and planned again, it is booked as before
        seen.responsible_id = self.head if stand_in != self.head else self.deputy
        seen.action_cancel()
        seen.action_plan_again()
        self.flush()
        self.assertFalse(seen.is_not_bookable)
        self.assertEqual(self.session_of(rule)[1].state, "published")
