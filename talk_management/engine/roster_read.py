"""Bytes and a file name become sheets of rows, each row with its number in the spreadsheet.

Nothing is judged here but the file itself: is it a spreadsheet, in which writing,
which sheet is which, which heading means what. What the cells say is the business of
``roster_check``.
"""

import csv
import io
import itertools
import warnings
import zipfile

from . import roster_words as words
from .roster_book import Book, Problem, Row, Sheet, is_formula, letter_of

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024  # what a workbook may grow to: keeps "zip bombs" out
MAX_ROWS = 100_000
HEADING_ROWS = 10  # a title and a date often stand above the headings
SEPARATORS = ",\t;|，"
ENCODINGS = ("utf-8-sig", "gb18030", "big5")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook locked with a password


def read(filename, data):
    """The sheets of a roster. A file that can't be read gives a Book without sheets."""
    book = Book()
    if not data:
        return book.stop("file_empty")
    if len(data) > MAX_BYTES:
        return book.stop("file_too_large", limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(_OLD_EXCEL):
        return book.stop("file_old_excel")
    if data.startswith(b"PK"):
        _read_workbook(book, data)
    elif data.startswith(_BINARY) or (
        b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff")
    ):
        return book.stop("file_not_spreadsheet", name=filename)
    else:
        _read_csv(book, filename, data)
    for kind in words.SHEETS if data.startswith(b"PK") else (words.PEOPLE,):
        if kind not in book.sheets and not any(problem.is_error for problem in book.problems):
            code = "sheet_missing" if kind == words.PEOPLE else "sheet_not_there"
            book.stop(code, name=words.SHEETS[kind][0])
    return book


# ---- workbooks


def _read_workbook(book, data):
    import openpyxl  # slow to load, and CSV files don't need it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                return book.stop("file_too_large", limit=MAX_BYTES // 1024 // 1024)
            if "[Content_Types].xml" not in archive.namelist():
                return book.stop("file_not_spreadsheet", name="zip")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            for worksheet in formulas.worksheets:
                _read_sheet(book, worksheet.title, _grid(worksheet))
            if any(_formulas(sheet) for sheet in book.sheets.values()):
                _resolve_formulas(
                    book, openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
                )
    except Exception as error:  # a damaged workbook fails in many ways, all mean the same
        book.sheets.clear()
        book.stop("file_damaged", detail=type(error).__name__)
    return book


def _grid(worksheet):
    worksheet.reset_dimensions()  # files written by other programs state them wrongly
    return worksheet.iter_rows(values_only=True)


def _formulas(sheet):
    return [
        (row, name) for row in sheet.rows for name, value in row.values.items() if is_formula(value)
    ]


def _resolve_formulas(book, workbook):
    """Take the results a formula had when the file was saved; say so where there is none."""
    for sheet in book.sheets.values():
        wanted = {
            (row.number, sheet.columns[name][0]): (row, name) for row, name in _formulas(sheet)
        }
        if not wanted:
            continue
        numbers = {number for number, _letter in wanted}
        for number, cells in enumerate(_grid(workbook[sheet.name]), 1):
            if number not in numbers:
                continue
            for index, value in enumerate(cells):
                row, name = wanted.pop((number, letter_of(index)), (None, None))
                if row is None:
                    continue
                if value is None:
                    book.problems.append(sheet.problem("formula_without_result", number, name))
                    del row.values[name]
                else:
                    row.values[name] = value
        for row, name in wanted.values():
            book.problems.append(sheet.problem("formula_without_result", row.number, name))
            del row.values[name]


# ---- text files


def _read_csv(book, filename, data):
    text = _decode(data)
    if text is None:
        return book.stop("file_encoding", name=filename)
    delimiter = max(
        SEPARATORS, key=lambda sign: max(_known(line.split(sign)) for line in _head(text))
    )
    csv.field_size_limit(1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        _read_sheet(book, filename, reader, is_csv=True)
    except csv.Error as error:
        book.sheets.clear()
        book.stop("csv_broken", filename, reader.line_num, detail=str(error))
    return book


def _decode(data):
    """The text in the encoding in which its headings make sense.

    Almost any bytes are valid GB18030, so validity alone proves nothing. A file that is
    UTF-8 but for a few broken bytes is still read, its broken cells are reported later.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    decoded = []
    for encoding in ENCODINGS:
        for errors in ("strict", "replace"):
            try:
                text = data.decode(encoding, errors=errors)
            except UnicodeDecodeError:
                continue
            known = max(_known(line.split(sign)) for line in _head(text) for sign in SEPARATORS)
            decoded.append((known, errors == "strict", text))
            break
    known, strict, text = max(decoded, key=lambda entry: entry[:2])
    return text if known >= 2 or strict else None


def _head(text):
    """The lines among which the headings are looked for; never none."""
    return text[:20_000].replace('"', "").splitlines()[:HEADING_ROWS] or [""]


# ---- headings


_HEADINGS = {
    kind: {words.fold(heading): name for name, headings in columns.items() for heading in headings}
    for kind, columns in words.COLUMNS.items()
}
_SHEET_KINDS = {words.fold(name): kind for kind, names in words.SHEETS.items() for name in names}
_HELP = {words.fold(name) for name in words.HELP_SHEETS}


def _known(cells, kinds=tuple(words.COLUMNS)):
    """How many headings of one kind of sheet these cells hold, at best."""
    folded = {words.fold(cell) for cell in cells}
    return max(len(folded & _HEADINGS[kind].keys()) for kind in kinds)


def _read_sheet(book, title, grid, is_csv=False):
    """Add one sheet to the book: find its headings, then keep the rows below them."""
    if words.fold(title) in _HELP:
        return
    kind = _SHEET_KINDS.get(words.fold(title)) if not is_csv else None
    grid = enumerate(grid, 1)
    above = list(itertools.islice(grid, HEADING_ROWS))
    if not any(not _blank(cell) for _number, cells in above for cell in cells):
        if kind == words.PEOPLE or is_csv:
            book.stop("sheet_empty", title)
        return
    kinds = (kind,) if kind else tuple(words.COLUMNS)
    at, headings = max(
        enumerate(cells for _number, cells in above), key=lambda row: _known(row[1], kinds)
    )
    if _known(headings, kinds) < 2:
        book.stop("headings_missing" if kind or is_csv else "sheet_ignored", title, name=title)
        return
    kind = max(kinds, key=lambda each: _known(headings, (each,)))
    if kind in book.sheets:
        book.stop("sheet_twice", title, name=book.sheets[kind].name)
        return
    book.sheets[kind] = sheet = Sheet(kind, title, {})
    places = _read_headings(book, sheet, above[at][0], headings)
    _read_rows(book, sheet, itertools.chain(above[at + 1 :], grid), places, len(headings), is_csv)


def _read_headings(book, sheet, number, headings):
    """Where each field stands: ``{0: "number", 1: "name"}``; None for a heading nobody knows."""
    places = {}
    for index, cell in enumerate(headings):
        if _blank(cell):
            continue
        heading = words.clean(cell)
        name = _HEADINGS[sheet.kind].get(words.fold(heading))
        places[index] = None
        place = {"sheet": sheet.name, "row": number, "column": heading, "letter": letter_of(index)}
        if name is None:
            book.problems.append(Problem("column_unknown", **place))
        elif name in sheet.columns:
            book.problems.append(
                Problem("column_twice", **place, params=(("first", sheet.columns[name][0]),))
            )
        else:
            places[index] = name
            sheet.columns[name] = (letter_of(index), heading)
    for name in words.REQUIRED[sheet.kind]:
        if name not in sheet.columns:
            book.stop("column_missing", sheet.name, number, name=words.COLUMNS[sheet.kind][name][0])
    return places


def _read_rows(book, sheet, grid, places, width, is_csv):
    fields = [(index, name) for index, name in places.items() if name]
    unnamed = set()
    for number, cells in grid:
        values = {
            name: cells[index]
            for index, name in fields
            if index < len(cells) and not _blank(cells[index])
        }
        if values:
            sheet.rows.append(Row(number, values))
        if len(sheet.rows) > MAX_ROWS:
            book.stop("too_many_rows", sheet.name, number, limit=MAX_ROWS)
            return
        if is_csv and any(not _blank(cell) for cell in cells[width:]):
            book.stop("row_too_long", sheet.name, number, cells=len(cells), headings=width)
        elif not is_csv and len(cells) > len(places):
            unnamed |= {
                at for at, cell in enumerate(cells) if at not in places and not _blank(cell)
            }
    for index in sorted(unnamed):
        book.problems.append(Problem("column_unnamed", sheet.name, letter=letter_of(index)))


def _blank(value):
    return value is None or (isinstance(value, str) and not words.clean(value))
