"""What people raised, who raised it, what a meeting made of it and what somebody noticed: planted
on a server as people run it, and looked for as everybody who may log in, in all tables and in the
log (B4, B5, B8, H1.4)."""

import re

import pytest
from support.raised import (
    CARRIER,
    CHAIR,
    DISCIPLINE,
    HEAD,
    MARK,
    MEMBER,
    OF_RAISERS,
    OFFICE,
    OFFICER,
    PASSWORD,
    RAISER,
    day,
    employee_of,
    plant,
    words,
)
from support.rpc import JsonRpc, RpcError

HANDLING = {HEAD, OFFICE}
IN_MEETING = {OFFICE, MEMBER, CHAIR}
# who of those who may log in reads what
READERS = {
    "said": {HEAD},
    "private": {HEAD},
    "passed": HANDLING | IN_MEETING,
    "unsettled": HANDLING | IN_MEETING,
    "title": HANDLING | IN_MEETING,
    "cause": HANDLING | IN_MEETING,
    "answer": HANDLING | IN_MEETING,
    "evaluation": HANDLING | IN_MEETING,
    # reopened, it lies with somebody above the office, who may not log in here
    "note": {HEAD},
    "return": {HEAD},
    "reply": HANDLING,
    "measure": HANDLING | IN_MEETING | {CARRIER},
    "evidence": HANDLING | IN_MEETING | {CARRIER},
    "helped": HANDLING | IN_MEETING | {CARRIER},
    "point": IN_MEETING,
    "discussion": IN_MEETING,
    "decision": IN_MEETING,
    "minutes": IN_MEETING,
    "remark": IN_MEETING,
    "noticed": {HEAD, DISCIPLINE},
    "opinion": {DISCIPLINE},
}
# where they may lie
TABLES = (
    "talk_record",
    "talk_record_item",
    "talk_item_content",
    "talk_item_word",
    "talk_item_raiser",
    "talk_item_step",
    "talk_reply_content",
    "talk_measure_content",
    "talk_meeting_content",
    "talk_meeting_point_content",
    "talk_warning",
    "ir_attachment",  # the file itself, kept like words
)
ROOMS = re.compile(r"talk\.(item|reply|measure|meeting|warning|closing|record|sheet|held)")
OTHERS = ("mail.activity", "mail.message", "ir.attachment", "calendar.event", "talk.talk")


@pytest.fixture(scope="module")
def raiser(world, server):
    code = f"env['res.users'].search([('login', '=', {RAISER!r})]).password = {PASSWORD!r}"
    world.shell(server.db, f"{code}\nenv.cr.commit()")
    return JsonRpc(server.url, server.db, RAISER, PASSWORD)


@pytest.fixture(scope="module")
def planted(world, server, as_user, raiser):
    return plant(world, server, as_user, raiser)


@pytest.fixture(scope="module")
def models(as_user):
    domain = [["model", "=like", "talk.%"], ["abstract", "=", False]]
    names = [row["model"] for row in as_user("admin").call("ir.model", "search_read", domain)]
    return [name for name in names if ROOMS.match(name)] + list(OTHERS)


def read_all(rpc, model):
    """All that this person can read of a model, field by field where one is refused."""
    try:
        return str(rpc.call(model, "search_read", []))
    except RpcError as refused:
        texts = [f"{refused} {refused.debug}"]
    try:
        ids = rpc.call(model, "search", [])
        names = rpc.call(model, "fields_get", [], attributes=["type"])
    except RpcError as refused:
        return "\n".join([*texts, str(refused)])
    for name in names:
        try:
            texts.append(str(rpc.call(model, "read", ids, [name])))
        except RpcError as refused:
            texts.append(str(refused))
    return "\n".join(texts)


@pytest.fixture(scope="module")
def read(as_user, people, planted, models):
    """{login: {model: all it reads}}"""
    return {login: {model: read_all(as_user(login), model) for model in models} for login in people}


def test_those_who_deal_with_it_read_it(read):
    for key, readers in READERS.items():
        for login in readers:
            assert words(key) in str(read[login].values()), f"{login} does not read “{key}”"


def test_nobody_else_reads_a_word(read):
    for login, texts in read.items():
        text = str(texts.values())
        seen = {key for key in READERS if words(key) in text}
        assert seen <= {key for key, readers in READERS.items() if login in readers}, login


def test_nobody_else_finds_a_word(as_user, people, planted):
    for model, name, key in (
        ("talk.item.word", "text", "passed"),
        ("talk.item.content", "answer", "answer"),
        ("talk.item.step", "note", "note"),
        ("talk.item", "word_ids.text", "passed"),
        ("talk.reply.content", "body", "reply"),
        ("talk.measure.content", "title", "measure"),
        ("talk.meeting.content", "notes", "minutes"),
        ("talk.meeting.point.content", "title", "point"),
        ("talk.item.raiser", "words", "passed"),
        ("talk.warning", "words", "noticed"),
    ):
        for login in people.keys() - READERS[key]:
            found = as_user(login).call(model, "search_count", [[name, "ilike", words(key)]])
            assert found == 0, f"{login} {model}"


