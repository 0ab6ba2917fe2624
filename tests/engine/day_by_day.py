"""Every cadence stated a second time, by walking through the calendar one day after the other.

Nothing here uses the engine or dateutil, so that a test comparing the two compares two
independent statements.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

ONE = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}

# A year with moved holidays: China's notice for 2026, make-up days on Saturdays and Sundays.
OFF_2026 = {
    *(date(2026, 1, day) for day in (1, 2, 3)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
}
MADE_UP_2026 = {
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}

DAYS = st.one_of(
    st.dates(date(2019, 1, 1), date(2033, 12, 31)),
    st.dates(date(2095, 1, 1), date(2104, 12, 31)),  # 2100 is no leap year
    st.sampled_from(
        [
            date(2024, 2, 29),
            date(2026, 12, 31),
            date(2027, 1, 1),
            date(2028, 2, 29),
            date(2026, 10, 1),
            date(2026, 10, 10),
            date(2026, 2, 14),
            date(2020, 12, 28),  # the first day of a 53rd week
        ]
    ),
)


def days(start, end):
    while start <= end:
        yield start
        start += ONE


@st.composite
def calendars(draw, around=DAYS):
    """Weekdays, days off and make-up days as keyword arguments: 2026's, or any others."""
    if draw(st.booleans()):
        return {"weekdays": {0, 1, 2, 3, 4}, "days_off": OFF_2026, "make_up_days": MADE_UP_2026}
    off = set()
    for first in draw(st.lists(around, max_size=4)):
        off.update(days(first, first + ONE * draw(st.integers(0, 20))))
    return {
        "weekdays": draw(st.sets(st.integers(0, 6), min_size=1)),
        "days_off": off,
        "make_up_days": set(draw(st.lists(around, max_size=4))),
    }


def works(calendar, day):
    if day in calendar["make_up_days"]:
        return True
    return day not in calendar["days_off"] and day.weekday() in calendar["weekdays"]


def month_of(day):
    """All days of the month in which ``day`` lies."""
    first = last = day
    while (first - ONE).month == day.month:
        first -= ONE
    while (last + ONE).month == day.month:
        last += ONE
    return list(days(first, last))


def place(day, chosen, nth):
    """Whether ``day`` is the nth of the chosen days, counted from the end when negative."""
    if nth < 0:
        return sum(other >= day for other in chosen) == -nth
    return sum(other <= day for other in chosen) == nth


def comes_round(recurrence, calendar, day):
    """Whether ``day`` is one that a recurrence names, holidays aside."""
    if recurrence.every == "week":
        monday = day - ONE * day.weekday()
        weeks = (monday - date(2024, 1, 1)).days / 7
        return day.weekday() == recurrence.weekday and weeks % recurrence.interval == 0
    length = MONTHS[recurrence.every]
    month = day.month
    while month > length:
        month -= length
    wanted = length if recurrence.month == -1 else recurrence.month
    if recurrence.every != "month" and month != wanted:
        return False
    whole = month_of(day)
    if recurrence.by == "day":
        return day.day == recurrence.day or (day == whole[-1] and day.day < recurrence.day)
    if recurrence.by == "weekday":
        same = [other for other in whole if other.weekday() == recurrence.weekday]
        return day in same and place(day, same, recurrence.nth)
    working = [other for other in whole if works(calendar, other)]
    return day in working and place(day, working, recurrence.nth)


def moved(calendar, day, how):
    """``day`` after the holidays have been taken into account, or None."""
    if how == "keep" or works(calendar, day):
        return day
    step = {"later": ONE, "earlier": -ONE}.get(how)
    for _distance in range(60 if step else 0):
        day += step
        if works(calendar, day):
            return day
    return None


def held(recurrence, calendar, start, end):
    """``(key, day)`` of all that is held from ``start`` to ``end``, in order."""
    found = []
    for nominal in days(start - 60 * ONE, end + 60 * ONE):
        if comes_round(recurrence, calendar, nominal):
            day = moved(calendar, nominal, recurrence.shift)
            if day and start <= day <= end:
                key = nominal.isoformat()
                found.append((key[:7] if recurrence.by == "workday" else key, day))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))
