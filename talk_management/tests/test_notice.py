import base64
from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.rule import talk_notice
from .common_holding import HoldingCase


@tagged("post_install", "-at_install")
class TestNotice(HoldingCase):
    """Reference notices conveyed in talks, as reminder and warning (B4c)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["talk.kind"]._ordinary()
        cls.notice = cls.make_notice()
        cls.flush()

    @classmethod
    def make_notice(cls, **vals):
        notices = cls.env["talk.notice"].with_user(cls.officer_user)
        vals = {"name": "Three Cases", "text": "Three people …", "date": "2025-11-01", **vals}
        return notices.create(vals).sudo()

    def test_the_hr_officer_puts_up_a_notice_with_a_file(self):
        with Form(self.env["talk.notice"].with_user(self.officer_user)) as form:
            form.name = "On Gifts"
            form.file = base64.b64encode(b"%PDF")
        self.assertTrue(form.record.file)

    def test_a_notice_with_nothing_to_read_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "nothing to read in “Empty”"):
            self.make_notice(name="Empty", text="  ")

    def test_a_link_opens_a_page_and_nothing_else(self):
        self.make_notice(text=False, link="https://example.com/notice?id=1")
        for link in ("javascript:alert(1)", "example.com", "https://", "https://a b", "ftp://a/b"):
            with self.assertRaisesRegex(ValidationError, "https://", msg=link):
                self.make_notice(text=False, link=link)

    def test_a_file_too_large_is_refused_with_both_sizes(self):
        with (
            patch.object(talk_notice, "LARGEST_FILE", 2048),
            self.assertRaisesRegex(ValidationError, r"too large: 3.00 Kb.*at most 2.00 Kb"),
        ):
            self.make_notice(file=base64.b64encode(b"x" * 3072))

    def test_a_notice_is_not_conveyed_until_a_day_before_it_begins(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.make_notice(date_from="2025-12-01", date_to="2025-11-01")

    def test_whoever_talks_with_others_reads_notices_and_writes_none(self):
        self.assertEqual(self.notice.with_user(self.head_user).name, "Three Cases")
        with self.assertRaises(AccessError):
            self.notice.with_user(self.head_user).name = "Two Cases"

    def test_whoever_talks_with_nobody_reads_only_what_was_conveyed_to_them(self):
        with self.assertRaises(AccessError):
            self.notice.with_user(self.nurse_user).read(["text"])
        self.notice.kind_ids = self.kind
        record = self.held().record_ids
        record.notice_ids.is_conveyed = True
        self.flush()
        with self.assertRaises(AccessError):
            self.notice.with_user(self.nurse_user).read(["text"])
        self.completed(record)
        self.assertEqual(self.notice.with_user(self.nurse_user).text, "Three people …")
        self.assertFalse(
            self.env["talk.notice"].with_user(self.inspector.user_id).search([]),
        )

    def test_the_discipline_officer_reads_notices(self):
        self.assertTrue(self.notice.with_user(self.discipline_user).text)

    def test_a_notice_stands_in_the_records_of_the_kinds_that_convey_it(self):
        self.notice.kind_ids = self.kind
        other = self.env.ref("talk_management.kind_care")
        self.assertEqual(self.held().record_ids.notice_ids.notice_id, self.notice)
        self.assertFalse(self.held(self.doctor, kind_id=other.id).record_ids.notice_ids)

    def test_a_notice_stands_in_the_records_of_the_rules_that_convey_it(self):
        rule = self.make_rule("head_staff")
        self.notice.rule_ids = rule
        with self.on("2025-11-01"):
            self.env["talk.obligation"]._generate(rule)
        self.assertEqual(self.held().record_ids.notice_ids.notice_id, self.notice)

    def test_only_current_notices_are_conveyed(self):
        kinds = [Command.set(self.kind.ids)]
        self.make_notice(name="Later", kind_ids=kinds, date_from="2025-11-21")
        self.make_notice(name="Over", kind_ids=kinds, date_to="2025-11-19")
        self.make_notice(name="Put away", kind_ids=kinds, active=False)
        today = self.make_notice(
            name="Today", kind_ids=kinds, date_from="2025-11-20", date_to="2025-11-20"
        )
        self.assertEqual(self.held().record_ids.notice_ids.notice_id, today)

    def test_the_responsible_adds_one_by_hand_and_ticks_it(self):
        record = self.held().record_ids
        with Form(record) as form, form.notice_ids.new() as line:
            line.notice_id = self.notice
            line.is_conveyed = True
            line.remark = "Taken seriously"
        self.completed(record)
        with self.assertRaisesRegex(UserError, "opened again"):
            record.notice_ids.is_conveyed = False
        with self.assertRaises(AccessError):
            record.notice_ids.with_user(self.officer_user).read(["remark"])

    def test_a_notice_not_conveyed_does_not_keep_the_record_open(self):
        self.notice.kind_ids = self.kind
        self.completed(self.held().record_ids)
