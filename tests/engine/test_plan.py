from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.plan import spread

START = date(2026, 11, 1)
MONTH = [START + timedelta(days=n) for n in range(30) if (START + timedelta(days=n)).weekday() < 5]

offsets = st.lists(st.integers(-20, 40), max_size=40).map(sorted)
workdays = st.sets(st.integers(0, 29), max_size=25).map(
    lambda found: sorted(START + timedelta(days=n) for n in found)
)


def as_dates(numbers):
    return [START + timedelta(days=n) for n in numbers]


def most_in_time(dues, days, per_day):
    """How many talks can be held by their due dates: taken one after the other, each early."""
    free = Counter(dict.fromkeys(days, per_day))
    held = 0
    for due in dues:
        day = next((day for day in days if day <= due and free[day]), None)
        if day:
            free[day] -= 1
            held += 1
    return held


def test_one_talk_lies_in_the_middle_of_the_month():
    assert spread([date(2026, 11, 30)], MONTH, 1) == [MONTH[len(MONTH) // 2]]


def test_talks_due_on_the_same_day_lie_evenly():
    found = spread([date(2026, 11, 30)] * 7, MONTH, 1)
    gaps = [MONTH.index(b) - MONTH.index(a) for a, b in zip(found, found[1:], strict=False)]
    assert set(gaps) == {3}


def test_an_overdue_talk_comes_as_early_as_it_can():
    assert spread([date(2026, 10, 1), date(2026, 11, 2)], MONTH, 1) == [MONTH[1], MONTH[0]]


def test_what_does_not_fit_has_no_day():
    assert spread([MONTH[0]] * 3, MONTH, 2) == [MONTH[0], MONTH[0], None]


def test_days_taken_before_are_not_given_again():
    assert spread([MONTH[0]], MONTH, 1, taken=[MONTH[0]]) == [None]


def test_no_working_day_is_left():
    assert spread([date(2026, 11, 30)], [], 3) == [None]


def test_a_day_holds_at_least_one_talk():
    with pytest.raises(ValueError, match="at least one"):
        spread([START], MONTH, 0)


@given(offsets.map(as_dates), workdays, st.integers(1, 4))
def test_no_talk_after_its_due_date_and_no_day_too_full(dues, days, per_day):
    found = spread(dues, days, per_day)
    assert len(found) == len(dues)
    assert all(day in days for day in found if day)
    first = days[0] if days else None
    assert all(day <= due for day, due in zip(found, dues, strict=True) if day and due >= first)
    assert all(number <= per_day for day, number in Counter(found).items() if day)


@given(
    st.lists(st.integers(0, 40), max_size=40).map(sorted).map(as_dates), workdays, st.integers(1, 4)
)
def test_as_many_talks_find_a_day_as_can(dues, days, per_day):
    in_time = [due for due in dues if days and due >= days[0]]
    found = [
        day
        for day, due in zip(spread(dues, days, per_day), dues, strict=True)
        if day and due in in_time
    ]
    assert len(found) == most_in_time(in_time, days, per_day)


@given(offsets.map(as_dates), workdays, st.integers(1, 4))
def test_an_overdue_talk_has_no_day_only_when_all_are_full(dues, days, per_day):
    found = spread(dues, days, per_day)
    overdue = [day for day, due in zip(found, dues, strict=True) if days and due < days[0]]
    if None in overdue:
        assert Counter(day for day in found if day) == Counter(dict.fromkeys(days, per_day))
