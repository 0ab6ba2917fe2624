"""Windows around a personal anniversary, such as entry or Party membership ("Cadence").

The engine says for which days of the year a window is open; who was born, entered or
joined on such a day is for the database to find, in one go.
"""

from datetime import date, timedelta

from .part import Part

# every day of a leap year: 366
MONTH_DAYS = [
    (day.month, day.day) for day in (date(2000, 1, 1) + timedelta(days=n) for n in range(366))
]


def anniversary(day, year):
    """When the anniversary of ``day`` is in ``year``: of 29 February on the 28th if need be.

    >>> anniversary(date(2004, 2, 29), 2026)
    datetime.date(2026, 2, 28)
    """
    return _in_year(day.month, day.day, year)


def windows(today, days_before, days_after, notice_days=0):
    """``(month, day, Part)`` of each day of the year whose window is open, or soon to open.

    A window runs from ``days_before`` days before the anniversary to ``days_after`` days
    after it, both included, and is told of ``notice_days`` days ahead. Its key is the year
    of the anniversary, even where the window begins in the year before. In order of month,
    day and year. Whoever has that month and day owes the talk, save in the year itself:
    the caller leaves out dates that are not before the anniversary. ValueError for
    negative numbers.

    >>> windows(date(2026, 12, 31), 0, 0, 1)[0]
    (1, 1, Part(key='2027', start=datetime.date(2027, 1, 1), due=datetime.date(2027, 1, 1)))
    """
    if min(days_before, days_after, notice_days) < 0:
        raise ValueError("a window is measured in days, none of them negative")
    earliest = today - timedelta(days=days_after)
    latest = today + timedelta(days=days_before + notice_days)
    found = []
    for month, day in MONTH_DAYS:
        for year in range(earliest.year, latest.year + 1):
            turning = _in_year(month, day, year)
            if earliest <= turning <= latest:
                start = turning - timedelta(days=days_before)
                due = turning + timedelta(days=days_after)
                found.append((month, day, Part(str(year), start, due)))
    return found


def _in_year(month, day, year):
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28)
