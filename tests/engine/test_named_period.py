"""Periods with names of their own, such as terms (H3.1b)."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import DAYS, ONE, days
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.period import (
    UNITS,
    TermsError,
    check_terms,
    named_period,
    parts_of,
    period_of,
)

AUTUMN = ("2026-autumn", date(2026, 9, 1), date(2027, 1, 20))
SPRING = ("2027-spring", date(2027, 2, 22), date(2027, 7, 5))


@st.composite
def term_lists(draw):
    """A few terms in any order, some of them overlapping or ending before they begin."""
    start = draw(DAYS)
    terms = []
    for key in range(draw(st.integers(0, 4))):
        first = start + ONE * draw(st.integers(0, 60))
        terms.append((str(key), first, first + ONE * draw(st.integers(-1, 20))))
    return terms


def test_a_term_over_new_year_is_one_period():
    before, after = date(2026, 12, 31), date(2027, 1, 1)
    assert named_period([AUTUMN, SPRING], before) == named_period([AUTUMN, SPRING], after)
    assert named_period([AUTUMN, SPRING], after).key == "2026-autumn"


def test_the_holidays_belong_to_no_term():
    assert named_period([AUTUMN, SPRING], date(2027, 2, 1)) is None


def test_two_talks_in_a_term_are_due_in_its_middle_and_at_its_end():
    first, second = parts_of(named_period([AUTUMN], date(2026, 9, 1)), 2)
    assert (first.key, first.due) == ("2026-autumn#1", date(2026, 11, 10))
    assert (second.key, second.due) == ("2026-autumn#2", date(2027, 1, 20))
    assert first.start == second.start == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("terms", "code", "keys"),
    [
        ([("a", date(2026, 9, 2), date(2026, 9, 1))], "ends_before_begins", ("a",)),
        ([AUTUMN, ("b", date(2027, 1, 20), date(2027, 3, 1))], "overlap", ("2026-autumn", "b")),
        ([("b", date(2027, 1, 20), date(2027, 3, 1)), AUTUMN], "overlap", ("2026-autumn", "b")),
        ([AUTUMN, ("2026-autumn", *SPRING[1:])], "same_key", ("2026-autumn",)),
    ],
)
def test_terms_that_cannot_stand_side_by_side_are_named(terms, code, keys):
    with pytest.raises(TermsError) as refused:
        check_terms(terms)
    assert (refused.value.code, refused.value.keys) == (code, keys)
    with pytest.raises(ValueError):
        named_period(terms, date(2026, 9, 1))


@given(term_lists())
def test_terms_are_refused_exactly_when_a_day_would_lie_in_two(terms):
    counted = [day for _key, start, end in terms for day in days(start, end)]
    backwards = any(end < start for _key, start, end in terms)
    try:
        check_terms(terms)
        refused = False
    except TermsError as error:
        refused = True
        if error.code == "overlap":
            one, other = (set(days(*terms[int(key)][1:])) for key in error.keys)
            assert one & other
    assert refused == (backwards or len(counted) != len(set(counted)))


@given(st.sampled_from(sorted(UNITS)), DAYS, st.integers(1, 30))
def test_each_talk_of_a_period_has_a_key_of_its_own(unit, day, count):
    period = period_of(unit, day)
    parts = parts_of(period, count)
    assert [part.key for part in parts] == [f"{period.key}#{nth + 1}" for nth in range(count)]
    assert [part.due for part in parts] == period.due_dates(count)
    assert {part.start for part in parts} == {period.start}


@given(st.sampled_from(sorted(UNITS)), DAYS)
def test_a_period_is_the_stretch_of_days_that_share_its_name(unit, day):
    """Without the engine: quarters and halves by counting months, weeks by their Thursday."""

    def name(other):
        thursday = other + ONE * (3 - other.weekday())
        first = date(thursday.year, 1, 1)
        return {
            "week": f"{thursday.year}-W{(thursday - first).days // 7 + 1:02d}",
            "month": f"{other:%Y-%m}",
            "quarter": f"{other.year}-Q{'111222333444'[other.month - 1]}",
            "half_year": f"{other.year}-H{'111111222222'[other.month - 1]}",
            "year": str(other.year),
        }[unit]

    start = end = day
    while name(start - ONE) == name(day):
        start -= ONE
    while name(end + timedelta(days=1)) == name(day):
        end += ONE
    period = period_of(unit, day)
    assert (period.key, period.start, period.end) == (name(day), start, end)
