"""The daily job of real processes: two at once, one killed in the middle, one run after another."""

import subprocess
import time

import pytest
from talkdev import odoo

JOB = "env['talk.obligation']._cron_daily(); env.cr.commit()"
# what is still open is owed afresh; what was held stays, with its talks
EMPTY = """
TRUNCATE talk_reminder, talk_quota, talk_reception CASCADE;
DELETE FROM mail_activity WHERE res_model LIKE 'talk.%';
DELETE FROM talk_plan_line;
DELETE FROM talk_obligation WHERE state IN ('open', 'withdrawn');
"""
OWED = """
SELECT origin, responsible_id, employee_id, state, date_start::text, date_due::text
  FROM talk_obligation
"""
REMINDED = "SELECT origin, responsible_id, step, user_id FROM talk_reminder"
QUOTAS = "SELECT rule_id, period_key, responsible_id, target_count, state FROM talk_quota"
RECEPTIONS = "SELECT rule_id, responsible_id, stand_in_id, date::text FROM talk_reception"
ACTIVITIES = """
SELECT a.res_model, r.origin, r.responsible_id, a.user_id
  FROM mail_activity a JOIN talk_reminder r ON r.id = a.res_id
 WHERE a.res_model = 'talk.reminder' AND a.active
"""


@pytest.fixture(scope="module")
def expected(world):
    """What one undisturbed run makes of the demo hospital."""
    with world.database() as db:
        world.query(db, EMPTY)
        world.shell(db, JOB)
        yield outcome(world, db)


@pytest.fixture
def hospital(world):
    with world.database() as db:
        world.query(db, EMPTY)
        yield db


def outcome(world, db):
    """Everything the job makes, as sorted rows: a row twice shows as two."""
    statements = (OWED, REMINDED, QUOTAS, RECEPTIONS, ACTIVITIES)
    return [sorted(world.query(db, statement), key=str) for statement in statements]


def start(world, db):
    child = subprocess.Popen(
        odoo.command(world.settings, "shell", "-d", db, "--no-http", "--log-level=error"),
        env=odoo.environment(world.settings, world.cluster),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    child.stdin.write(JOB.encode() + b"\n")
    child.stdin.close()
    return child


def test_one_run_makes_something_of_everything(expected):
    assert all(expected)


def test_two_workers_at_once_make_what_one_makes(world, hospital, expected):
    workers = [start(world, hospital) for _number in range(2)]
    for worker in workers:
        worker.wait(timeout=300)
    world.shell(hospital, JOB)  # the net of the next night, should both have given way
    assert outcome(world, hospital) == expected


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(world, hospital, expected):
    before = len(world.query(hospital, OWED))
    worker = start(world, hospital)
    deadline = time.monotonic() + 120
    while len(world.query(hospital, OWED)) == before and time.monotonic() < deadline:
        assert worker.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    worker.kill()
    worker.wait()
    world.shell(hospital, JOB)
    assert outcome(world, hospital) == expected
    world.shell(hospital, JOB)
    assert outcome(world, hospital) == expected
