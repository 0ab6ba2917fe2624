"""How many talks one person can hold, so that a rule which asks for more says so at once."""


def capacity(start, end, per_day, calendar):
    """Talks one person can hold from ``start`` to ``end``: working days × ``per_day``.

    ValueError for a negative ``per_day``.

    >>> capacity(date(2026, 11, 23), date(2026, 11, 29), 2, WorkCalendar())
    10
    """
    if per_day < 0:
        raise ValueError("nobody holds fewer than no talks a day")
    return calendar.count(start, end) * per_day


def too_many(owed, start, end, per_day, calendar):
    """How many of ``owed`` talks exceed the capacity; 0 when they all fit.

    >>> too_many(12, date(2026, 11, 23), date(2026, 11, 29), 2, WorkCalendar())
    2
    """
    return max(owed - capacity(start, end, per_day, calendar), 0)
