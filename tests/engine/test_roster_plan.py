"""What importing a roster would change, and whom it is about."""

import time

import pytest
from engine.roster_kit import DEMO, LI, TODAY, WARD, planned, problems, roster, stored
from talk_engine.roster_check import check, team_role
from talk_engine.roster_link import Snapshot
from talk_engine.roster_read import read


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
