from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import MANAGER
from .common_ledger import SECRET, LedgerCase, pdf_fonts, pdf_text

FORM = "talk_management.report_talk_record_form"
BLANK = "talk_management.report_talk_blank_form"


class FormCase(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.political_status = "masses"
        cls.nurse.job_title = "Senior nurse"

    def print(self, report, records, user, lang="en_US"):
        """The text of the PDF ``user`` gets, as Odoo prints it."""
        return pdf_text(self.print_pdf(report, records, user, lang))

    def print_pdf(self, report, records, user, lang="en_US"):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(force_report_rendering=True, lang=lang, tz="Asia/Shanghai")
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content


@tagged("post_install", "-at_install")
class TestRecordForm(FormCase):
    """The record form is printed by those who may read the record, and by nobody else."""

    def test_topics_notices_and_what_was_raised_are_on_it(self):
        record = self.hold(self.head, self.nurse).record_ids.sudo()
        notice = self.env["talk.notice"].create({"name": "Notice on gifts", "text": "None."})
        self.env["talk.record.topic"].create(
            {
                "record_id": record.id,
                "topic_id": self.env.ref("talk_management.topic_integrity").id,
                "is_touched": True,
            }
        )
        self.env["talk.record.notice"].create(
            {"record_id": record.id, "notice_id": notice.id, "is_conveyed": True}
        )
        self.env["talk.record.item"].create(
            {
                "record_id": record.id,
                "text": "The lift is slow",
                "kind": "problem",
                "state": "settled",
                "response": "It is repaired on Monday",
            }
        )
        text = self.print(FORM, record, self.nurse.user_id)
        topic = self.env.ref("talk_management.topic_integrity").name
        for words in (topic, "Notice on gifts", "The lift is slow", "It is repaired on Monday"):
            self.assertIn(words, text)

    def test_both_sides_print_it(self):
        self.make_due()
        record = self.hold(self.head, self.nurse, place="Room 3").record_ids
        for person in (self.head, self.nurse):
            with self.subTest(person=person.name):
                text = self.print(FORM, record, person.user_id)
                for words in (
                    SECRET,
                    record.talk_id.name,
                    "10:00–10:30".replace("–", ""),
                    "Room 3",
                    "Senior nurse",
                    "No party",
                    "Difficulties and Demands",
                    "Signature of the recorder",
                    "1 / 1",
                    "Test Hospital",
                ):
                    self.assertIn(words, text.replace("–", "").replace("‒", ""))
                self.assertIn("Department head", text, "the layer it settled")

    def test_the_employee_prints_it_only_once_it_is_completed(self):
        record = self.hold(self.head, self.nurse).record_ids
        record.with_user(self.head.user_id).action_write_again()
        self.flush()
        with self.assertRaises(AccessError):
            self.print(FORM, record, self.nurse.user_id)
        self.assertIn("Still being written", self.print(FORM, record, self.head.user_id))

    def test_nobody_else_prints_it(self):
        record = self.hold(self.head, self.nurse).record_ids
        admin = self.env.ref("base.user_admin")
        admin.write({"company_ids": [Command.link(self.company.id)]})
        self.flush()
        for user in (
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.deputy.user_id,
            self.inspector.user_id,
            admin,
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.print(FORM, record, user)

    def test_superuser_rights_do_not_help(self):
        record = self.hold(self.head, self.nurse).record_ids
        report = self.env[f"report.{FORM}"].with_user(self.officer_user).sudo()
        with self.assertRaises(AccessError):
            report._get_report_values(record.ids)

    def test_a_part_of_a_group_talk_goes_with_the_common_part_and_no_other(self):
        people = [Command.create({"employee_id": p.id}) for p in (self.nurse, self.inspector)]
        with self.on("2026-11-20", "01:00:00"):
            talk = self.make_talk(
                self.deputy, self.env["hr.employee"], format="group", participant_ids=people
            )
        with self.on("2026-11-20"):
            talk.action_hold()
            common = talk.record_ids.filtered(lambda record: not record.participant_id)
            parts = {part.employee_id: part for part in talk.record_ids - common}
            nurse, inspector = parts[self.nurse], parts[self.inspector]
            common.group_reason = "New ward"
            nurse.content = "of the nurse"
            inspector.content = "of the inspector"
            (common | nurse | inspector).action_complete()
        self.flush()
        text = self.print(FORM, nurse, self.nurse.user_id)
        self.assertIn("New ward", text)
        self.assertIn("of the nurse", text)
        self.assertNotIn("of the inspector", text)
        with self.assertRaises(AccessError):
            self.print(FORM, inspector, self.nurse.user_id)

    def test_the_officer_prints_a_blank_form_for_people_without_a_user(self):
        talk = self.hold(self.head, self.doctor)
        text = self.print(BLANK, talk, self.officer_user)
        self.assertIn("Doctor", text)
        self.assertIn("Signature of the employee", text)
        self.assertNotIn(SECRET, text)

    def test_the_political_status_is_for_those_who_answer_for_the_person(self):
        """Anybody may plan a talk with anybody; that does not tell them who is in the Party."""
        (self.nurse | self.inspector).political_status = "party_probationary"
        below = self.make_talk(self.head, self.nurse)
        elsewhere = self.make_talk(self.head, self.inspector, "2026-11-21")
        for talk, user, shown in (
            (below, self.head.user_id, True),
            (below, self.nurse.user_id, True),
            (below, self.officer_user, True),
            (elsewhere, self.head.user_id, False),
            (elsewhere, self.inspector.user_id, True),
            (elsewhere, self.officer_user, True),
        ):
            with self.subTest(talk=talk.name, user=user.name):
                text = self.print(BLANK, talk, user)
                self.assertIn("Political status", text)
                self.assertEqual("Probationary" in text, shown)

    def test_a_colleague_prints_no_blank_form(self):
        talk = self.hold(self.head, self.doctor)
        with self.assertRaises(AccessError):
            self.print(BLANK, talk, self.inspector.user_id)

    def test_chinese_forms_have_chinese_glyphs(self):
        self.nurse.name = "张丽娟"
        for lang in ("zh_CN", "zh_TW"):
            self.env["res.lang"]._activate_lang(lang)
        record = self.hold(self.head, self.nurse).record_ids
        for lang, wanted in (("zh_CN", "cjksc"), ("zh_TW", "cjktc")):
            fonts = pdf_fonts(self.print_pdf(FORM, record, self.head.user_id, lang))
            self.assertTrue(all(wanted in font.lower() for font in fonts if "CJK" in font), fonts)

    def test_printing_leaves_no_file_behind(self):
        record = self.hold(self.head, self.nurse).record_ids
        before = self.env["ir.attachment"].search_count([])
        self.print(FORM, record, self.head.user_id)
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)


@tagged("post_install", "-at_install")
class TestRecordFormAddress(HttpCase, FormCase):
    """Odoo's own addresses for reports ask the record, whatever their ending."""

    def test_only_those_who_took_part_fetch_it(self):
        record = self.hold(self.head, self.nurse).record_ids
        self.make_user("boss", MANAGER, "base.group_system")
        self.flush()
        for login, allowed in (
            ("talk_nurse", True),
            ("talk_head", True),
            ("talk_officer", False),
            ("talk_boss", False),
            ("talk_deputy", False),
            ("talk_inspector", False),
            ("talk_discipline", False),
        ):
            self.authenticate(login, login.ljust(8, "x"))
            for kind in ("html", "pdf", "text"):
                with self.subTest(login=login, kind=kind), mute_logger("odoo.http"):
                    answer = self.url_open(f"/report/{kind}/{FORM}/{record.id}")
                    self.assertEqual(answer.status_code == 200, allowed)
                    self.assertEqual(SECRET in answer.text, allowed)
