"""The responsible and the recorder save one record at the same moment, in real transactions."""

import threading
from datetime import datetime, timedelta

import pytest
from support.rpc import RpcError

HEAD = "h0048"
RECORDER = "h0014"
ROUNDS = 6


@pytest.fixture(scope="module")
def record(as_user):
    head, recorder = as_user(HEAD), as_user(RECORDER)
    [owed, *_rest] = head.call(
        "talk.obligation",
        "search_read",
        [["responsible_user_id", "=", head.uid], ["state", "=", "open"]],
        ["employee_id"],
    )
    [writer] = head.call("hr.employee.public", "search", [["user_id", "=", recorder.uid]])
    begin = datetime.now() - timedelta(days=4, hours=5)
    vals = {
        "employee_id": owed["employee_id"][0],
        "recorder_id": writer,
        "date_start": f"{begin:%Y-%m-%d %H:%M:%S}",
    }
    talk = head.call("talk.talk", "create", vals)
    head.call("talk.talk", "action_hold", [talk])
    [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
    return record


def read(rpc, record, *names):
    return rpc.call("talk.record", "read", [record], ["revision", *names])[0]


def at_once(*saves):
    """What each save answered: the record, or the sentence it was refused with."""
    start = threading.Barrier(len(saves))
    answers = [None] * len(saves)

    def run(number, save):
        start.wait()
        try:
            answers[number] = save()
        except RpcError as error:
            answers[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(saves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def saving(rpc, record, revision, **words):
    def save():
        vals = {**words, "revision": revision}
        return rpc.call("talk.record", "web_save", [record], vals, specification={"revision": {}})

    return save


def test_different_sections_saved_at_once_are_both_kept(as_user, record):
    head, recorder = as_user(HEAD), as_user(RECORDER)
    for number in range(ROUNDS):
        revision = read(head, record)["revision"]
        answers = at_once(
            saving(head, record, revision, response=f"answered {number}"),
            saving(recorder, record, revision, content=f"said {number}"),
        )
        assert not [answer for answer in answers if isinstance(answer, RpcError)]
        now = read(head, record, "response", "content")
        assert (now["response"], now["content"]) == (f"answered {number}", f"said {number}")
        assert now["revision"] == revision + 2


def test_of_the_same_section_saved_at_once_one_is_kept_and_the_other_told(as_user, record):
    head, recorder = as_user(HEAD), as_user(RECORDER)
    for number in range(ROUNDS):
        revision = read(head, record)["revision"]
        answers = at_once(
            saving(head, record, revision, content=f"head {number}"),
            saving(recorder, record, revision, content=f"recorder {number}"),
        )
        [refused] = [answer for answer in answers if isinstance(answer, RpcError)]
        assert refused.name == "odoo.exceptions.UserError"
        assert "still stands on this screen" in refused.message
        winner = "recorder" if answers[0] is refused else "head"
        assert read(head, record, "content")["content"] == f"{winner} {number}"
