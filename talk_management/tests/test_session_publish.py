from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_session import SessionCase


@tagged("post_install", "-at_install")
class TestSessionPublish(SessionCase):
    """Sessions for a span of days, by hand and by a rule (H3.2, H3.3, B2)."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-09"))
        self.env["talk.rule"].search([("company_id", "=", self.company.id)]).active = False

    def wizard(self, user=None, **vals):
        publish = self.env["talk.session.publish"].with_user(user or self.officer_user)
        return publish.with_company(self.company).create(
            {
                "company_id": self.company.id,
                "date_from": "2026-11-16",
                "date_to": "2026-11-20",
                "part_ids": [Command.create({"hour_from": 14, "hour_to": 16})],
                "row_ids": [
                    Command.create({"responsible_id": self.deputy.id, "place_id": self.room.id})
                ],
                **vals,
            }
        )

    def sessions(self):
        return self.env["talk.session"].search([("company_id", "=", self.company.id)])

    def refused(self, words, wizard):
        self.assertIn(words, wizard.foreseen)
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            wizard.action_publish()
        self.assertIn(words, str(caught.exception))

    def test_five_days_two_places_and_whether_sixty_people_fit(self):
        other = self.room.sudo().copy({"name": "Building 2"})
        wizard = self.wizard(
            row_ids=[
                Command.create({"responsible_id": self.deputy.id, "place_id": self.room.id}),
                Command.create({"responsible_id": self.head.id, "place_id": other.id}),
            ]
        )
        self.assertEqual((wizard.session_count, wizard.slot_count), (10, 40))
        self.assertIn("everybody fits", wizard.foreseen)
        wizard.action_publish()
        sessions = self.sessions()
        self.assertEqual(set(sessions.mapped("state")), {"published"})
        self.assertEqual(len(sessions.slot_ids), 40)
        first = sessions[0]
        self.assertEqual(str(first.date_start), "2026-11-16 06:00:00")

    def test_too_few_slots_are_told_before_anything_is_made(self):
        wizard = self.wizard(date_to="2026-11-16", slot_minutes=120)
        self.assertIn("people too many", wizard.foreseen)
        self.assertFalse(self.sessions())

    def test_the_form_tells_while_it_is_typed(self):
        form = Form(
            self.env["talk.session.publish"].with_user(self.officer_user).with_company(self.company)
        )
        form.date_from, form.date_to = "2026-11-16", "2026-11-20"
        self.assertIn("Say who receives", form.foreseen)
        with form.row_ids.new() as row:
            row.responsible_id, row.place_id = self.deputy, self.room
        self.assertEqual(form.session_count, 5)

    def test_public_holidays_are_left_out(self):
        self.env["talk.workday"].create(
            {"date": "2026-11-18", "kind": "day_off", "company_id": self.company.id}
        )
        self.assertEqual(self.wizard().session_count, 4)
        self.assertEqual(self.wizard(workdays_only=False).session_count, 5)

    def test_drafts_are_published_later(self):
        self.wizard().action_draft()
        self.assertEqual(set(self.sessions().mapped("state")), {"draft"})
        self.assertFalse(self.sessions().slot_ids)
        self.sessions().with_user(self.officer_user).action_publish()
        self.assertEqual(len(self.sessions().slot_ids), 20)

    def test_pressed_twice_it_is_made_once(self):
        wizard = self.wizard()
        wizard.action_publish()
        with self.assertRaisesRegex(UserError, "made already"):
            wizard.action_publish()
        self.assertEqual(len(self.sessions()), 5)

    def test_what_clashes_is_named_and_can_be_left_out(self):
        self.make_session(date_start="2026-11-18 06:00:00", date_end="2026-11-18 07:00:00")
        wizard = self.wizard()
        self.assertIn("Deputy is taken on 2026-11-18 14:00", wizard.clashes)
        with self.assertRaisesRegex(UserError, "is taken"):
            wizard.action_publish()
        wizard.skip_clashes = True
        self.assertEqual(wizard.session_count, 4)
        wizard.action_publish()
        self.assertEqual(len(self.sessions()), 5)

    def test_a_room_taken_by_another_leader_clashes(self):
        self.make_session(
            self.head, date_start="2026-11-18 06:00:00", date_end="2026-11-18 07:00:00"
        )
        self.assertIn("Building 1, Room 301 is taken", self.wizard().clashes)

    def test_leaders_publish_their_own_and_nobody_elses(self):
        self.wizard(user=self.deputy.user_id).action_publish()
        self.assertEqual(len(self.sessions()), 5)
        with self.assertRaises(AccessError):
            self.wizard(user=self.head.user_id, date_from="2026-11-23", date_to="2026-11-24"
                        ).action_publish()  # fmt: skip
        own = [Command.create({"responsible_id": self.nurse.id, "place_id": self.room.id})]
        with self.assertRaises(AccessError):
            self.wizard(
                user=self.nurse.user_id, row_ids=own, date_from="2026-11-23", date_to="2026-11-24"
            ).action_publish()

    def test_whether_another_leader_is_free_is_told_to_nobody(self):
        self.make_talk(self.deputy, self.nurse, date_start="2026-11-16 06:00:00")
        wizard = self.wizard(user=self.head.user_id)
        self.assertFalse(wizard.clashes)
        self.assertIn("only sessions in which you receive", wizard.foreseen)

    def test_sessions_are_for_the_people_of_a_department(self):
        wizard = self.wizard(department_ids=[Command.set(self.cardiology.ids)])
        self.assertEqual(wizard.people_count, 3)

    def test_a_pause_between_slots(self):
        self.wizard(date_to="2026-11-16", slot_minutes=30, pause_minutes=15).action_publish()
        self.assertEqual(
            [str(slot.date_start.time()) for slot in self.sessions().slot_ids],
            ["06:00:00", "06:45:00", "07:30:00"],
        )

    def test_bad_input_has_a_sentence_each(self):
        part = Command.create
        for words, vals in (
            ("before the first", {"date_to": "2026-11-15"}),
            ("first day is over", {"date_from": "2026-11-02"}),
            ("at most a year", {"date_to": "2030-01-01"}),
            ("ends before it begins", {"part_ids": [part({"hour_from": 16, "hour_to": 14})]}),
            ("shorter than one slot", {"slot_minutes": 180}),
            ("in which hours", {"part_ids": []}),
            ("Say who receives", {"row_ids": []}),
            ("Say where people come", {"row_ids": [part({"responsible_id": self.deputy.id})]}),
            ("1 to 100 people", {"capacity": 0}),
            (
                "overlap",
                {
                    "part_ids": [
                        part({"hour_from": 14, "hour_to": 16}),
                        part({"hour_from": 15, "hour_to": 17}),
                    ]
                },
            ),
            ("None of these days", {"date_from": "2026-11-14", "date_to": "2026-11-15"}),
        ):
            with self.subTest(words):
                self.refused(words, self.wizard(**vals))

    def test_a_leader_who_has_left_or_is_of_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_employee("stranger", company=company)
        wizard = self.wizard()
        wizard.sudo().row_ids.responsible_id = stranger
        self.refused("another company", wizard)
        wizard.sudo().row_ids.responsible_id = self.deputy
        self.deputy.active = False
        self.refused("no longer works here", wizard)

    # by a rule

    def test_the_last_thursday_is_published_with_its_slots(self):
        rule = self.make_bookable()
        reception, session = self.session_of(rule)
        self.assertEqual(str(reception.date), "2026-11-26")
        self.assertEqual((session.state, len(session.slot_ids)), ("published", 6))
        self.assertEqual(session.responsible_id, reception.responsible_id)
        self.assertEqual(session.place_id.name, "Room 9")
        self.assertIn("People book slots of 30 minutes", rule.sentence)
        self.assertTrue(rule.next_dates)

    def test_repeating_the_job_changes_nothing(self):
        rule = self.make_bookable()
        _reception, session = self.session_of(rule)
        booking = self.book(session, self.nurse)
        self.env["talk.obligation"]._generate(rule)
        self.assertEqual(self.session_of(rule)[1], session)
        self.assertEqual((booking.state, session.state), ("booked", "published"))

    def test_other_hours_make_another_session_and_tell_those_who_booked(self):
        rule = self.make_bookable()
        _reception, before = self.session_of(rule)
        booking = self.book(before, self.nurse)
        rule.hour_to = 16.5
        self.env["talk.obligation"]._generate(rule)
        _reception, after = self.session_of(rule)
        self.assertNotEqual(before, after)
        self.assertEqual((before.state, after.state), ("cancelled", "published"))
        self.assertEqual(len(after.slot_ids), 4)
        self.assertEqual(booking.state, "cancelled")
        self.assertEqual(len(booking.activity_ids), 1)

    def test_handed_over_those_who_booked_are_asked(self):
        rule = self.make_bookable()
        reception, session = self.session_of(rule)
        booking = self.book(session, self.nurse)
        stand_in = reception.stand_in_id
        reception.with_user(self.officer_user).action_hand_over()
        self.assertEqual(session.responsible_id, stand_in)
        self.assertEqual(booking.state, "to_confirm")

    def test_a_cancelled_reception_and_a_rule_given_up(self):
        rule = self.make_bookable()
        reception, session = self.session_of(rule)
        reception.with_user(self.officer_user).action_cancel()
        self.assertEqual(session.state, "cancelled")
        reception.with_user(self.officer_user).action_plan_again()
        self.assertEqual(self.session_of(rule)[1].state, "published")
        rule.active = False
        sessions = self.sessions().filtered(lambda one: one.state == "published")
        self.env["talk.obligation"]._generate(rule)
        self.assertEqual(set(sessions.mapped("state")), {"cancelled"})

    def test_the_branch_receives_its_own_members(self):
        rule = self.make_bookable("secretary_member")
        self.assertEqual(self.session_of(rule)[1].branch_ids, self.branch)

    def test_many_receptions_cost_no_more_queries_than_few(self):
        counts = []
        for days in ("40", "60", "350"):
            rule = self.make_rule(
                "team_anyone",
                basis="reception",
                recur_every="month",
                recur_by="weekday",
                recur_nth="-1",
                recur_weekday="3",
                rotation="turn",
                lead_days=days,
                is_bookable=True,
                place="Room 9",
                hour_from=8 + len(counts),
                hour_to=9 + len(counts),
            )
            self.env["talk.place"].flush_model()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["talk.reception"]._generate_rule(rule, fields.Date.to_date("2026-11-09"))
            self.env.flush_all()
            made = self.env["talk.session"].search_count([("reception_id.rule_id", "=", rule.id)])
            counts.append((self.env.cr.sql_log_count - before, made))
        self.assertGreater(counts[2][1], 3 * counts[1][1])
        self.assertLessEqual(counts[2][0], counts[1][0], counts)
