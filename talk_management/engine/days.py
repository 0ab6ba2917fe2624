"""Days as people write them, and days reckoned without leaving the calendar."""

from datetime import date


def parse_days(text, least=0):
    """Read "60, 14, 3" as a set of whole days; ValueError for anything else.

    Commas may be Chinese ones; nothing at all is an empty set. No number may be below ``least``.

    >>> sorted(parse_days("7，14、30"))
    [7, 14, 30]
    """
    parts = (text or "").replace("，", ",").replace("、", ",").split(",")
    days = {int(part) for part in parts if part.strip()}
    if any(day < least for day in days):
        raise ValueError(f"a number of days is below {least}")
    return days


def away(day, count):
    """The day ``count`` days from ``day``; the first or last day there is, when it is beyond.

    >>> away(date(9999, 12, 30), 60)
    datetime.date(9999, 12, 31)
    """
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))
