"""Days that come round, against a walk through the calendar day by day (H3.2, H3.3)."""

from datetime import date, timedelta

import pytest
from engine.day_by_day import DAYS, MADE_UP_2026, MONTHS, OFF_2026, calendars, held
from hypothesis import given
from hypothesis import strategies as st
from talk_engine.cadence import EVERY, Recurrence, RecurrenceError
from talk_engine.workday import SHIFTS, WorkCalendar

CHINA = WorkCalendar(days_off=OFF_2026, make_up_days=MADE_UP_2026)
PLAIN = WorkCalendar()
THURSDAY, FRIDAY, SATURDAY = 3, 4, 5


@st.composite
def recurrences(draw):
    every = draw(st.sampled_from(EVERY))
    by = "weekday" if every == "week" else draw(st.sampled_from(["weekday", "workday", "day"]))
    months = MONTHS[every] if every in ("quarter", "half_year") else 12
    nth = st.integers(-4, 5) if by == "weekday" else st.integers(-23, 23)
    return Recurrence(
        every,
        month=draw(st.sampled_from([-1, *range(1, months + 1)])),  # of every month: ignored
        by=by,
        nth=draw(nth.filter(bool)),
        weekday=draw(st.integers(0, 6)),
        day=draw(st.integers(1, 31)),
        shift=draw(st.sampled_from(SHIFTS)),
        interval=draw(st.integers(1, 5)),
    )


def year(recurrence, calendar=PLAIN, of=2026):
    return [
        (found.key, found.day.isoformat())
        for found in recurrence.occurrences(date(of, 1, 1), date(of, 12, 31), calendar)
    ]


def keys(recurrence, calendar=PLAIN, of=2026):
    return [key for key, _day in year(recurrence, calendar, of)]


def test_the_last_thursday_of_each_month_of_a_year_with_moved_holidays():
    found = keys(Recurrence("month", nth=-1, weekday=THURSDAY, shift="earlier"), CHINA)
    assert found == [
        *("2026-01-29", "2026-02-26", "2026-03-26", "2026-04-30", "2026-05-28", "2026-06-25"),
        *("2026-07-30", "2026-08-27", "2026-09-24", "2026-10-29", "2026-11-26", "2026-12-31"),
    ]


def test_the_first_friday_of_the_last_month_of_each_quarter():
    found = keys(Recurrence("quarter", month=-1, nth=1, weekday=FRIDAY))
    assert found == ["2026-03-06", "2026-06-05", "2026-09-04", "2026-12-04"]


@pytest.mark.parametrize(
    ("shift", "day"),
    [("later", "2026-10-08"), ("earlier", "2026-09-30"), ("keep", "2026-10-01"), ("skip", None)],
)
def test_a_day_on_the_national_holiday_goes_where_the_rule_says(shift, day):
    first = Recurrence("year", month=10, by="day", day=1, shift=shift)
    assert year(first, CHINA) == ([("2026-10-01", day)] if day else [])


def test_a_make_up_saturday_is_a_working_day_like_any_other():
    second = Recurrence("year", month=10, nth=2, weekday=SATURDAY, shift="skip")
    assert year(second, CHINA) == [("2026-10-10", "2026-10-10")]
    assert year(second) == []


def test_the_second_working_day_of_january_counts_the_make_up_sunday():
    second = Recurrence("year", month=1, by="workday", nth=2)
    assert year(second, CHINA) == [("2026-01", "2026-01-05")]  # after Sunday the 4th


def test_a_fifth_thursday_comes_only_in_months_that_have_one():
    found = keys(Recurrence("month", nth=5, weekday=THURSDAY))
    assert found == ["2026-01-29", "2026-04-30", "2026-07-30", "2026-10-29", "2026-12-31"]


@pytest.mark.parametrize(("of", "last"), [(2026, "2026-02-28"), (2028, "2028-02-29")])
@pytest.mark.parametrize("day", [29, 30, 31])
def test_a_date_that_february_lacks_is_its_last_day(of, last, day):
    assert keys(Recurrence("year", month=2, by="day", day=day), of=of) == [last]


def test_every_second_week_goes_on_over_a_year_of_53_weeks():
    found = Recurrence("week", weekday=0, interval=2).occurrences(
        date(2026, 12, 20), date(2027, 1, 31), PLAIN
    )
    assert [it.key for it in found] == ["2026-12-28", "2027-01-11", "2027-01-25"]


def test_a_day_moved_into_the_window_is_found_from_outside_it():
    last = Recurrence("month", by="day", day=31, shift="later")
    (found,) = last.occurrences(date(2026, 6, 1), date(2026, 6, 3), PLAIN)
    assert (found.key, found.day) == ("2026-05-31", date(2026, 6, 1))


def test_two_weeks_that_a_long_holiday_moves_to_one_day_both_count_on_it():
    mondays = Recurrence("week", weekday=0, shift="later")
    parts = mondays.parts(date(2026, 2, 16), date(2026, 2, 28), CHINA)
    assert [(part.key, part.start, part.due) for part in parts] == [
        ("2026-02-16", date(2026, 2, 10), date(2026, 2, 24)),
        ("2026-02-23", date(2026, 2, 24), date(2026, 2, 24)),
    ]


