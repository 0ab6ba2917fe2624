"""Two people press at the same moment, over a real server: one wins, the other is told plainly."""

import threading
from datetime import datetime, timedelta

import pytest
from support.rpc import JsonRpc, RpcError, write_down

HEAD, OFFICER = "h0048", "h0014"
ROUNDS = 4
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)

ROWS = "talk.item.raiser"
ANSWER = {
    "title": "The rota",
    "answer": "It comes a week before from now on.",
    "evaluation": "Everybody knew their shifts in time.",
    "effect": "effective",
}


@pytest.fixture(scope="module")
def employee(world, server, as_user):
    """(employee id, a session) of somebody in the head's department, with a password to log in."""
    head = as_user(HEAD)
    edges = head.call("talk.obligation", "search_read", [], ["employee_id", "responsible_user_id"])
    ids = [each["employee_id"][0] for each in edges if each["responsible_user_id"][0] == head.uid]
    code = f"""
person = env["hr.employee"].browse({ids}).filtered("user_id.active")[:1]
person.user_id.password = "pressing-at-once"
env.cr.commit()
print(person.id, person.user_id.login)
"""
    number, login = world.shell(server.db, code).split()
    return int(number), JsonRpc(server.url, server.db, login, "pressing-at-once")


@pytest.fixture
def held(as_user, employee):
    """A function that holds another talk of the head's with the employee; gives its id."""
    head = as_user(HEAD)

    def hold(number):
        begin = datetime.now() - timedelta(days=4 + number, hours=5)
        vals = {"employee_id": employee[0], "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"}
        talk = head.call("talk.talk", "create", vals)
        head.call("talk.talk", "action_hold", [talk])
        return talk

    return hold


