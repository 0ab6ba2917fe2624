"""Days × parts of a day × length: when open sessions are, and into which slots they are cut.

Local days and hours go in, as people say them; the caller turns a session's two ends into
UTC and cuts the time between, so that a clock set forward or back moves no slot past the end.
"""

from dataclasses import dataclass
from datetime import timedelta

MOST_DAYS = 366  # nobody publishes further ahead; a slip in the year would


@dataclass(frozen=True)
class Part:
    """One part of a day, in hours by the clock: ``Part(14.5, 17.0)`` is half past two to five."""

    hour_from: float
    hour_to: float

    def overlaps(self, other):
        return self.hour_from < other.hour_to and other.hour_from < self.hour_to


@dataclass(frozen=True)
class Fit:
    """Whether so many people find a place; ``missing`` is how many are too many."""

    places: int
    people: int

    @property
    def missing(self):
        return max(0, self.people - self.places)


def cut(minutes, length, pause=0):
    """``[(begin, end)]`` in minutes from the start; the last slot never passes the end.

    >>> cut(180, 50, 10)
    [(0, 50), (60, 110), (120, 170)]
    >>> cut(20, 30)
    []
    """
    if length <= 0 or pause < 0:
        raise ValueError("a slot lasts more than nothing, and a pause no less")
    return [(begin, begin + length) for begin in range(0, minutes - length + 1, length + pause)]


def days(first, last, weekdays, is_workday=None):
    """The days from ``first`` to ``last`` on these weekdays (0 Monday … 6 Sunday).

    With ``is_workday`` only those of them on which people work.
    ValueError where there would be more than a year of them.

    >>> from datetime import date
    >>> days(date(2026, 11, 23), date(2026, 11, 29), {3, 5})
    [datetime.date(2026, 11, 26), datetime.date(2026, 11, 28)]
    """
    if (last - first).days >= MOST_DAYS:
        raise ValueError("more than a year of days")
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        day for day in span if day.weekday() in weekdays and (is_workday is None or is_workday(day))
    ]


def overlapping(parts):
    """The first two parts that overlap, or None.

    >>> overlapping([Part(8, 12), Part(14, 17)])
    """
    ordered = sorted(parts, key=lambda part: (part.hour_from, part.hour_to))
    for one, following in zip(ordered, ordered[1:]):
        if one.overlaps(following):
            return one, following
    return None


def fit(people, slots, capacity=1):
    """Whether ``people`` find a place in so many slots (B2).

    >>> fit(60, 80).missing, fit(60, 45).missing
    (0, 15)
    """
    return Fit(slots * capacity, people)
