"""Periods of the calendar in which talks are owed (H3.1b), and their due dates.

A period is named by a key that sorts and reads well, ``2026``, ``2026-H1``,
``2026-Q4``, ``2026-11`` or ``2026-W47``, and runs from its first to its last
day, both included.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Period:
    key: str
    start: date
    end: date

    @property
    def days(self):
        """Length in days, first and last included."""
        return (self.end - self.start).days + 1

    def due_dates(self, count):
        """The last days of ``count`` parts of the period, as equal as days allow.

        >>> Period("2026", date(2026, 1, 1), date(2026, 12, 31)).due_dates(2)
        [datetime.date(2026, 7, 1), datetime.date(2026, 12, 31)]
        """
        if count < 1:
            raise ValueError("a period holds at least one talk")
        return [
            self.start + timedelta(days=max(self.days * part // count, 1) - 1)
            for part in range(1, count + 1)
        ]


def _months(day, length):
    start = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    return start, start + relativedelta(months=length, days=-1)


def _year(day):
    start, end = _months(day, 12)
    return Period(f"{day.year:04d}", start, end)


def _half_year(day):
    start, end = _months(day, 6)
    return Period(f"{day.year:04d}-H{(start.month + 5) // 6}", start, end)


def _quarter(day):
    start, end = _months(day, 3)
    return Period(f"{day.year:04d}-Q{(start.month + 2) // 3}", start, end)


def _month(day):
    start, end = _months(day, 1)
    return Period(f"{day.year:04d}-{day.month:02d}", start, end)


def _week(day):
    year, week, weekday = day.isocalendar()
    start = day - timedelta(days=weekday - 1)
    return Period(f"{year:04d}-W{week:02d}", start, start + timedelta(days=6))


UNITS = {
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "half_year": _half_year,
    "year": _year,
}


def period_of(unit, day):
    """The period of that unit in which ``day`` lies; KeyError for an unknown unit.

    >>> period_of("quarter", date(2026, 11, 22)).key
    '2026-Q4'
    """
    return UNITS[unit](day)
