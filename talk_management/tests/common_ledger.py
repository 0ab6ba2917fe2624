import io
import unicodedata
from datetime import date

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.addons.talk_management.report.ledger import LedgerChoice, ledger_values
from odoo.addons.talk_management.report.ledger_read import read_ledger
from odoo.addons.talk_management.report.ledger_xlsx import write_ledger

from .common import TalkCase

SECRET = "Zebrafish-7731"
RADICALS = str.maketrans({"⺠": "民", "⻓": "长", "⻔": "门"})  # which NFKC leaves alone
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def pdf_text(content):
    """The words of a PDF, a page a line."""
    return "\n".join(pdf_pages(content))


def pdf_pages(content):
    """The words of each page; CJK glyphs come out as radicals and are made characters again."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    words = (unicodedata.normalize("NFKC", page).translate(RADICALS) for page in pages)
    return [" ".join(page.split()) for page in words]


def pdf_fonts(content):
    names = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        fonts = page["/Resources"].get("/Font", {})
        names |= {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    return names


class LedgerCase(TalkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", period_unit="month", name="Every month")

    def hold(self, responsible, employee, day="2026-11-20", **vals):
        """A talk held that day, with words in its record that no ledger may show."""
        with self.on(day, "01:00:00"):
            talk = self.make_talk(responsible, employee, day, **vals)
        with self.on(day, "09:00:00"):
            talk.action_hold()
            record = talk.record_ids[-1:]
            record.write({"content": SECRET, "difficulties": SECRET})
            self.env["talk.commitment"].with_user(responsible.user_id).create(
                {"record_id": record.id, "name": SECRET}
            )
            record.action_complete()
        self.flush()
        return talk

    def ledger(self, user, dates=NOVEMBER, lang="en_US", **choice):
        env = self.env["talk.ledger"].with_user(user).with_context(lang=lang).env
        env = env(context={**env.context, "allowed_company_ids": self.company.ids})
        return read_ledger(env, LedgerChoice(self.company.with_env(env), *dates, **choice))

    def numbers(self, user, **choice):
        """The numbers of the talks on this user's ledger."""
        return [row[0] for row in self.ledger(user, **choice).held.rows()]

    def owed(self, user, **choice):
        return [(row[1], row[3], row[-1]) for row in self.ledger(user, **choice).owed.rows()]

    def make_due(self):
        with self.on("2026-11-02"):
            self.env["talk.obligation"]._generate(self.rule)
        self.flush()

    def pdf(self, ledger, lang="en_US"):
        reports = self.env["ir.actions.report"].with_context(lang=lang)
        return reports._talk_pdf("talk_management.report_talk_ledger", ledger_values(ledger))

    def workbook(self, ledger):
        file = io.BytesIO()
        write_ledger(self.env, ledger, file)
        file.seek(0)
        return load_workbook(file)
