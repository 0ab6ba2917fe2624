import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TalkCase

OWN = "what I say myself"
SCAN = base64.b64encode(b"scanned paper")


@tagged("post_install", "-at_install")
class TestRecordStatement(TalkCase):
    """The employee's own statement (本人陈述): nobody reads it before it is handed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["talk.kind"].create(
            {"name": "With a statement", "needs_statement": True, "holder_count": 2}
        )
        cls.talk = cls.make_asking(cls.nurse, recorder_id=cls.inspector.id)
        cls.flush()

    @classmethod
    def make_asking(cls, employee, day="2025-11-20", **vals):
        vals = {"kind_id": cls.kind.id, "co_holder_ids": [Command.link(cls.deputy.id)], **vals}
        return cls.make_talk(cls.head, employee, day, **vals)

    def by(self, employee, records):
        return records.with_user(employee.user_id)

    def begin(self, words=OWN):
        action = self.by(self.nurse, self.talk).action_my_statement()
        statement = self.by(self.nurse, self.env["talk.statement"]).browse(action["res_id"])
        statement.text = words
        self.flush()
        return statement

    def found_by(self, user):
        return self.env["talk.statement"].with_user(user).search([])

    def test_what_was_handed_in_is_not_lost_with_its_person_or_its_talk(self):
        with self.on("2025-11-19"):
            self.begin().action_hand_in()
        self.flush()
        for lose in (
            lambda: self.talk.unlink(),
            lambda: self.talk.write({"employee_id": self.doctor.id}),
        ):
            with (
                self.assertRaisesRegex(UserError, "Nurse has handed in a statement"),
                self.env.cr.savepoint(),
            ):
                lose()
        self.talk.action_cancel()
        self.assertEqual(len(self.found_by(self.nurse.user_id)), 1)

    def test_nobody_put_in_the_place_of_another_reads_what_that_one_began(self):
        people = [Command.create({"employee_id": each.id}) for each in (self.nurse, self.deputy)]
        vals = {"format": "group", "participant_ids": people, "co_holder_ids": []}
        nothing = self.env["hr.employee"]
        talk = self.talk = self.make_asking(nothing, "2025-11-21", **vals)
        statement = self.begin()
        nurse = talk.participant_ids.filtered(lambda each: each.employee_id.id == self.nurse.id)
        nurse.employee_id = self.doctor
        self.flush()
        self.assertFalse(statement.sudo().exists())
        self.assertFalse(self.found_by(self.doctor.user_id))

    def test_the_talk_tells_both_sides_that_one_is_asked_for(self):
        self.assertEqual(self.talk.statement_note, "Nurse: not handed in yet")
        self.assertEqual(self.by(self.nurse, self.talk).statement_note, "not begun yet")
        self.assertFalse(self.talk.with_user(self.officer_user).statement_note)
        with self.on("2025-11-19"):
            self.begin().action_hand_in()
        self.flush()
        self.assertEqual(self.talk.statement_note, "Nurse: handed in on 11/19/2025")
        self.assertEqual(self.by(self.nurse, self.talk).statement_note, "you have handed it in")
        self.assertFalse(self.talk.with_user(self.officer_user).statement_note)

    def test_nobody_reads_a_draft(self):
        statement = self.begin()
        self.assertIn("Now: Nurse. Once handed in, also: Head", statement.readers)
        self.assertEqual(self.talk.statement_note, "Nurse: not handed in yet")
        admin = self.env.ref("base.user_admin")
        admin.company_ids += self.company
        holders = (self.head | self.deputy | self.inspector).user_id
        others = self.officer_user | self.manager_user | self.discipline_user | admin
        for user in holders | others:
            self.assertFalse(self.found_by(user), user.name)
            with self.assertRaises(AccessError, msg=user.name):
                statement.with_user(user).read(["text"])

    def test_handed_in_it_is_read_by_those_who_hold_the_talk_and_nobody_else(self):
        statement = self.begin()
        statement.action_hand_in()
        self.flush()
        for employee in (self.nurse, self.head, self.deputy, self.inspector):
            self.assertEqual(self.by(employee, statement).text, OWN)
        for user in (self.officer_user, self.secretary.user_id, self.discipline_user):
            self.assertFalse(self.found_by(user), user.name)

    def test_handed_in_it_stays_as_it_is_and_is_added_to(self):
        statement = self.begin()
        with self.assertRaises(AccessError):
            self.by(self.head, statement).text = "other words"
        statement.action_hand_in()
        with self.assertRaisesRegex(UserError, "add to it"):
            statement.text = "other words"
        with self.assertRaises(UserError):
            statement.unlink()
        with self.assertRaises(AccessError):
            self.by(self.head, statement).action_add()
        more = statement.browse(statement.action_add()["res_id"])
        self.assertTrue(more.is_addition)
        self.assertFalse(statement.is_addition)
        more.text = "one thing more"
        self.flush()
        self.assertEqual(self.found_by(self.head.user_id).ids, statement.ids)
        more.action_hand_in()
        self.flush()
        self.assertEqual(self.found_by(self.head.user_id).ids, (statement | more).ids)

    def test_an_empty_one_is_not_handed_in(self):
        with self.assertRaisesRegex(UserError, "empty"):
            self.begin(" ").action_hand_in()

    def test_there_is_one_draft_at_a_time_and_nobody_writes_for_another(self):
        statement = self.begin()
        self.assertEqual(
            self.by(self.nurse, self.talk).action_my_statement()["res_id"], statement.id
        )
        for employee in (self.head, self.inspector, self.deputy):
            with self.assertRaisesRegex(AccessError, "employee alone"):
                self.by(employee, self.env["talk.statement"]).create(
                    {"participant_id": self.talk.participant_ids.id, "text": "invented"}
                )
        with self.assertRaises(AccessError):
            statement.is_on_paper = True

    def test_nobody_sets_by_hand_that_it_was_handed_in(self):
        statement = self.begin()
        for vals in ({"state": "handed_in"}, {"date_handed_in": "2025-01-01 08:00:00"}):
            with self.assertRaises(AccessError):
                statement.write(vals)

    def test_the_record_waits_for_it_or_says_why_there_is_none(self):
        self.talk.action_hold()
        record = self.talk.record_ids
        record.content = "said"
        self.assertTrue(record.is_statement_missing)
        with self.assertRaisesRegex(UserError, "Nurse has not handed in"):
            record.action_complete()
        self.begin()
        with self.assertRaisesRegex(UserError, "Nurse has not handed in"):
            record.action_complete()
        record.statement_excuse = "spoke instead of writing"
        record.action_complete()
        self.assertEqual(record.state, "completed")

    def test_the_record_is_completed_once_it_is_in(self):
        self.talk.action_hold()
        self.talk.record_ids.content = "said"
        self.begin().action_hand_in()
        self.flush()
        self.talk.record_ids.action_complete()

    def test_a_kind_that_asks_for_none_waits_for_none(self):
        talk = self.make_talk(self.head, self.nurse, "2025-11-21")
        talk.action_hold()
        talk.record_ids.content = "said"
        talk.record_ids.action_complete()
        action = self.by(self.nurse, talk).action_my_statement()
        self.assertEqual(action["res_model"], "talk.statement")

    def test_for_people_without_a_user_the_responsible_attaches_a_scan(self):
        talk = self.make_asking(self.doctor, "2025-11-24")
        self.assertTrue(talk.needs_scan)
        for employee in (self.deputy, self.nurse):
            with self.assertRaises(UserError):
                self.by(employee, talk).action_attach_scan()
        action = talk.action_attach_scan()
        paper = self.by(self.head, self.env["talk.statement"]).browse(action["res_id"])
        with Form(paper) as form:
            form.scan = SCAN
        with self.assertRaises(AccessError):
            self.by(self.deputy, paper).scan = False
        paper.action_hand_in()
        self.flush()
        self.assertFalse(talk.needs_scan)
        self.assertEqual(self.by(self.deputy, paper).scan, SCAN)
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", "talk.statement"), ("res_field", "=", "scan")])
        )
        self.assertEqual(len(attachment), 1)
        for user in (self.officer_user, self.nurse.user_id, self.manager_user):
            with self.assertRaises(AccessError):
                attachment.with_user(user).read(["datas"])
            with self.assertRaises(AccessError):
                paper.with_user(user).read(["scan"])

    def test_nobody_is_asked_for_paper_who_can_write(self):
        self.assertFalse(self.talk.needs_scan)
        with self.assertRaisesRegex(UserError, "Nobody without a user"):
            self.talk.action_attach_scan()
        with self.assertRaises(AccessError):
            self.by(self.head, self.env["talk.statement"]).create(
                {"participant_id": self.talk.participant_ids.id, "is_on_paper": True}
            )

    def test_none_is_asked_for_of_a_cancelled_talk(self):
        self.talk.action_cancel()
        with self.assertRaisesRegex(UserError, "cancelled"):
            self.by(self.nurse, self.talk).action_my_statement()

    def test_its_author_is_given_another_user_by_an_administrator_alone(self):
        self.assertFalse(self.nurse._talk_with_records())
        self.begin()
        self.assertEqual(self.nurse._talk_with_records(), self.nurse)
