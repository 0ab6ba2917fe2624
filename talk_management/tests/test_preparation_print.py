from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_ledger import pdf_fonts, pdf_pages
from .test_preparation import SECRET, PreparationCase

REPORT = "talk_management.report_talk_preparation"


@tagged("post_install", "-at_install")
class TestPreparationPrint(PreparationCase):
    """The sheet on paper is for whoever prepares the talk, and says so."""

    def print_pdf(self, preparation, user, lang="en_US"):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(force_report_rendering=True, lang=lang, tz="Asia/Shanghai")
        with self.on("2026-11-19", "01:00:00"):
            content, kind = reports._render_qweb_pdf(REPORT, preparation.ids)
        self.assertEqual(kind, "pdf")
        return content

    def test_it_has_the_points_the_person_and_for_whom_it_is(self):
        self.past(self.head, self.nurse, "2026-09-01", promise="read the new guideline")
        mine = self.prepare(self.talk)
        mine.points = "Ask about the night shifts"
        self.flush()
        (page,) = pdf_pages(self.print_pdf(mine, self.head.user_id))
        for words in (
            "Confidential, for Head only",
            "Ask about the night shifts",
            "read the new guideline",
            "Nurse",
            self.talk.name,
            "Test Hospital",
            "1 / 1",
        ):
            self.assertIn(words, page)
        self.assertNotIn(SECRET, page)

    def test_nobody_else_prints_it(self):
        mine = self.prepare(self.talk)
        self.flush()
        for user in (
            self.nurse.user_id,
            self.deputy.user_id,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.print_pdf(mine, user)

    def test_superuser_rights_do_not_help(self):
        mine = self.prepare(self.talk)
        report = self.env[f"report.{REPORT}"].with_user(self.officer_user).sudo()
        with self.assertRaises(AccessError):
            report._get_report_values(mine.ids)

    def test_after_a_cancelled_talk_only_the_own_points_are_printed(self):
        mine = self.prepare(self.talk)
        mine.points = "Ask about the night shifts"
        self.talk.action_cancel()
        self.flush()
        (page,) = pdf_pages(self.print_pdf(mine, self.head.user_id))
        self.assertIn("Ask about the night shifts", page)
        self.assertNotIn("Nurse", page)

    def test_it_is_printed_with_the_glyphs_of_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        mine = self.prepare(self.talk)
        mine.points = "了解夜班情况"
        self.flush()
        content = self.print_pdf(mine, self.head.user_id, lang="zh_CN")
        self.assertIn("了解夜班情况", "".join(pdf_pages(content)))
        self.assertTrue(any("sc" in font for font in pdf_fonts(content)), pdf_fonts(content))
