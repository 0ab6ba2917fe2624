"""Periods of the calendar in which talks are owed (H3.1b), and their due dates.

A period is named by a key that sorts and reads well, ``2026``, ``2026-H1``,
``2026-Q4``, ``2026-11`` or ``2026-W47``, and runs from its first to its last
day, both included. An organisation may name periods of its own, such as terms.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .part import Part


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


def parts_of(period, count):
    """The ``count`` talks asked for in ``period``, each open from its first day (H3.1b).

    ValueError when ``count`` is below 1.

    >>> [part.key for part in parts_of(period_of("year", date(2026, 3, 3)), 2)]
    ['2026#1', '2026#2']
    """
    return [
        Part(f"{period.key}#{nth}", period.start, due)
        for nth, due in enumerate(period.due_dates(count), start=1)
    ]


class TermsError(ValueError):
    """Terms that cannot stand side by side: ``code`` says why, ``keys`` which.

    ``code`` is ``ends_before_begins`` (one key), ``same_key`` (one key) or
    ``overlap`` (two keys, the one that begins first in front).
    """

    def __init__(self, code, *keys):
        super().__init__(f"{code}: {', '.join(keys)}")
        self.code, self.keys = code, keys


def check_terms(terms):
    """Raise TermsError unless each ``(key, start, end)`` is in order and no two share a day.

    >>> check_terms([("autumn", date(2026, 9, 1), date(2027, 1, 20))])
    """
    seen = set()
    for key, start, end in terms:
        if end < start:
            raise TermsError("ends_before_begins", key)
        if key in seen:
            raise TermsError("same_key", key)
        seen.add(key)
    ordered = sorted(terms, key=lambda term: term[1])
    # neighbours are enough: if any two overlap, so do two that follow each other
    for (one, _start, end), (other, begin, _end) in zip(ordered, ordered[1:]):
        if begin <= end:
            raise TermsError("overlap", one, other)


def named_period(terms, day):
    """The Period of that term in which ``day`` lies, None in between; TermsError as above.

    >>> named_period([("autumn", date(2026, 9, 1), date(2027, 1, 20))], date(2027, 1, 1)).key
    'autumn'
    """
    check_terms(terms)
    for key, start, end in terms:
        if start <= day <= end:
            return Period(key, start, end)
    return None
