from unittest.mock import patch

from psycopg2 import Error

from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.misc import mute_logger

from .common_request import LATER, SOON, RequestCase


@tagged("post_install", "-at_install")
class TestRequest(RequestCase):
    """An employee asks a leader they trust for a talk (H4.5g, H4.6)."""

    # ---- whom one can ask

    def test_team_members_heads_and_branch_secretaries_can_be_asked(self):
        request = self.ask(send=False)
        leaders = self.secretary | self.director | self.deputy | self.head
        self.assertEqual(request.leader_ids.sudo() & leaders, leaders)
        self.assertFalse(request.leader_ids.sudo() & (self.nurse | self.doctor | self.inspector))

    def test_a_head_does_not_find_themselves_among_the_leaders(self):
        request = self.ask(self.head, self.director, send=False)
        self.assertNotIn(self.head, request.leader_ids.sudo())

    def test_a_plain_user_finds_the_leaders_by_name(self):
        request = self.ask(send=False)
        employees = self.env["hr.employee"].with_user(self.nurse.user_id)
        found = employees.name_search("Direc", [("id", "in", request.leader_ids.ids)])
        self.assertEqual([name for _id, name in found], ["Director"])

    def test_nobody_asks_themselves(self):
        request = self.ask(self.head, self.head, send=False)
        with self.assertRaisesRegex(UserError, "ask yourself"):
            request.action_ask()

    def test_a_leader_without_a_user_is_named_when_chosen_and_not_asked(self):
        self.medicine.manager_id = self.doctor
        request = self.ask(leader=self.doctor, send=False)
        self.assertIn("Doctor has no user here", request.leader_hint)
        with self.assertRaisesRegex(UserError, "has no user here"):
            request.action_ask()

    def test_an_archived_leader_is_not_asked(self):
        request = self.ask(leader=self.director, send=False)
        self.director.active = False
        with self.assertRaisesRegex(UserError, "no leading post"):
            self.by(self.nurse, request).action_ask()

    def test_a_colleague_without_a_leading_post_is_not_asked(self):
        request = self.ask(leader=self.inspector, send=False)
        with self.assertRaisesRegex(UserError, "no leading post"):
            request.action_ask()

    def test_nobody_is_chosen_or_no_time_proposed(self):
        request = self.ask(times=(), send=False)
        with self.assertRaisesRegex(UserError, "at least one time"):
            request.action_ask()
        request.leader_id = False
        with self.assertRaisesRegex(UserError, "Choose whom"):
            request.action_ask()

    def test_a_time_in_the_past_or_without_length_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "in the future"):
            self.ask(times=("2026-11-17 02:00:00",), send=False)
        with mute_logger("odoo.sql_db"), self.assertRaises(Error), self.env.cr.savepoint():
            self.ask(
                send=False,
                times=(),
                time_ids=[Command.create({"date_start": SOON, "duration": -1})],
            )

    def test_a_proposed_time_that_has_passed_is_not_sent(self):
        request = self.ask(send=False)
        with self.on("2026-11-30"), self.assertRaisesRegex(UserError, "lies ahead"):
            request.action_ask()

    def test_nobody_asks_in_anothers_name(self):
        with self.assertRaises(AccessError):
            self.env["talk.request"].with_user(self.officer_user).create(
                {"employee_id": self.nurse.id, "leader_id": self.director.id}
            )
        request = self.ask(send=False)
        with self.assertRaises(AccessError):
            request.employee_id = self.inspector

    def test_an_employee_fills_in_the_form(self):
        self.medicine.manager_id = self.doctor
        requests = self.env["talk.request"].with_user(self.nurse.user_id)
        with Form(requests.with_company(self.company)) as form:
            self.assertEqual(form.employee_id, self.nurse.with_user(self.nurse.user_id))
            self.assertEqual(form.readers, "Nurse. Nobody else.")
            self.assertFalse(form.leader_hint)
            form.leader_id = self.doctor
            self.assertIn("has no user here", form.leader_hint)
            form.leader_id = self.director
            self.assertFalse(form.leader_hint)
            self.assertIn("Once sent, also: Director", form.readers)
            with form.time_ids.new() as time:
                time.date_start = SOON
            with form.word_ids.new() as word:
                word.text = "About my shifts"
        request = form.record
        request.action_ask()
        with Form(self.by(self.director, request)) as form, form.time_ids.new() as time:
            time.date_start = LATER
        self.assertEqual(request.time_ids.mapped("side"), ["employee", "leader"])

    # ---- to and fro

    def test_the_leader_agrees_to_a_time_and_a_talk_is_planned(self):
        request = self.ask(times=(SOON, LATER))
        self.assertEqual(request.state, "asked")
        self.assertEqual(str(request.date_answer_by), "2026-11-23", "three working days")
        self.assertEqual(
            self.activities(self.director), ["A talk was asked for, answer by 11/23/2026"]
        )
        asked = self.by(self.director, request)
        time = asked.time_ids[1]
        self.assertTrue(time.can_accept)
        time.action_accept()
        self.assertEqual(request.state, "accepted")
        self.assertTrue(request.is_answered_in_time)
        talk = request.talk_id
        self.assertEqual(str(talk.date_start), LATER)
        self.assertEqual((talk.responsible_id.id, talk.employee_id.id),
                         (self.director.id, self.nurse.id))  # fmt: skip
        self.assertEqual(self.activities(self.nurse), ["A time for a talk was agreed on"])
        self.assertFalse(self.activities(self.director))

    def test_the_leader_proposes_other_times_and_the_employee_agrees(self):
        request = self.ask()
        asked = self.by(self.director, request)
        asked.time_ids = [Command.create({"date_start": LATER})]
        asked.action_propose()
        self.assertEqual(request.state, "countered")
        self.assertEqual(self.activities(self.nurse), ["Other times were proposed for a talk"])
        mine = self.by(self.nurse, request)
        self.assertEqual(mine.time_ids.mapped("can_accept"), [False, True])
        mine.time_ids[1].action_accept()
        self.assertEqual(request.state, "accepted")
        self.assertTrue(request.is_answered_in_time)

    def test_the_employee_proposes_again_and_the_leader_has_the_same_time_to_answer(self):
        request = self.ask()
        asked = self.by(self.director, request)
        asked.time_ids = [Command.create({"date_start": LATER})]
        asked.action_propose()
        with self.on("2026-11-19"):
            mine = self.by(self.nurse, request)
            mine.time_ids = [Command.create({"date_start": "2026-11-30 02:00:00"})]
            mine.action_propose()
        self.assertEqual(request.state, "proposed")
        self.assertEqual(str(request.date_answer_by), "2026-11-24")
        self.assertFalse(request.date_answered)

    def test_declining_needs_a_word_to_the_employee(self):
        request = self.ask()
        asked = self.by(self.director, request)
        with self.assertRaisesRegex(UserError, "Write a word"):
            asked.action_decline()
        asked.word_ids = [Command.create({"text": "Speak to the secretary, please."})]
        asked.action_decline()
        mine = self.by(self.nurse, request)
        self.assertEqual(mine.state, "declined")
        self.assertEqual(mine.word_ids.text, "Speak to the secretary, please.")
        self.assertEqual(self.activities(self.nurse), ["There is an answer to what you asked"])

    def test_a_withdrawn_request_is_closed_for_the_leader(self):
        request = self.ask()
        self.by(self.nurse, request).action_withdraw()
        self.assertEqual(self.activities(self.director), ["A talk is no longer asked for"])
        with self.assertRaisesRegex(UserError, "stands at “Withdrawn”"):
            self.by(self.director, request).time_ids.action_accept()

    def test_each_only_takes_the_steps_of_their_own_side(self):
        request = self.ask()
        for step in ("action_decline",):
            with self.assertRaises(AccessError):
                getattr(self.by(self.nurse, request), step)()
        for step in ("action_ask", "action_withdraw", "action_ask_another", "action_disclose"):
            with self.assertRaises(AccessError):
                getattr(self.by(self.director, request), step)()
        with self.assertRaisesRegex(UserError, "agrees to a time you proposed"):
            self.by(self.nurse, request).time_ids.action_accept()
        with self.assertRaisesRegex(UserError, "It is the other's turn"):
            self.by(self.nurse, request).time_ids = [Command.create({"date_start": LATER})]
        with self.assertRaises(AccessError):
            self.by(self.director, request).time_ids.write({"duration": 2})

    def test_what_follows_from_steps_is_not_set_by_hand(self):
        request = self.ask()
        for person in (self.nurse, self.director):
            for vals in (
                {"state": "accepted"},
                {"is_answered_in_time": True},
                {"is_disclosed": True},
                {"date_answer_by": "2030-01-01"},
                {"talk_id": False},
            ):
                with self.assertRaises(AccessError):
                    self.by(person, request).write(vals)
            with self.assertRaises(UserError):
                self.by(person, request).leader_id = self.secretary

    def test_the_leader_sees_nothing_before_it_is_sent(self):
        request = self.ask(send=False)
        with self.assertRaises(AccessError):
            self.by(self.director, request).read(["state"])
        self.assertEqual(request.readers, "Now: Nurse. Once sent, also: Director. Nobody else.")

    def test_a_time_that_has_passed_is_not_agreed_to(self):
        request = self.ask()
        with self.on("2026-11-26", "03:00:00"):
            asked = self.by(self.director, request)
            self.assertFalse(asked.time_ids.can_accept)
            with self.assertRaisesRegex(UserError, "has passed"):
                asked.time_ids.action_accept()

    def test_a_busy_leader_is_told_so_and_the_request_stays(self):
        self.make_talk(self.director, self.deputy, "2026-11-26")
        request = self.ask()
        with self.assertRaisesRegex(ValidationError, "Director is not free"), \
                self.env.cr.savepoint():  # fmt: skip
            self.by(self.director, request).time_ids.action_accept()
        self.assertEqual(request.state, "asked")

    def test_while_the_other_is_at_it_a_press_does_nothing_and_says_so(self):
        request = self.ask()
        lock = patch.object(type(request), "lock_for_update", side_effect=LockError("taken"))
        with lock, self.assertRaisesRegex(UserError, "just now working on this"):
            self.by(self.nurse, request).action_withdraw()
        self.assertEqual(request.state, "asked")

    def test_of_two_pressing_at_once_the_second_is_told_how_it_stands(self):
        request = self.ask()
        self.by(self.director, request).time_ids.action_accept()
        with self.assertRaisesRegex(UserError, "stands at “Time Agreed” by now"):
            self.by(self.nurse, request).action_withdraw()
