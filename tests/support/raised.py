"""What people raised, planted on a running server from the talk to its reopening."""

import base64
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .rpc import write_down

HEAD, OFFICE, MEMBER, CARRIER, CHAIR = "h0048", "h0008", "h0004", "h0083", "h0001"
OFFICER, DISCIPLINE, RAISER = "h0014", "h0024", "h0054"
PASSWORD = "raised-secretly"
MARK = "zq6-"
JOB = "env['talk.item']._cron_items(); env.cr.commit()"
OF_RAISERS = "talk.item.raiser"


def words(key):
    return f"{MARK}{key}-话"


def day(days=0):
    """As it is where the demo's hospital stands."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(days=days):%Y-%m-%d}"


def dialog(rpc, model, vals, button):
    return rpc.call(model, button, [rpc.call(model, "create", vals)])


def employee_of(rpc, login):
    fields = ["name", "department_id"]
    return rpc.call("hr.employee", "search_read", [["user_id.login", "=", login]], fields)[0]


def plant(world, server, as_user, raiser):
    """One matter from the talk to its reopening, by way of a meeting, and a note of a sign."""
    officer = as_user(OFFICER)
    before = officer.call("talk.item", "search_count", [])
    person = employee_of(officer, RAISER)
    item, private = _raise(as_user(HEAD), person)
    _hand_over(as_user, item)
    measure = _measure(as_user, item)
    meeting = _meeting(as_user, item)
    _reply(as_user(OFFICE), item)
    world.shell(server.db, JOB)
    [row] = raiser.call(OF_RAISERS, "search", [["item_id", "=", item]])
    raiser.call(OF_RAISERS, "write", [row], {"reopen_reason": words("unsettled")})
    raiser.call(OF_RAISERS, "action_reopen", [row])
    world.shell(server.db, JOB)
    warning = _warn(as_user, person)
    return {
        "person": person,
        "item": item,
        "private": private,
        "row": row,
        "measure": measure,
        "meeting": meeting,
        "warning": warning,
        "before": before,
    }


def _raise(head, person):
    begin = datetime.now() - timedelta(days=5, hours=7)
    vals = {"employee_id": person["id"], "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"}
    talk = head.call("talk.talk", "create", vals)
    head.call("talk.talk", "action_hold", [talk])
    [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
    write_down(head, record, words("said"))
    line = {"record_id": record, "kind": "difficulty", "state": "follow_up"}
    passed = {"passing": "anonymous", "passed_words": words("passed"), "wants_reply": True}
    head.call("talk.record.item", "create", {**line, **passed, "text": words("said")})
    head.call("talk.record.item", "create", {**line, "text": words("private")})
    head.call("talk.record", "action_complete", [record])
    domain = [["record_id", "=", record]]
    rows = head.call(OF_RAISERS, "search_read", domain, ["item_id", "passing"])
    items = {row["passing"]: row["item_id"][0] for row in rows}
    return items["anonymous"], items["none"]


def _hand_over(as_user, item):
    """To the office, back with a reason, and to the office again."""
    vals = {"item_ids": [item], "employee_id": employee_of(as_user(OFFICER), OFFICE)["id"]}
    hand = {**vals, "note": words("note")}
    dialog(as_user(HEAD), "talk.item.hand", hand, "action_hand_over")
    back = {"item_ids": [item], "what": "return", "reason": words("return")}
    dialog(as_user(OFFICE), "talk.item.reason", back, "action_confirm")
    dialog(as_user(HEAD), "talk.item.hand", hand, "action_hand_over")
    as_user(OFFICE).call("talk.item", "action_take_up", [item])


def _measure(as_user, item):
    office, carrier = as_user(OFFICE), as_user(CARRIER)
    vals = {
        "item_ids": [[4, item]],
        "title": words("measure"),
        "owner_id": employee_of(as_user(OFFICER), CARRIER)["id"],
        "date_due": day(5),
    }
    measure = office.call("talk.measure", "create", vals)
    carrier.call("talk.measure", "action_start", [measure])
    shown = {
        "evidence": words("evidence"),
        "evidence_file": base64.b64encode(words("evidence").encode()).decode(),
        "evidence_filename": f"{words('evidence')}.txt",
    }
    carrier.call("talk.measure", "write", [measure], shown)
    carrier.call("talk.measure", "action_done", [measure])
    helped = {"evaluation": words("helped"), "effect": "effective"}
    office.call("talk.measure", "write", [measure], helped)
    office.call("talk.measure", "action_evaluate", [measure])
    return measure


def _meeting(as_user, item):
    """It is planned by the HR office, held today, and closed by its secretary."""
    officer, office = as_user(OFFICER), as_user(OFFICE)
    people = [employee_of(officer, login)["id"] for login in (MEMBER, OFFICE, CHAIR)]
    vals = {
        "name": "专题会（外部测试）",
        "kind": "other",
        "date": day(),
        "secretary_id": people[1],
        "chair_id": people[2],
        "member_ids": [[6, 0, people]],
    }
    meeting = officer.call("talk.meeting", "create", vals)
    put = {"meeting_id": meeting, "item_ids": [item], "is_one": True, "title": words("point")}
    dialog(office, "talk.meeting.put", put, "action_put")
    office.call("talk.meeting", "action_hold", [meeting])
    [point] = office.call("talk.meeting.point", "search", [["meeting_id", "=", meeting]])
    minutes = {"discussion": words("discussion"), "decision": words("decision"), "decided": "more"}
    office.call("talk.meeting.point", "write", [point], minutes)
    office.call("talk.meeting", "write", [meeting], {"notes": words("minutes")})
    close = {"meeting_id": meeting, "remark": words("remark")}
    dialog(office, "talk.meeting.close", close, "action_close")
    return meeting


def _reply(office, item):
    [reply] = office.call("talk.reply", "search", [["item_id", "=", item]])
    office.call("talk.reply", "write", [reply], {"body": words("reply")})
    for button in ("action_draft", "action_sign", "action_deliver"):
        office.call("talk.reply", button, [reply])
    solved = {key: words(key) for key in ("title", "cause", "answer", "evaluation")}
    office.call("talk.item", "write", [item], {**solved, "effect": "partly"})
    office.call("talk.item", "action_solve", [item])


def _warn(as_user, person):
    head, discipline = as_user(HEAD), as_user(DISCIPLINE)
    vals = {"employee_id": person["id"], "words": words("noticed")}
    warning = head.call("talk.warning", "create", vals)
    discipline.call("talk.warning", "action_take_up", [warning])
    discipline.call("talk.warning", "write", [warning], {"opinion": words("opinion")})
    return warning
