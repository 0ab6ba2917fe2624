"""Spreading talks over the days of a plan, so that no day holds too many (谈话计划)."""

from bisect import bisect_right
from collections import Counter


def spread(dues, days, per_day, taken=()):
    """A day for each talk of one responsible, or None where it does not fit.

    ``dues`` are the due dates in ascending order, ``days`` the ascending days there are,
    ``taken`` the days that talks planned before lie on. Every talk lies on a day up to its
    due date, and no day holds more than ``per_day``; whatever is due on the same date is
    spread evenly over the days before it. What is overdue already comes as early as it can,
    after the others have found their places. A talk finds none only if there is none left.

    >>> from datetime import date
    >>> november = [date(2026, 11, day) for day in (2, 3, 4, 5, 6)]
    >>> [day.day for day in spread([date(2026, 11, 6)] * 3, november, 1)]
    [2, 4, 6]
    """
    if per_day < 1:
        raise ValueError("a day holds at least one talk")
    free = Counter(dict.fromkeys(days, per_day))
    free.subtract(day for day in taken if day in free)
    found = [None] * len(dues)
    groups = {}
    for nth, due in enumerate(dues):
        groups.setdefault(due if days and due >= days[0] else None, []).append(nth)
    overdue = groups.pop(None, [])
    for due, group in groups.items():
        _spread_evenly(group, days[: bisect_right(days, due)], free, found)
    for nth in overdue:
        found[nth] = next((day for day in days if free[day] > 0), None)
        free[found[nth]] -= 1
    return found


def _spread_evenly(group, days, free, found):
    for place, nth in enumerate(group):
        aim = (2 * place + 1) * len(days) // (2 * len(group))
        nearest = [*reversed(days[: aim + 1]), *days[aim + 1 :]]
        found[nth] = next((day for day in nearest if free[day] > 0), None)
        free[found[nth]] -= 1
