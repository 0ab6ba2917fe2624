"""Two real transactions ask for the same thing: one has it, the other gets a clear sentence.

The second one begins before the first has finished and asks while it is unfinished, so it cannot
see what the first did: only the database's own constraints keep them apart.
"""

import json

import pytest

SCRIPT = """
import json, threading, time
from odoo import api
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

company = env["res.company"].create({"name": "Two"})
env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True,
                       allowed_company_ids=company.ids))
vals = {"company_id": company.id, "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set(env.ref("base.group_user").ids)]}
users = env["res.users"].create([{"name": f"Two {n}", "login": f"two{n}", **vals}
                                 for n in range(4)])
anna, bo, one, other = env["hr.employee"].create([
    {"name": user.name, "user_id": user.id, "company_id": company.id} for user in users])
room, hall = env["talk.place"].create([{"name": name, "company_id": company.id}
                                       for name in ("Room", "Hall")])


def session(leader, place, day, **more):
    return env["talk.session"].create({
        "company_id": company.id, "responsible_id": leader.id, "place_id": place.id,
        "date_start": f"2099-02-{day:02} 01:00:00", "date_end": f"2099-02-{day:02} 02:00:00",
        **more})


def published(*args, **more):
    made = session(*args, **more)
    made.action_publish()
    return made.slot_ids[0]


def book(slot):
    return lambda env: env["talk.slot"].browse(slot.id).action_book()


def publish(made):
    return lambda env: env["talk.session"].sudo().browse(made.id).action_publish()


def move(slot, to):
    def call(env):
        mine = env["talk.booking"].search([("slot_id", "=", slot.id), ("is_mine", "=", True)])
        return mine.action_move(to.id)
    return call


def plan(leader, employee, day):
    return lambda env: env["talk.talk"].sudo().create({
        "company_id": company.id, "responsible_id": leader.id, "employee_id": employee.id,
        "date_start": f"2099-02-{day:02} 01:00:00", "duration": 0.5})


class Transaction:
    def __init__(self, user):
        self.cr = env.registry.cursor()
        self.env = api.Environment(self.cr, user.id, dict(env.context, lang="en_US"))
        self.cr.execute("SELECT 1")  # what it sees is settled now

    def run(self, call):
        begin = time.monotonic()
        try:
            call(self.env)
            self.env.flush_all()
            self.said = True
        except (UserError, ValidationError) as error:
            self.said = str(error)
        except Exception as error:
            self.said = f"not a sentence: {error!r}"
        self.seconds = time.monotonic() - begin

    def end(self):
        self.cr.commit() if self.said is True else self.cr.rollback()
        self.cr.close()


def race(first, second):
    "Both begin; the second asks while the first is unfinished, which then ends."
    env.cr.commit()
    a, b = Transaction(first[0]), Transaction(second[0])
    a.run(first[1])
    thread = threading.Thread(target=b.run, args=second[1:])
    thread.start()
    time.sleep(0.3)
    a.end()
    thread.join()
    b.end()
    env.cr.commit()
    env.invalidate_all()
    return [a.said, b.said, b.seconds < 0.9]


made = {}
slot = published(one, room, 1)
made["last seat"] = race((anna.user_id, book(slot)), (bo.user_id, book(slot)))
slot = published(one, room, 2, capacity=2)
made["two seats"] = race((anna.user_id, book(slot)), (bo.user_id, book(slot)))
env["talk.booking"].search([("talk_id", "=", False), ("slot_id", "=", slot.id)])._follow()
made["one talk"] = env["talk.booking"].search([("slot_id", "=", slot.id)]).talk_id.mapped(
    lambda talk: len(talk.participant_ids))
a, b = published(one, room, 3), published(other, hall, 3)
made["one person"] = race((anna.user_id, book(a)), (anna.user_id, book(b)))
slot = published(one, room, 4)
made["same button"] = race((anna.user_id, book(slot)), (anna.user_id, book(slot)))
a, b = session(one, room, 5), session(one, hall, 5)
made["one leader"] = race((env.user, publish(a)), (env.user, publish(b)))
a, b = session(one, room, 6), session(other, room, 6)
made["one place"] = race((env.user, publish(a)), (env.user, publish(b)))
slot = published(one, room, 7)
made["booking and talk"] = race((anna.user_id, book(slot)), (env.user, plan(other, anna, 7)))
made["two talks"] = race((env.user, plan(one, anna, 8)), (env.user, plan(other, anna, 8)))
slots = published(one, room, 9).session_id.slot_ids
for person, mine in ((anna, slots[0]), (bo, slots[1])):
    mine.with_user(person.user_id).action_book()
third = published(one, room, 10)
made["two move"] = race((anna.user_id, move(slots[0], third)), (bo.user_id, move(slots[1], third)))
made["kept"] = env["talk.booking"].search([("employee_id", "=", bo.id),
                                           ("slot_id", "=", slots[1].id)]).state
made["taken twice"] = env["talk.booking"]._read_group(
    [("state", "=", "booked")], ["slot_id", "seat"], having=[("__count", ">", 1)])
print(json.dumps(made))
"""
TAKEN = "This time has just been taken. Choose another."


@pytest.fixture(scope="module")
def races(world):
    """How each of two was answered: [first, second, whether the second was answered at once]."""
    with world.database(demo=False) as db:
        yield json.loads(world.shell(db, SCRIPT).splitlines()[-1])


@pytest.mark.parametrize(
    ("race", "sentence"),
    [
        ("last seat", TAKEN),
        ("one person", "Two 0 has another talk at that time. Choose another time."),
        (
            "same button",
            "Two 0 has a booking in this session already. Move it, or cancel it first.",
        ),
        (
            "one leader",
            "Another session with this leader or in this place has just been published for that "
            "time. Choose another.",
        ),
        (
            "one place",
            "Another session with this leader or in this place has just been published for that "
            "time. Choose another.",
        ),
        ("booking and talk", "Two 0 is not free at that time."),
        ("two talks", "Two 0 is not free at that time."),
        ("two move", TAKEN),
    ],
)
def test_one_has_it_and_the_other_is_told(races, race, sentence):
    assert races[race] == [True, sentence, True]


def test_two_have_the_two_places_of_a_group_and_share_one_talk(races):
    assert races["two seats"] == [True, True, True]
    assert races["one talk"] == [2]


def test_nobody_has_what_another_has_and_a_place_is_kept_when_the_move_fails(races):
    assert races["taken twice"] == []
    assert races["kept"] == "booked"
