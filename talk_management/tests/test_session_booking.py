from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_session import SessionCase

CRON = "odoo.addons.base.models.ir_cron.IrCron"
SLOT = "odoo.addons.talk_management.models.talk.talk_slot_book.TalkSlot"


@tagged("post_install", "-at_install")
class TestSessionBooking(SessionCase):
    """An employee books, moves and cancels; a talk follows each booking."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-09"))

    def refused(self, words, call, *args):
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            call(*args)
        self.assertIn(words, str(caught.exception))

    def test_a_published_afternoon_is_cut_into_slots(self):
        session = self.make_session()
        self.assertEqual(len(session.slot_ids), 4)
        slot = self.slot(session)
        self.assertEqual(
            (slot.capacity, slot.free_count, slot.is_free, slot.can_book), (1, 1, True, True)
        )
        self.assertEqual(slot.place_id, self.room)

    def test_what_is_left_at_the_end_makes_no_slot(self):
        session = self.make_session(slot_minutes=45)
        self.assertEqual(len(session.slot_ids), 2)

    def test_a_draft_is_seen_by_nobody_but_its_leader_and_the_officer(self):
        session = self.make_session(publish=False)
        nobody = session.with_user(self.nurse.user_id)
        self.assertFalse(nobody.search([("id", "=", session.id)]))
        self.assertTrue(session.with_user(self.deputy.user_id).read(["state"]))

    def test_booking_plans_a_private_talk_at_once(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        talk = booking.talk_id
        self.assertEqual(booking.state, "booked")
        self.assertRecordValues(
            talk,
            [
                {
                    "responsible_id": self.deputy.id,
                    "employee_id": self.nurse.id,
                    "format": "individual",
                    "state": "planned",
                    "duration": 0.5,
                    "place": "Building 1, Room 301",
                    "slot_id": booking.slot_id.id,
                }
            ],
        )
        self.assertEqual(talk.event_id.privacy, "private")
        self.assertEqual(talk.event_id.partner_ids, (self.deputy | self.nurse).user_id.partner_id)

    def test_booking_plans_what_is_owed_and_cancelling_gives_it_back(self):
        rule = self.make_rule("head_staff")
        self.env["talk.obligation"]._generate(rule)
        session = self.make_session(responsible=self.head)
        booking = self.book(session, self.nurse)
        owed = self.obligation(self.head, self.nurse)
        self.assertEqual((owed.state, owed.talk_id), ("planned", booking.talk_id))
        booking.with_user(self.nurse.user_id).action_cancel()
        self.assertEqual(owed.state, "open")

    def test_cancelling_frees_the_slot_and_cancels_the_talk(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        talk = booking.talk_id
        booking.with_user(self.nurse.user_id).action_cancel()
        self.assertEqual((booking.state, talk.state), ("cancelled", "cancelled"))
        self.assertFalse(talk.event_id)
        self.assertTrue(self.slot(session).can_book)
        self.book(session, self.inspector)

    def test_a_talk_cancelled_by_the_leader_gives_the_place_back(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        booking.talk_id.with_user(self.deputy.user_id).action_cancel()
        self.assertEqual(booking.state, "cancelled")
        self.assertTrue(self.slot(session).can_book)

    def test_moving_keeps_the_talk_and_goes_to_the_other_time(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        talk, event = booking.talk_id, booking.talk_id.event_id
        there = self.slot(session, 2)
        self.assertTrue(there.can_move_here)
        self.assertFalse(there.can_book)
        there.action_move_here()
        self.assertEqual(booking.slot_id, there.sudo())
        self.assertEqual(booking.talk_id, talk)
        self.assertEqual(talk.date_start, there.date_start)
        self.assertEqual(event.start, there.date_start)
        self.assertTrue(self.slot(session, 0, self.inspector.user_id).can_book)

    def test_moving_to_a_full_slot_keeps_the_place_one_has(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        self.book(session, self.inspector, 1)
        there = self.slot(session, 1)
        self.refused("has just been taken", booking.with_user(self.nurse.user_id).action_move,
                     there.id)  # fmt: skip
        self.assertEqual(booking.slot_id, self.slot(session).sudo())
        self.assertEqual(booking.talk_id.date_start, booking.date_start)

    def test_moving_to_another_leader_plans_another_talk(self):
        here = self.make_session()
        there = self.make_session(
            responsible=self.head,
            place_id=self.room.sudo().copy({"name": "Other"}).id,
            date_start="2026-11-27 06:00:00",
            date_end="2026-11-27 07:00:00",
        )
        booking = self.book(here, self.nurse)
        before = booking.talk_id
        action = booking.with_user(self.nurse.user_id).action_choose_slot()
        slot = self.slot(there).with_context(**action["context"])
        self.assertTrue(slot.can_move_here)
        slot.action_move_here()
        self.assertEqual(before.state, "cancelled")
        self.assertEqual(booking.talk_id.responsible_id, self.head)
        self.assertEqual((booking.session_id, booking.state), (there.sudo(), "booked"))

    def test_those_who_book_a_group_slot_share_one_talk(self):
        session = self.make_session(capacity=2)
        first, second = self.book(session, self.nurse), self.book(session, self.inspector)
        talk = first.talk_id
        self.assertEqual((talk.format, second.talk_id), ("group", talk))
        self.assertEqual(talk.participant_ids.employee_id, self.nurse | self.inspector)
        self.assertFalse(self.slot(session, 0, self.head.user_id).can_book)
        first.with_user(self.nurse.user_id).action_cancel()
        self.assertEqual((talk.state, talk.participant_ids.employee_id),
                         ("planned", self.inspector))  # fmt: skip
        second.with_user(self.inspector.user_id).action_cancel()
        self.assertEqual(talk.state, "cancelled")

    def test_a_held_talk_tells_who_came(self):
        session = self.make_session(capacity=2)
        came, missed = self.book(session, self.nurse), self.book(session, self.inspector)
        talk = came.talk_id.with_user(self.deputy.user_id)
        with self.on("2026-11-26"):
            talk.participant_ids.filtered(
                lambda part: part.employee_id.id == self.inspector.id
            ).attendance = "absent"
            talk.action_hold()
            self.assertEqual((came.state, missed.state), ("came", "missed"))
            talk.action_plan_again()
            self.assertEqual((came.state, missed.state), ("booked", "booked"))

    # what is refused, and with which words

    def test_a_taken_slot(self):
        session = self.make_session()
        self.book(session, self.nurse)
        slot = self.slot(session, 0, self.inspector.user_id)
        self.assertEqual((slot.free_count, slot.is_free, slot.can_book), (0, False, False))
        self.refused("has just been taken", slot.action_book)

    def test_a_time_that_has_begun(self):
        session = self.make_session()
        with self.on("2026-11-26", "06:10:00"):
            self.refused("has begun", self.slot(session).action_book)
            self.slot(session, 1).action_book()

    def test_a_time_whose_booking_has_ended(self):
        session = self.make_session(booking_hours=24)
        with self.on("2026-11-25", "06:10:00"):
            self.refused("Booking for this time has ended", self.slot(session).action_book)

    def test_a_cancelled_session(self):
        session = self.make_session()
        booking = self.book(session, self.nurse)
        session.with_user(self.officer_user).action_cancel()
        self.assertEqual((booking.state, booking.talk_id.state), ("cancelled", False))
        self.refused("no longer takes place", self.slot(session, 1).action_book)

    def test_a_session_for_others(self):
        for vals in ({"department_ids": self.cardiology.ids}, {"branch_ids": self.branch.ids}):
            session = self.make_session(**vals)
            slot = self.slot(session, 0, self.inspector.user_id)
            self.assertFalse(slot.can_book)
            self.refused("for certain departments", slot.action_book)
            self.book(session, self.nurse)
            session.with_user(self.officer_user).action_cancel()

    def test_departments_below_are_invited_as_well(self):
        session = self.make_session(department_ids=self.medicine.ids)
        self.book(session, self.inspector)

    def test_a_second_time_in_the_same_session(self):
        session = self.make_session()
        self.book(session, self.nurse)
        self.refused("has a booking in this session", self.slot(session, 1).action_book)

    def test_two_talks_at_one_time(self):
        here = self.make_session()
        there = self.make_session(
            responsible=self.head, place_id=self.room.sudo().copy({"name": "Other"}).id
        )
        self.book(here, self.nurse)
        self.refused("has another talk at that time", self.slot(there).action_book)

    def test_a_leader_with_themselves(self):
        session = self.make_session()
        slot = self.slot(session, 0, self.deputy.user_id)
        self.assertFalse(slot.can_book)
        self.refused("with themselves", slot.action_book)

    def test_somebody_who_has_left(self):
        session = self.make_session()
        self.nurse.sudo().active = False
        self.refused("no longer works here", self.slot(session).action_book)

    def test_somebody_of_another_company(self):
        session = self.make_session()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_employee("stranger", company=company)
        slot = self.slot(session, 0, self.officer_user)
        self.refused("another company", slot.action_book, stranger.id)
        self.refused("no employee file", self.slot(session, 0, stranger.user_id).action_book)

    def test_somebody_without_a_file(self):
        session = self.make_session()
        self.refused("no employee file", self.slot(session, 0, self.officer_user).action_book)

    def test_a_booking_whose_time_has_begun_stays(self):
        session = self.make_session()
        booking = self.book(session, self.nurse).with_user(self.nurse.user_id)
        self.assertTrue(booking.can_change)
        with self.on("2026-11-26", "06:10:00"):
            booking.invalidate_recordset()
            self.assertFalse(booking.can_change)
            self.refused("has begun", booking.action_cancel)

    # for somebody

    def test_the_officer_and_the_leader_book_for_somebody_without_a_user(self):
        session = self.make_session()
        self.slot(session, 0, self.officer_user).action_book(self.doctor.id)
        self.assertEqual(self.booking(session, self.doctor).talk_id.employee_id, self.doctor)
        other = self.slot(session, 1, self.deputy.user_id)
        self.assertTrue(other.can_book_for)
        other.action_book(self.inspector.id)
        with self.assertRaises(AccessError):
            self.slot(session, 2, self.nurse.user_id).action_book(self.head.id)

    # the rush

    def test_in_a_rush_the_place_is_taken_and_the_talk_follows(self):
        session = self.make_session(capacity=3)
        with patch(f"{SLOT}._sql_of_others", lambda *_args: SQL("TRUE")):
            for employee in (self.nurse, self.inspector, self.head):
                self.book(session, employee)
        late = self.booking(session, self.head)
        self.assertEqual((late.state, late.talk_id.id), ("booked", False))
        self.assertEqual(self.slot(session).free_count, 0)
        with (
            self.on("2026-11-09", "08:01:00"),
            patch(f"{CRON}._commit_progress", lambda *_a, **_k: 9),
        ):
            self.env["talk.booking"]._cron_plan_talks()
        self.assertEqual(late.talk_id, self.booking(session, self.nurse).talk_id)
        self.assertEqual(late.talk_id.participant_ids.employee_id,
                         self.nurse | self.inspector | self.head)  # fmt: skip

    def test_the_press_costs_few_queries_in_a_rush(self):
        session = self.make_session()
        slot = self.slot(session, 3, self.head.user_id)
        with patch(f"{SLOT}._sql_of_others", lambda *_args: SQL("TRUE")):
            self.book(session, self.nurse)
            self.book(session, self.inspector, 1)
            self.env.flush_all()
            with self.assertQueryCount(4):  # the facts; the seat, between two for the savepoint
                slot.action_book()
