from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_holding import HoldingCase

ITEM_FORM = "talk_management.talk_record_item_view_form"


@tagged("post_install", "-at_install")
class TestRecordItems(HoldingCase):
    """What was raised: settled in the talk, or to be followed up (H1.4, B4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.record.content = "We talked."
        cls.items = cls.env["talk.record.item"]
        cls.flush()

    def raised(self, user=None, **vals):
        items = self.items.with_user(user or self.head_user)
        return items.create({"record_id": self.record.id, "text": "Too many nights", **vals})

    # noting

    def test_the_responsible_notes_what_was_raised_with_the_answer_given(self):
        with Form(self.record) as form, form.item_ids.new() as line:
            line.text = "The canteen closes too early"
            line.kind = "suggestion"
            line.area_id = self.env.ref("talk_management.area_life")
            line.state = "settled"
            line.response = "From Monday it is open until eight"
        self.assertEqual(self.record.item_ids.employee_id.name, "Nurse")
        self.record.action_complete()

    def test_everything_raised_is_settled_or_followed_up_before_the_record_is_completed(self):
        item = self.raised(kind="problem")
        with self.assertRaisesRegex(UserError, "settled in the talk or is to be followed up"):
            self.record.action_complete()
        item.state = "settled"
        with self.assertRaisesRegex(UserError, "response that was given"):
            self.record.action_complete()
        item.state = "follow_up"
        self.record.action_complete()

    def test_a_line_without_words_is_refused(self):
        for words in ("", "   ", False):
            with self.assertRaisesRegex(UserError, "says what was raised"):
                self.raised(text=words)
        with self.assertRaisesRegex(UserError, "says what was raised"):
            self.raised().text = " "

    def test_words_to_pass_on_are_never_taken_from_the_confidential_ones(self):
        item = self.raised(state="follow_up")
        self.assertEqual(item.passing, "none")
        self.assertFalse(item.passed_words)
        item.passing = "anonymous"
        self.assertFalse(item.passed_words)
        with self.assertRaisesRegex(UserError, "in which words"):
            self.record.action_complete()
        item.passed_words = "Night shifts are unevenly spread"
        self.record.action_complete()

    def test_words_are_not_kept_once_nothing_may_be_passed_on(self):
        item = self.raised(passing="named", passed_words="Nights")
        item.passing = "none"
        self.assertFalse(item.passed_words)

    def test_a_reply_is_not_wanted_by_a_day_before_the_talk(self):
        self.raised(state="follow_up", wants_reply=True, reply_by="2025-11-01")
        with self.assertRaisesRegex(UserError, "before the talk"):
            self.record.action_complete()

    def test_in_a_group_talk_it_stands_in_the_part_of_whoever_raised_it(self):
        talk = self.group(self.nurse, self.doctor)
        with self.assertRaisesRegex(UserError, "own part"):
            self.raised(record_id=self.common(talk).id)
        self.raised(record_id=self.part(talk, self.nurse).id)

    def test_what_was_raised_is_enough_to_complete_a_record(self):
        talk = self.held(self.doctor)
        self.raised(record_id=talk.record_ids.id, state="follow_up")
        talk.record_ids.action_complete()

    def test_the_recorder_notes_lines_as_the_responsible_does(self):
        talk = self.make_talk(self.head, self.nurse, "2025-11-19", recorder_id=self.inspector.id)
        talk.action_hold()
        self.flush()
        item = self.raised(self.inspector.user_id, record_id=talk.record_ids.id)
        self.assertEqual(item.side, "responsible")
        item.state = "follow_up"
        line = self.env["talk.record.topic"].with_user(self.inspector.user_id)
        line = line.create({"record_id": talk.record_ids.id, "topic_id": self.topic.id})
        line.is_touched = True
        line.unlink()
        item.unlink()

    # staying

    def test_lines_of_a_completed_record_stay_as_they_are(self):
        item = self.raised(state="follow_up")
        self.record.action_complete()
        with self.assertRaisesRegex(UserError, "opened again"):
            item.text = "other"
        with self.assertRaisesRegex(UserError, "opened again"):
            item.unlink()
        with self.assertRaisesRegex(UserError, "opened again"):
            self.raised()

    def test_a_line_is_not_moved_and_who_noted_it_stays(self):
        item = self.raised()
        other = self.held(self.doctor).record_ids
        with self.assertRaises(AccessError):
            item.record_id = other
        with self.assertRaises(AccessError):
            item.side = "employee"

    def test_what_was_raised_is_read_by_those_who_read_the_record_and_by_nobody_else(self):
        item = self.raised(state="follow_up")
        self.flush()
        self.assertFalse(self.items.with_user(self.nurse_user).search([]))
        self.record.action_complete()
        self.flush()
        self.assertEqual(item.with_user(self.nurse_user).text, "Too many nights")
        for user in (
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.deputy.user_id,
        ):
            self.assertFalse(self.items.with_user(user).search([]), user.name)
            with self.assertRaises(AccessError):
                item.with_user(user).read(["text"])

    def test_its_name_tells_nothing(self):
        self.assertEqual(self.raised().display_name, self.talk.name)

    # what the employee adds

    def test_the_employee_adds_what_was_forgotten_once_the_record_is_completed(self):
        with self.assertRaises(AccessError):
            self.raised(self.nurse_user)
        self.record.action_complete()
        self.flush()
        record = self.record.with_user(self.nurse_user)
        action = record.action_add_item()
        items = self.items.with_user(self.nurse_user).with_context(**action["context"])
        with Form(items, ITEM_FORM) as form:
            form.text = "You forgot my training"
        self.flush()
        item = self.record.item_ids
        self.assertEqual((item.side, item.state), ("employee", "follow_up"))
        self.assertEqual(item.text, "You forgot my training")
        self.assertTrue(self.record.has_added_items)

    def test_the_employee_does_not_say_what_becomes_of_it(self):
        self.record.action_complete()
        item = self.raised(self.nurse_user, state="settled", response="granted", side="responsible")
        self.assertEqual((item.side, item.state, item.response), ("employee", "follow_up", False))
        with self.assertRaisesRegex(UserError, "for the responsible to say"):
            item.state = "settled"

    def test_the_employee_changes_and_removes_lines_of_their_own_only(self):
        noted = self.raised(state="follow_up")
        self.record.action_complete()
        self.flush()
        own = self.raised(self.nurse_user)
        own.text = "Far too many nights"
        own.unlink()
        for attempt in (
            lambda: noted.with_user(self.nurse_user).write({"text": "x"}),
            lambda: noted.with_user(self.nurse_user).unlink(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_the_responsible_answers_a_line_of_the_employee_and_leaves_its_words(self):
        self.record.action_complete()
        item = self.raised(self.nurse_user).with_user(self.head_user)
        self.record.action_write_again()
        self.flush()
        item.write({"state": "settled", "response": "You are signed up"})
        for attempt in (lambda: item.write({"text": "x"}), item.unlink):
            with self.assertRaisesRegex(UserError, "employee added this line"):
                attempt()

    def test_words_the_employee_lets_pass_must_be_written(self):
        self.record.action_complete()
        with self.assertRaisesRegex(UserError, "in which words"):
            self.raised(self.nurse_user, passing="named")

    def test_nobody_else_adds_a_line_to_the_record(self):
        self.record.action_complete()
        self.flush()
        for user in (self.inspector.user_id, self.officer_user, self.deputy.user_id):
            with self.assertRaises(AccessError):
                self.raised(user)
            with self.assertRaises(AccessError):
                self.record.with_user(user).action_add_item()


@tagged("post_install", "-at_install")
class TestCommitmentOutcome(HoldingCase):
    """What became of what was undertaken (H4.3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        vals = {"record_id": cls.record.id, "date_due": "2025-12-01"}
        cls.hers, cls.his = cls.record.commitment_ids.create(
            [{**vals, "name": "Learn"}, {**vals, "name": "Teach", "side": "responsible"}]
        )
        cls.record.action_complete()
        cls.flush()

    def test_the_employee_notes_that_their_own_was_kept(self):
        commitment = self.hers.with_user(self.nurse_user)
        self.assertTrue(commitment.can_note)
        with self.on("2025-12-02"):
            self.assertTrue(commitment.is_overdue)
            commitment.action_keep()
        self.assertEqual((commitment.state, str(commitment.date_closed)), ("kept", "2025-12-02"))
        commitment.note = "Certificate on the wall"
        commitment.action_open_again()
        self.assertFalse(commitment.date_closed)

    def test_the_employee_notes_nothing_of_what_the_responsible_undertook(self):
        commitment = self.his.with_user(self.nurse_user)
        self.assertFalse(commitment.can_note)
        with self.assertRaises(AccessError):
            commitment.action_keep()

    def test_the_responsible_notes_what_became_of_both(self):
        (self.hers | self.his).with_user(self.head_user).action_drop()
        self.assertEqual(self.his.state, "dropped")

    def test_the_words_stay(self):
        for user in (self.head_user, self.nurse_user):
            with self.assertRaisesRegex(UserError, "opened again"):
                self.hers.with_user(user).write({"name": "x", "state": "kept"})

    def test_nobody_else_notes_anything(self):
        for user in (self.officer_user, self.deputy.user_id, self.inspector.user_id):
            with self.assertRaises(AccessError):
                self.hers.with_user(user).action_keep()

    def test_a_commitment_without_words_is_refused(self):
        self.record.with_user(self.head_user).action_write_again()
        for words in ("", "  "):
            with self.assertRaisesRegex(UserError, "what will be done"):
                self.hers.with_user(self.head_user).name = words