def test_those_who_handle_it_never_learn_who_raised_it(as_user, read, planted):
    name, number = planted["person"]["name"], planted["person"]["id"]
    item, measure, row = (planted[key] for key in ("item", "measure", "row"))
    for login in (OFFICE, MEMBER, CHAIR, CARRIER, OFFICER):
        rpc = as_user(login)
        for model, text in read[login].items():
            if model.startswith(("talk.item", "talk.reply", "talk.measure", "talk.meeting")):
                assert name not in text, f"{login} {model}"
        for model, record, path in (
            ("talk.item", item, "raiser_ids"),
            ("talk.item", item, "reply_ids.raiser_ids"),
            ("talk.item", item, "word_ids.item_id.raiser_ids"),
            ("talk.measure", measure, "item_ids.raiser_ids"),
            ("talk.reply", False, "item_id.raiser_ids"),
        ):
            domain = [[f"{path}.employee_id", "=", number]]
            if record:
                domain.append(["id", "=", record])
            assert rpc.call(model, "search_count", domain) == 0, f"{login} {path}"
        for press in ("action_confirm", "action_reopen", "action_pass_on"):
            with pytest.raises(RpcError, match="AccessError"):
                rpc.call(OF_RAISERS, press, [row])
        told = [["item_id", "=", item], ["user_id", "!=", rpc.uid]]
        assert rpc.call("talk.item.notice", "search_count", told) == 0, login


def test_whoever_raised_it_reads_the_answer_and_nothing_else(raiser, planted, models):
    text = "".join(read_all(raiser, model) for model in models)
    seen = {key for key in READERS if words(key) in text}
    own = {"said", "private", "passed", "answer", "reply", "unsettled"}
    assert {"passed", "answer", "reply"} <= seen <= own


def test_hr_officers_count_what_is_known_and_not_what_is_between_two(as_user, people, planted):
    now = as_user(OFFICER).call("talk.item", "search_count", [])
    assert now == planted["before"] + 1
    for login in people.keys() - {HEAD}:
        domain = [["id", "=", planted["private"]]]
        assert as_user(login).call("talk.item", "search_count", domain) == 0, login
        with pytest.raises(RpcError, match="AccessError"):
            as_user(login).call("talk.item", "read", [planted["private"]], ["kind"])


def test_only_author_and_discipline_officer_know_of_the_note(as_user, people, planted):
    for login in people.keys() - {HEAD, DISCIPLINE}:
        rpc = as_user(login)
        domain = [["id", "=", planted["warning"]]]
        assert rpc.call("talk.warning", "search_count", domain) == 0, login
        with pytest.raises(RpcError, match="AccessError"):
            rpc.call("talk.warning", "read", [planted["warning"]], ["kind"])


def test_lists_written_for_others_only_choose_from_what_is_there(as_user, planted):
    office, item, private = as_user(OFFICE), planted["item"], planted["private"]
    own = employee_of(as_user(OFFICER), OFFICE)["id"]
    vals = {"title": "x", "owner_id": own, "date_due": day(9)}
    for command in ([1, private, {"owner_id": own}], [2, private, 0], [0, 0, {"owner_id": own}]):
        with pytest.raises(RpcError, match="UserError"):
            items = {"item_ids": [[4, item], command]}
            office.call("talk.measure", "create", {**vals, **items})
    assert as_user(HEAD).call("talk.item", "read", [private], ["state"])


def test_a_session_that_became_superuser_is_turned_away(server, people, planted):
    admin = JsonRpc(server.url, server.db, "admin", people["admin"]["password"])
    admin.get("/web/become")
    for model in (
        "talk.item.content",
        "talk.item.word",
        "talk.item.step",
        "talk.item.raiser",
        "talk.item.notice",
        "talk.reply.content",
        "talk.measure.content",
        "talk.meeting.content",
        "talk.meeting.point",
        "talk.meeting.point.content",
        "talk.warning",
        "talk.warning.notice",
    ):
        with pytest.raises(RpcError, match="AccessError"):
            admin.call(model, "search_read", [], ["display_name"])
    with pytest.raises(RpcError, match="AccessError"):
        admin.call("talk.item", "search_count", [["raiser_ids.employee_id", "!=", False]])
    with pytest.raises(RpcError, match="AccessError"):
        admin.call(OF_RAISERS, "write", [planted["row"]], {"reopen_reason": "forged"})
    seen = admin.call("talk.item", "search", [])
    assert planted["item"] in seen and planted["private"] not in seen


def test_no_other_table_of_the_database_holds_a_word(server, world, planted):
    columns = world.query(
        server.db,
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        f" AND c.table_name NOT IN {TABLES}"
        " AND c.data_type IN ('text', 'character varying', 'jsonb', 'json')",
    )
    parts = [
        f"SELECT '{table}.{column}' FROM \"{table}\" WHERE \"{column}\"::text LIKE '%%{MARK}%%'"
        for table, column in columns
    ]
    for start in range(0, len(parts), 100):
        assert not world.query(server.db, " UNION ALL ".join(parts[start : start + 100]))


def test_the_log_holds_no_word(server, planted):
    assert MARK not in server.log.read_text(errors="replace")
