from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TalkCase

WORDS = "her mother is ill"


class ShareCase(TalkCase):
    """A completed record of the head's talk with the nurse, and colleagues who were not there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.record.content = WORDS
        cls.record.commitment_ids.create({"record_id": cls.record.id, "name": "will rest"})
        cls.record.action_complete()
        cls.record = cls.record.sudo()
        cls.flush()

    def share(self, by, user, record=None, **vals):
        shares = self.env["talk.share"].with_user(by.user_id)
        record = record or self.record
        vals = {"reason": "to help her", **vals}
        return shares.create({"record_id": record.id, "user_id": user.id, **vals})

    def content(self, user, record=None):
        """What ``user`` is given of it; None: nothing at all."""
        self.flush()
        try:
            return (record or self.record).with_user(user).read(["content"])[0]["content"]
        except AccessError:
            return None

    def reads(self, user, record=None):
        return self.content(user, record) is not None


@tagged("post_install", "-at_install")
class TestShare(ShareCase):
    """A record is shared with one person, for a reason, and taken back at will (B9)."""

    def test_the_responsible_shares_a_record_with_one_person(self):
        deputy = self.deputy.user_id
        self.assertFalse(self.reads(deputy))
        self.share(self.head, deputy)
        self.assertEqual(self.content(deputy), WORDS)
        self.assertFalse(self.reads(self.secretary.user_id))

    def test_whoever_it_is_shared_with_opens_its_page(self):
        self.record.with_user(self.head.user_id).action_sign()
        self.share(self.head, self.deputy.user_id)
        self.flush()
        with Form(self.record.with_user(self.deputy.user_id)) as page:
            self.assertEqual(page.content, WORDS)
            self.assertFalse(page.participant_ids)
        with Form(self.record.with_user(self.head.user_id)) as page:
            self.assertEqual(len(page.participant_ids), 1)

    def test_whoever_a_part_of_a_group_talk_is_shared_with_opens_its_page(self):
        people = [Command.create({"employee_id": each.id}) for each in (self.nurse, self.doctor)]
        vals = {"format": "group", "participant_ids": people, "recorder_id": self.inspector.id}
        talk = self.make_talk(self.head, self.env["hr.employee"], "2025-11-21", **vals)
        talk.action_hold()
        part = talk.record_ids.filtered(
            lambda record: record.participant_id.sudo().employee_id == self.nurse
        )
        part.content = WORDS
        part.action_complete()
        self.share(self.head, self.deputy.user_id, part)
        self.flush()
        with Form(part.with_user(self.deputy.user_id)) as page:
            self.assertEqual(page.content, WORDS)

    def test_the_employee_shares_the_own_part(self):
        share = self.share(self.nurse, self.secretary.user_id)
        self.assertEqual(share.side, "employee")
        self.assertTrue(self.reads(self.secretary.user_id))

    def test_a_share_opens_what_hangs_on_the_part_and_nothing_else(self):
        other = self.make_talk(self.head, self.inspector, "2025-11-20")
        other.action_hold()
        other.record_ids.content = "other words"
        other.record_ids.action_complete()
        self.share(self.head, self.deputy.user_id)
        self.flush()
        commitments = self.env["talk.commitment"].with_user(self.deputy.user_id).search([])
        self.assertEqual(commitments.mapped("name"), ["will rest"])
        self.assertFalse(self.reads(self.deputy.user_id, other.record_ids.sudo()))
        with self.assertRaises(AccessError):
            self.talk.with_user(self.deputy.user_id).read(["place"])

    def test_whoever_it_is_shared_with_changes_nothing(self):
        self.share(self.head, self.deputy.user_id)
        record = self.record.with_user(self.deputy.user_id)
        for change in (
            lambda: record.write({"content": "x"}),
            record.action_write_again,
            lambda: record.commitment_ids.write({"name": "x"}),
            lambda: record.commitment_ids.create({"record_id": record.id, "name": "x"}),
            lambda: record.share_ids.action_revoke(),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_whoever_it_is_shared_with_does_not_share_it_on(self):
        self.share(self.head, self.deputy.user_id)
        with self.assertRaises(AccessError):
            self.share(self.deputy, self.secretary.user_id)
        self.assertFalse(self.record.with_user(self.deputy.user_id).can_share)

    def test_nobody_opens_a_record_to_themselves(self):
        for employee in (self.deputy, self.inspector):
            with self.assertRaises(AccessError):
                self.share(employee, employee.user_id)
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            with self.assertRaises(AccessError):
                self.env["talk.share"].with_user(user).create(
                    {"record_id": self.record.id, "user_id": user.id, "reason": "curious"}
                )

    def test_taken_back_it_is_gone_at_the_next_reading(self):
        share = self.share(self.head, self.deputy.user_id)
        self.assertTrue(self.reads(self.deputy.user_id))
        share.action_revoke()
        self.assertFalse(self.reads(self.deputy.user_id))
        self.assertFalse(self.env["talk.commitment"].with_user(self.deputy.user_id).search([]))

    def test_the_employee_takes_back_what_the_responsible_shared(self):
        share = self.share(self.head, self.deputy.user_id)
        share.with_user(self.nurse.user_id).action_revoke()
        self.assertFalse(self.reads(self.deputy.user_id))

    def test_the_responsible_does_not_take_back_what_the_employee_shared(self):
        share = self.share(self.nurse, self.deputy.user_id)
        with self.assertRaisesRegex(AccessError, "Whoever shared it"):
            share.with_user(self.head.user_id).action_revoke()

    def test_a_share_runs_out_at_the_end_of_its_last_day(self):
        with self.on("2026-01-05"):
            self.share(self.head, self.deputy.user_id, date_to="2026-01-06")
        with self.on("2026-01-06", "15:59:00"):  # one minute before midnight in China
            self.assertTrue(self.reads(self.deputy.user_id))
        with self.on("2026-01-06", "16:00:00"):
            self.assertFalse(self.reads(self.deputy.user_id))
        with self.on("2026-01-08"):
            self.flush()
            self.share(self.head, self.deputy.user_id)  # and can be shared again
            self.assertTrue(self.reads(self.deputy.user_id))

    def test_while_it_is_written_again_only_those_who_took_part_read_it(self):
        self.share(self.head, self.deputy.user_id)
        self.record.with_user(self.head.user_id).action_write_again()
        self.assertFalse(self.reads(self.deputy.user_id))
        self.record.with_user(self.head.user_id).action_complete()
        self.assertTrue(self.reads(self.deputy.user_id))

    def test_a_draft_is_not_shared(self):
        self.record.with_user(self.head.user_id).action_write_again()
        with self.assertRaisesRegex(UserError, "completed before"):
            self.share(self.head, self.deputy.user_id)

    def test_with_whom_a_record_cannot_be_shared_is_said_clearly(self):
        other_company = self.env["res.company"].create({"name": "Other Hospital"})
        stranger = self.make_employee("stranger", company=other_company)
        gone = self.make_employee("gone")
        gone.sudo().active = False
        for user, sentence in (
            (self.head.user_id, "You read it already"),
            (self.nurse.user_id, "reads it already"),
            (stranger.user_id, "works here"),
            (gone.user_id, "works here"),
            (self.officer_user, "works here"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                self.share(self.head, user)
        with self.assertRaisesRegex(ValidationError, "Say why"), self.env.cr.savepoint():
            self.share(self.head, self.deputy.user_id, reason="  ")
        with self.assertRaisesRegex(ValidationError, "past"):
            yesterday = fields.Date.today() - timedelta(days=2)
            self.share(self.head, self.deputy.user_id, date_to=yesterday)

    def test_the_same_record_is_not_shared_twice_with_one_person(self):
        self.share(self.head, self.deputy.user_id)
        with self.assertRaisesRegex(UserError, "already"):
            self.share(self.nurse, self.deputy.user_id)

    def test_what_was_asked_for_in_confidence_is_the_employees_to_share(self):
        self.talk.sudo().is_confided = True
        self.flush()
        self.assertFalse(self.record.with_user(self.head.user_id).can_share)
        with self.assertRaisesRegex(AccessError, "employee's alone"):
            self.share(self.head, self.deputy.user_id)
        self.share(self.nurse, self.deputy.user_id)
        self.assertTrue(self.reads(self.deputy.user_id))

    def test_nobody_sets_by_hand_who_shared_or_that_it_never_ended(self):
        for name, value in (
            ("side", "employee"),
            ("revoked_on", "2020-01-01 00:00:00"),
            ("expires_on", "2090-01-01 00:00:00"),
        ):
            with self.assertRaises(AccessError):
                self.share(self.head, self.deputy.user_id, **{name: value})
        shares = self.env["talk.share"].with_context(default_expires_on="2090-01-01 00:00:00")
        share = shares.with_user(self.head.user_id).create(
            {
                "record_id": self.record.id,
                "user_id": self.deputy.user_id.id,
                "reason": "x",
                "date_to": self.company._talk_today(),
            }
        )
        self.assertLess(share.expires_on.year, 2090)
        with self.assertRaisesRegex(UserError, "made anew"):
            share.write({"date_to": "2090-01-01"})
        with self.assertRaises(AccessError):
            share.unlink()

    def test_the_other_is_told_neutrally(self):
        share = self.share(self.head, self.deputy.user_id, reason=WORDS)
        activities = self.env["mail.activity"].with_user(self.deputy.user_id)
        told = activities.search([("res_model", "=", "talk.share.notice")])
        self.assertEqual(told.user_id, self.deputy.user_id)
        self.assertEqual(told.summary, "A talk record was shared with you")
        self.assertEqual(told.res_name, self.talk.name)
        self.assertFalse(told.note)
        self.assertFalse(self.env["mail.mail"].search([("body_html", "ilike", WORDS)]))
        share.action_revoke()
        self.assertFalse(told.exists())

    def test_the_screen_says_with_whom_it_is_shared(self):
        self.assertNotIn("Deputy", self.record.readers)
        share = self.share(self.head, self.deputy.user_id)
        self.assertIn("Deputy", self.record.readers)
        self.record.with_user(self.head.user_id).action_write_again()
        self.assertIn("Deputy (once completed)", self.record.readers)
        share.action_revoke()
        self.assertNotIn("Deputy", self.record.readers)

    def test_everybody_who_took_part_sees_the_shares_and_the_other_their_own(self):
        self.share(self.head, self.deputy.user_id)
        self.share(self.head, self.secretary.user_id)
        self.flush()
        shares = self.env["talk.share"]
        self.assertEqual(len(shares.with_user(self.nurse.user_id).search([])), 2)
        self.assertEqual(len(shares.with_user(self.head.user_id).search([])), 2)
        mine = shares.with_user(self.deputy.user_id).search([])
        self.assertEqual(mine.user_id, self.deputy.user_id)
        self.assertFalse(shares.with_user(self.officer_user).search([]))
        self.assertFalse(shares.with_user(self.manager_user).search([]))

    def test_what_is_shared_with_me_is_a_list_of_its_own(self):
        self.share(self.head, self.deputy.user_id)
        self.flush()
        wanted = [("is_shared_with_me", "=", True)]
        for employee, count in ((self.deputy, 1), (self.head, 0), (self.nurse, 0)):
            records = self.env["talk.record"].with_user(employee.user_id)
            self.assertEqual(len(records.search(wanted)), count, employee.name)
        record = self.record.with_user(self.deputy.user_id)
        self.assertEqual(record.shared_by, "Head")
        self.assertEqual(record.share_ids.mapped("reason"), ["to help her"])

    def test_a_part_of_a_group_talk_opens_neither_the_common_part_nor_others(self):
        people = [Command.create({"employee_id": e.id}) for e in (self.nurse, self.inspector)]
        talk = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2025-11-21",
            format="group",
            participant_ids=people,
        )
        talk.action_hold()
        talk.record_ids.write({"content": WORDS, "group_reason": "one matter"})
        talk.record_ids.action_complete()
        common = talk.record_ids.filtered(lambda record: not record.participant_id)
        part = talk.record_ids.filtered(lambda record: record.employee_id.name == "Nurse")
        self.share(self.nurse, self.deputy.user_id, part)
        self.flush()
        readable = self.env["talk.record"].with_user(self.deputy.user_id)
        self.assertEqual(readable.search([("talk_id", "=", talk.id)]).ids, part.ids)
        with self.assertRaises(AccessError):
            self.share(self.nurse, self.deputy.user_id, common)
        with self.assertRaises(AccessError):
            self.share(self.inspector, self.deputy.user_id, part)

    def test_sharing_is_two_presses_on_the_record(self):
        record = self.record.with_user(self.head.user_id)
        action = record.action_share()
        form = Form(
            self.env["talk.share"].with_user(self.head.user_id).with_context(**action["context"])
        )
        form.user_id = self.deputy.user_id
        form.reason = "to help her"
        form.save()
        self.assertTrue(self.reads(self.deputy.user_id))

    def test_an_officer_does_not_become_the_one_it_is_shared_with(self):
        inspector = self.inspector.with_user(self.officer_user)
        inspector.work_email = "inspector@example.com"
        self.share(self.head, self.inspector.user_id)
        self.flush()
        with self.assertRaises(AccessError):
            inspector.work_email = "officer@example.com"

    def test_a_stranger_cannot_try_numbers_in_the_form(self):
        shares = self.env["talk.share"].with_user(self.inspector.user_id)
        with self.assertRaises(AccessError):
            Form(shares.with_context(default_record_id=self.record.id))
        with self.assertRaises(AccessError):
            self.share(self.inspector, self.inspector.user_id)
