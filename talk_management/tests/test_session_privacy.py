from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_session import SessionCase


@tagged("post_install", "-at_install")
class TestSessionPrivacy(SessionCase):
    """To colleagues a slot is only taken; a talk known to its people alone stays unknown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.on(cls, "2026-11-09"):
            cls.session = cls.make_session()
            cls.slot(cls, cls.session, 0, cls.nurse.user_id).action_book()
            cls.taken = cls.booking(cls, cls.session, cls.nurse)
            cls.flush()

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-09"))

    def colleague(self, model):
        return self.env[model].with_user(self.inspector.user_id).with_company(self.company)

    def test_a_colleague_finds_no_booking_by_any_way(self):
        bookings = self.colleague("talk.booking")
        whose = [("employee_id", "=", self.nurse.id)]
        self.assertFalse(bookings.search(whose))
        self.assertFalse(bookings.search_count([]))
        self.assertFalse(bookings.name_search(""))
        self.assertEqual(bookings._read_group(whose, ["employee_id"], ["__count"]), [])
        self.inspector.user_id.sudo().group_ids += self.env.ref("base.group_allow_export")
        for method in ("read", "export_data"):
            with self.assertRaises(AccessError):
                getattr(bookings.browse(self.taken.id), method)(["employee_id"])

    def test_slots_lead_to_no_booking_and_sessions_to_those_one_may_see(self):
        """No domain tells a colleague who booked."""
        for name in ("talk.slot", "talk.place"):
            for field in self.env[name]._fields.values():
                self.assertNotIn(field.comodel_name, ("talk.booking", "talk.talk",
                                                      "talk.presence"), field)  # fmt: skip
        sessions = self.colleague("talk.session")
        with self.assertRaises(ValueError):
            sessions.search([("booking_ids", "in", self.taken.ids)])
        self.assertFalse(sessions.browse(self.session.id).booking_ids)
        officer = self.session.with_user(self.officer_user)
        self.assertIn(self.taken, officer.booking_ids)

    def test_the_row_of_a_slot_tells_nothing_of_who_booked_it(self):
        before = self.colleague("talk.slot").browse(self.session.slot_ids[1].id)
        known = before.read(["write_uid", "write_date", "create_uid"])
        self.slot(self.session, 1, self.head.user_id).action_book()
        self.flush()
        self.assertEqual(before.read(["write_uid", "write_date", "create_uid"]), known)
        self.assertFalse(before.is_free)

    def test_the_entry_in_the_calendar_is_for_the_two(self):
        events = self.colleague("calendar.event")
        self.assertTrue(self.taken.talk_id.event_id)
        self.assertFalse(events.search([("start", "=", self.taken.date_start)]))
        self.assertFalse(
            self.colleague("calendar.attendee").search(
                [("event_id", "=", self.taken.talk_id.event_id.id)]
            )
        )

    def test_who_comes_who_receives_and_the_officer_read_it(self):
        for user in (self.nurse.user_id, self.deputy.user_id, self.officer_user):
            self.assertTrue(self.taken.with_user(user).read(["employee_id"]), user.name)
        for user in (self.head.user_id, self.secretary.user_id, self.discipline_user):
            self.assertFalse(self.taken.with_user(user).has_access("read"), user.name)

    def test_the_stand_in_reads_it_once_the_employee_has_agreed(self):
        self.session.sudo().stand_in_id = self.secretary
        self.session.with_user(self.deputy.user_id).action_cannot_come()
        booking = self.taken.with_user(self.secretary.user_id)
        self.flush()
        self.assertEqual(self.taken.state, "to_confirm")
        self.assertFalse(booking.has_access("read"))
        self.taken.with_user(self.taken.employee_id.user_id).action_keep()
        self.flush()
        self.assertTrue(booking.has_access("read"))

    def test_a_colleague_who_tries_to_change_a_session_learns_nothing_of_its_state(self):
        with self.assertRaises(AccessError):
            self.colleague("talk.session").browse(self.session.id).write({"capacity": 9})

    def test_nobody_writes_a_booking_by_hand(self):
        for user in (self.nurse.user_id, self.deputy.user_id, self.officer_user):
            for call in (
                lambda mine: mine.write({"state": "came"}),
                lambda mine: mine.unlink(),
                lambda mine: mine.create({"slot_id": mine.slot_id.id}),
            ):
                with self.assertRaises(AccessError):
                    call(self.taken.with_user(user))

    def test_a_booked_talk_is_moved_by_its_booking_only(self):
        talk = self.taken.talk_id.with_user(self.deputy.user_id)
        for vals in ({"date_start": "2026-11-26 09:00:00"}, {"slot_id": False}):
            with self.assertRaisesRegex(UserError, "move or cancel the booking"):
                talk.write(vals)
        with self.assertRaisesRegex(UserError, "move or cancel the booking"):
            talk.participant_ids.unlink()

    def confide(self, begins):
        """A talk of the deputy's with the nurse that only these two know of."""
        talks = self.env["talk.talk"]
        return talks.create(
            {
                "responsible_id": self.deputy.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "date_start": begins,
                "is_confided": True,
            }
        )

    def plan(self, responsible, employee, begins):
        talks = self.env["talk.talk"].with_user(self.officer_user).with_company(self.company)
        return talks.create(
            {
                "responsible_id": responsible.id,
                "employee_id": employee.id,
                "date_start": begins,
            }
        )

    def test_planning_over_a_hidden_talk_tells_the_officer_nothing(self):
        hidden = self.confide("2026-11-27 02:00:00")
        self.assertTrue(hidden.is_reserved)
        self.assertFalse(self.env["talk.presence"].search([("talk_id", "=", hidden.id)]))
        for responsible, employee in ((self.head, self.nurse), (self.deputy, self.inspector)):
            self.assertTrue(self.plan(responsible, employee, "2026-11-27 02:00:00"))

    def test_publishing_over_a_hidden_talk_and_booking_for_somebody_tell_nothing(self):
        self.confide("2026-11-27 02:00:00")
        session = self.make_session(
            date_start="2026-11-27 02:00:00", date_end="2026-11-27 03:00:00"
        )
        self.slot(session, 0, self.officer_user).action_book(self.nurse.id)

    def test_the_employee_is_kept_from_booking_over_a_hidden_talk_of_their_own(self):
        self.confide("2026-11-27 02:00:00")
        session = self.make_session(
            responsible=self.head,
            date_start="2026-11-27 02:00:00",
            date_end="2026-11-27 03:00:00",
        )
        with self.assertRaisesRegex(UserError, "another talk at that time"):
            self.slot(session).action_book()

    def test_a_hidden_talk_that_is_disclosed_takes_its_people_up(self):
        hidden = self.confide("2026-11-27 02:00:00")
        hidden._disclose()
        self.assertEqual(
            self.env["talk.presence"].search([("talk_id", "=", hidden.id)]).employee_id,
            self.deputy | self.nurse,
        )

    def test_published_hours_and_bookings_keep_other_talks_away(self):
        with self.assertRaisesRegex(UserError, "Deputy is not free"):
            self.plan(self.deputy, self.inspector, "2026-11-26 06:15:00")
        with self.assertRaisesRegex(UserError, "Nurse is not free"):
            self.plan(self.head, self.nurse, "2026-11-26 06:15:00")

    def test_a_session_is_not_published_over_a_planned_talk(self):
        self.plan(self.head, self.inspector, "2026-11-27 02:00:00")
        with self.assertRaisesRegex(UserError, "has a talk planned during this session"):
            self.make_session(
                responsible=self.head,
                date_start="2026-11-27 02:00:00",
                date_end="2026-11-27 03:00:00",
            )

    def test_only_leaders_draw_up_sessions_and_only_their_own(self):
        self.assertTrue(self.make_session(self.head, self.head.user_id, publish=False))
        for responsible, user in (
            (self.deputy, self.head.user_id),
            (self.nurse, self.nurse.user_id),
        ):
            with self.assertRaises(AccessError):
                self.make_session(responsible, user, publish=False)

    def test_a_cancelled_or_withdrawn_session_lets_its_leader_go(self):
        self.session.with_user(self.officer_user).action_cancel()
        self.assertTrue(self.plan(self.deputy, self.nurse, "2026-11-26 06:00:00"))

    def test_the_database_keeps_its_promises(self):
        """A constraint that could not be made is only a line in the log."""
        self.env.cr.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conname LIKE 'talk_%'"
        )
        self.assertLessEqual(
            {"talk_slot_leader_free", "talk_slot_place_free", "talk_presence_person_free"},
            {row[0] for row in self.env.cr.fetchall()},
        )
