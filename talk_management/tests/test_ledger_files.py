import io
from datetime import datetime, timedelta

from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.talk_management.report import ledger as ledger_module

from .common_ledger import NOVEMBER, LedgerCase, pdf_fonts, pdf_pages, pdf_text


@tagged("post_install", "-at_install")
class TestLedgerFiles(LedgerCase):
    """The same ledger as PDF and as workbook."""

    @classmethod
    def setUpCompany(cls):
        result = super().setUpCompany()
        for lang in ("zh_CN", "zh_TW"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.company.name = "惠民医院"
        cls.company.talk_seal_line = "惠民医院党总支"
        return result

    def test_the_pdf_has_organisation_seal_line_period_and_page_numbers(self):
        self.nurse.name = "张丽娟"
        self.hold(self.head, self.nurse, place="三楼会议室")
        text = pdf_text(self.pdf(self.ledger(self.officer_user, with_owed=False)))
        for words in ("惠民医院", "惠民医院党总支", "张丽娟", "三楼会议室", "1 / 1", "for Officer"):
            self.assertIn(words, text)

    def test_each_language_has_its_own_glyphs(self):
        self.nurse.name = "張麗娟"
        self.hold(self.head, self.nurse)
        for lang, wanted in (("zh_CN", "cjksc"), ("zh_TW", "cjktc"), ("en_US", "cjksc")):
            with self.subTest(lang=lang):
                fonts = pdf_fonts(self.pdf(self.ledger(self.officer_user, lang=lang), lang))
                cjk = [name.lower() for name in fonts if "CJK" in name]
                self.assertTrue(cjk)
                self.assertFalse([name for name in cjk if wanted not in name])

    def test_many_pages_are_numbered_and_repeat_the_head(self):
        self.env["talk.talk"].create(
            [
                {
                    "responsible_id": self.head.id,
                    "employee_id": self.nurse.id,
                    "date_start": datetime(2026, 11, 20) + timedelta(hours=number),
                    "company_id": self.company.id,
                }
                for number in range(70)
            ]
        ).write({"state": "held"})
        self.flush()
        content = self.pdf(self.ledger(self.officer_user, with_owed=False))
        pages = pdf_pages(content)
        self.assertGreater(len(pages), 3)
        for number, page in enumerate(pages, 1):
            self.assertIn(f"{number} / {len(pages)}", page)
        for page in pages[1:-1]:
            self.assertIn("Responsible", page)

    def test_an_empty_period_prints_an_honest_empty_ledger(self):
        text = pdf_text(self.pdf(self.ledger(self.officer_user)))
        self.assertIn("No talk is on the ledger for this period.", text)
        self.assertIn("Nothing is owed from this period.", text)

    def test_what_is_too_long_to_print_says_so(self):
        self.patch_limit(0)
        self.hold(self.head, self.nurse)
        text = pdf_text(self.pdf(self.ledger(self.officer_user)))
        self.assertIn("the workbook holds them all", text)
        self.assertNotIn("TALK/", text)

    def patch_limit(self, limit):
        self.patch(ledger_module, "PDF_ROWS_MAX", limit)

    def test_the_workbook_has_its_sheets_and_real_dates_and_shares(self):
        self.make_due()
        self.hold(self.head, self.nurse)
        with self.on("2026-11-30"):
            book = self.workbook(self.ledger(self.officer_user))
        self.assertEqual(
            book.sheetnames, ["Detail", "Months", "Kinds and formats", "Owed", "Owed, by state"]
        )
        detail = list(book["Detail"].iter_rows(values_only=True))
        self.assertIn("2026", detail[1][0])
        self.assertEqual(detail[3][:3], ("Number", "Date", "From"))
        self.assertEqual(str(detail[4][1])[:10], "2026-11-20")
        months = list(book["Months"].iter_rows(values_only=True))
        self.assertEqual(months[4][:4], ("2026-11", 1, 1, 1))
        owed = list(book["Owed"].iter_rows(min_row=5, values_only=True))
        self.assertIn("Doctor", [row[3] for row in owed])

    def test_a_name_is_never_a_formula_or_a_link(self):
        self.nurse.name = "=1+1"
        self.hold(self.head, self.nurse, place="http://example.com/")
        book = self.workbook(self.ledger(self.officer_user))
        row = book["Detail"][5]
        self.assertEqual(row[6].value, "=1+1")
        self.assertEqual(row[6].data_type, "s")
        self.assertIsNone(row[9].hyperlink)


@tagged("post_install", "-at_install")
class TestLedgerForm(LedgerCase):
    def ask(self, user, **vals):
        asked = self.env["talk.ledger"].with_user(user).with_company(self.company)
        return asked.create({"company_id": self.company.id, **vals})

    def test_the_form_knows_months_quarters_and_years(self):
        with self.on("2026-11-22"):
            for period, key in (
                ("this_month", "2026-11"),
                ("last_month", "2026-10"),
                ("last_quarter", "2026-Q3"),
                ("last_year", "2025"),
            ):
                choice = self.ask(self.nurse.user_id, period=period)
                self.assertEqual(choice.file_name, f"Talk ledger {key}")

    def test_a_period_does_not_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.ask(
                self.nurse.user_id, period="custom", date_from="2026-11-02", date_to="2026-11-01"
            )

    def test_what_someone_asks_is_their_own(self):
        choice = self.ask(self.head.user_id)
        with self.assertRaises(AccessError):
            choice.with_user(self.nurse.user_id).date_from  # noqa: B018
        report = self.env["report.talk_management.report_talk_ledger"]
        with self.assertRaises(AccessError):
            report.with_user(self.nurse.user_id)._get_report_values(choice.ids)

    def test_no_ledger_of_a_company_one_does_not_work_in(self):
        other = self.env["res.company"].create({"name": "Other"})
        choice = self.ask(self.officer_user)
        choice.sudo().company_id = other
        with self.assertRaises(AccessError):
            choice._read()


@tagged("post_install", "-at_install")
class TestLedgerAddress(HttpCase, LedgerCase):
    """The ledger fetched by its address."""

    def test_the_workbook_is_fetched_by_who_asked_for_it_and_nobody_else(self):
        talk = self.hold(self.head, self.nurse)
        choice = self.env["talk.ledger"].with_user(self.nurse.user_id).with_company(self.company)
        choice = choice.create(
            {"period": "custom", "date_from": NOVEMBER[0], "date_to": NOVEMBER[1]}
        )
        self.flush()
        address = choice.action_workbook()["url"]
        self.authenticate("talk_nurse", "talk_nurse")
        answer = self.url_open(address)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Talk%20ledger%202026-11.xlsx", answer.headers["Content-Disposition"])
        rows = list(load_workbook(io.BytesIO(answer.content))["Detail"].values)
        self.assertEqual(rows[4][0], talk.name)
        self.authenticate("talk_officer", "talk_officer")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(address).status_code, 403)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(address).url)

    def test_the_pdf_is_fetched_through_odoos_own_address(self):
        talk = self.hold(self.head, self.nurse)
        choice = self.env["talk.ledger"].with_user(self.nurse.user_id).with_company(self.company)
        choice = choice.create(
            {"period": "custom", "date_from": NOVEMBER[0], "date_to": NOVEMBER[1]}
        )
        self.flush()
        self.authenticate("talk_nurse", "talk_nurse")
        address = f"/report/pdf/talk_management.report_talk_ledger/{choice.id}"
        context = '{"force_report_rendering": true}'
        answer = self.url_open(f"{address}?context={context}")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn(talk.name, pdf_text(answer.content))
