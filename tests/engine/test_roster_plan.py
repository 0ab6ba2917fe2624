"""What a roster says, what is wrong with it, and what importing it would change."""

import datetime
import pathlib
import time

import pytest
from talk_engine import roster_words as words
from talk_engine.roster_book import Book, Row, Sheet, letter_of
from talk_engine.roster_check import check, team_role
from talk_engine.roster_link import Snapshot
from talk_engine.roster_plan import plan
from talk_engine.roster_read import read

DEMO = pathlib.Path(__file__).parents[2] / "talk_management" / "demo"
TODAY = datetime.date(2026, 11, 22)
LI = {"number": "H1", "name": "李明", "department": "内科"}
WARD = {"name": "内科"}


def roster(people=(LI,), departments=(WARD,), branches=None):
    """A checked roster of rows given as dicts; the first row is row 2, as under a heading."""
    book = Book()
    for kind, rows in (
        (words.PEOPLE, people),
        (words.DEPARTMENTS, departments),
        (words.BRANCHES, branches),
    ):
        if rows is not None:
            columns = {name: (letter_of(at), name) for at, name in enumerate(words.COLUMNS[kind])}
            book.sheets[kind] = Sheet(
                kind, kind, columns, [Row(at, dict(row)) for at, row in enumerate(rows, 2)]
            )
    return check(book, TODAY)


def planned(file, now=None):
    return plan(file, now or Snapshot())


def problems(file, now=None):
    """Codes with their row, errors first: ``["number_twice@3"]``."""
    planned(file, now)
    return [
        f"{found.code}@{found.row}"
        for found in sorted(file.problems, key=lambda found: not found.is_error)
    ]


def stored(**changes):
    """A database that holds 李明 of 内科 and nothing else."""
    person = {"id": 1, "name": "李明", "active": True, "department": 7, "user": None}
    now = Snapshot(employees={"H1": person}, departments={7: {"name": "内科", "parent": None}})
    for name, value in changes.items():
        setattr(now, name, value)
    return now


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


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("党委书记", "party_principal"),
        ("院长", "admin_principal"),
        ("党总支书记、院长", "principal"),
        ("副院长", "member"),
        ("党委副书记", "member"),
        ("黨總支書記", "party_principal"),
        ("總經理", "admin_principal"),
    ],
)
def test_titles_tell_principals_from_members(title, role):
    assert team_role(title) == role


def test_the_first_import_of_the_hospital_creates_all_of_it():
    file = check(read("hospital_roster.xlsx", (DEMO / "hospital_roster.xlsx").read_bytes()), TODAY)
    result = planned(file)
    created = {kind: count["create"] for kind, count in result.counts().items()}
    assert created == {
        "department": 26,
        "employee": 193,
        "user": 138,
        "team": 7,
        "branch": 4,
        "group": 8,
        "place": 91,
        "status": 3,
    }
    assert not file.has_errors
    leaders = {
        line.key[1]: line.values["group"]
        for line in result.of("place")
        if line.key[2] == "group_leader"
    }
    assert leaders["H0010"] == "第二党小组"
    nodes = {node.name: node for node in result.nodes.values()}
    assert nodes["骨科"].department.path == "外科系统 / 骨科"


def test_superiors_come_before_the_departments_below_them():
    names = [
        line.label
        for line in planned(
            roster(
                departments=[{"name": "三", "parent": "二"}, {"name": "二", "parent": "内科"}, WARD]
            )
        ).of("department")
    ]
    assert names == ["内科", "内科 / 二", "内科 / 二 / 三"]


def test_two_departments_of_one_name_are_told_apart_by_their_path():
    twins = [
        WARD,
        {"name": "外科"},
        {"name": "护理组", "parent": "内科"},
        {"name": "护理组", "parent": "外科"},
    ]
    file = roster(
        [{**LI, "department": "外科/护理组"}, {**LI, "number": "H2", "department": "护理组"}], twins
    )
    assert problems(file) == ["department_ambiguous@3"]
    assert file.people["H1"].values["department"] == "new:5"


def test_what_is_already_so_is_left_alone():
    assert planned(roster(), stored()).is_empty


def test_an_empty_cell_leaves_a_value_alone_and_a_dash_takes_it_away():
    now = stored()
    now.employees["H1"]["job_title"] = "医师"
    assert planned(roster(), now).is_empty
    (line,) = planned(roster([{**LI, "job_title": "无"}]), now).of("employee", "change")
    assert line.changes == [("job_title", "医师", None)]


def test_a_department_that_moved_is_moved_not_made_anew():
    file = roster(departments=[{**WARD, "parent": "临床"}, {"name": "临床"}])
    result = planned(file, stored())
    assert [(line.label, line.action) for line in result.of("department")] == [
        ("临床", "create"),
        ("临床 / 内科", "change"),
    ]


