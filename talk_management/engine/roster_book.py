"""A roster file as rows of named cells, and the problems found in it, each with its place."""

from dataclasses import dataclass, field

# what does not stop an import, but should be looked at; everything else is an error
WARNINGS = {"column_unknown", "column_unnamed", "sheet_ignored", "sheet_not_there"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what a sentence about it needs to know."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""
    params: tuple = ()

    @property
    def is_error(self):
        return self.code not in WARNINGS

    @property
    def cell(self):
        """``J12``, as the spreadsheet itself calls it."""
        return f"{self.letter}{self.row}" if self.letter and self.row else ""


@dataclass
class Row:
    number: int
    values: dict  # field → what the cell holds, empty cells left out


@dataclass
class Sheet:
    kind: str
    name: str
    columns: dict  # field → (letter, heading)
    rows: list = field(default_factory=list)

    def problem(self, code, row=0, column=None, **params):
        letter, heading = self.columns.get(column, ("", ""))
        return Problem(code, self.name, row, heading, letter, tuple(params.items()))


@dataclass
class Book:
    sheets: dict = field(default_factory=dict)  # kind → Sheet
    problems: list = field(default_factory=list)

    def stop(self, code, sheet="", row=0, **params):
        self.problems.append(Problem(code, sheet, row, params=tuple(params.items())))
        return self


def letter_of(index):
    """``0`` → ``A``, ``26`` → ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_formula(value):
    return (isinstance(value, str) and value.startswith("=") and len(value) > 1) or hasattr(
        value, "ref"
    )
