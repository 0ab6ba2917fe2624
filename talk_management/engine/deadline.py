"""How long there is for a talk after something has happened (H4.5), in one step or several."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from .part import Part

UNITS = ("day", "workday", "week", "month")
LONGEST = 4000  # of any unit: beyond what any rule means, and safely within the calendar


def deadline(day, count, unit, calendar):
    """The last day in time, ``count`` units after the event's ``day``; 0 is that day itself.

    A month after the 31st is the last day of a shorter month. ValueError for an unknown
    unit, for a count below 0 or above 4000, and where the calendar has no working days.

    >>> deadline(date(2026, 11, 20), 10, "workday", WorkCalendar())
    datetime.date(2026, 12, 4)
    """
    if unit not in UNITS:
        raise ValueError(f"{unit} is none of {', '.join(UNITS)}")
    if not 0 <= count <= LONGEST:
        raise ValueError(f"a deadline lies 0 to {LONGEST} units after the event")
    if unit == "workday":
        return calendar.add(day, count)
    if unit == "month":
        return day + relativedelta(months=count)
    return day + timedelta(days=count * (7 if unit == "week" else 1))


def steps(day, terms, calendar):
    """The talks one event asks for, one per ``(count, unit)``, by due date: keys "1", "2" …

    The first counts from the event's day, each later one from the day after the one before
    it is due. Two that are due on one day both count on that day. ValueError as ``deadline``.

    >>> [part.due.isoformat() for part in steps(
    ...     date(2026, 11, 20), [(1, "month"), (1, "week")], WorkCalendar()
    ... )]
    ['2026-11-27', '2026-12-20']
    """
    parts, start = [], day
    dues = sorted(deadline(day, count, unit, calendar) for count, unit in terms)
    for nth, due in enumerate(dues, start=1):
        parts.append(Part(str(nth), min(start, due), due))
        start = due + timedelta(days=1)
    return parts
