from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_proof import DOT, WORDS, ProofCase


@tagged("post_install", "-at_install")
class TestRecordLock(ProofCase):
    """Some days after it is completed a record is locked; later words stand below it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.on(cls, "2025-11-24"):
            cls.record = cls.write_record(cls.talk)

    def lock(self, day="2025-12-01"):
        with self.on(day), self.enter_registry_test_mode():
            self.env.ref("talk_management.cron_record_lock").method_direct_trigger()
        self.flush()

    def test_it_says_when_it_locks(self):
        self.assertEqual(str(self.record.date_lock), "2025-12-01")
        self.assertTrue(self.record.date_completed)

    def test_it_is_locked_on_its_day_and_not_before(self):
        self.lock("2025-11-30")
        self.assertEqual(self.record.state, "completed")
        self.lock("2025-12-01")
        self.assertEqual(self.record.state, "locked")
        self.lock("2025-12-01")  # once more changes nothing
        self.assertEqual(self.record.state, "locked")

    def test_the_kind_of_talk_may_leave_more_time(self):
        self.talk.sudo().kind_id.lock_days = 30
        with self.on("2025-11-24"):
            self.record.action_write_again()
            self.assertFalse(self.record.date_lock)
            self.record.action_complete()
        self.assertEqual(str(self.record.date_lock), "2025-12-24")

    def test_the_organisation_may_leave_less(self):
        self.company.talk_lock_days = 1
        with self.on("2025-11-24"):
            self.record.action_write_again()
            self.record.action_complete()
        self.assertEqual(str(self.record.date_lock), "2025-11-25")

    def test_a_record_being_written_is_not_locked(self):
        self.record.action_write_again()
        self.lock("2026-12-01")
        self.assertEqual(self.record.state, "draft")

    def test_a_locked_record_is_written_by_nobody(self):
        self.lock()
        admin = self.env.ref("base.user_admin")
        admin.company_ids += self.company
        with self.assertRaisesRegex(UserError, "stays as it is"):
            self.record.content = "other words"
        with self.assertRaisesRegex(UserError, "cannot go from “Locked”"):
            self.record.action_write_again()
        for user in (admin, self.officer_user, self.nurse.user_id):
            with self.assertRaises(AccessError, msg=user.name):
                self.record.with_user(user).content = "other words"
        with self.assertRaises(UserError):
            self.env["talk.commitment"].with_user(self.head.user_id).create(
                {"record_id": self.record.id, "name": "late thought"}
            )

    def test_no_file_is_attached_to_a_locked_record(self):
        self.lock()
        vals = {"name": "a.txt", "raw": "x", "res_model": "talk.record"}
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            self.env["ir.attachment"].with_user(self.head.user_id).create(
                {**vals, "res_id": self.record.id}
            )

    def test_those_who_took_part_read_a_locked_record_and_nobody_else(self):
        self.lock()
        self.assertEqual(self.record.with_user(self.nurse.user_id).content, WORDS)
        self.assertTrue(self.talk.with_user(self.nurse.user_id).can_read_record)
        self.assertIn("Nurse", self.record.readers)
        for user in (self.officer_user, self.deputy.user_id, self.inspector.user_id):
            with self.assertRaises(AccessError, msg=user.name):
                self.record.with_user(user).read(["content"])

    def test_a_locked_record_is_not_signed_any_more(self):
        self.lock()
        with self.assertRaisesRegex(UserError, "until it is locked"):
            self.sign(self.record, self.head.user_id, DOT)

    # amendments

    def amend(self, user, text="It was her father.", record=None):
        amendments = self.env["talk.amendment"].with_user(user)
        return amendments.create({"record_id": (record or self.record).id, "text": text})

    def test_both_sides_amend_and_the_original_words_stay(self):
        self.lock()
        written = self.amend(self.head.user_id)
        self.amend(self.nurse.user_id, "I had asked for Monday.")
        self.flush()
        self.assertEqual(self.record.content, WORDS)
        self.assertEqual(
            self.record.amendment_ids.mapped(lambda each: (each.author_id.name, each.text)),
            [("Head", "It was her father."), ("Nurse", "I had asked for Monday.")],
        )
        self.assertEqual(written.with_user(self.nurse.user_id).text, "It was her father.")

    def test_an_amendment_stays_as_it_is(self):
        self.lock()
        amendment = self.amend(self.head.user_id)
        with self.assertRaises(AccessError):
            amendment.text = "other"
        with self.assertRaises(AccessError):
            amendment.unlink()

    def test_author_and_date_are_not_the_authors_to_say(self):
        self.lock()
        amendments = self.env["talk.amendment"].with_user(self.head.user_id)
        vals = {"author_id": self.nurse.id, "added_on": "2020-01-01 00:00:00", "text": "x"}
        amendment = amendments.create({"record_id": self.record.id, **vals})
        self.assertEqual(amendment.author_id.name, "Head")
        self.assertGreater(str(amendment.added_on), "2025")

    def test_what_is_not_locked_is_opened_again_and_not_amended(self):
        with self.assertRaisesRegex(UserError, "opened again"):
            self.amend(self.head.user_id)

    def test_an_amendment_has_words(self):
        self.lock()
        with self.assertRaisesRegex(UserError, "what is put right"):
            self.amend(self.head.user_id, "  ")

    def test_outsiders_neither_amend_nor_read_amendments(self):
        self.lock()
        amendment = self.amend(self.head.user_id)
        self.flush()
        for user in (self.officer_user, self.manager_user, self.deputy.user_id):
            with self.assertRaises(AccessError, msg=user.name):
                self.amend(user)
            with self.assertRaises(AccessError, msg=user.name):
                amendment.with_user(user).read(["text"])

    def test_somebody_in_a_group_amends_their_own_part_only(self):
        people = [(0, 0, {"employee_id": each.id}) for each in (self.nurse, self.inspector)]
        none = self.env["hr.employee"]
        talk = self.make_talk(self.head, none, "2025-11-22", format="group", participant_ids=people)
        talk.action_hold()
        common = talk.record_ids.filtered(lambda record: not record.participant_id)
        common.group_reason = "One matter for all"
        (talk.record_ids - common).write({"content": WORDS})
        with self.on("2025-11-24"):
            talk.record_ids.action_complete()
        self.lock()
        own = talk.record_ids.filtered(lambda record: record.employee_id.name == "Nurse")
        self.amend(self.nurse.user_id, record=own)
        with self.assertRaises(AccessError):
            self.amend(self.nurse.user_id, record=common)
