"""Days that come round by themselves: every k-th weekday, working day or date (H3.2, H3.3).

``Recurrence`` says it as the rule's form does; dateutil does the counting. A day that
comes round has its nominal date, which names it for good, and the day on which it is
held once holidays are taken into account.
"""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from dateutil import rrule

from .days import away
from .part import Part
from .workday import LONGEST_SHIFT, SHIFTS

EVERY = ("week", "month", "quarter", "half_year", "year")
BY = ("weekday", "workday", "day")
LENGTH = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}  # months
ANCHOR = date(2024, 1, 1)  # a Monday from which every second, third … week is counted
LONGEST_START = 400  # days; the talk of a day counts from the day after the one before it
HORIZON = 41 * 366  # days; a fifth Thursday in February may be 40 years away, never more
LAST = date(9990, 1, 1)  # dateutil gives out in the year 9999, so nothing comes round so late
NTH = {"weekday": (4, 5), "workday": (23, 23)}  # the furthest from the end and from the start


class RecurrenceError(ValueError):
    """A recurrence that makes no sense; ``code`` as ``Recurrence.check`` returns it."""

    def __init__(self, code):
        super().__init__(f"the recurrence can never come due: {code}")
        self.code = code


@dataclass(frozen=True)
class Occurrence:
    """One day that comes round: ``key`` is its nominal date, or month for working days."""

    key: str
    day: date


@dataclass(frozen=True)
class Recurrence:
    """The ``nth`` weekday or working day, or a date, of a month of each period (H3.2, H3.3).

    ``month`` is the month within the quarter, half-year or year (1 …, -1 the last one).
    ``nth`` counts from the end when negative. ``day`` beyond a month's end is its last day.
    ``interval``: every so many weeks, counted from Monday 2024-01-01; for weeks only.
    What does not matter for ``every`` and ``by`` is ignored.

    >>> last_thursday = Recurrence("month", by="weekday", nth=-1, weekday=3, shift="earlier")
    >>> last_thursday.next_occurrences(date(2026, 11, 1), 1, WorkCalendar())
    [Occurrence(key='2026-11-26', day=datetime.date(2026, 11, 26))]
    """

    every: str
    month: int = -1
    by: str = "weekday"
    nth: int = 1
    weekday: int = 0
    day: int = 1
    shift: str = "keep"
    interval: int = 1

    def check(self, calendar=None, day=None):
        """None, or why it can never come due: the name of the part that is wrong.

        ``every``, ``by``, ``month``, ``nth``, ``weekday``, ``day``, ``shift``, ``interval``.
        With a calendar and a day also ``never``: nothing comes round in the 40 years from then,
        such as the 23rd working day of February. Doesn't raise; the methods below raise
        RecurrenceError with the same code, except ``never``.

        >>> Recurrence("month", by="workday", nth=24).check()
        'nth'
        """
        wrong = self._wrong()
        if not wrong and calendar and day and not self.next_occurrences(day, 1, calendar):
            return "never"
        return wrong

    def occurrences(self, start, end, calendar):
        """What is held from ``start`` to ``end``, both included, in order.

        The day held decides, not the nominal one. Skipped days are absent.

        >>> first = Recurrence("quarter", by="day", day=1, shift="later")
        >>> first.occurrences(date(2026, 1, 1), date(2026, 3, 31), WorkCalendar())
        [Occurrence(key='2026-03-01', day=datetime.date(2026, 3, 2))]
        """
        found = self._from(start, end, calendar)
        return [occurrence for occurrence in found if occurrence.day <= end]

    def next_occurrences(self, day, count, calendar):
        """The first ``count`` held on ``day`` or later; fewer when 40 years hold no more.

        >>> Recurrence("week", weekday=0).next_occurrences(date(2026, 11, 24), 1, WorkCalendar())
        [Occurrence(key='2026-11-30', day=datetime.date(2026, 11, 30))]
        """
        return list(islice(self._from(day, away(day, HORIZON), calendar), count))

    def parts(self, start, end, calendar):
        """The talks due from ``start`` to ``end``: each counts from the day after the one before.

        At most 400 days before its own day, and never later than that day.

        >>> Recurrence("month", by="day").parts(
        ...     date(2026, 11, 1), date(2026, 11, 30), WorkCalendar()
        ... )
        [Part(key='2026-11-01', start=datetime.date(2026, 10, 2), due=datetime.date(2026, 11, 1))]
        """
        parts, before = [], date.min
        for occurrence in self.occurrences(away(start, -LONGEST_START), end, calendar):
            due = occurrence.day
            if due >= start:
                begin = max(away(before, 1), away(due, -LONGEST_START))
                parts.append(Part(occurrence.key, min(begin, due), due))
            before = due
        return parts

    def _from(self, start, until, calendar):
        """What is held from ``start`` on, in order, as long as its nominal day is near enough."""
        wrong = self._wrong()
        if wrong:
            raise RecurrenceError(wrong)
        first = min(away(start, -LONGEST_SHIFT), LAST)
        last = min(away(until, LONGEST_SHIFT), LAST)
        # moving days to working days never changes their order, so nothing needs sorting
        for key, nominal in self._nominal(first, last, calendar):
            day = calendar.shift(nominal, self.shift)
            if day and day >= start:
                yield Occurrence(key, day)

    def _nominal(self, first, last, calendar):
        """Keys and nominal days, from some day not after ``first`` until ``last``."""
        if self.by == "workday":
            for month in self._rule(first, last, bymonthday=1):
                day = calendar.nth_workday(month.year, month.month, self.nth)
                if day:
                    yield f"{month:%Y-%m}", day
        else:
            for moment in self._rule(first, last, **self._pattern()):
                yield moment.date().isoformat(), moment.date()

    def _rule(self, first, last, **pattern):
        if self.every == "week":
            weeks = (first - ANCHOR).days // 7 // self.interval * self.interval
            return rrule.rrule(
                rrule.WEEKLY,
                dtstart=away(ANCHOR, weeks * 7),
                until=last,
                interval=self.interval,
                wkst=rrule.MO,
                **pattern,
            )
        length = LENGTH[self.every]
        inside = self.month if length > 1 and self.month > 0 else length
        months = range(inside, 13, length)
        begin = first.replace(day=1)
        return rrule.rrule(rrule.MONTHLY, dtstart=begin, until=last, bymonth=months, **pattern)

    def _pattern(self):
        if self.every == "week":
            return {"byweekday": self.weekday}
        if self.by == "weekday":
            return {"byweekday": rrule.weekday(self.weekday, self.nth)}
        # the last of those dates that the month has
        return {"bymonthday": range(min(self.day, 28), self.day + 1), "bysetpos": -1}

    def _wrong(self):
        if self.every not in EVERY:
            return "every"
        if self.by not in BY or (self.every == "week" and self.by != "weekday"):
            return "by"
        if self.shift not in SHIFTS:
            return "shift"
        if self.every == "week":
            return self._wrong_week()
        months = LENGTH[self.every]
        if months > 1 and self.month != -1 and not 1 <= self.month <= months:
            return "month"
        return self._wrong_day()

    def _wrong_week(self):
        if not 0 <= self.weekday <= 6:
            return "weekday"
        return None if 1 <= self.interval <= 52 else "interval"

    def _wrong_day(self):
        if self.by == "day":
            return None if 1 <= self.day <= 31 else "day"
        if self.by == "weekday" and not 0 <= self.weekday <= 6:
            return "weekday"
        least, most = NTH[self.by]
        return None if self.nth and -least <= self.nth <= most else "nth"
