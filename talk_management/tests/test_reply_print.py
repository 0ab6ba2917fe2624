from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_ledger import pdf_fonts, pdf_pages
from .common_reply import ReplyCase

REPLY = "talk_management.report_talk_reply"
OWN = "talk_management.report_talk_reply_own"
BODY = "Access was granted on Monday."


@tagged("post_install", "-at_install")
class TestReplyPrint(ReplyCase):
    """The written reply on paper, in the organisation's form (H4.4c)."""

    def setUp(self):
        super().setUp()
        self.company.talk_seal_line = "Seal of the Test Hospital"
        self.head.job_title = "Head of Cardiology"
        self.item = self.of_many([self.nurse, self.doctor])

    def print_pdf(self, report, records, user, lang="en_US"):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(force_report_rendering=True, lang=lang, tz="Asia/Shanghai")
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def rows(self, employee):
        return self.raiser(self.item).filtered(lambda row: row.employee_id == employee)

    def test_the_raiser_prints_it_with_the_own_name_and_the_signer_s_post(self):
        with self.on("2026-11-23"):
            self.deliver(self.item, BODY)
            (page,) = pdf_pages(self.print_pdf(OWN, self.rows(self.nurse), self.nurse_user))
        for words in (
            "To Nurse:",
            BODY,
            "Test Hospital",
            "Seal of the Test Hospital",
            self.item.name,
            "11/23/2026",
            "Head of Cardiology",
            "1 / 1",
        ):
            self.assertIn(words, page)

    def test_for_somebody_without_a_user_the_responsible_prints_it_with_the_name(self):
        self.deliver(self.item, BODY)
        (page,) = pdf_pages(self.print_pdf(OWN, self.rows(self.doctor), self.head_user))
        self.assertIn("To Doctor:", page)

    def test_whoever_handles_it_prints_it_to_nobody_by_name(self):
        self.deliver(self.item, BODY)
        (page,) = pdf_pages(self.print_pdf(REPLY, self.item.reply_ids, self.head_user))
        self.assertIn(BODY, page)
        for name in ("Nurse", "Doctor", "To "):
            self.assertNotIn(name, page)

    def test_nobody_else_prints_it(self):
        self.deliver(self.item, BODY)
        reply, own = self.item.reply_ids, self.rows(self.nurse)
        users = (
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.deputy.user_id,
            self.inspector.user_id,
            self.env.ref("base.user_root"),
        )
        for report, records, more in ((REPLY, reply, [self.nurse_user]), (OWN, own, [])):
            for user in (*users, *more):
                with self.subTest(report=report, user=user.name), self.assertRaises(AccessError):
                    self.print_pdf(report, records, user)

    def test_before_it_is_delivered_the_raiser_has_nothing_to_print(self):
        self.item.reply_ids.with_user(self.head_user).body = BODY
        self.flush()
        with self.assertRaisesRegex(UserError, "no written reply to print"):
            self.print_pdf(OWN, self.rows(self.nurse), self.nurse_user)

    def test_it_is_printed_with_chinese_glyphs(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.deliver(self.item, "已为您开通办公系统账号。")
        content = self.print_pdf(OWN, self.rows(self.nurse), self.nurse_user, "zh_CN")
        self.assertTrue(any("CJKsc" in font for font in pdf_fonts(content)), pdf_fonts(content))
        (page,) = pdf_pages(content)
        self.assertIn("已为您开通办公系统账号。", page)
        self.assertNotIn("None", page)

    def test_the_name_of_the_file_tells_nothing(self):
        report = self.env.ref("talk_management.action_report_reply_own")
        self.assertEqual(report.print_report_name, "'Written reply'")
