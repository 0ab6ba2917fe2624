"""What is wrong in a roster is said with its row; what is odd only warns."""

import pytest
from engine.roster_kit import LI, WARD, planned, problems, roster


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ([LI, {**LI, "name": "王红"}], "number_twice@3"),
        ([LI, {**LI, "number": "ｈ１"}], "number_twice@3"),
        ([{"name": "李明"}], "number_missing@2"),
        ([{"number": "H1"}], "name_missing@2"),
        ([{**LI, "entry_date": "2020-02-30"}], "date_not_in_calendar@2"),
        ([{**LI, "entry_date": "很久以前"}], "date_unreadable@2"),
        ([{**LI, "birthday": "2999-01-01"}], "date_out_of_range@2"),
        ([{**LI, "birthday": "2027-01-01"}], "birthday_in_future@2"),
        ([{**LI, "party_join": "2020-1-1", "party_full": "2019-1-1"}], "party_dates_crossed@2"),
        ([{**LI, "status": "度假"}], "status_unknown@2"),
        ([{**LI, "status": "离职"}], "status_left@2"),
        ([{**LI, "political": "皇党"}], "political_unknown@2"),
        ([{**LI, "party_role": "大总管"}], "party_role_unknown@2"),
        ([{**LI, "party_role": "支部书记"}], "party_role_without_branch@2"),
        ([{**LI, "department": "火箭科"}], "department_unknown@2"),
        ([{**LI, "login": "li ming"}], "login_unreadable@2"),
        ([{**LI, "login": "x"}, {**LI, "number": "H2", "login": "X"}], "login_twice@3"),
        ([{**LI, "name": "李\N{REPLACEMENT CHARACTER}"}], "text_broken@2"),
        ([{**LI, "job_title": "#REF!"}], "formula_failed@2"),
    ],
)
def test_a_wrong_cell_in_the_roster_is_an_error_at_its_row(people, found):
    assert problems(roster(people))[0] == found


@pytest.mark.parametrize(
    ("departments", "found"),
    [
        ([{"parent": "内科"}], "department_nameless@2"),
        ([WARD, WARD], "department_twice@3"),
        ([{**WARD, "parent": "火箭部"}], "parent_unknown@2"),
        ([{**WARD, "parent": "内科"}], "department_cycle@2"),
        ([{**WARD, "parent": "外科"}, {"name": "外科", "parent": "内科"}], "department_cycle@2"),
        ([{**WARD, "head": "H99"}], "head_unknown@2"),
        ([{**WARD, "leader": "H99"}], "leader_unknown@2"),
        ([{**WARD, "leader": "H1"}], "leader_in_circle@2"),
    ],
)
def test_a_wrong_cell_among_the_departments_is_an_error_at_its_row(departments, found):
    assert problems(roster(departments=departments))[0] == found


def test_a_circle_of_departments_is_spelled_out():
    file = roster(departments=[{**WARD, "parent": "外科"}, {"name": "外科", "parent": "内科"}])
    planned(file)
    (circle,) = [
        dict(found.params)["chain"] for found in file.problems if found.code == "department_cycle"
    ]
    assert circle in ("内科 → 外科 → 内科", "外科 → 内科 → 外科")


@pytest.mark.parametrize(
    ("branches", "found"),
    [
        ([{"secretary": "H1"}], "branch_nameless@2"),
        ([{"name": "一支部", "secretary": "H99"}], "secretary_unknown@2"),
        ([{"name": "一支部", "secretary": "H1", "committee": "H1、H98"}], "committee_unknown@2"),
        (
            [{"name": "一支部", "secretary": "H1", "group": "一组", "group_leader": "H97"}],
            "group_leader_unknown@2",
        ),
        ([{"name": "一支部", "secretary": "H1", "group_leader": "H1"}], "group_nameless@2"),
        (
            [{"name": "一支部", "secretary": "H1"}, {"name": "一支部", "secretary": "H2"}],
            "branch_secretary_differs@3",
        ),
    ],
)
def test_a_wrong_cell_among_the_branches_is_an_error_at_its_row(branches, found):
    people = [
        {**LI, "branch": "一支部", "political": "中共党员"},
        {**LI, "number": "H2", "name": "王红"},
    ]
    assert problems(roster(people, branches=branches))[0] == found


def test_the_roster_and_the_branch_sheet_may_not_name_two_secretaries():
    people = [
        {**LI, "branch": "一支部"},
        {**LI, "number": "H2", "branch": "一支部", "party_role": "支部书记"},
    ]
    assert "two_secretaries@3" in problems(
        roster(people, branches=[{"name": "一支部", "secretary": "H1"}])
    )


def test_what_is_odd_but_possible_only_warns():
    people = [
        {
            **LI,
            "birthday": "1990-1-1",
            "email": "not an address",
            "political": "群众",
            "party_join": "2011-1-1",
        },
        {**LI, "number": "H2", "birthday": "1990-1-1"},
        {"number": "H3", "name": "王红", "political": "中共党员", "party_full": "2027-1-1"},
    ]
    file = roster(people)
    assert problems(file) == [
        "email_unreadable@2",
        "party_date_without_party@2",
        "date_in_future@4",
        "same_person_twice@3",
        "person_without_department@4",
    ]
    assert not file.has_errors
