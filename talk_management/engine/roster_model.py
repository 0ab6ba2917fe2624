"""What a roster file says once its cells are understood: people, departments, branches."""

from dataclasses import dataclass, field

from .roster_book import Sheet


@dataclass
class Person:
    """One row of 花名册. ``values`` holds only what the row says; None means "nothing"."""

    row: int
    key: str
    number: str
    name: str
    values: dict = field(default_factory=dict)


@dataclass
class Department:
    """One row of 部门. ``path`` is filled in by ``roster_link``."""

    row: int
    name: str
    values: dict = field(default_factory=dict)
    path: str = ""


@dataclass
class Branch:
    """The rows of 党支部 that name the same branch."""

    row: int
    name: str
    upper: str | None = None
    secretary: tuple | None = None  # (staff key, row)
    committee: dict = field(default_factory=dict)  # staff key → row
    groups: dict = field(default_factory=dict)  # name → (leader's staff key or None, row)
    has_committee: bool = False


@dataclass
class Roster:
    """What a file says once every cell is understood."""

    people: dict = field(default_factory=dict)  # staff key → Person
    departments: list = field(default_factory=list)
    branches: dict = field(default_factory=dict)  # name → Branch
    sheets: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def report(self, kind, code, row=0, column=None, **params):
        sheet = self.sheets.get(kind) or Sheet(kind, "", {})
        self.problems.append(sheet.problem(code, row, column, **params))

    @property
    def has_errors(self):
        return any(problem.is_error for problem in self.problems)
