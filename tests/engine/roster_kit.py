"""Rosters written as dicts, and a database with one person, for the tests of the roster."""

import datetime
import pathlib

from talk_engine import roster_words as words
from talk_engine.roster_book import Book, Row, Sheet, letter_of
from talk_engine.roster_check import check
from talk_engine.roster_link import Snapshot
from talk_engine.roster_plan import plan

DEMO = pathlib.Path(__file__).parents[2] / "talk_management" / "demo"
TODAY = datetime.date(2026, 11, 22)
LI = {"number": "H1", "name": "李明", "department": "内科"}
WARD = {"name": "内科"}


def roster(people=(LI,), departments=(WARD,), branches=None):
    """A checked roster of rows given as dicts; the first row is row 2, as under a heading."""
    book = Book()
    for kind, rows in (
        (words.PEOPLE, people),
        (words.DEPARTMENTS, departments),
        (words.BRANCHES, branches),
    ):
        if rows is not None:
            columns = {name: (letter_of(at), name) for at, name in enumerate(words.COLUMNS[kind])}
            book.sheets[kind] = Sheet(
                kind, kind, columns, [Row(at, dict(row)) for at, row in enumerate(rows, 2)]
            )
    return check(book, TODAY)


def planned(file, now=None):
    return plan(file, now or Snapshot())


def problems(file, now=None):
    """Codes with their row, errors first: ``["number_twice@3"]``."""
    planned(file, now)
    return [
        f"{found.code}@{found.row}"
        for found in sorted(file.problems, key=lambda found: not found.is_error)
    ]


def stored(**changes):
    """A database that holds 李明 of 内科 and nothing else."""
    person = {"id": 1, "name": "李明", "active": True, "department": 7, "user": None}
    now = Snapshot(employees={"H1": person}, departments={7: {"name": "内科", "parent": None}})
    for name, value in changes.items():
        setattr(now, name, value)
    return now
