"""What was said stays between the two, on a server as people run it: log, tables, superuser."""

import threading
from datetime import datetime, timedelta

import pytest
from support.rpc import JsonRpc, RpcError

HEAD = "h0048"
MARK = "zq7-她母亲住院了"
SECTIONS = ("content", "shortcomings", "difficulties", "response", "position")


@pytest.fixture(scope="module")
def record(as_user):
    """A completed record of the head's, marked in its sections and in a commitment."""
    head = as_user(HEAD)
    [owed, *_rest] = head.call(
        "talk.obligation",
        "search_read",
        [["responsible_user_id", "=", head.uid], ["state", "=", "open"]],
        ["employee_id"],
    )
    begin = datetime.now() - timedelta(days=3, hours=2)
    vals = {"employee_id": owed["employee_id"][0], "date_start": f"{begin:%Y-%m-%d %H:%M:%S}"}
    talk = head.call("talk.talk", "create", vals)
    head.call("talk.talk", "action_hold", [talk])
    [record] = head.call("talk.record", "search", [["talk_id", "=", talk]])
    words = {name: f"{MARK} {name}" for name in SECTIONS}
    head.call("talk.record", "write", [record], words)
    head.call("talk.commitment", "create", {"record_id": record, "name": f"{MARK} promise"})
    return {"id": record, "talk": talk}


@pytest.fixture(scope="module")
def others(people):
    return [login for login in people if login != HEAD]


def _answer(ask):
    try:
        return str(ask())
    except RpcError as error:
        return f"{error} {error.debug}"


def test_the_responsible_reads_what_was_written(as_user, record):
    assert MARK in str(as_user(HEAD).call("talk.record", "read", [record["id"]], ["content"]))


def test_nobody_else_reads_finds_or_exports_a_word(as_user, with_key, others, record):
    for login in others:
        web, key = as_user(login), with_key(login)
        found = [["content", "ilike", "zq7"]]
        through = [["record_ids.content", "ilike", "zq7"]]
        answers = [
            _answer(lambda web=web: web.call("talk.record", "read", [record["id"]])),
            _answer(lambda web=web: web.call("talk.record", "search_read", [])),
            _answer(lambda key=key: key.call("talk.record", "search_read", domain=[])),
            _answer(lambda key=key: key.call("talk.commitment", "search_read", domain=[])),
            _answer(
                lambda key=key: key.call(
                    "talk.record", "export_data", ids=[record["id"]], fields_to_export=["content"]
                )
            ),
        ]
        assert MARK not in "".join(answers), login
        assert web.call("talk.record", "search_count", found) == 0, login
        assert web.call("talk.talk", "search_count", through) == 0, login


def test_a_session_that_became_superuser_is_turned_away(server, people, record):
    admin = JsonRpc(server.url, server.db, "admin", people["admin"]["password"])
    admin.get("/web/become")
    for model, domain in (
        ("talk.record", []),
        ("talk.commitment", []),
        ("talk.talk", [["record_ids.content", "ilike", "zq7"]]),
    ):
        with pytest.raises(RpcError, match="AccessError"):
            admin.call(model, "search_read", domain, ["display_name"])
    with pytest.raises(RpcError, match="AccessError"):
        admin.call("talk.record", "write", [record["id"]], {"content": "forged"})


def test_saving_at_the_same_moment_writes_no_word_into_the_log(server, people, record):
    """PostgreSQL refuses one of two updates of a row; Odoo logs the refused one and repeats it."""
    sessions = [JsonRpc(server.url, server.db, HEAD, people[HEAD]["password"]) for _ in range(2)]
    start = threading.Barrier(len(sessions))

    def save(rpc):
        start.wait()
        for number in range(6):
            rpc.call("talk.record", "write", [record["id"]], {"opinions": f"{MARK} {number}"})

    threads = [threading.Thread(target=save, args=[rpc]) for rpc in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert MARK not in server.log.read_text(errors="replace")


def test_no_other_table_of_the_database_holds_a_word(server, world, record):
    columns = world.query(
        server.db,
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        " AND c.table_name NOT IN ('talk_record', 'talk_commitment')"
        " AND c.data_type IN ('text', 'character varying', 'jsonb', 'json')",
    )
    parts = [
        f"SELECT '{table}.{column}' FROM \"{table}\" WHERE \"{column}\"::text LIKE '%%zq7-%%'"
        for table, column in columns
    ]
    for start in range(0, len(parts), 100):
        assert not world.query(server.db, " UNION ALL ".join(parts[start : start + 100]))