def at_once(*presses):
    """What came of presses made at the same moment: None where it worked, else the error."""
    start = threading.Barrier(len(presses))
    outcome = [None] * len(presses)

    def press(number, doing):
        start.wait()
        try:
            doing()
        except RpcError as error:
            outcome[number] = error

    threads = [threading.Thread(target=press, args=each) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def said_plainly(error):
    return error.name.endswith("UserError") and "serialize" not in error.message


def test_confirming_while_being_marked_absent_one_wins(as_user, employee, held):
    head, nurse = as_user(HEAD), employee[1]
    for number in range(ROUNDS):
        talk = held(number)
        [asked] = head.call("talk.confirmation", "search", [["talk_id", "=", talk]])
        outcome = at_once(
            lambda asked=asked: nurse.call("talk.confirmation", "action_met", [asked]),
            lambda asked=asked: head.call("talk.confirmation", "action_was_absent", [asked]),
        )
        [lost] = [error for error in outcome if error]
        assert said_plainly(lost), lost
        [row] = head.call("talk.confirmation", "read", [asked], ["state"])
        assert row["state"] == ("confirmed" if outcome[0] is None else "absent")


def test_two_signatures_at_once_are_both_kept_and_lock_the_record(as_user, employee, held):
    head, nurse = as_user(HEAD), employee[1]
    admin, ordinary = as_user("admin"), [["is_disciplinary", "=", False]]
    [kind] = admin.call("talk.kind", "search", ordinary, limit=1)
    signs = {"signs_responsible": True, "signs_employee": True}
    signs |= {"signs_recorder": False, "signs_second": False}
    admin.call("talk.kind", "write", [kind], signs)
    for number in range(ROUNDS):
        talk = held(10 + number)
        [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
        write_down(head, record, "a word")
        head.call("talk.record", "action_complete", [record])
        vals = {"record_id": record, "image": DOT}
        outcome = at_once(
            lambda vals=vals: nurse.call("talk.signature", "create", vals),
            lambda vals=vals: head.call("talk.signature", "create", vals),
        )
        assert outcome == [None, None]
        [row] = head.call("talk.record", "read", [record], ["state", "signature_ids"])
        assert (row["state"], len(row["signature_ids"])) == ("locked", 2)


def test_signing_while_it_is_opened_again_leaves_no_signature_on_other_words(
    as_user, employee, held
):
    head, nurse = as_user(HEAD), employee[1]
    for number in range(ROUNDS):
        talk = held(20 + number)
        [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
        write_down(head, record, "a word")
        head.call("talk.record", "action_complete", [record])
        vals = {"record_id": record, "image": DOT}
        signing, _opening = at_once(
            lambda vals=vals: nurse.call("talk.signature", "create", vals),
            lambda record=record: head.call("talk.record", "action_write_again", [record]),
        )
        rows = head.call(
            "talk.signature", "search_read", [["record_id", "=", record]], ["is_current"]
        )
        assert not any(row["is_current"] for row in rows)
        if signing is not None:
            assert signing.name.split(".")[-1] in ("UserError", "AccessError"), signing


def test_completing_while_it_is_said_not_to_have_been_held_loses_no_word(as_user, held):
    head, officer = as_user(HEAD), as_user(OFFICER)
    for number in range(ROUNDS):
        talk = held(30 + number)
        [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
        write_down(head, record, "a word")
        completing, opening = at_once(
            lambda record=record: head.call("talk.record", "action_complete", [record]),
            lambda talk=talk: officer.call("talk.talk", "action_plan_again", [talk]),
        )
        assert completing is None
        assert said_plainly(opening), opening
        [row] = head.call("talk.record", "read", [record], ["state", "content"])
        assert (row["state"], row["content"]) == ("completed", "a word")


def test_confirming_while_it_is_said_not_to_have_been_held(as_user, employee, held):
    nurse, officer = employee[1], as_user(OFFICER)
    for number in range(ROUNDS):
        talk = held(40 + number)
        met, _opening = at_once(
            lambda talk=talk: nurse.call("talk.talk", "action_met", [talk]),
            lambda talk=talk: officer.call("talk.talk", "action_plan_again", [talk]),
        )
        # whichever came first, the talk is planned again and nothing is left of the answer
        [row] = officer.call("talk.talk", "read", [talk], ["state", "confirmation_ids"])
        assert (row["state"], row["confirmation_ids"]) == ("planned", [])
        assert met is None or met.name.split(".")[-1] in ("UserError", "MissingError"), met


def test_a_request_accepted_while_it_is_withdrawn_is_one_of_the_two(as_user, employee):
    head, nurse = as_user(HEAD), employee[1]
    (user,) = head.call("res.users", "read", [head.uid], ["employee_id"])
    for number in range(ROUNDS):
        begin = datetime.now() + timedelta(days=60 + number)
        time = {"date_start": f"{begin:%Y-%m-%d 05:00:00}"}
        vals = {"leader_id": user["employee_id"][0], "time_ids": [[0, 0, time]]}
        request = nurse.call("talk.request", "create", vals)
        nurse.call("talk.request", "action_ask", [request])
        (proposed,) = head.call("talk.request.time", "search", [["request_id", "=", request]])
        accepting, withdrawing = at_once(
            lambda proposed=proposed: head.call("talk.request.time", "action_accept", [proposed]),
            lambda request=request: nurse.call("talk.request", "action_withdraw", [request]),
        )
        assert (accepting is None) != (withdrawing is None)
        assert said_plainly(accepting or withdrawing)
        (left,) = nurse.call("talk.request", "read", [request], ["state", "talk_id"])
        agreed = accepting is None
        assert left["state"] == ("accepted" if agreed else "withdrawn")
        assert bool(left["talk_id"]) == agreed


def raised(head, talk):
    """(item, its raiser's row) of one line of the talk's record."""
    [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
    write_down(head, record, "a word")
    line = {"record_id": record, "text": "Too late", "state": "follow_up"}
    line |= {"passing": "anonymous", "passed_words": "The rota comes too late."}
    head.call("talk.record.item", "create", line)
    head.call("talk.record", "action_complete", [record])
    [row] = head.call(ROWS, "search_read", [["record_id", "=", record]], ["item_id"])
    return row["item_id"][0], row["id"]


def test_taking_up_twice_at_once_is_done_once(server, people, as_user, held):
    one = as_user(HEAD)
    other = JsonRpc(server.url, server.db, HEAD, people[HEAD]["password"])
    for number in range(ROUNDS):
        item, _row = raised(one, held(60 + number))
        outcome = at_once(
            lambda item=item: one.call("talk.item", "action_take_up", [item]),
            lambda item=item: other.call("talk.item", "action_take_up", [item]),
        )
        [lost] = [error for error in outcome if error]
        assert said_plainly(lost), lost
        [left] = one.call("talk.item", "read", [item], ["state", "step_ids"])
        assert left["state"] == "in_progress"
        steps = one.call("talk.item.step", "read", left["step_ids"], ["kind"])
        assert [step["kind"] for step in steps].count("taken_up") == 1


def test_confirming_while_reopening_is_one_of_the_two(as_user, employee, held):
    head, nurse = as_user(HEAD), employee[1]
    for number in range(ROUNDS):
        item, row = raised(head, held(70 + number))
        head.call("talk.item", "write", [item], ANSWER)
        head.call("talk.item", "action_solve", [item])
        nurse.call(ROWS, "write", [row], {"reopen_reason": "Not in my ward."})
        outcome = at_once(
            lambda row=row: nurse.call(ROWS, "action_confirm", [row]),
            lambda row=row: nurse.call(ROWS, "action_reopen", [row]),
        )
        [lost] = [error for error in outcome if error]
        assert said_plainly(lost), lost
        [left] = nurse.call(ROWS, "read", [row], ["state"])
        assert left["state"] == ("confirmed" if outcome[0] is None else "reopened")