@given(recurrences(), calendars(), DAYS, st.integers(0, 400))
def test_what_comes_round_is_what_a_walk_day_by_day_finds(recurrence, calendar, start, length):
    end = start + timedelta(days=length)
    found = recurrence.occurrences(start, end, WorkCalendar(**calendar))
    assert [(it.key, it.day) for it in found] == held(recurrence, calendar, start, end)


@given(recurrences(), calendars(), DAYS, st.integers(0, 200))
def test_a_talk_counts_from_the_day_after_the_one_before(recurrence, calendar, start, length):
    end = start + timedelta(days=length)
    expected = []
    whole = held(recurrence, calendar, start - timedelta(days=400), end)
    for nth, (key, due) in enumerate(whole):
        if due >= start:
            before = whole[nth - 1][1] if nth else date.min
            begin = max(before + timedelta(days=1), due - timedelta(days=400))
            expected.append((key, min(begin, due), due))
    parts = recurrence.parts(start, end, WorkCalendar(**calendar))
    assert [(part.key, part.start, part.due) for part in parts] == expected


@given(recurrences(), calendars(), DAYS, st.integers(0, 300), st.integers(0, 300))
def test_talks_are_the_same_however_the_time_is_cut(recurrence, calendar, start, one, other):
    calendar = WorkCalendar(**calendar)
    middle, end = start + timedelta(days=one), start + timedelta(days=one + other + 1)
    first = recurrence.parts(start, middle, calendar)
    second = recurrence.parts(middle + timedelta(days=1), end, calendar)
    whole = recurrence.parts(start, end, calendar)
    assert first + second == whole
    assert len({part.key for part in whole}) == len(whole)


@given(recurrences(), calendars(), DAYS, st.integers(0, 5))
def test_the_next_days_are_the_first_of_all_that_follow(recurrence, calendar, day, count):
    calendar = WorkCalendar(**calendar)
    following = recurrence.next_occurrences(day, count, calendar)
    assert len(following) <= count
    if following:
        assert following == recurrence.occurrences(day, following[-1].day, calendar)[:count]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Recurrence("decade"), "every"),
        (Recurrence("month", by="moon"), "by"),
        (Recurrence("week", by="day"), "by"),
        (Recurrence("quarter", month=4), "month"),
        (Recurrence("half_year", month=0), "month"),
        (Recurrence("year", month=13), "month"),
        (Recurrence("month", nth=6), "nth"),
        (Recurrence("month", nth=-5), "nth"),
        (Recurrence("month", nth=0), "nth"),
        (Recurrence("month", by="workday", nth=24), "nth"),
        (Recurrence("month", by="workday", nth=-24), "nth"),
        (Recurrence("month", weekday=7), "weekday"),
        (Recurrence("week", weekday=-1), "weekday"),
        (Recurrence("month", by="day", day=32), "day"),
        (Recurrence("month", by="day", day=0), "day"),
        (Recurrence("month", shift="sideways"), "shift"),
        (Recurrence("week", interval=0), "interval"),
    ],
)
def test_what_makes_no_sense_is_named(wrong, code):
    assert wrong.check() == code
    with pytest.raises(RecurrenceError) as refused:
        wrong.occurrences(date(2026, 1, 1), date(2026, 12, 31), PLAIN)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "never",
    [
        Recurrence("year", month=2, by="workday", nth=22),
        Recurrence("week", weekday=SATURDAY, shift="skip"),
        Recurrence("month", nth=1, weekday=SATURDAY, shift="skip"),
    ],
)
def test_what_can_never_come_due_is_found_out(never):
    assert never.check() is None
    assert never.check(PLAIN, date(2026, 1, 1)) == "never"


def test_a_calendar_without_working_days_lets_nothing_come_due():
    nobody = WorkCalendar(weekdays=())
    for shift in ("later", "earlier", "skip"):
        assert Recurrence("month", shift=shift).check(nobody, date(2026, 1, 1)) == "never"
    assert Recurrence("month", shift="keep").check(nobody, date(2026, 1, 1)) is None


@pytest.mark.parametrize("day", [date(2024, 3, 1), date(2072, 3, 1), date(2096, 3, 1)])
def test_a_fifth_weekday_in_february_comes_within_forty_years(day):
    for weekday in range(7):
        fifth = Recurrence("year", month=2, nth=5, weekday=weekday)
        assert fifth.check(PLAIN, day) is None


@given(recurrences(), st.sampled_from([date.min, date(9989, 12, 1), date.max]))
def test_the_ends_of_the_calendar_are_no_trap(recurrence, day):
    recurrence.occurrences(day, day, PLAIN)
    recurrence.parts(day, day, PLAIN)
    assert len(recurrence.next_occurrences(day, 2, PLAIN)) <= 2
