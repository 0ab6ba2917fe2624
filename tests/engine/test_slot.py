"""Slots of open sessions: nothing past the end, nothing overlapping, nothing left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.slot import Part, cut, days, fit, overlapping

minutes = st.integers(0, 1440)
lengths = st.integers(5, 480)
pauses = st.integers(0, 120)


@given(minutes, lengths, pauses)
def test_no_slot_passes_the_end_and_none_overlap(whole, length, pause):
    slots = cut(whole, length, pause)
    assert all(end - begin == length and end <= whole for begin, end in slots)
    assert all(one[1] + pause == two[0] for one, two in zip(slots, slots[1:]))


@given(minutes, lengths, pauses)
def test_no_further_slot_would_have_fitted(whole, length, pause):
    slots = cut(whole, length, pause)
    following = slots[-1][1] + pause if slots else 0
    assert following + length > whole


def test_a_slot_of_no_length_is_refused():
    for length, pause in ((0, 0), (-5, 0), (30, -1)):
        with pytest.raises(ValueError):
            cut(60, length, pause)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 365),
    st.sets(st.integers(0, 6)),
)
def test_days_are_those_of_the_weekdays_in_order(first, number, weekdays):
    last = first + timedelta(days=number)
    found = days(first, last, weekdays)
    assert found == sorted(set(found))
    every = [first + timedelta(days=n) for n in range(number + 1)]
    assert found == [day for day in every if day.weekday() in weekdays]


def test_holidays_are_left_out():
    holiday = date(2026, 10, 1)
    found = days(holiday, date(2026, 10, 2), set(range(7)), lambda day: day != holiday)
    assert found == [date(2026, 10, 2)]


def test_more_than_a_year_is_a_slip_of_the_pen():
    with pytest.raises(ValueError):
        days(date(2026, 1, 1), date(2126, 1, 1), {0})


def test_an_end_before_the_beginning_makes_no_days():
    assert days(date(2026, 1, 2), date(2026, 1, 1), {3, 4}) == []


def test_two_parts_of_a_day_that_overlap_are_told():
    one, two = Part(14, 16), Part(15, 17)
    assert overlapping([two, one]) == (one, two)
    assert overlapping([Part(8, 12), Part(12, 14)]) is None


def test_sixty_people_five_days_two_places():
    slots = 5 * 2 * len(cut(4 * 60, 30))
    assert (slots, fit(60, slots).missing) == (80, 0)
    assert fit(60, 45).missing == 15
    assert fit(60, 20, capacity=3).missing == 0
