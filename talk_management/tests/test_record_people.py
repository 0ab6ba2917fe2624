from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TalkCase

WORDS = "her mother is ill"


@tagged("post_install", "-at_install")
class TestRecordPeople(TalkCase):
    """Several leaders may hold a talk, and somebody else may write it down: who reads what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["talk.kind"].create({"name": "Appointment by two", "holder_count": 2})

    @classmethod
    def make_held(cls, **vals):
        vals = {"co_holder_ids": [Command.link(cls.deputy.id)], "kind_id": cls.kind.id, **vals}
        talk = cls.make_talk(
            cls.head, cls.nurse, "2025-11-20", recorder_id=cls.inspector.id, **vals
        )
        talk.action_hold()
        cls.flush()
        return talk

    def test_nobody_sits_in_the_talk_of_somebody_they_are_recused_from(self):
        self.env["talk.recusal"].create(
            {"responsible_id": self.inspector.id, "employee_id": self.nurse.id}
        )
        talk = self.make_talk(self.head, self.nurse, kind_id=self.kind.id)
        with (
            self.assertRaisesRegex(ValidationError, "Inspector cannot take part"),
            self.env.cr.savepoint(),
        ):
            talk.recorder_id = self.inspector
        with (
            self.assertRaisesRegex(ValidationError, "Inspector cannot take part"),
            self.env.cr.savepoint(),
        ):
            talk.co_holder_ids = [Command.link(self.inspector.id)]
        other = self.make_talk(self.head, self.doctor, "2026-11-21", recorder_id=self.inspector.id)
        with (
            self.assertRaisesRegex(ValidationError, "Inspector cannot take part"),
            self.env.cr.savepoint(),
        ):
            other.employee_id = self.nurse

    def by(self, employee, records):
        return records.with_user(employee.user_id)

    def test_a_co_holder_and_the_recorder_see_the_talk_and_its_record_from_the_first_word_on(self):
        talk = self.make_held()
        talk.record_ids.content = WORDS
        self.flush()
        for employee in (self.head, self.deputy, self.inspector):
            self.assertEqual(self.by(employee, talk).state, "held", employee.name)
            self.assertEqual(self.by(employee, talk.record_ids).content, WORDS, employee.name)
            found = self.by(employee, self.env["talk.record"]).search([])
            self.assertEqual(found.ids, talk.record_ids.ids, employee.name)
        for employee in (self.nurse, self.secretary):
            self.assertFalse(self.by(employee, self.env["talk.record"]).search([]), employee.name)

    def test_the_recorder_writes_and_the_responsible_completes(self):
        record = self.make_held().record_ids
        written = self.by(self.inspector, record)
        with Form(written) as form:
            form.content = WORDS
            with form.commitment_ids.new() as line:
                line.name = "will rest"
        with self.assertRaisesRegex(AccessError, "responsible completes"):
            written.action_complete()
        record.action_complete()
        self.assertEqual(self.by(self.nurse, record).content, WORDS)
        with self.assertRaisesRegex(AccessError, "responsible completes"):
            written.action_write_again()

    def test_a_co_holder_reads_and_does_not_write(self):
        record = self.make_held().record_ids
        asked = self.by(self.deputy, record)
        self.assertFalse(asked.is_writer)
        with self.assertRaises(AccessError):
            asked.content = WORDS
        with self.assertRaises(AccessError):
            asked.commitment_ids.create({"record_id": record.id, "name": "will rest"})
        with self.assertRaises(AccessError):
            asked.action_complete()

    def test_the_screen_names_all_of_them_as_readers(self):
        record = self.make_held().record_ids
        self.assertEqual(
            record.readers,
            "Now: Head, Deputy, Inspector. Once completed, also: Nurse. Nobody else.",
        )

    def test_a_kind_held_by_one_has_no_co_holders(self):
        with self.assertRaisesRegex(ValidationError, "at most"):
            self.make_held(kind_id=self.env.ref("talk_management.kind_care").id)
        three = [Command.set((self.deputy | self.director).ids)]
        with self.assertRaisesRegex(ValidationError, "held by 2 at most"):
            self.make_talk(
                self.head, self.doctor, "2035-06-01", kind_id=self.kind.id, co_holder_ids=three
            )

    def test_whoever_the_matter_is_about_never_handles_it(self):
        for day, vals in (
            ("2035-05-01", {"co_holder_ids": [Command.link(self.nurse.id)]}),
            ("2035-05-02", {"recorder_id": self.nurse.id}),
        ):
            with self.assertRaisesRegex(ValidationError, "neither holds it nor writes"):
                self.make_talk(self.head, self.nurse, day, kind_id=self.kind.id, **vals)
        talk = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2035-06-01",
            format="group",
            recorder_id=self.inspector.id,
            participant_ids=[Command.create({"employee_id": self.nurse.id})],
        )
        with self.assertRaisesRegex(ValidationError, "neither holds it nor writes"):
            talk.participant_ids.create({"talk_id": talk.id, "employee_id": self.inspector.id})

    def test_nobody_is_named_twice(self):
        with self.assertRaisesRegex(ValidationError, "once"):
            self.make_talk(self.head, self.nurse, recorder_id=self.head.id)

    def test_the_responsible_names_them_and_not_the_hr_officer(self):
        talk = self.make_talk(self.head, self.nurse, kind_id=self.kind.id)
        officer = talk.with_user(self.officer_user)
        self.assertFalse(officer.can_name)
        for vals in (
            {"recorder_id": self.inspector.id},
            {"co_holder_ids": [Command.link(self.inspector.id)]},
        ):
            with self.assertRaisesRegex(AccessError, "responsible names them"):
                officer.write(vals)
        planned = officer.with_context(default_co_holder_ids=[Command.link(self.inspector.id)])
        with self.assertRaises(AccessError):
            planned.create(
                {
                    "responsible_id": self.head.id,
                    "employee_id": self.nurse.id,
                    "kind_id": self.kind.id,
                    "date_start": "2026-11-27 02:00:00",
                }
            )

    def test_who_writes_may_change_while_nothing_is_written(self):
        talk = self.make_held()
        talk.recorder_id = self.director
        self.assertTrue(talk.can_name)
        talk.record_ids.content = WORDS
        self.flush()
        self.assertFalse(talk.can_name)
        with self.assertRaisesRegex(UserError, "Something is written"):
            talk.recorder_id = self.inspector
        with self.assertRaisesRegex(UserError, "Something is written"):
            talk.co_holder_ids = [Command.clear()]

    def test_nobody_is_let_in_to_a_talk_asked_for_in_confidence(self):
        talk = self.make_talk(self.head, self.nurse)
        talk.sudo().is_confided = True
        self.assertFalse(talk.can_name)
        with self.assertRaisesRegex(AccessError, "has not let anybody else know"):
            talk.recorder_id = self.inspector

    def test_they_have_it_in_their_calendars_and_nowhere_else_to_be(self):
        vals = {"co_holder_ids": [Command.link(self.deputy.id)], "kind_id": self.kind.id}
        talk = self.make_talk(
            self.head, self.nurse, "2035-06-01", recorder_id=self.inspector.id, **vals
        )
        people = self.head | self.deputy | self.inspector | self.nurse
        self.assertEqual(talk.sudo().event_id.partner_ids, people.user_id.partner_id)
        for leader, holder in ((self.secretary, self.deputy), (self.director, self.inspector)):
            with self.assertRaises(UserError) as caught:
                self.make_talk(leader, holder, "2035-06-01")
            self.assertIn(f"{holder.name} is not free", str(caught.exception))
        talk.recorder_id = False
        self.assertNotIn(self.inspector.user_id.partner_id, talk.sudo().event_id.partner_ids)

    def test_a_talk_held_by_two_settles_what_the_responsible_owes(self):
        rule = self.make_rule("head_staff", "leader_head", accepts_shared=True)
        self.env["talk.obligation"]._generate_rule(rule)
        vals = {"co_holder_ids": [Command.link(self.head.id)], "kind_id": self.kind.id}
        self.make_talk(self.deputy, self.nurse, "2025-11-20", **vals).action_hold()
        self.assertNotIn("settled", self.obligation(self.head, self.nurse).mapped("state"))

    def test_nothing_but_people_who_are_there_is_linked(self):
        talk = self.make_talk(self.head, self.nurse, kind_id=self.kind.id)
        for command in (
            Command.create({"name": "Invented"}),
            Command.update(self.nurse.id, {"name": "Renamed"}),
            Command.delete(self.nurse.id),
        ):
            with self.assertRaisesRegex(UserError, "there already"):
                talk.co_holder_ids = [command]

    def test_their_user_is_given_by_an_administrator_alone(self):
        talk = self.make_held()
        with_records = (self.deputy | self.inspector | self.director)._talk_with_records()
        self.assertEqual(with_records, self.deputy | self.inspector)
        self.assertTrue(talk.record_ids)

    def test_the_form_offers_them(self):
        with Form(self.make_talk(self.head, self.nurse)) as form:
            form.kind_id = self.kind.with_user(self.head.user_id)
            form.co_holder_ids.add(self.deputy.with_user(self.head.user_id))
            form.recorder_id = self.inspector.with_user(self.head.user_id)