def test_moving_a_department_below_its_own_child_is_a_circle_too():
    now = stored(
        departments={7: {"name": "内科", "parent": None}, 8: {"name": "心内", "parent": 7}}
    )
    assert "department_cycle@2" in problems(roster(departments=[{**WARD, "parent": "心内"}]), now)


def test_people_missing_from_the_file_are_named_and_left_alone():
    now = stored()
    now.employees["H9"] = {"id": 9, "name": "赵九", "active": True}
    file = roster()
    assert planned(file, now).is_empty
    assert [found.code for found in file.problems] == ["people_missing"]


def test_an_archived_person_is_not_revived_silently():
    now = stored()
    now.employees["H1"]["active"] = False
    assert problems(roster(), now)[0] == "person_archived@2"


@pytest.mark.parametrize(
    ("user", "code", "action"),
    [
        (
            {"name": "李明", "employee": False, "here": True, "active": True},
            "login_linked",
            "change",
        ),
        ({"name": "李明", "employee": True, "here": True, "active": True}, "login_taken", None),
        ({"name": "王红", "employee": False, "here": True, "active": True}, "login_taken", None),
        (
            {"name": "李明", "employee": False, "here": False, "active": True},
            "login_elsewhere",
            None,
        ),
        (
            {"name": "李明", "employee": False, "here": True, "active": False},
            "login_archived",
            None,
        ),
    ],
)
def test_a_login_somebody_has_already(user, code, action):
    file = roster([{**LI, "login": "li"}])
    result = planned(file, stored(logins={"li": {"id": 3, **user}}))
    assert [found.code for found in file.problems] == [code]
    assert action is None or result.of("user")[0].action == action
    assert file.has_errors is (action is None)


def test_a_login_is_never_renamed_by_a_file():
    now = stored()
    now.employees["H1"]["user"] = {"id": 3, "login": "old"}
    assert problems(roster([{**LI, "login": "new"}]), now) == ["login_kept@2"]


def test_a_person_entered_by_hand_gets_the_number_if_login_or_address_agree():
    now = Snapshot(
        unnumbered={
            "李明": [{"id": 5, "login": "li", "email": None, "user": {"id": 3, "login": "li"}}]
        }
    )
    (line,) = planned(roster([{**LI, "login": "li"}]), now).of("employee")
    assert (line.record, line.values["number"]) == (5, "H1")
    assert "same_name_without_number@2" in problems(roster(), Snapshot(unnumbered=now.unnumbered))


def test_a_new_secretary_takes_over_and_the_old_post_ends():
    people = [
        {**LI, "branch": "一支部"},
        {**LI, "number": "H2", "name": "王红", "branch": "一支部"},
    ]
    now = stored(
        branches={"一支部": {"id": 1, "upper": None, "groups": {}}},
        places={("一支部", "H1", "secretary"): {"id": 4, "role": "secretary"}},
    )
    result = planned(roster(people, branches=[{"name": "一支部", "secretary": "H2"}]), now)
    assert [line.key for line in result.of("place") if line.ends] == [("一支部", "H1", "secretary")]
    assert ("一支部", "H2", "secretary") in [line.key for line in result.of("place", "create")]


def test_moving_to_another_branch_ends_the_places_in_the_old_one():
    now = stored(
        branches={"一支部": {"id": 1, "upper": None, "groups": {}}},
        places={("一支部", "H1", "member"): {"id": 4, "role": "member"}},
    )
    result = planned(
        roster([{**LI, "branch": "二支部"}], branches=[{"name": "二支部", "secretary": "H1"}]), now
    )
    assert [line.key for line in result.of("place") if line.ends] == [("一支部", "H1", "member")]


def test_back_from_leave_ends_the_leave():
    now = stored(statuses={"H1": {"id": 2, "kind": "long_leave"}})
    (line,) = planned(roster([{**LI, "status": "在职"}]), now).of("status")
    assert line.ends
    assert planned(roster([{**LI, "status": "长期病假"}]), now).is_empty


def test_fifty_thousand_rows_are_planned_in_seconds():
    head = "工号,姓名,部门,出生日期,入职日期,政治面貌,状态\n"
    text = head + "".join(
        f"H{at:05},人{at},科{at % 200},1980-01-05,2010/3/4,群众,在职\n" for at in range(50_000)
    )
    start = time.perf_counter()
    file = check(read("big.csv", text.encode()), TODAY)
    result = planned(file)
    assert len(result.of("employee")) == 50_000
    assert time.perf_counter() - start < 30
