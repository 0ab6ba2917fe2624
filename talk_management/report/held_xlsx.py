"""What is held about a person, as a workbook an ordinary reader finds their way in."""

import re

import xlsxwriter

from odoo.fields import Datetime
from odoo.tools import format_date, format_datetime, html2plaintext

from .ledger_xlsx import OPTIONS

NARROW, WIDE = 18, 50
LONG = 40  # characters from which on a column is a wide one


def write_held(env, file):
    """Write all that is held about the current user to ``file``."""
    with xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": False}) as book:
        title = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format(
            {"bold": True, "bg_color": "#E7ECF2", "bottom": 1, "text_wrap": True}
        )
        text = book.add_format({"text_wrap": True, "valign": "top"})
        cover = book.add_worksheet(_name(env._("About This File"), set()))
        used, lines = {cover.name.lower()}, []
        for heading, fields, rows in env["talk.held"]._chapters():
            cells = [[_cell(env, row, field) for field in fields] for row in rows]
            sheet = book.add_worksheet(_name(heading, used))
            _fill(env, sheet, heading, fields, cells, (title, head, text))
            lines.append((heading, len(cells)))
        _cover(env, cover, lines, (title, head, text))


def _cover(env, sheet, lines, formats):
    title, head, text = formats
    _ = env._
    sheet.set_column(0, 0, WIDE + NARROW)
    sheet.set_column(1, 1, NARROW)
    sheet.write_string(0, 0, _("What is held about %s", env.user.name), title)
    made = format_datetime(env, Datetime.now(), dt_format="short")
    for number, sentence in enumerate(
        (
            _("Made %(time)s, for this person alone. No copy is kept on the server.", time=made),
            _("It holds what this person may read, and what is written about them elsewhere."),
            _("Records still being written are not in it; they follow once completed."),
            _("Restricted events are not in it: each belongs to a matter that is still open."),
            _("Files attached to records can be saved from the records themselves."),
        ),
        2,
    ):
        sheet.write_string(number, 0, sentence, text)
    sheet.write_string(8, 0, _("Sheet"), head)
    sheet.write_string(8, 1, _("Rows"), head)
    for number, (heading, count) in enumerate(lines, 9):
        sheet.write_string(number, 0, heading, text)
        sheet.write_number(number, 1, count, text)


def _fill(env, sheet, heading, fields, cells, formats):
    title, head, text = formats
    sheet.write_string(0, 0, heading, title)
    shown = [at for at in range(len(fields)) if any(line[at] for line in cells)]
    sheet.freeze_panes(3, 0)
    for column, at in enumerate(shown):
        longest = max(len(line[at]) for line in cells)
        sheet.set_column(column, column, WIDE if longest > LONG else NARROW)
        sheet.write_string(2, column, fields[at]._description_string(env) or fields[at].name, head)
        for number, line in enumerate(cells, 3):
            sheet.write_string(number, column, line[at], text)


def _name(heading, used):
    """A name Excel accepts for a sheet, used once."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", heading).strip()[:28] or "-"
    name, number = plain, 2
    while name.lower() in used:
        name, number = f"{plain} {number}", number + 1
    used.add(name.lower())
    return name


def _cell(env, row, field):
    value = row[field.name]
    if field.type == "boolean":
        return env._("Yes") if value else env._("No")
    if not value and field.type not in ("integer", "float"):
        return ""
    if field.type == "selection":
        return str(dict(field._description_selection(env)).get(value, value))
    if field.relational:
        return "、".join(value.sudo().mapped("display_name"))
    if field.type == "date":
        return format_date(env, value)
    if field.type == "datetime":
        return format_datetime(env, value, dt_format="short")
    return html2plaintext(value) if field.type == "html" else str(value)
