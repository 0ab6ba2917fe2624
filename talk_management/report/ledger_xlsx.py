"""The ledger as a workbook, written row by row: its size in memory does not grow with it."""

import xlsxwriter

from odoo.exceptions import UserError

from .ledger import DATE, NUMBER, SHARE

OPTIONS = {
    "constant_memory": True,
    # a name that begins with "=" or "http" is a name
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
ROWS_MAX = 1_000_000  # a sheet takes 1,048,576


def write_ledger(env, ledger, file):
    """Write ``ledger`` to ``file``. Raises UserError when a sheet cannot hold it."""
    if any(section.count > ROWS_MAX for section in ledger.sections):
        raise UserError(env._("A sheet cannot hold so many rows: choose a shorter period."))
    _ = env._
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        writer = _Writer(book, ledger)
        if ledger.held:
            writer.section(_("Detail"), ledger.held)
            writer.tables(_("Months"), [ledger.by_month])
            writer.tables(_("Kinds and formats"), [ledger.by_kind, ledger.by_format])
        if ledger.owed:
            writer.section(_("Owed"), ledger.owed)
            writer.tables(_("Owed, by state"), [ledger.by_state])
        if not ledger.sections:
            writer.tables(ledger.title, [])


class _Writer:
    def __init__(self, book, ledger):
        self.book = book
        self.ledger = ledger
        base = {"font_size": 10}
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.head = book.add_format(
            base | {"bold": True, "bg_color": "#E7ECF2", "bottom": 1, "text_wrap": True}
        )
        self.formats = {
            DATE: book.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"}),
            NUMBER: book.add_format(base | {"num_format": "#,##0"}),
            SHARE: book.add_format(base | {"num_format": "0.0%"}),
        }
        self.text = book.add_format(base)

    def section(self, name, section):
        sheet = self._sheet(name, section.columns, section.title)
        last = 3 + section.count
        sheet.freeze_panes(4, 0)
        sheet.autofilter(3, 0, max(last, 4), len(section.columns) - 1)
        sheet.repeat_rows(3)
        self._head(sheet, 3, section.columns)
        for line, row in enumerate(section.rows(), 4):
            self._row(sheet, line, section.columns, row)

    def tables(self, name, tables):
        sheet = self._sheet(name, tables[0].columns if tables else (), name)
        line = 3
        for table in tables:
            self._head(sheet, line, table.columns)
            for row in table.rows:
                line += 1
                self._row(sheet, line, table.columns, row)
            line += 3

    def _sheet(self, name, columns, title):
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        ledger = self.ledger
        about = [ledger.organisation, ledger.department, ledger.must_talks]
        about += [ledger.dates, ledger.made]
        sheet.write_string(0, 0, f"{ledger.title} · {title}", self.title)
        sheet.write_string(1, 0, " · ".join(part for part in about if part), self.text)
        return sheet

    def _head(self, sheet, line, columns):
        for number, column in enumerate(columns):
            sheet.write_string(line, number, column.label, self.head)

    def _row(self, sheet, line, columns, row):
        for number, (column, value) in enumerate(zip(columns, row)):
            if value is None or value == "":
                continue
            if column.kind == DATE:
                sheet.write_datetime(line, number, value, self.formats[DATE])
            elif column.kind in (NUMBER, SHARE):
                sheet.write_number(line, number, value, self.formats[column.kind])
            else:
                sheet.write_string(line, number, value, self.text)
