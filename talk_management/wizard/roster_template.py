"""Workbooks the roster import hands out: an empty roster to fill in, and a whole preview."""

import io

import xlsxwriter

from odoo.tools import LazyTranslate

from ..engine import roster_words as words

_lt = LazyTranslate(__name__)

LANGUAGES = {"zh_CN": 0, "zh_TW": 1, "zh_HK": 1}
EXAMPLES = {
    words.PEOPLE: {
        "number": "H0001",
        "name": ("李明", "李明", "Li Ming"),
        "department": ("内科", "內科", "Internal Medicine"),
        "job_title": ("主任", "主任", "Head Physician"),
        "rank": ("中层正职", "中層正職", "Head of Department"),
        "birthday": "1980-01-05",
        "entry_date": "2005-07-01",
        "post_date": "2020-03-01",
        "political": ("中共党员", "中共黨員", "Party member"),
        "party_join": "2010-06-30",
        "party_full": "2011-06-30",
        "branch": ("第一党支部", "第一黨支部", "First Party Branch"),
        "party_role": ("支部书记", "支部書記", "Branch secretary"),
        "login": "li.ming",
        "email": "li.ming@example.com",
        "status": ("在职", "在職", "In post"),
    },
    words.DEPARTMENTS: {
        "name": ("内科", "內科", "Internal Medicine"),
        "head": "H0001",
    },
    words.BRANCHES: {
        "name": ("第一党支部", "第一黨支部", "First Party Branch"),
        "upper": ("中共医院委员会", "中共醫院委員會", "Party Committee of the Hospital"),
        "secretary": "H0001",
        "group": ("第一党小组", "第一黨小組", "First Party Group"),
    },
}
HELP = (
    _lt("The example in row 2 of each sheet is to be replaced."),
    _lt("Staff number and name are needed for everybody; everything else may be left empty."),
    _lt("An empty cell leaves what Odoo holds as it is. A dash (-) or 无 takes it away."),
    _lt("People who are not in the file are left alone, so a file may hold one department only."),
    _lt("Dates can be written as 2020-01-05, 2020/1/5, 2020.1.5, 20200105 or 2020年1月5日."),
    _lt("Several staff numbers in one cell are parted by 、 or a comma."),
    _lt("A Party branch takes one row for each of its Party groups."),
    _lt(
        "Who has a leadership post is in the leadership team; the Party secretary and the "
        "administrative head are its principals, and one person can be both: 党总支书记、院长."
    ),
    _lt("Whoever has a login gets a user of Odoo, without a password and without a mail."),
    _lt("Two departments of one name are told apart by the one above: 外科/护理组."),
)


def _pick(texts, at):
    return texts if isinstance(texts, str) else texts[at]


def template(env):
    """An empty roster in the language of ``env``: headings, an example, explanations."""
    at = LANGUAGES.get(env.lang, 2)
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E7E9ED", "border": 1})
        needed = workbook.add_format({"bold": True, "bg_color": "#F9D9D6", "border": 1})
        example = workbook.add_format({"italic": True, "font_color": "#777777", "num_format": "@"})
        text = workbook.add_format({"num_format": "@"})
        for kind, columns in words.COLUMNS.items():
            sheet = workbook.add_worksheet(words.SHEETS[kind][at])
            sheet.freeze_panes(1, 0)
            for column, (name, headings) in enumerate(columns.items()):
                # as text, so that Excel keeps 007 and 2020-01-05 the way they are typed
                sheet.set_column(column, column, max(12, 2 * len(headings[at]) + 2), text)
                required = name in words.REQUIRED[kind]
                sheet.write_string(0, column, headings[at], needed if required else head)
                sheet.write_string(1, column, _pick(EXAMPLES[kind].get(name, ""), at), example)
        sheet = workbook.add_worksheet(words.HELP_SHEETS[at])
        sheet.set_column(0, 0, 110, workbook.add_format({"text_wrap": True}))
        lines = [env._(line) for line in HELP]
        for label, table in (
            (env._("Status"), words.STATUS),
            (env._("Political status"), words.POLITICAL),
            (env._("Party post"), words.PARTY_ROLES),
        ):
            lines.append(f"{label}: {table.samples(int(at == 1))}")
        sheet.write_column(0, 0, lines)
    return output.getvalue()


def preview(env, show, problems):
    """Everything a preview holds, for files too long for the page."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet(env._("Problems"))
        sheet.set_column(4, 4, 90)
        heads = (env._("Severity"), env._("Sheet"), env._("Row"), env._("Column"), env._("Problem"))
        sheet.write_row(0, 0, heads, bold)
        shown, _is_cut = show.problems(problems, len(problems))
        labels = {"error": env._("To correct"), "warning": env._("To look at")}
        for row, problem in enumerate(shown, 1):
            values = {**problem, "severity": labels[problem["severity"]]}
            for column, value in enumerate(values.values()):
                sheet.write_string(row, column, value)
        sheet = workbook.add_worksheet(env._("Records"))
        sheet.set_column(3, 4, 60)
        heads = (env._("What"), env._("Kind"), env._("Row"), env._("Entry"), env._("Written"))
        sheet.write_row(0, 0, heads, bold)
        selections = env["talk.roster.import.line"]._fields
        actions = dict(selections["action"]._description_selection(env))
        kinds = dict(selections["kind"]._description_selection(env))
        lines, _is_cut = show.lines(len(show.plan.lines))
        for row, line in enumerate(lines, 1):
            values = {**line, "action": actions[line["action"]], "kind": kinds[line["kind"]]}
            for column, value in enumerate(values.values()):
                sheet.write_string(row, column, value)
    return output.getvalue()
