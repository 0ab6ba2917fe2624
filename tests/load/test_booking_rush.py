"""200 people press “Book” at the same moment, on a real server with two workers."""

import json
import random

import pytest
from support import rush
from support.load import Share
from talkdev import logcheck
from talkdev.demo import set_addresses
from talkdev.server import Server, free_port

PEOPLE = 200
SECONDS = 1.0
TRIES = 2  # each with a session of its own
PLACES = {"many": 280, "few": 120, "group": 150}
TAKEN = "This time has just been taken. Choose another."
PATH = "/web/dataset/call_button/talk.slot/action_book"

# a company with people who have users, and their sessions as the web client has them
BUILD = f"""
import json
from odoo import api, http
from odoo.fields import Command
from odoo.service import security

company = env["res.company"].create({{"name": "Rush"}})
env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True,
                       allowed_company_ids=company.ids))
vals = {{"company_id": company.id, "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set(env.ref("base.group_user").ids)]}}
users = env["res.users"].create([
    {{"name": f"Rush {{n}}", "login": f"rush{{n}}", **vals}} for n in range({PEOPLE} + 1)])
employees = env["hr.employee"].create([
    {{"name": user.name, "user_id": user.id, "company_id": company.id}} for user in users])
place = env["talk.place"].create({{"name": "Hall", "company_id": company.id}})
env.flush_all()


def session_of(user):
    session = http.root.session_store.new()
    session.update(http.get_default_session(), db=env.cr.dbname, uid=user.id, login=user.login)
    session.context = {{"lang": "en_US"}}
    session.session_token = security.compute_session_token(
        session, api.Environment(env.cr, user.id, {{}}))
    http.root.session_store.save(session)
    return session.sid


def publish(day, slots, **more):
    session = env["talk.session"].create({{
        "company_id": company.id, "responsible_id": employees[-1].id, "place_id": place.id,
        "date_start": f"2099-01-{{day:02}} 00:00:00", "slot_minutes": 5, **more,
        "date_end": f"2099-01-{{day:02}} {{slots * 5 // 60:02}}:{{slots * 5 % 60:02}}:00"}})
    session.action_publish()
    return session.slot_ids.ids


made = {{
    "cookies": [session_of(user) for user in users[:-1]],
    "many": [publish(day, 280) for day in range(1, {TRIES} + 1)],
    "few": [publish(day, 120) for day in range(11, {TRIES} + 11)],
    "group": [publish(day, 3, capacity=50) for day in range(21, {TRIES} + 21)],
}}
env.cr.commit()
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def hall(world):
    with world.database(demo=False) as db:
        made = json.loads(world.shell(db, BUILD).splitlines()[-1])
        port = free_port()
        set_addresses(world.databases, db, port)
        log = world.settings.logs / "test-rush.log"
        server = Server(world.settings, world.cluster, db, port, log)
        try:
            server.start("--workers=2", "--max-cron-threads=0", "--log-level=warn")
            server.wait_until_it_answers()
            made["server"] = server
            look_first(made)
            yield made
        finally:
            server.stop()
    found = logcheck.read(log.read_text(errors="replace"), levels=("ERROR", "CRITICAL"))
    assert not found.unwanted, "\n".join(found.unwanted)


def look_first(hall):
    """Everybody has the list of times open."""
    params = {
        "model": "talk.slot",
        "method": "search_read",
        "args": [[("can_book", "=", True)], ["display_name", "free_count"]],
        "kwargs": {"limit": 20},
    }
    looks = [rush.Press(cookie, params) for cookie in hall["cookies"]]
    rush.together(hall["server"].url, "/web/dataset/call_kw", looks)
    assert all(look.worked for look in looks), looks[0].debug


def press(hall, cookies, slots):
    """Each presses on a slot chosen at random."""
    chance = random.Random(len(cookies))
    presses = [
        rush.Press(
            cookie,
            {
                "model": "talk.slot",
                "method": "action_book",
                "args": [[chance.choice(slots)]],
                "kwargs": {},
            },
        )
        for cookie in cookies
    ]
    return rush.together(hall["server"].url, PATH, presses)


def bookings(world, hall, slots):
    """(slot, seat, person) of what is in the database."""
    return world.query(
        hall["server"].db,
        "SELECT slot_id, seat, employee_id FROM talk_booking"
        " WHERE state = 'booked' AND slot_id = ANY(%s)",
        slots,
    )


def check(world, hall, slots, presses):
    """Nobody and no place twice; every answered success is there, and nothing else."""
    rows = bookings(world, hall, slots)
    assert len({row[:2] for row in rows}) == len({row[2] for row in rows}) == len(rows)
    assert len(rows) == sum(press.worked for press in presses)
    assert {press.refusal for press in presses if not press.worked} <= {TAKEN}
    return rows


def show(capsys, name, presses, share):
    """Print the figures; the 95 % within which presses are answered where nothing else runs."""
    p50, p95, last = (rush.percentile(presses, part) for part in (0.5, 0.95, 1))
    with capsys.disabled():
        print(
            f"\n{name}: {len(presses)} presses at once, {sum(p.worked for p in presses)} booked;"
            f" p50 {p50:.2f} s, p95 {p95:.2f} s, last {last:.2f} s;"
            f" others took {share.taken:.0%} of the machine, without them p95"
            f" {share.alone(p95):.2f} s"
        )
    return share.alone(p95)


@pytest.mark.parametrize("name", ["many", "few", "group"])
def test_nobody_is_booked_twice_nothing_is_lost_and_answers_come_soon(world, hall, capsys, name):
    figures = []
    for slots in hall[name]:
        with Share(hall["server"].db) as share:
            presses = press(hall, hall["cookies"], slots)
        figures.append(show(capsys, name, presses, share))
        check(world, hall, slots, presses)
        if figures[-1] < SECONDS:
            break
    press_again(world, hall, slots, presses, PLACES[name] // len(slots))
    assert len(bookings(world, hall, slots)) == min(PLACES[name], PEOPLE)
    assert min(figures) < SECONDS


def press_again(world, hall, slots, presses, capacity):
    """Those who were told to choose another do so, until all are booked or all is full."""
    while True:
        rows = check(world, hall, slots, presses)
        taken = [row[0] for row in rows]
        free = [slot for slot in slots if taken.count(slot) < capacity]
        waiting = [found.cookie for found in presses if not found.worked]
        if not free or not waiting:
            break
        presses = [found for found in presses if found.worked] + press(hall, waiting, free)
