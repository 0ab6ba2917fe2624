"""Databases and their filestores: asking, copying, dropping.

A database that one of our commands made says so in its comment; no other is ever dropped.
The comment is written last, so one without it was never finished.
"""

import json
import os
import shutil
import subprocess

from . import odoo
from .say import Problem

# psycopg2 lives in the virtual environment, this code does not.
_QUERY = """
import json, sys, psycopg2
db, statement, values = json.load(sys.stdin)
connection = psycopg2.connect(dbname=db)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute(statement, values)
json.dump(cursor.fetchall() if cursor.description else [], sys.stdout, default=str)
"""
MARK = "talk: "


class Databases:
    def __init__(self, settings, cluster):
        self.settings = settings
        self.cluster = cluster

    def query(self, db, statement, *values):
        done = subprocess.run(
            [str(self.settings.python), "-c", _QUERY],
            input=json.dumps([db, statement, values or None]),
            env=odoo.environment(self.settings, self.cluster),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Problem(f"PostgreSQL: {done.stderr.strip().splitlines()[-1]}")
        return [tuple(row) for row in json.loads(done.stdout)]

    def names(self):
        return [row[0] for row in self.query("postgres", "SELECT datname FROM pg_database")]

    def exists(self, db):
        return db in self.names()

    def mark(self, db):
        """What our commands wrote on this database; None for a foreign or unfinished one."""
        rows = self.query(
            "postgres",
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            db,
        )
        text = rows[0][0] if rows else None
        return text[len(MARK) :] if text and text.startswith(MARK) else None

    def set_mark(self, db, text):
        quoted = (MARK + text).replace("'", "''")
        self.query("postgres", f"COMMENT ON DATABASE {quote(db)} IS '{quoted}'")

    def filestore(self, db):
        return self.settings.data_dir / "filestore" / db

    def copy(self, source, target):
        self.query("postgres", f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")
        if self.filestore(source).is_dir():
            # Files of a filestore are named by their content and never rewritten.
            shutil.copytree(self.filestore(source), self.filestore(target), copy_function=os.link)

    def drop(self, db):
        self.query("postgres", f"DROP DATABASE IF EXISTS {quote(db)} WITH (FORCE)")
        shutil.rmtree(self.filestore(db), ignore_errors=True)

    def rename(self, source, target):
        self.query("postgres", f"ALTER DATABASE {quote(source)} RENAME TO {quote(target)}")
        if self.filestore(source).is_dir():
            shutil.rmtree(self.filestore(target), ignore_errors=True)
            os.rename(self.filestore(source), self.filestore(target))


def quote(name):
    return '"' + name.replace('"', '""') + '"'
