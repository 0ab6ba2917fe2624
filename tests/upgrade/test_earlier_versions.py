"""A hospital that has worked with an earlier version upgrades to this one.

`talk_management-19.0.x.0.0.tar.xz` are the addon as it was then, without its tests, demo people
and translations.
"""

import ast
import tarfile
from pathlib import Path

import pytest
from support.world import ONCE, unwanted
from talkdev import fetch_odoo
from talkdev.settings import ADDON

VERSIONS = ("19.0.1.0.0", "19.0.2.0.0", "19.0.3.0.0")
# a department head with three colleagues: one talk is held, one excused, one still owed;
# a second rule asks for two talks in each half-year and is archived by now
YEAR_OF_WORK = """
from datetime import timedelta
from odoo import Command, fields
company = env.company
company.resource_calendar_id.tz = "Asia/Shanghai"
head, *staff = env["hr.employee"].create(
    [{"name": name, "company_id": company.id} for name in ("Head", "Anna", "Bo", "Chen")]
)
ward = env["hr.department"].create(
    {"name": "Ward", "company_id": company.id, "manager_id": head.id}
)
env["hr.employee"].concat(head, *staff).department_id = ward
env["talk.edge"]._refresh()
layer = env.ref("talk_management.layer_head_staff")
yearly, halves = env["talk.rule"].create(
    [
        {"name": "Yearly", "layer_ids": [Command.set(layer.ids)]},
        {
            "name": "Twice in each half-year",
            "layer_ids": [Command.set(layer.ids)],
            "talk_count": 2,
            "period_unit": "half_year",
            "lead_days": "30",
        },
    ]
)
env["talk.obligation"]._generate(yearly | halves)
halves.active = False
owed = env["talk.obligation"].search([("rule_id", "=", yearly.id)])
held, excused = owed.filtered(lambda o: o.employee_id == staff[0]), owed.filtered(
    lambda o: o.employee_id == staff[1]
)
talk = env["talk.talk"].create(
    {
        "responsible_id": head.id,
        "date_start": fields.Datetime.now() - timedelta(hours=2),
        "participant_ids": [Command.create({"employee_id": staff[0].id})],
    }
)
talk.action_hold()
env["talk.excuse"].create(
    {"reason": "on her way out", "obligation_ids": [Command.set(excused.ids)]}
).action_excuse()
talk.record_ids.content = "zq9 on the night shifts"
if "talk.record.item" in env:
    env["talk.record.item"].create(
        [
            {
                "record_id": talk.record_ids.id,
                "text": "zq9 said in confidence",
                "state": state,
                "response": "Done." if state == "settled" else False,
                "passing": passing,
                "passed_words": words,
            }
            for state, passing, words in (
                ("follow_up", "anonymous", "The rota comes too late"),
                ("follow_up", "none", False),
                ("settled", "none", False),
            )
        ]
    )
talk.record_ids.action_complete()
coming = env["talk.talk"].create(
    {
        "responsible_id": head.id,
        "date_start": fields.Datetime.now() + timedelta(days=9),
        "participant_ids": [Command.create({"employee_id": staff[2].id})],
    }
)
env["talk.obligation"]._cron_daily()
env.cr.commit()
print(sorted(owed.mapped("state")))
"""
KEPT = {
    "obligations": "SELECT id, rule_id, origin, responsible_id, employee_id, layer_id, date_start,"
    " date_due, state, date_settled, excuse_reason FROM talk_obligation ORDER BY id",
    "rules": "SELECT id, name, talk_count, period_unit, lead_days, active FROM talk_rule"
    " ORDER BY id",
    "reminders": "SELECT id, rule_id, responsible_id FROM talk_reminder ORDER BY id",
    "reminding": "SELECT id, res_id, summary, date_deadline FROM mail_activity"
    " WHERE res_model = 'talk.reminder' ORDER BY id",
    "chain": "SELECT id, layer_id, responsible_id, employee_id, date_from, date_to FROM talk_edge"
    " ORDER BY id",
    "talks": "SELECT id, name, state, date_start, responsible_id FROM talk_talk ORDER BY id",
    "participants": "SELECT id, talk_id, employee_id, attendance FROM talk_participant ORDER BY id",
    "words": "SELECT id, talk_id, content, state FROM talk_record ORDER BY id",
    "entries": "SELECT id, name, start, stop, privacy FROM calendar_event WHERE is_talk"
    " ORDER BY id",
    "told": "SELECT id, res_model, user_id FROM mail_activity"
    " WHERE res_model <> 'talk.weekly.check' ORDER BY id",
}
DAY = "env['talk.obligation']._cron_daily()\nenv.cr.commit()"


def kept(world, db):
    return {what: world.query(db, statement) for what, statement in KEPT.items()}


@pytest.fixture(scope="module", params=VERSIONS)
def then(request, world, tmp_path_factory):
    """``(database, what is in it, log of the upgrade)``."""
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(Path(__file__).with_name(f"{ADDON}-{request.param}.tar.xz")) as archive:
        archive.extractall(folder, filter="data")
    paths = ",".join(map(str, [*fetch_odoo.addons_paths(world.settings), folder]))
    with world.database(addon=False, demo=False) as db:
        world.odoo("-d", db, "--addons-path", paths, "-i", ADDON, *ONCE)
        said = world.odoo(
            *("shell", "-d", db, "--addons-path", paths, "--no-http", "--log-level=error"),
            input=YEAR_OF_WORK,
        )
        states = ast.literal_eval(said.strip().splitlines()[-1].removeprefix(">>> "))
        assert states == ["excused", "planned", "settled"]
        before = kept(world, db)
        yield db, before, world.upgrade(db)


def test_the_upgrade_says_nothing_unwanted_and_changes_nothing_that_was_there(world, then):
    db, before, log = then
    assert unwanted(log) == []
    assert kept(world, db) == before


def test_rules_go_on_by_their_period_and_the_day_after_changes_nothing(world, then):
    db, before, _log = then
    assert world.query(db, "SELECT DISTINCT basis FROM talk_rule") == [("period",)]
    for _day in range(2):
        world.shell(db, DAY)
        assert kept(world, db) == before


def test_nothing_that_happened_before_the_upgrade_is_taken_for_an_event(world, then):
    db, _before, _log = then
    world.shell(db, DAY)
    assert world.query(db, "SELECT count(*) FROM talk_trigger") == [(0,)]


def test_the_upgraded_database_is_built_like_a_new_one(world, then):
    structure = """
        SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
         WHERE table_name LIKE 'talk\\_%%'
         UNION ALL SELECT tablename, indexname, '', '' FROM pg_indexes
         WHERE tablename LIKE 'talk\\_%%'
         UNION ALL SELECT conrelid::regclass::text, conname, '', '' FROM pg_constraint
         WHERE conrelid::regclass::text LIKE 'talk\\_%%'"""
    db, _before, _log = then
    with world.database(demo=False) as new:
        assert sorted(world.query(db, structure)) == sorted(world.query(new, structure))


def test_what_was_to_be_followed_up_becomes_a_raised_item(world, then):
    db, _before, _log = then
    (noted,) = world.query(db, "SELECT count(*) FROM talk_record_item WHERE state = 'follow_up'")
    items = "SELECT i.is_private, i.state, w.text FROM talk_item i LEFT JOIN talk_item_word w"
    items += " ON w.item_id = i.id ORDER BY i.id"
    made = world.query(db, items)
    assert len(made) == noted[0]
    if made:
        assert made == [(False, "new", "The rota comes too late"), (True, "new", None)]
