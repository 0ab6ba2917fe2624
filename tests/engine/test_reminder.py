from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.reminder import (
    OVERDUE,
    escalation_level,
    parse_escalation_days,
    parse_lead_days,
    reminder_step,
)

DUE = date(2026, 12, 31)


@pytest.mark.parametrize("text", ["60, 14", "14,60", "14 ,60,", "60，14", "60、14"])
def test_lead_times_are_read_as_people_write_them(text):
    assert parse_lead_days(text) == [60, 14]


def test_no_lead_time_at_all():
    assert parse_lead_days(False) == []


@pytest.mark.parametrize("text", ["two weeks", "-3", "1.5"])
def test_what_is_no_number_of_days_is_refused(text):
    with pytest.raises(ValueError):
        parse_lead_days(text)


@pytest.mark.parametrize(
    ("left", "step"), [(61, 0), (60, 1), (15, 1), (14, 2), (0, 2), (-1, OVERDUE)]
)
def test_steps_as_the_due_date_draws_near(left, step):
    assert reminder_step(DUE, [60, 14], DUE - timedelta(days=left)) == step


@given(st.lists(st.integers(0, 400)), st.integers(-400, 400))
def test_the_reminding_never_goes_back(leads, left):
    today = DUE - timedelta(days=left)
    leads = sorted(set(leads), reverse=True)
    assert reminder_step(DUE, leads, today) <= reminder_step(DUE, leads, today + timedelta(days=1))


@pytest.mark.parametrize("text", ["7, 14", "14,7", "7、14"])
def test_escalation_days_are_read_with_the_first_level_first(text):
    assert parse_escalation_days(text) == [7, 14]


@pytest.mark.parametrize(("after", "level"), [(-1, 0), (0, 0), (6, 0), (7, 1), (13, 1), (14, 2)])
def test_levels_as_a_talk_stays_overdue(after, level):
    assert escalation_level(DUE, [7, 14], DUE + timedelta(days=after)) == level


def test_nobody_is_told_where_no_days_are_named():
    assert escalation_level(DUE, parse_escalation_days(False), DUE + timedelta(days=99)) == 0


@given(st.integers(-30, 400), st.lists(st.integers(0, 90), max_size=4))
def test_the_level_never_falls_as_time_goes_on(after, days):
    levels = [escalation_level(DUE, days, DUE + timedelta(days=n)) for n in (after, after + 1)]
    assert levels[0] <= levels[1] <= len(days)
