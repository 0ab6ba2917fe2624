"""Whose turn it is, and who stands in (H3.2)."""

from hypothesis import given
from hypothesis import strategies as st
from talk_engine.rotation import turn

TEAM = ["Li", "Wang", "Zhao", "Qian"]
PEOPLE = st.lists(st.integers(1, 9), max_size=7, unique=True)


def nobody(_person):
    return False


def test_the_first_begins():
    assert turn(TEAM, None, nobody) == ("Li", "Wang")


def test_after_the_last_the_first_comes_again():
    assert turn(TEAM, "Qian", nobody) == ("Li", "Wang")


def test_whoever_is_away_is_passed_over():
    assert turn(TEAM, "Li", {"Wang", "Qian"}.__contains__) == ("Zhao", "Li")


def test_one_alone_has_no_stand_in():
    assert turn(["Li"], "Li", nobody) == ("Li", None)


def test_with_everybody_away_nobody_receives():
    assert turn(TEAM, "Li", TEAM.__contains__) == (None, None)
    assert turn([], None, nobody) == (None, None)


def test_when_the_last_one_has_left_their_successor_in_the_order_comes_next():
    assert turn(["Li", "Zhao", "Qian"], "Wang", nobody, position=1) == ("Zhao", "Qian")
    assert turn(["Li", "Wang", "Zhao"], "Qian", nobody, position=3) == ("Li", "Wang")


def test_when_nobody_knows_where_the_last_one_stood_the_first_begins():
    assert turn(TEAM, "Sun", nobody) == ("Li", "Wang")


@given(PEOPLE, st.sets(st.integers(1, 9)), st.integers(0, 9))
def test_the_nearest_ones_after_the_last_who_are_there_are_chosen(people, away, last):
    there = []
    clock = people + people  # read on from behind the last, once round
    begin = people.index(last) + 1 if last in people else 0
    for person in clock[begin : begin + len(people)]:
        if person not in away:
            there.append(person)
    receiver, stand_in = turn(people, last, away.__contains__)
    assert receiver == (there[0] if there else None)
    assert stand_in == (there[1] if len(there) > 1 else None)


@given(PEOPLE.filter(bool), st.integers(1, 4))
def test_everybody_receives_equally_often(people, rounds):
    last, received = None, []
    for _nth in range(rounds * len(people)):
        last, _stand_in = turn(people, last, nobody)
        received.append(last)
    assert received == people * rounds
