from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestRecordTwoWriters(TalkCase):
    """The responsible and the recorder write one record: nothing of either is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20", recorder_id=cls.inspector.id)
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.flush()

    def save(self, employee, read_at, **vals):
        """As the web client saves: what was changed, and the revision it was read at."""
        record = self.record.with_user(employee.user_id)
        spec = {"revision": {}, "content": {}, "response": {}}
        return record.web_save({**vals, "revision": read_at}, spec)[0]

    def test_different_sections_are_merged(self):
        self.save(self.head, 0, content="said")
        shown = self.save(self.inspector, 0, response="answered")
        self.assertEqual((shown["content"], shown["response"]), ("said", "answered"))
        self.assertEqual(shown["revision"], 2)

    def test_of_the_same_section_one_wins_and_the_other_is_told_who_saved(self):
        with self.on("2025-11-20", "06:02:00"):
            self.save(self.inspector, 0, content="written by the recorder")
        with self.assertRaisesRegex(UserError, "Inspector saved “What Was Talked About” at 14:02"):
            self.save(self.head, 0, content="written by the head")
        self.assertEqual(self.record.content, "written by the recorder")
        shown = self.save(self.head, 1, content="written by the recorder and the head")
        self.assertEqual(shown["revision"], 2)

    def test_the_same_words_are_no_conflict(self):
        self.save(self.inspector, 0, content="said")
        self.save(self.head, 0, content="said", response="answered")

    def test_ones_own_second_window_is_called_so(self):
        self.save(self.head, 0, content="said")
        with self.assertRaisesRegex(UserError, "You saved .* in another window"):
            self.save(self.head, 0, content="said otherwise")

    def test_lines_added_by_both_are_kept_and_a_line_changed_by_both_is_not_overwritten(self):
        self.save(self.inspector, 0, commitment_ids=[(0, 0, {"name": "one"})])
        self.save(self.head, 0, commitment_ids=[(0, 0, {"name": "two"})])
        self.assertEqual(self.record.commitment_ids.mapped("name"), ["one", "two"])
        line = self.record.commitment_ids[0]
        with self.assertRaisesRegex(UserError, "saved “Commitments”"):
            self.save(self.inspector, 1, commitment_ids=[(1, line.id, {"name": "three"})])

    def test_neither_revision_nor_stamps_are_set_by_hand(self):
        self.save(self.inspector, 0, content="said")
        self.record.write({"revision": 0, "stamps": {}})
        self.assertEqual(self.record.revision, 1)
        self.assertIn("content", self.record.sudo().stamps)

    def test_completing_changes_no_words(self):
        self.save(self.head, 0, content="said")
        self.record.action_complete()
        self.record.action_write_again()
        self.assertEqual(self.record.revision, 1)
