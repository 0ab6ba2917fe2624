"""The organisation's working calendar: holidays, and Saturdays worked to make up for them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from .days import away

SHIFTS = ("later", "earlier", "keep", "skip")
LONGEST_SHIFT = 60  # days; no holiday lasts longer, a calendar without working days does
LONGEST_PAUSE = 366  # days without a working day after which reckoning in them is given up


@dataclass(frozen=True)
class WorkCalendar:
    """Working weekdays (0 Monday … 6 Sunday), but not on days off, and on make-up days anyway.

    A make-up day counts even when it is named a day off as well: the notice that moves
    a holiday comes after the calendar.

    >>> china = WorkCalendar(make_up_days={date(2026, 10, 10)})
    >>> china.is_workday(date(2026, 10, 10))
    True
    """

    weekdays: frozenset = frozenset(range(5))
    days_off: frozenset = frozenset()
    make_up_days: frozenset = frozenset()

    def __post_init__(self):
        for name in ("weekdays", "days_off", "make_up_days"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        if not self.weekdays <= set(range(7)):
            raise ValueError("weekdays are numbered from 0, Monday, to 6, Sunday")

    def is_workday(self, day):
        """Whether people work on that day."""
        if day in self.make_up_days:
            return True
        return day.weekday() in self.weekdays and day not in self.days_off

    def shift(self, day, how):
        """Where ``day`` goes when nobody works on it; a working day stays where it is.

        ``later`` and ``earlier``: to the nearest working day, None when there is none within
        60 days. ``keep``: nowhere. ``skip``: None. ValueError for any other word.

        >>> WorkCalendar().shift(date(2026, 11, 28), "earlier")  # a Saturday
        datetime.date(2026, 11, 27)
        """
        if how not in SHIFTS:
            raise ValueError(f"{how} is none of {', '.join(SHIFTS)}")
        if how == "keep" or self.is_workday(day):
            return day
        if how == "skip":
            return None
        return self._nearest(day, 1 if how == "later" else -1, LONGEST_SHIFT)

    def add(self, day, count):
        """The ``count``-th working day after ``day``, before it when negative; 0: ``day`` itself.

        ValueError when more than a year passes without a working day.

        >>> WorkCalendar().add(date(2026, 11, 27), 1)  # a Friday
        datetime.date(2026, 11, 30)
        """
        step = 1 if count > 0 else -1
        for _nth in range(abs(count)):
            day = self._nearest(day, step, LONGEST_PAUSE)
            if day is None:
                raise ValueError("the calendar has no working day for a whole year")
        return day

    def nth_workday(self, year, month, nth):
        """The ``nth`` working day of a month, from its end when negative; None beyond them all.

        ValueError for 0.

        >>> WorkCalendar().nth_workday(2026, 10, -1)
        datetime.date(2026, 10, 30)
        """
        if not nth:
            raise ValueError("working days are counted from 1, or from -1 at the end")
        length = monthrange(year, month)[1]
        days = [date(year, month, day) for day in range(1, length + 1)]
        found = [day for day in days if self.is_workday(day)]
        if abs(nth) > len(found):
            return None
        return found[nth - 1 if nth > 0 else nth]

    def count(self, start, end):
        """How many working days lie between two days, both included; 0 when in wrong order.

        >>> WorkCalendar().count(date(2026, 11, 23), date(2026, 11, 29))
        5
        """
        span = range((end - start).days + 1)
        return sum(self.is_workday(start + timedelta(days=days)) for days in span)

    def _nearest(self, day, step, limit):
        for distance in range(1, limit + 1):
            other = away(day, step * distance)
            if self.is_workday(other) and other != day:
                return other
        return None
