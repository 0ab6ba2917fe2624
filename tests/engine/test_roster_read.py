"""Whatever file is handed in, either its rows come out or one sentence says why not."""

import datetime
import io
import pathlib

import openpyxl
import pytest
import xlsxwriter
from talk_engine import roster_read
from talk_engine.roster_book import letter_of
from talk_engine.roster_date import DateError, read_date
from talk_engine.roster_read import read

DEMO = pathlib.Path(__file__).parents[2] / "talk_management" / "demo"
HEAD = "工号,姓名,部门"


def workbook(**sheets):
    """``workbook(花名册=[[…], …])`` as the bytes of an xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def codes(book):
    return [problem.code for problem in book.problems]


def values(book, kind="people"):
    return [row.values for row in book.sheets[kind].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_hospitals_csv_reads_the_same_in_every_usual_encoding(encoding):
    text = (DEMO / "hospital_roster_people.csv").read_bytes().decode("utf-8-sig")
    book = read("people.csv", text.encode(encoding))
    assert len(book.sheets["people"].rows) == 193
    assert book.problems == []
    assert book.sheets["people"].rows[0].values["name"] == "雷静远"


@pytest.mark.parametrize(
    ("name", "people"), [("hospital_roster.xlsx", 193), ("institute_roster.xlsx", 78)]
)
def test_both_rosters_read_without_a_problem(name, people):
    book = read(name, (DEMO / name).read_bytes())
    assert len(book.sheets["people"].rows) == people
    assert set(book.sheets) == {"people", "departments", "branches"}
    assert book.problems == []


def test_traditional_headings_in_big5_and_english_headings_are_understood():
    book = read("a.csv", "工號,姓名,部門,入黨日期\nH1,陳大文,內科,\n".encode("big5"))
    assert values(book) == [{"number": "H1", "name": "陳大文", "department": "內科"}]
    book = read("a.csv", b"Staff Number,Name,Department\nH1,Ann Lee,Surgery\n")
    assert values(book) == [{"number": "H1", "name": "Ann Lee", "department": "Surgery"}]


@pytest.mark.parametrize("sign", [",", ";", "\t", "，"])
def test_columns_may_be_parted_by_any_usual_sign(sign):
    assert values(read("a.csv", f"工号{sign}姓名\nH1{sign}李明".encode())) == [
        {"number": "H1", "name": "李明"}
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7 something", "file_not_spreadsheet"),
        (b"\x89PNG\r\n", "file_not_spreadsheet"),
        (b"MZ\0\0\0\0", "file_not_spreadsheet"),
        (b"\xd0\xcf\x11\xe0old", "file_old_excel"),
        (b"PK\x03\x04nonsense", "file_damaged"),
        (b"Dear all, please find the roster attached", "headings_missing"),
        (b"\xff\xfa\x80\x81\xff", "file_encoding"),
        ((HEAD + '\nH1,"never closed,内科\n').encode(), "csv_broken"),
        ("部门,上级部门\n内科,\n".encode(), "sheet_missing"),
        ("工号,部门\nH1,内科\n".encode(), "column_missing"),
        ("姓名,工号,姓名\n".encode(), "column_twice"),
        ((HEAD + "\nH1,李,明,内科\n").encode(), "row_too_long"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_sentence(data, code):
    book = read("roster", data)
    assert code in codes(book)
    assert any(problem.is_error for problem in book.problems)


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(roster_read, "MAX_BYTES", 10)
    assert codes(read("a.csv", b"x" * 11)) == ["file_too_large"]
    monkeypatch.undo()
    monkeypatch.setattr(roster_read, "MAX_UNPACKED", 10)
    assert codes(read("a.xlsx", workbook(花名册=[["工号", "姓名"]]))) == ["file_too_large"]


def test_more_rows_than_allowed_are_said_not_cut_off_silently(monkeypatch):
    monkeypatch.setattr(roster_read, "MAX_ROWS", 2)
    book = read("a.csv", f"{HEAD}\nH1,甲\nH2,乙\nH3,丙\nH4,丁".encode())
    assert codes(book) == ["too_many_rows"]


def test_a_broken_character_names_its_cell_and_the_rest_is_still_read():
    book = read("a.csv", f"{HEAD}\nH1,李明,内科\nH2,".encode() + b"\xe6\x9d" + "红,外科\n".encode())
    assert [row["number"] for row in values(book)] == ["H1", "H2"]
    assert "\N{REPLACEMENT CHARACTER}" in values(book)[1]["name"]


def test_rows_keep_the_numbers_they_have_in_the_spreadsheet():
    title = ["惠民医院花名册", None, None]
    book = read(
        "a.xlsx",
        workbook(
            花名册=[title, HEAD.split(","), [], ["H1", "李明"], [None, "　 "], ["H2", "王红"]]
        ),
    )
    assert [row.number for row in book.sheets["people"].rows] == [4, 6]


def test_unknown_unnamed_and_foreign_columns_and_sheets_are_named():
    book = read(
        "a.xlsx",
        workbook(
            花名册=[["工号", "姓名", "星座"], ["H1", "李明", "狮子", "x"]],
            工资=[["a"]],
            说明=[["只是说明"]],
        ),
    )
    assert [(problem.code, problem.letter) for problem in book.problems if problem.letter] == [
        ("column_unknown", "C"),
        ("column_unnamed", "D"),
    ]
    assert codes(book).count("sheet_ignored") == 1
    assert not any(problem.is_error for problem in book.problems)


def test_a_workbook_without_the_roster_sheet_says_which_is_missing():
    assert (
        codes(read("a.xlsx", workbook(部门=[["部门", "上级部门"], ["内科", None]])))[0]
        == "sheet_missing"
    )
    assert codes(read("a.xlsx", workbook(花名册=[]))) == ["sheet_empty"]


def test_a_sheet_of_another_name_is_known_by_its_headings():
    book = read("a.xlsx", workbook(Sheet1=[HEAD.split(","), ["H1", "李明", "内科"]]))
    assert values(book)[0]["name"] == "李明"


def test_a_formula_without_a_saved_result_names_its_cell():
    book = read(
        "a.xlsx", workbook(花名册=[["工号", "姓名", "入职日期"], ["H1", "李明", "=TODAY()"]])
    )
    assert [(problem.code, problem.cell) for problem in book.problems if problem.is_error] == [
        ("formula_without_result", "C2")
    ]


def test_a_formula_counts_as_the_result_saved_with_it():
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ["工号", "姓名"])
        sheet.write(1, 0, "H1")
        sheet.write_formula(1, 1, '=CONCATENATE("李","明")', value="李明")
    assert values(read("a.xlsx", data.getvalue()))[0]["name"] == "李明"


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-05",
        "2020/1/5",
        "2020.01.05",
        "20200105",
        "2020年1月5日",
        "２０２０－１－５",
        " 2020-1-5　",
        20200105,
        20200105.0,
        "2020-01-05 00:00:00",
        datetime.datetime(2020, 1, 5),
        datetime.date(2020, 1, 5),
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert read_date(text) == datetime.date(2020, 1, 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020-02-30", "date_not_in_calendar"),
        ("2020-13-01", "date_not_in_calendar"),
        ("1/5/2020", "date_unreadable"),
        ("去年", "date_unreadable"),
        ("43831", "date_unreadable"),
        ("2020.1", "date_without_day"),
        ("2020年1月", "date_without_day"),
        ("0202-01-05", "date_out_of_range"),
        (True, "date_unreadable"),
    ],
)
def test_what_is_no_date_is_never_guessed(text, code):
    with pytest.raises(DateError, match=code):
        read_date(text)


def test_letters_of_columns():
    assert [letter_of(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
