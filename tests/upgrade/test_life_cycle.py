"""Installing, upgrading and uninstalling on a database without demo data, as a hospital has it."""

import pytest
from support.world import unwanted
from talkdev.settings import ADDON

COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
 WHERE table_schema = 'public'
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace
"""
INDEXES = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
# Every table with rows that a module brings, and what names a row in it.
RECORDS = {
    "models": "SELECT model FROM ir_model",
    "fields": "SELECT model, name FROM ir_model_fields",
    "parameters": "SELECT key FROM ir_config_parameter",
    "external ids": "SELECT module, name FROM ir_model_data WHERE module NOT LIKE '\\_\\_%%'",
    "groups": "SELECT id::text, name::text FROM res_groups",
    "rules": "SELECT id::text, name FROM ir_rule",
    "scheduled actions": "SELECT cron_name FROM ir_cron",
    "menus": "SELECT id::text, name::text FROM ir_ui_menu",
    "views": "SELECT id::text, name FROM ir_ui_view",
    "activity types": "SELECT name::text FROM mail_activity_type",
    "mail templates": "SELECT name::text FROM mail_template",
    "sequences": "SELECT code, name FROM ir_sequence",
    "saved filters": "SELECT name, model_id FROM ir_filters",
}


@pytest.fixture(scope="module")
def hospital(world):
    with world.database(addon=False, demo=False) as db:
        yield db


@pytest.fixture(scope="module")
def before(world, hospital):
    return inventory(world, hospital)


@pytest.fixture(scope="module")
def installed(world, hospital, before):
    """The log of the installation."""
    return world.install(hospital)


def inventory(world, db):
    structure = {"columns": COLUMNS, "constraints": CONSTRAINTS, "indexes": INDEXES}
    return {
        kind: set(world.query(db, statement))
        for kind, statement in {**structure, **RECORDS}.items()
    }


def rows_per_table(world, db):
    tables = world.query(
        db,
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND (tablename LIKE 'talk%%' OR tablename LIKE 'hr\\_%%') ORDER BY 1",
    )
    return {table: world.query(db, f'SELECT count(*) FROM "{table}"')[0][0] for (table,) in tables}


def test_installing_says_nothing_unwanted(installed):
    assert unwanted(installed) == []


def test_upgrading_keeps_every_row_and_says_nothing_unwanted(world, hospital, installed):
    rows = rows_per_table(world, hospital)
    structure = inventory(world, hospital)
    assert unwanted(world.upgrade(hospital)) == []
    assert rows_per_table(world, hospital) == rows
    assert inventory(world, hospital) == structure


def test_upgrading_the_demo_keeps_every_row(world):
    with world.database() as db:
        rows = rows_per_table(world, db)
        assert unwanted(world.upgrade(db)) == []
        assert rows_per_table(world, db) == rows


def test_uninstalling_leaves_odoo_as_it_was(world, hospital, before, installed):
    log = world.uninstall(hospital)
    after = inventory(world, hospital)
    for kind, names in before.items():
        left = sorted(map(str, after[kind] - names))
        gone = sorted(map(str, names - after[kind]))
        assert not left, f"{kind} left behind by {ADDON}: {left[:10]}"
        assert not gone, f"{kind} taken away with {ADDON}: {gone[:10]}"
    assert unwanted(log) == []
