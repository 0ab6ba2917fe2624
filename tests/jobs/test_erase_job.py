"""Erasing by real processes: two at once, one killed in the middle, one run after another."""

import subprocess
import time

import pytest
from talkdev import odoo

JOB = "env['talk.talk']._cron_erase(); env.cr.commit()"
# small transactions, so that one can be killed between two of them
WORKER = "from odoo.addons.talk_management.models.talk import talk_retention\n"
WORKER += "talk_retention.BATCH = 5\n" + JOB
# nothing raised keeps a record back, and all of them were written long ago
LONG_AGO = """
DELETE FROM talk_item WHERE true;
UPDATE res_company SET talk_erase_from = '2000-01-01';
UPDATE talk_confirmation SET is_disputed = FALSE;
UPDATE talk_talk SET date = date - 20000 WHERE state = 'held';
"""
TRACES = "SELECT record_ref, talk_id, why, state, row_count FROM talk_erasure WHERE why = 'rule'"
LEFT = """
SELECT r.id FROM talk_record r JOIN talk_talk t ON t.id = r.talk_id WHERE t.state = 'held'
"""
TALKS = "SELECT id, name, state FROM talk_talk"


@pytest.fixture
def archive(world):
    with world.database() as db:
        world.query(db, LONG_AGO)
        assert len(world.query(db, LEFT)) > 50
        yield db


@pytest.fixture(scope="module")
def expected(world):
    """The traces that one undisturbed run leaves."""
    with world.database() as db:
        world.query(db, LONG_AGO)
        talks = world.query(db, TALKS)
        world.shell(db, JOB)
        assert world.query(db, LEFT) == []
        assert sorted(world.query(db, TALKS)) == sorted(talks)
        yield sorted(world.query(db, TRACES))


def start(world, db):
    child = subprocess.Popen(
        odoo.command(world.settings, "shell", "-d", db, "--no-http", "--log-level=error"),
        env=odoo.environment(world.settings, world.cluster),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    child.stdin.write(WORKER.encode() + b"\n")
    child.stdin.close()
    return child


def test_two_workers_erase_each_record_once(world, archive, expected):
    workers = [start(world, archive) for _number in range(2)]
    for worker in workers:
        worker.wait(timeout=300)
    world.shell(archive, JOB)
    assert world.query(archive, LEFT) == []
    assert sorted(world.query(archive, TRACES)) == expected


def test_a_worker_killed_in_the_middle_leaves_no_half_erased_record(world, archive, expected):
    worker = start(world, archive)
    deadline = time.monotonic() + 120
    while not world.query(archive, TRACES) and time.monotonic() < deadline:
        assert worker.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    worker.kill()
    worker.wait()
    erased = {row[0] for row in world.query(archive, TRACES)}
    left = {row[0] for row in world.query(archive, LEFT)}
    assert erased and left, "it was not in the middle"
    assert not erased & left
    for _night in range(2):
        world.shell(archive, JOB)
        assert world.query(archive, LEFT) == []
        assert sorted(world.query(archive, TRACES)) == expected
