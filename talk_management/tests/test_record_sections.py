from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TalkCase
from .test_record_form import BLANK, FORM, FormCase


class SectionCase(TalkCase):
    @classmethod
    def make_record(cls, kind, employee=None, day="2025-11-20", **vals):
        kind = cls.env.ref(f"talk_management.kind_{kind}")
        talk = cls.make_talk(cls.head, employee or cls.nurse, day, kind_id=kind.id, **vals)
        talk.action_hold()
        cls.flush()
        return talk.record_ids

    @classmethod
    def make_group(cls, *people, day="2025-11-21"):
        talk = cls.make_talk(
            cls.head,
            cls.env["hr.employee"],
            day,
            format="group",
            participant_ids=[Command.create({"employee_id": each.id}) for each in people],
        )
        talk.action_hold()
        cls.flush()
        return talk


@tagged("post_install", "-at_install")
class TestRecordSections(SectionCase):
    """A kind of talk picks the sections its record shows (H1.2, H4.3)."""

    def test_a_care_talk_asks_for_difficulties_and_the_response_and_for_no_criticism(self):
        codes = self.make_record("care").section_codes
        for code in ("reason", "content", "difficulties", "response"):
            self.assertIn(f",{code},", codes)
        for code in ("shortcomings", "criticism_responsible", "strengths"):
            self.assertNotIn(f",{code},", codes)

    def test_an_integrity_talk_names_shortcomings_and_the_employees_position(self):
        codes = self.make_record("integrity").section_codes
        self.assertIn(",shortcomings,", codes)
        self.assertIn(",position,", codes)
        self.assertNotIn(",difficulties,", codes)

    def test_a_kind_that_picks_none_shows_all_ordinary_sections(self):
        kind = self.env["talk.kind"].create({"name": "Anything"})
        codes = kind._section_codes()
        self.assertIn("criticism_employee", codes)
        self.assertIn("remark", codes)
        self.assertNotIn("reason", codes)

    def test_every_section_stands_for_a_field_of_the_record(self):
        for section in self.env["talk.record.section"].search([]):
            self.assertEqual(self.env["talk.record"]._fields[section.code].type, "text")

    def test_what_was_written_stays_to_be_read_when_the_kind_no_longer_asks_for_it(self):
        record = self.make_record("care")
        record.difficulties = "the long way to work"
        kind = record.talk_id.kind_id.sudo()
        kind.section_ids = self.env.ref("talk_management.section_content")
        self.flush()
        self.assertEqual(record.section_codes, ",content,difficulties,")

    def test_the_form_shows_what_the_kind_asks_for(self):
        record = self.make_record("care")
        with Form(record) as form:
            form.reason = "her mother is ill"
            form.difficulties = "the long way to work"
            with self.assertRaisesRegex(AssertionError, "invisible"):
                form.shortcomings = "none"
        self.assertTrue(record._has_words())

    def test_the_sections_are_given_and_nobody_changes_them(self):
        section = self.env.ref("talk_management.section_content")
        for user in (self.head.user_id, self.officer_user, self.manager_user):
            with self.assertRaises(AccessError):
                section.with_user(user).name = "Anything"
        kind = self.env.ref("talk_management.kind_care").with_user(self.manager_user)
        kind.section_ids = [Command.link(self.env.ref("talk_management.section_opinions").id)]
        self.assertIn("opinions", kind._section_codes())


