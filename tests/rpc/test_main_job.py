"""The main job from outside, as its people do it: owed, planned, held, recorded, read."""

from datetime import datetime, timedelta

import pytest
from support.rpc import RpcError, write_down

HEAD, OFFICER = "h0048", "h0014"
WORDS = "他说母亲住院，需要照顾"


@pytest.fixture(scope="module")
def colleague(server, as_user):
    """A new colleague of the head's with a log-in of her own, and what the head owes her."""
    officer = as_user(OFFICER)
    [department] = officer.call(
        "hr.department", "search_read", [["manager_id.user_id.login", "=", HEAD]], ["name"]
    )
    login = "newcomer"
    admin = as_user("admin")
    [company] = admin.call(
        "res.company", "search_read", [["partner_id.name", "like", "惠民医院"]], ["name"]
    )
    user = admin.call(
        "res.users",
        "create",
        {
            "name": "新来的",
            "login": login,
            "password": login,
            "company_id": company["id"],
            "company_ids": [[6, 0, [company["id"]]]],
        },
        context={"no_reset_password": True},
    )
    employee = officer.call(
        "hr.employee",
        "create",
        {
            "name": "新来的",
            "user_id": user,
            "company_id": company["id"],
            "department_id": department["id"],
        },
    )
    for cron in ("chain", "obligation"):
        admin.call("ir.cron", "method_direct_trigger", [_ref(admin, f"cron_{cron}")])
    return {"login": login, "id": employee, "rpc": as_user(login, login)}


def _ref(rpc, name):
    [data] = rpc.call(
        "ir.model.data",
        "search_read",
        [["module", "=", "talk_management"], ["name", "=", name]],
        ["res_id"],
    )
    return data["res_id"]


def _owed(rpc, colleague):
    return rpc.call(
        "talk.obligation",
        "search_read",
        [["employee_id", "=", colleague["id"]]],
        ["responsible_id", "state", "can_plan"],
    )


@pytest.fixture(scope="module")
def held(as_user, colleague):
    """A talk the head planned and held with the colleague."""
    head = as_user(HEAD)
    begin = datetime.now() - timedelta(hours=2)
    talk = head.call(
        "talk.talk",
        "create",
        {"employee_id": colleague["id"], "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"},
    )
    head.call("talk.talk", "action_hold", [talk])
    return talk


def test_a_new_colleague_is_owed_a_talk_by_the_department_head(as_user, colleague):
    head = as_user(HEAD)
    [owed] = _owed(head, colleague)
    assert owed["responsible_id"][1] == "覃军"
    # the colleague sees it too
    assert len(_owed(colleague["rpc"], colleague)) == 1


def test_the_held_talk_settles_it_and_only_its_people_read_the_record(as_user, colleague, held):
    head, officer = as_user(HEAD), as_user(OFFICER)
    assert [owed["state"] for owed in _owed(head, colleague)] == ["settled"]
    [record] = head.call("talk.record", "search", [["talk_id", "=", held]])
    write_down(head, record, WORDS)
    assert colleague["rpc"].call("talk.record", "search", [["id", "=", record]]) == []
    head.call("talk.record", "action_complete", [record])
    [read] = colleague["rpc"].call("talk.record", "read", [record], ["content"])
    assert read["content"] == WORDS
    for other in (officer, as_user("h0008"), as_user("h0001"), as_user("admin")):
        with pytest.raises(RpcError) as refused:
            other.call("talk.record", "read", [record], ["content"])
        assert refused.value.name == "odoo.exceptions.AccessError"


def test_the_officer_finds_the_talk_but_no_words_by_any_search(as_user, held):
    officer = as_user(OFFICER)
    assert officer.call("talk.talk", "search_count", [["id", "=", held]]) == 1
    for path in ("record_ids.content", "obligation_ids.talk_id.record_ids.content"):
        try:
            found = officer.call("talk.talk", "search_count", [[path, "ilike", "母亲"]])
        except RpcError:
            continue
        assert found == 0, path
