"""A rule that asks for more than a person can hold says so."""

from datetime import date

import pytest
from engine.day_by_day import DAYS, MADE_UP_2026, OFF_2026, ONE, calendars, days, works
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.capacity import capacity, too_many
from talk_engine.workday import WorkCalendar

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
CHINA = WorkCalendar(days_off=OFF_2026, make_up_days=MADE_UP_2026)


def test_october_with_the_national_holiday_has_18_working_days():
    assert capacity(*OCTOBER, 2, CHINA) == 36


def test_the_excess_is_told():
    assert too_many(36, *OCTOBER, 2, CHINA) == 0
    assert too_many(40, *OCTOBER, 2, CHINA) == 4


def test_nobody_holds_fewer_than_no_talks():
    with pytest.raises(ValueError):
        capacity(*OCTOBER, -1, CHINA)


@given(calendars(), DAYS, st.integers(0, 100), st.integers(0, 5), st.integers(0, 300))
def test_talks_given_out_day_by_day_fit_or_are_left_over(calendar, start, length, per_day, owed):
    end, left = start + ONE * length, owed
    for day in days(start, end):
        if works(calendar, day):
            left -= min(left, per_day)
    assert too_many(owed, start, end, per_day, WorkCalendar(**calendar)) == left
