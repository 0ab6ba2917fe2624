from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_holding import HoldingCase


@tagged("post_install", "-at_install")
class TestRecordTopics(HoldingCase):
    """Topics ticked in the record: mandatory ones must be, or are left out for a reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic.mandatory_layer_ids = cls.env.ref("talk_management.layer_head_staff")
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.record.content = "We talked."
        cls.line = cls.record.topic_ids
        cls.flush()

    def test_a_record_is_not_completed_before_the_topic_is_ticked_and_the_sentence_names_it(self):
        self.assertTrue(self.record.has_open_topics)
        with self.assertRaisesRegex(UserError, "left out: Clean Government"):
            self.record.action_complete()
        self.line.is_touched = True
        self.assertFalse(self.record.has_open_topics)
        self.record.action_complete()

    def test_a_topic_left_out_needs_a_reason_and_blanks_are_none(self):
        self.line.reason = "  "
        with self.assertRaisesRegex(UserError, "Clean Government"):
            self.record.action_complete()
        self.line.reason = "Talked about last week"
        self.assertEqual(self.line.state, "excused")
        self.record.action_complete()

    def test_the_responsible_adds_a_topic_which_need_not_be_ticked(self):
        self.line.is_touched = True
        with Form(self.record) as form, form.topic_ids.new() as line:
            line.topic_id = self.env.ref("talk_management.topic_growth")
        self.record.action_complete()

    def test_the_same_topic_is_not_added_twice(self):
        vals = {"record_id": self.record.id, "topic_id": self.topic.id}
        with self.assertRaisesRegex(UserError, "“Clean Government” is in the record already"):
            self.line.create(vals)
        # two screens at once: the database says no to the second
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.line.sudo().create(vals)

    def test_a_mandatory_topic_is_not_removed_nor_exchanged(self):
        with self.assertRaisesRegex(UserError, "must be touched"):
            self.line.unlink()
        with self.assertRaisesRegex(UserError, "must be touched"):
            self.line.topic_id = self.env.ref("talk_management.topic_growth")

    def test_whether_it_is_mandatory_is_not_set_by_hand(self):
        with self.assertRaises(AccessError):
            self.line.is_mandatory = False
        with self.assertRaises(AccessError):
            self.line.state = "touched"

    def test_topics_of_a_completed_record_stay_as_they_are(self):
        self.line.is_touched = True
        self.record.action_complete()
        with self.assertRaisesRegex(UserError, "opened again"):
            self.line.is_touched = False
        with self.assertRaisesRegex(UserError, "opened again"):
            self.line.create(
                {
                    "record_id": self.record.id,
                    "topic_id": self.env.ref("talk_management.topic_growth").id,
                }
            )

    def test_topics_are_read_by_those_who_read_the_record_and_by_nobody_else(self):
        lines = self.env["talk.record.topic"]
        self.assertFalse(lines.with_user(self.nurse_user).search([]))
        self.line.is_touched = True
        self.record.action_complete()
        self.flush()
        self.assertIn(self.line, lines.with_user(self.nurse_user).search([]).sudo())
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            self.assertFalse(lines.with_user(user).search([]), user.name)
            with self.assertRaises(AccessError):
                self.line.with_user(user).read(["reason"])
        with self.assertRaises(AccessError):
            self.line.with_user(self.nurse_user).reason = "no"

    def test_in_a_group_talk_topics_belong_to_the_common_part(self):
        talk = self.group(self.nurse, self.doctor)
        self.assertEqual(self.common(talk).topic_ids.topic_id, self.topic)
        self.assertFalse(self.part(talk, self.nurse).topic_ids)
        self.completed(self.part(talk, self.nurse))
        with self.assertRaisesRegex(UserError, "Clean Government"):
            self.completed(self.common(talk), group_reason="One matter")

    def test_a_talk_with_a_ticked_topic_was_held_and_stays_so(self):
        talk = self.held()
        talk.record_ids.topic_ids.is_touched = True
        with self.assertRaisesRegex(UserError, "stays so"):
            talk.action_plan_again()

    def test_talks_in_which_the_leader_asked_for_criticism_are_counted_without_a_word(self):
        asked = self.env.ref("talk_management.topic_self_criticism")
        self.record.topic_ids.create(
            {"record_id": self.record.id, "topic_id": asked.id, "is_touched": True}
        )
        self.line.is_touched = True
        self.assertFalse(self.talk._asked_for_criticism())
        self.record.action_complete()
        talks = self.talk | self.held(self.doctor)
        self.assertEqual(talks.sudo()._asked_for_criticism(), self.talk.sudo())
