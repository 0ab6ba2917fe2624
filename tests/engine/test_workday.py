"""The working calendar, against a walk day by day."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import (
    DAYS,
    MADE_UP_2026,
    OFF_2026,
    ONE,
    calendars,
    days,
    month_of,
    moved,
    place,
    works,
)
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.workday import SHIFTS, WorkCalendar

CHINA = WorkCalendar(days_off=OFF_2026, make_up_days=MADE_UP_2026)


def test_a_make_up_day_wins_over_weekend_and_day_off():
    day = date(2026, 10, 10)
    assert WorkCalendar(days_off={day}, make_up_days={day}).is_workday(day)


def test_the_first_working_day_after_the_spring_festival():
    assert CHINA.shift(date(2026, 2, 15), "later") == date(2026, 2, 24)
    assert CHINA.shift(date(2026, 2, 23), "earlier") == date(2026, 2, 14)


def test_ten_working_days_over_the_national_holiday_use_the_make_up_saturday():
    assert CHINA.add(date(2026, 9, 28), 5) == date(2026, 10, 10)


def test_zero_working_days_is_the_day_itself_even_on_a_holiday():
    assert CHINA.add(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_without_working_days_nothing_is_searched_for_ever():
    nobody = WorkCalendar(weekdays=())
    assert nobody.shift(date(2026, 1, 1), "later") is None
    assert nobody.nth_workday(2026, 1, 1) is None
    with pytest.raises(ValueError):
        nobody.add(date(2026, 1, 1), 1)


def test_a_holiday_of_two_months_is_crossed_and_a_longer_one_is_not():
    def closed(length):
        return WorkCalendar(
            weekdays=range(7),
            days_off=days(date(2026, 7, 1), date(2026, 7, 1) + ONE * (length - 1)),
        )

    assert closed(60).shift(date(2026, 7, 1), "later") == date(2026, 8, 30)
    assert closed(61).shift(date(2026, 7, 1), "later") is None
    assert closed(300).add(date(2026, 7, 1), 1) == date(2026, 7, 1) + 300 * ONE


@pytest.mark.parametrize("wrong", [{7}, {-1}])
def test_weekdays_that_no_week_has_are_refused(wrong):
    with pytest.raises(ValueError):
        WorkCalendar(weekdays=wrong)


def test_other_words_and_a_zeroth_working_day_are_refused():
    with pytest.raises(ValueError):
        CHINA.shift(date(2026, 1, 1), "sideways")
    with pytest.raises(ValueError):
        CHINA.nth_workday(2026, 1, 0)


def test_the_calendar_ends_without_an_error():
    weekdays = WorkCalendar(weekdays={date.max.weekday() - 1})
    assert weekdays.shift(date.max, "later") is None
    with pytest.raises(ValueError):
        WorkCalendar().add(date.max, 1)


@given(calendars(), DAYS, st.sampled_from(SHIFTS))
def test_a_day_moves_to_the_nearest_working_day(calendar, day, how):
    assert WorkCalendar(**calendar).shift(day, how) == moved(calendar, day, how)


@given(calendars(), DAYS, st.integers(-40, 40).filter(bool))
def test_so_many_working_days_lie_in_between(calendar, day, count):
    reached = WorkCalendar(**calendar).add(day, count)
    assert works(calendar, reached)
    passed = days(day + ONE, reached) if count > 0 else days(reached, day - ONE)
    assert sum(works(calendar, other) for other in passed) == abs(count)


@given(calendars(), DAYS, st.integers(-31, 31).filter(bool))
def test_the_nth_working_day_of_a_month(calendar, day, nth):
    working = [other for other in month_of(day) if works(calendar, other)]
    (expected,) = [other for other in working if place(other, working, nth)] or [None]
    assert WorkCalendar(**calendar).nth_workday(day.year, day.month, nth) == expected


@given(calendars(), DAYS, st.integers(-5, 400))
def test_working_days_are_counted_with_both_ends(calendar, start, length):
    end = start + timedelta(days=length)
    expected = len([day for day in days(start, end) if works(calendar, day)])
    assert WorkCalendar(**calendar).count(start, end) == expected
