"""How far up an overdue talk is told of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.escalation import escalation_level, parse_escalation_days

DUE = date(2026, 12, 31)


@pytest.mark.parametrize("text", ["7, 30", "30，7", "30、7,7"])
def test_days_are_read_as_people_write_them_shortest_first(text):
    assert parse_escalation_days(text) == [7, 30]


def test_no_escalation_at_all():
    assert parse_escalation_days(False) == []
    assert escalation_level(DUE, [], DUE + timedelta(days=999)) == 0


@pytest.mark.parametrize("text", ["a week", "0", "-3", "1.5"])
def test_what_is_no_day_after_the_due_date_is_refused(text):
    with pytest.raises(ValueError):
        parse_escalation_days(text)


@pytest.mark.parametrize(
    ("late", "level"), [(-30, 0), (0, 0), (6, 0), (7, 1), (29, 1), (30, 2), (400, 2)]
)
def test_levels_as_the_days_go_by(late, level):
    assert escalation_level(DUE, [7, 30], DUE + timedelta(days=late)) == level


@given(st.sets(st.integers(1, 60)))
def test_each_level_is_reached_once_and_none_is_left_out(days):
    levels = [
        escalation_level(DUE, sorted(days), DUE + timedelta(days=late)) for late in range(-5, 62)
    ]
    assert levels[0] == 0
    assert levels[-1] == len(days)
    rises = [after - before for before, after in zip(levels, levels[1:])]
    assert set(rises) <= {0, 1}