@tagged("post_install", "-at_install")
class TestRecordParts(SectionCase):
    """A group talk: the common part, and a part for each that no other reads (H4.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_group(cls.nurse, cls.inspector, cls.doctor)
        records = cls.talk.record_ids
        cls.common = records.filtered(lambda record: not record.participant_id)
        cls.parts = records - cls.common
        cls.common.write({"group_reason": "one ward", "content": "said to all"})
        cls.parts.write({"content": "said to one"})
        cls.flush()

    def test_the_common_part_lists_the_parts_and_a_part_shows_the_common_one(self):
        self.assertEqual(self.common.part_ids, self.parts)
        self.assertFalse(self.common.common_ids)
        self.assertEqual(self.parts[0].common_ids, self.common)
        self.assertFalse(self.parts[0].part_ids)

    def test_next_leads_through_all_parts_and_back(self):
        seen, record = [], self.common
        for _step in range(4):
            record = record.browse(record.action_next_part()["res_id"])
            seen.append(record)
        self.assertEqual(seen, [*self.parts.sorted("id"), self.common])

    def test_a_participant_reads_the_common_part_and_no_part_of_another(self):
        (self.common | self.parts).action_complete()
        self.flush()
        nurse = self.common.with_user(self.nurse.user_id)
        own = self.parts.filtered(lambda part: part.employee_id.name == "Nurse")
        self.assertEqual(nurse.part_ids.ids, own.ids)
        self.assertEqual(own.with_user(self.nurse.user_id).common_ids.ids, self.common.ids)
        with self.assertRaises(AccessError):
            (self.parts - own)[0].with_user(self.nurse.user_id).action_open_part()

    def test_a_common_part_being_written_is_not_shown_above_a_completed_one(self):
        own = self.parts.filtered(lambda part: part.employee_id.name == "Nurse")
        own.action_complete()
        self.flush()
        self.assertFalse(own.with_user(self.nurse.user_id).common_ids)
        self.assertTrue(own.common_ids)

    def test_a_talk_of_two_has_no_parts(self):
        record = self.make_record("care")
        self.assertFalse(record.part_ids | record.common_ids)


@tagged("post_install", "-at_install")
class TestRecordCopy(SectionCase):
    """A copy for the higher body is the printed form; who sent it is marked, nothing is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.talk_upper_body = "District office"
        kind = cls.env["talk.kind"].create({"name": "Watched", "copy_to_upper": True})
        talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20", kind_id=kind.id)
        talk.action_hold()
        cls.talk, cls.record = talk, talk.record_ids
        cls.record.content = "said"
        cls.flush()

    def test_talk_and_record_say_who_gets_a_copy(self):
        for shown in (self.talk, self.record):
            self.assertIn("District office", shown.copy_note)
        self.assertFalse(self.make_record("care", self.inspector).copy_note)

    def test_it_is_marked_who_sent_it_and_when(self):
        with self.assertRaisesRegex(UserError, "completed record"):
            self.record.action_copy_sent()
        self.record.action_complete()
        mails = self.env["mail.mail"].search_count([])
        with self.on("2025-11-24"):
            self.record.action_copy_sent()
        self.assertEqual(str(self.record.date_copy_sent), "2025-11-24")
        self.assertEqual(self.record.copy_sender_id, self.head.user_id)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_only_the_responsible_marks_it(self):
        self.record.action_complete()
        self.flush()
        with self.assertRaises(AccessError):
            self.record.with_user(self.nurse.user_id).action_copy_sent()
        for vals in ({"date_copy_sent": "2025-01-01"}, {"copy_sender_id": self.head.user_id.id}):
            with self.assertRaises(UserError):
                self.record.write(vals)


@tagged("post_install", "-at_install")
class TestRecordFormSections(FormCase):
    """On paper: the sections of the kind, who held the talk, the copy; never the observation."""

    def test_the_form_prints_the_kinds_sections_and_never_the_observation(self):
        self.company.talk_upper_body = "District office"
        kind = self.env["talk.kind"].create(
            {"name": "Watched", "holder_count": 2, "copy_to_upper": True}
        )
        talk = self.make_talk(
            self.head,
            self.nurse,
            "2025-11-20",
            kind_id=kind.id,
            co_holder_ids=[Command.link(self.deputy.id)],
            recorder_id=self.inspector.id,
        )
        talk.action_hold()
        record = talk.record_ids
        record.write({"outline": "point one", "remark": "kept", "content": "said"})
        vals = {"record_id": record.id, "mood": "agitated", "is_follow_up_needed": True}
        observations = self.env["talk.observation"].with_user(self.head.user_id)
        observations.create({**vals, "date_next": "2031-02-03"})
        record.action_complete()
        self.flush()
        text = self.print(FORM, record, self.head.user_id)
        for words in ("Outline", "point one", "Remark", "Deputy", "Inspector", "District office"):
            self.assertIn(words, text)
        for words in ("gitated", "2031"):
            self.assertNotIn(words, text)

    def test_the_blank_form_has_the_kinds_boxes(self):
        kind = self.env.ref("talk_management.kind_care")
        talk = self.make_talk(self.head, self.nurse, "2025-11-20", kind_id=kind.id)
        text = self.print(BLANK, talk, self.head.user_id)
        self.assertIn("Difficulties and Demands", text)
        self.assertNotIn("Shortcomings Named", text)
