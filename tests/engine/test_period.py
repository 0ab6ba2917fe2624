from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from talk_engine.period import UNITS, period_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_a_year_runs_from_new_year_to_its_last_day():
    year = period_of("year", date(2026, 11, 22))
    assert (year.key, year.start, year.end) == ("2026", date(2026, 1, 1), date(2026, 12, 31))


def test_a_half_year():
    assert period_of("half_year", date(2026, 7, 1)).key == "2026-H2"
    assert period_of("half_year", date(2026, 6, 30)).end == date(2026, 6, 30)


def test_a_quarter():
    assert period_of("quarter", date(2026, 11, 22)).key == "2026-Q4"
    assert period_of("quarter", date(2026, 2, 28)).end == date(2026, 3, 31)


def test_february_of_a_leap_year():
    assert period_of("month", date(2028, 2, 29)).end == date(2028, 2, 29)


def test_a_week_over_new_year_belongs_to_the_year_of_its_thursday():
    assert period_of("week", date(2027, 1, 1)).key == "2026-W53"


def test_a_single_talk_is_due_on_the_last_day():
    assert period_of("year", date(2026, 3, 3)).due_dates(1) == [date(2026, 12, 31)]


@given(st.sampled_from(sorted(UNITS)), DAYS)
def test_a_day_lies_in_its_period(unit, day):
    period = period_of(unit, day)
    assert period.start <= day <= period.end


@given(st.sampled_from(sorted(UNITS)), DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(unit, day):
    period = period_of(unit, day)
    following = period_of(unit, period.end + timedelta(days=1))
    assert following.start == period.end + timedelta(days=1)
    assert following.key > period.key


@given(st.sampled_from(sorted(UNITS)), DAYS, DAYS)
def test_two_days_share_a_key_exactly_when_they_share_a_period(unit, one, other):
    first, second = period_of(unit, one), period_of(unit, other)
    assert (first.key == second.key) == (first.start == second.start)


@given(st.sampled_from(sorted(UNITS)), DAYS, st.integers(1, 366))
def test_due_dates_lie_in_the_period_in_order_and_end_with_it(unit, day, count):
    period = period_of(unit, day)
    due = period.due_dates(count)
    assert len(due) == count
    assert due == sorted(due)
    assert due[0] >= period.start
    assert due[-1] == period.end
