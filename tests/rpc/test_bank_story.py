"""The bank's example from outside (B6b): three people without an office system, each heard by
another leader, and an office that grants the access and never learns who had asked."""

from datetime import datetime, timedelta

import pytest
from support.rpc import JsonRpc, write_down

OFFICER, OFFICE, MEMBER, CARRIER = "h0014", "h0008", "h0004", "h0083"
# who raises it, and with whom
HEARD = (("h0054", "h0048"), ("h0094", "h0083"), ("h0125", "h0004"))
WORDS = "办公系统打不开（外部测试）"
ANSWER = "账号已经开通，今日起可以登录（外部测试）。"
PASSWORD = "raised-outside"
JOB = "env['talk.item']._cron_items(); env.cr.commit()"


@pytest.fixture(scope="module")
def raisers(world, server):
    logins = [login for login, _leader in HEARD]
    code = f"""
users = env["res.users"].search([("login", "in", {logins})])
users.password = {PASSWORD!r}
env.cr.commit()
"""
    world.shell(server.db, code)
    return {login: JsonRpc(server.url, server.db, login, PASSWORD) for login in logins}


def employee_of(rpc, login):
    fields = ["name", "department_id"]
    found = rpc.call("hr.employee", "search_read", [["user_id.login", "=", login]], fields)
    return found[0]


def hear(leader, employee, hours):
    """The item from a talk that was just held and written down."""
    begin = datetime.now() - timedelta(days=2, hours=hours)
    vals = {"employee_id": employee["id"], "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"}
    talk = leader.call("talk.talk", "create", vals)
    leader.call("talk.talk", "action_hold", [talk])
    [record] = leader.call("talk.record", "search", [["talk_id", "=", talk]])
    write_down(leader, record, "谈了近况。")
    line = {
        "record_id": record,
        "text": f"{WORDS}，别说是我讲的",
        "kind": "difficulty",
        "urgency": "urgent",
        "state": "follow_up",
        "passing": "anonymous",
        "passed_words": WORDS,
    }
    leader.call("talk.record.item", "create", line)
    leader.call("talk.record", "action_complete", [record])
    domain = [["record_id", "=", record]]
    [row] = leader.call("talk.item.raiser", "search_read", domain, ["item_id"])
    return row["item_id"][0]


def dialog(rpc, model, vals, button):
    rpc.call(model, button, [rpc.call(model, "create", vals)])


@pytest.fixture(scope="module")
def item(as_user, raisers):
    """Heard three times, given to one, made one item, and handed to the office."""
    officer, member = as_user(OFFICER), as_user(MEMBER)
    items = []
    for hours, (login, leader) in enumerate(HEARD, start=3):
        rpc = as_user(leader)
        items.append(hear(rpc, employee_of(officer, login), hours))
        if leader != MEMBER:
            to = employee_of(officer, MEMBER)["id"]
            vals = {"item_ids": items[-1:], "employee_id": to}
            dialog(rpc, "talk.item.hand", vals, "action_hand_over")
    vals = {"item_ids": items[:-1], "target_id": items[-1]}
    dialog(member, "talk.item.merge", vals, "action_merge")
    department = employee_of(officer, OFFICE)["department_id"][0]
    vals = {"item_ids": items[-1:], "department_id": department}
    dialog(member, "talk.item.hand", vals, "action_hand_over")
    return items[-1]


def read_all(rpc, models):
    """Everything this person can read of these models, as one text."""
    texts = []
    for model in models:
        found = rpc.call(model, "search_read", [])
        texts += [f"{model}: {row}" for row in found]
    return "\n".join(texts)


def test_all_three_are_answered_and_the_office_never_reads_their_names(
    world, server, as_user, raisers, item
):
    officer, office = as_user(OFFICER), as_user(OFFICE)
    office.call("talk.item", "action_take_up", [item])
    carrier = as_user(CARRIER)
    measure = {
        "item_ids": [[4, item]],
        "title": "开通账号",
        "kind": "quick",
        "owner_id": employee_of(officer, CARRIER)["id"],
        "outside_party": "上级信息中心",
        "date_due": f"{datetime.now() + timedelta(days=3):%Y-%m-%d}",
    }
    measure = office.call("talk.measure", "create", measure)
    carrier.call("talk.measure", "action_start", [measure])
    carrier.call("talk.measure", "write", [measure], {"evidence": "逐人试登录"})
    carrier.call("talk.measure", "action_done", [measure])
    helped = {"evaluation": "已回访", "effect": "effective"}
    office.call("talk.measure", "write", [measure], helped)
    office.call("talk.measure", "action_evaluate", [measure])
    office.call("talk.item", "write", [item], {"title": "账号", "answer": ANSWER, **helped})
    office.call("talk.item", "action_solve", [item])
    for rpc in raisers.values():
        domain = [["item_id", "=", item]]
        [row] = rpc.call("talk.item.raiser", "search_read", domain, ["answer", "state"])
        assert (row["answer"], row["state"]) == (ANSWER, "told")
        rpc.call("talk.item.raiser", "action_confirm", [row["id"]])
    world.shell(server.db, JOB)
    [closed] = officer.call("talk.item", "read", [item], ["state", "raiser_count"])
    assert (closed["state"], closed["raiser_count"]) == ("closed", 3)
    names = {employee_of(officer, login)["name"] for login in raisers}
    rooms = ("item", "item.content", "item.word", "item.raiser", "item.step", "measure", "reply")
    for rpc in (office, carrier):
        models = [f"talk.{room}" for room in rooms]
        if rpc is carrier:
            models.remove("talk.item.raiser")  # one of the three had told the carrier herself
        read = read_all(rpc, models)
        assert not {name for name in names if name in read}
