"""The talk ledger (谈话台账) as one object: computed once, drawn as PDF and as workbook.

It holds who, when, where and what became of it. Not a word of what was said
reaches this module: no query of it names the table of records.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from odoo.tools import format_date

from ..engine.period import period_of

TEXT = "text"
DATE = "date"
NUMBER = "number"
SHARE = "share"
PDF_ROWS_MAX = 10_000  # about 400 pages; more belong into a workbook


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    kind: str = TEXT
    width: int = 12  # of the workbook's column, in characters


@dataclass(frozen=True)
class Table:
    """A few rows of totals."""

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple]


@dataclass(frozen=True)
class Section:
    """Any number of rows, read from the database while they are drawn.

    ``rows`` may be called again for the same rows.
    """

    title: str
    columns: tuple[Column, ...]
    count: int
    rows: Callable[[], Iterator[tuple]]

    def tables(self, size):
        """The rows in lists of at most ``size``."""
        part = []
        for row in self.rows():
            part.append(row)
            if len(part) == size:
                yield part
                part = []
        if part:
            yield part


@dataclass(frozen=True)
class LedgerChoice:
    """What someone asks of the ledger."""

    company: object
    date_from: date
    date_to: date
    department: object = None
    must_talks: object = None
    with_held: bool = True
    with_planned: bool = False
    with_owed: bool = True

    @property
    def period(self):
        return period_key(self.date_from, self.date_to)


@dataclass(frozen=True)
class Ledger:
    title: str
    organisation: str
    seal_line: str
    period: str
    dates: str
    department: str
    must_talks: str
    made: str
    language: str
    by_month: Table
    by_kind: Table
    by_format: Table
    by_state: Table
    held: Section | None = None
    owed: Section | None = None
    sections: tuple = field(init=False)

    def __post_init__(self):
        chosen = tuple(section for section in (self.held, self.owed) if section)
        object.__setattr__(self, "sections", chosen)

    @property
    def count(self):
        return sum(section.count for section in self.sections)

    @property
    def file_name(self):
        return f"{self.title} {self.period}"


def period_key(date_from, date_to):
    """How a period is named: 2026-11, 2026-Q4, 2026, or its two dates."""
    if date_from == date_to:
        return date_from.isoformat()
    for unit in ("week", "month", "quarter", "half_year", "year"):
        period = period_of(unit, date_from)
        if (period.start, period.end) == (date_from, date_to):
            return period.key
    return f"{date_from.isoformat()}_{date_to.isoformat()}"


def dates_text(env, date_from, date_to):
    """First and last day in the reader's own way of writing dates."""
    if date_from == date_to:
        return format_date(env, date_from)
    return f"{format_date(env, date_from)} – {format_date(env, date_to)}"


def share(part, whole):
    """``part`` of ``whole``; None where there is nothing to share."""
    return part / whole if whole else None


def percent(value):
    return "–" if value is None else f"{value:.1%}"


def ledger_values(ledger, with_state=False):
    """What the ledger's printed template draws."""
    return {
        "ledger": ledger,
        "with_state": with_state,
        "too_long": ledger.count > PDF_ROWS_MAX,
        "percent": percent,
    }
