"""Deadlines after an event, in one step or several (H4.5)."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import DAYS, ONE, calendars, days, month_of, works
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.deadline import UNITS, deadline, steps
from talk_engine.workday import WorkCalendar

PLAIN = WorkCalendar()
TERMS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(UNITS)), max_size=5)


def walked(day, count, unit, calendar):
    """The last day of a deadline, by walking there."""
    if unit == "workday":
        while count:
            day += ONE
            count -= works(calendar, day)
        return day
    if unit == "month":
        wanted, whole = day.day, month_of(day)
        for _nth in range(count):
            whole = month_of(whole[-1] + ONE)
        return whole[min(wanted, len(whole)) - 1]
    for _nth in range(count * {"day": 1, "week": 7}[unit]):
        day += ONE
    return day


def test_a_month_after_the_end_of_january_is_the_end_of_february():
    assert deadline(date(2026, 1, 31), 1, "month", PLAIN) == date(2026, 2, 28)
    assert deadline(date(2028, 1, 31), 1, "month", PLAIN) == date(2028, 2, 29)


def test_a_year_after_29_february():
    assert deadline(date(2028, 2, 29), 12, "month", PLAIN) == date(2029, 2, 28)


def test_a_newcomer_is_talked_with_in_the_first_week_and_in_the_first_month():
    first, second = steps(date(2026, 11, 20), [(1, "week"), (1, "month")], PLAIN)
    assert (first.key, first.start, first.due) == ("1", date(2026, 11, 20), date(2026, 11, 27))
    assert (second.key, second.start, second.due) == ("2", date(2026, 11, 28), date(2026, 12, 20))


def test_two_steps_due_on_one_day_are_both_asked_for_on_it():
    parts = steps(date(2026, 11, 20), [(1, "week"), (7, "day")], PLAIN)
    assert [(part.key, part.due) for part in parts] == [
        ("1", date(2026, 11, 27)),
        ("2", date(2026, 11, 27)),
    ]
    assert parts[1].start == date(2026, 11, 27)


def test_an_event_that_asks_for_no_talk():
    assert steps(date(2026, 11, 20), [], PLAIN) == []


@pytest.mark.parametrize(
    ("count", "unit"), [(1, "fortnight"), (-1, "day"), (10**9, "day"), (10**9, "workday")]
)
def test_what_is_no_deadline_is_refused(count, unit):
    with pytest.raises(ValueError):
        deadline(date(2026, 11, 20), count, unit, PLAIN)


@given(calendars(), DAYS, st.integers(0, 60), st.sampled_from(UNITS))
def test_a_deadline_is_where_a_walk_ends(calendar, day, count, unit):
    reached = deadline(day, count, unit, WorkCalendar(**calendar))
    assert reached == walked(day, count, unit, calendar)


@given(calendars(), DAYS, TERMS)
def test_steps_follow_each_other_and_leave_no_day_out(calendar, day, terms):
    parts = steps(day, terms, WorkCalendar(**calendar))
    dues = [part.due for part in parts]
    assert dues == sorted(walked(day, count, unit, calendar) for count, unit in terms)
    assert [part.key for part in parts] == [str(nth + 1) for nth in range(len(terms))]
    assert all(day <= part.start <= part.due for part in parts)
    covered = {other for part in parts for other in days(part.start, part.due)}
    assert covered == (set(days(day, dues[-1])) if dues else set())


@given(calendars(), DAYS, st.integers(0, 60), st.sampled_from(UNITS))
def test_a_later_event_is_never_due_earlier(calendar, day, count, unit):
    calendar = WorkCalendar(**calendar)
    following = deadline(day + timedelta(days=1), count, unit, calendar)
    assert following >= deadline(day, count, unit, calendar)
