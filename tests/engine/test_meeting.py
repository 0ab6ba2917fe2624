"""The window before a dated meeting (H3.1a)."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import DAYS, days
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.meeting import is_too_late, window

MEETING = date(2026, 12, 21)


def test_the_20_days_before_the_democratic_life_meeting():
    assert window(MEETING, 20) == (date(2026, 12, 1), date(2026, 12, 20))


def test_a_window_over_new_year_and_one_over_29_february():
    assert window(date(2027, 1, 10), 20) == (date(2026, 12, 21), date(2027, 1, 9))
    assert window(date(2028, 3, 1), 1) == (date(2028, 2, 29), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), None),
        (date(2026, 12, 2), "begun"),
        (date(2026, 12, 20), "begun"),
        (date(2026, 12, 21), "over"),
    ],
)
def test_too_late_a_date_is_said_at_once(today, word):
    assert is_too_late(MEETING, 20, today) == word


@pytest.mark.parametrize("days_before", [0, -1])
def test_a_window_without_days_is_refused(days_before):
    with pytest.raises(ValueError):
        window(MEETING, days_before)
    with pytest.raises(ValueError):
        is_too_late(MEETING, days_before, MEETING)


@given(DAYS, st.integers(1, 400))
def test_a_window_has_so_many_days_and_ends_on_the_eve(meeting, days_before):
    inside = list(days(*window(meeting, days_before)))
    assert len(inside) == days_before
    assert inside[-1] + timedelta(days=1) == meeting


@given(DAYS, st.integers(1, 60), st.integers(-70, 70))
def test_as_many_days_are_lost_as_have_passed(meeting, days_before, ahead):
    today = meeting - timedelta(days=ahead)
    inside = list(days(*window(meeting, days_before)))
    left = [day for day in inside if day >= today]
    word = None if left == inside else "begun" if left else "over"
    assert is_too_late(meeting, days_before, today) == word
