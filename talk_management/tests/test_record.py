from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import TalkCase

WORDS = "her mother is ill"


@tagged("post_install", "-at_install")
class TestRecord(TalkCase):
    """What was said: written by the responsible, read by those who took part (H1.2, H4.3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.record.write({"content": WORDS, "strengths": "careful", "position": "will rest"})
        cls.flush()

    def reads(self, user):
        records = self.env["talk.record"].with_user(user)
        return bool(records.search([("talk_id", "=", self.talk.id)]))

    def test_a_held_talk_opens_one_record_for_the_pair(self):
        self.assertEqual(len(self.record), 1)
        self.assertEqual(self.record.employee_id.name, "Nurse")

    def test_the_employee_reads_it_once_it_is_completed(self):
        self.assertFalse(self.reads(self.nurse.user_id))
        self.record.action_complete()
        self.flush()
        self.assertEqual(self.record.with_user(self.nurse.user_id).content, WORDS)

    def test_nobody_else_reads_it_the_administrator_included(self):
        self.record.action_complete()
        self.flush()
        admin = self.env.ref("base.user_admin")
        admin.company_ids += self.company
        for user in (
            self.deputy.user_id,
            self.secretary.user_id,
            self.inspector.user_id,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            admin,
        ):
            self.assertFalse(self.reads(user), user.name)
            with self.assertRaises(AccessError, msg=user.name):
                self.record.with_user(user).read(["content"])

    def test_the_employee_does_not_write_it(self):
        self.record.action_complete()
        with self.assertRaises(AccessError):
            self.record.with_user(self.nurse.user_id).content = "other words"
        with self.assertRaises(AccessError):
            self.record.with_user(self.nurse.user_id).action_write_again()

    def test_a_completed_record_is_opened_before_it_is_changed(self):
        self.record.action_complete()
        with self.assertRaisesRegex(UserError, "opened again"):
            self.record.content = "other words"
        self.record.action_write_again()
        self.record.content = "other words"

    def test_commitments_are_as_confidential_as_the_record(self):
        with Form(self.record) as form, form.commitment_ids.new() as line:
            line.name = WORDS
        self.flush()
        commitments = self.env["talk.commitment"]
        self.assertTrue(commitments.with_user(self.head.user_id).search([]))
        self.assertFalse(commitments.with_user(self.officer_user).search([]))
        self.assertFalse(commitments.with_user(self.nurse.user_id).search([]))
        self.record.action_complete()
        self.assertTrue(commitments.with_user(self.nurse.user_id).search([]))

    def test_commitments_of_a_completed_record_stay_as_they_are(self):
        self.record.action_complete()
        with self.assertRaisesRegex(UserError, "opened again"):
            self.env["talk.commitment"].with_user(self.head.user_id).create(
                {"record_id": self.record.id, "name": "late thought"}
            )

    def test_an_empty_record_is_not_completed(self):
        talk = self.make_talk(self.head, self.doctor, "2025-11-20")
        talk.action_hold()
        with self.assertRaisesRegex(UserError, "empty"):
            talk.record_ids.action_complete()

    def test_the_name_of_a_record_tells_nothing(self):
        self.assertEqual(self.record.display_name, self.talk.name)

    def test_the_screen_says_who_can_read_before_anyone_writes(self):
        self.assertIn("Nurse", self.record.readers)
        self.assertIn("Nobody else", self.record.readers)

    def test_a_talk_with_words_in_its_record_stays_held(self):
        with self.assertRaisesRegex(UserError, "stays so"):
            self.talk.action_plan_again()

    def test_there_is_no_record_of_a_talk_that_is_planned_again(self):
        talk = self.make_talk(self.head, self.doctor, "2025-11-20")
        talk.action_hold()
        record = talk.record_ids
        talk.with_user(self.officer_user).action_plan_again()
        # the responsible still has the form open, and the officer wants to be the employee
        self.assertFalse(record.exists())
        talk.action_hold()
        self.assertEqual(len(talk.record_ids), 1)

    def test_there_is_no_chatter_and_no_trace_of_the_words(self):
        self.assertFalse({"message_ids", "activity_ids"} & self.record._fields.keys())
        self.assertFalse(self.env["mail.message"].search([("body", "ilike", WORDS)]))

    def test_the_part_of_each_in_a_group_talk_is_for_that_person(self):
        people = [(0, 0, {"employee_id": e.id}) for e in (self.nurse, self.inspector, self.doctor)]
        talk = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2025-11-21",
            format="group",
            participant_ids=people,
        )
        talk.action_hold()
        common = talk.record_ids.filtered(lambda record: not record.participant_id)
        with self.assertRaisesRegex(UserError, "why"):
            common.action_complete()
        common.group_reason = "One matter for all"
        parts = talk.record_ids - common
        parts.write({"content": WORDS})
        (common | parts).action_complete()
        self.flush()
        readable = (
            self.env["talk.record"]
            .with_user(self.nurse.user_id)
            .search([("talk_id", "=", talk.id)])
        )
        own = parts.filtered(lambda part: part.employee_id.id == self.nurse.id)
        self.assertEqual(readable.ids, (common | own).sorted().ids)
        self.assertEqual(len(parts), 3)

    def test_whoever_was_absent_after_all_reads_nothing_and_is_not_named_as_a_reader(self):
        people = [(0, 0, {"employee_id": e.id}) for e in (self.nurse, self.inspector)]
        talk = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2025-11-21",
            format="group",
            participant_ids=people,
        )
        talk.action_hold()
        nurse = talk.participant_ids.filtered(lambda each: each.employee_id.id == self.nurse.id)
        nurse.sudo().attendance = "absent"  # put right by hand, after her part was there
        common = talk.record_ids.filtered(lambda record: not record.participant_id)
        part = talk.record_ids.filtered(lambda record: record.participant_id == nurse)
        self.assertEqual(common.readers, "Now: Head. Once completed, also: Inspector. Nobody else.")
        self.assertEqual(part.readers, "Head. Nobody else.")
        common.group_reason = part.content = WORDS
        (common | part).action_complete()
        self.flush()
        for record in common | part:
            with self.assertRaises(AccessError):
                record.with_user(self.nurse.user_id).read(["content"])
