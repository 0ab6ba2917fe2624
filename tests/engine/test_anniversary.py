"""Windows around anniversaries, against a walk day by day ("Cadence")."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import DAYS, ONE, days
from hypothesis import given, settings
from hypothesis import strategies as st
from talk_engine.anniversary import anniversary, windows

NEW_YEAR = date(2027, 1, 1)


def found(month, day, *arguments):
    return [part for *month_day, part in windows(*arguments) if month_day == [month, day]]


def is_anniversary(day, month, day_of_month):
    if (day.month, day.day) == (month, day_of_month):
        return True
    leaps = (day + ONE).month == 2 or day.month != 2
    return (month, day_of_month) == (2, 29) and day.day == 28 and not leaps


def test_29_february_is_kept_on_the_28th_in_common_years():
    assert anniversary(date(2004, 2, 29), 2027) == date(2027, 2, 28)
    assert anniversary(date(2004, 2, 29), 2028) == date(2028, 2, 29)
    assert anniversary(date(2004, 2, 29), 2100) == date(2100, 2, 28)


def test_two_days_of_february_share_an_anniversary_in_common_years():
    today = date(2027, 2, 28)
    assert found(2, 28, today, 0, 0, 0) == found(2, 29, today, 0, 0, 0) != []
    assert found(2, 29, date(2028, 2, 28), 0, 0, 0) == []


def test_a_window_over_new_year_is_named_for_the_year_of_the_anniversary():
    (part,) = found(1, 5, date(2026, 12, 30), 7, 7, 0)
    assert (part.key, part.start, part.due) == ("2027", date(2026, 12, 29), date(2027, 1, 12))
    (part,) = found(12, 30, date(2027, 1, 3), 7, 7, 0)
    assert part.key == "2026"


def test_notice_is_given_so_many_days_before_the_window_opens():
    opens = date(2026, 12, 29)
    assert found(1, 5, opens - 14 * ONE, 7, 7, 14) != []
    assert found(1, 5, opens - 15 * ONE, 7, 7, 14) == []


def test_a_window_ends_after_its_last_day():
    assert found(1, 5, date(2027, 1, 12), 7, 7, 14) != []
    assert found(1, 5, date(2027, 1, 13), 7, 7, 14) == []


def test_windows_of_over_a_year_overlap_and_each_year_keeps_its_own():
    assert [part.key for part in found(1, 1, NEW_YEAR, 300, 300, 0)] == ["2027"]
    assert [part.key for part in found(1, 1, NEW_YEAR, 366, 366, 0)] == ["2026", "2027", "2028"]


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_negative_days_are_refused(wrong):
    with pytest.raises(ValueError):
        windows(NEW_YEAR, *wrong)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_walk_day_by_day_finds_the_same_windows(today, before, after, notice):
    expected = []
    for turning in days(today - 130 * ONE, today + 130 * ONE):
        start, due = turning - before * ONE, turning + after * ONE
        if start - notice * ONE <= today <= due:
            expected += [
                (month, day, str(turning.year), start, due)
                for month, day in {(turning.month, turning.day), (2, 29)}
                if is_anniversary(turning, month, day)
            ]
    assert [
        (month, day, part.key, part.start, part.due)
        for month, day, part in windows(today, before, after, notice)
    ] == sorted(expected)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_who_is_owed_a_talk_today_is_owed_the_same_tomorrow(today, before, after, notice):
    now = set(windows(today, before, after, notice))
    then = set(windows(today + timedelta(days=1), before, after, notice))
    assert {part.due for _month, _day, part in now - then} <= {today}
