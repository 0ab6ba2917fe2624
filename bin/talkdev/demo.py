"""The demo database: made once, upgraded when the addon's files changed."""

import csv
import subprocess

from . import addon, odoo
from .say import Problem, say
from .settings import ADDON
from .templates import Templates

ACCOUNTS = addon.FOLDER / "demo" / "accounts.csv"


class Demo:
    def __init__(self, settings, cluster):
        self.settings = settings
        self.cluster = cluster
        self.templates = Templates(settings, cluster)
        self.databases = self.templates.databases

    def ensure(self):
        db = self.settings.db
        mark = self.databases.mark(db)
        if mark is None and self.databases.exists(db):
            raise Problem(
                f"A database {db} exists that bin/run did not make: choose another TALK_DB."
            )
        if mark is None:
            self._make()
        elif mark != self._mark():
            self._upgrade()
        set_addresses(self.databases, db, self.settings.port)

    def drop(self):
        if (
            self.databases.exists(self.settings.db)
            and self.databases.mark(self.settings.db) is None
        ):
            raise Problem(f"Database {self.settings.db} was not made by bin/run; it stays.")
        self.databases.drop(self.settings.db)

    def _mark(self):
        return f"demo {addon.checksum()}"

    def _make(self):
        say("Making the demo database …")
        mark = self._mark()
        self.databases.copy(self.templates.with_addon(), self.settings.db)
        self.databases.set_mark(self.settings.db, mark)

    def _upgrade(self):
        say("The addon changed: upgrading the demo database …")
        mark = self._mark()
        log = self.settings.logs / "upgrade.log"
        arguments = ["-d", self.settings.db, "-u", ADDON, "--i18n-overwrite"]
        arguments += ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
        with open(log, "w") as output:
            done = odoo.call(
                self.settings, self.cluster, *arguments, stdout=output, stderr=subprocess.STDOUT
            )
        if done.returncode:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise Problem(
                f"The upgrade failed; bin/run --reset makes a new database. {log} ends:\n{tail}"
            )
        self.databases.set_mark(self.settings.db, mark)


def set_addresses(databases, db, port):
    """PDFs fetch their styles from the server itself, whatever address people use."""
    address = f"http://127.0.0.1:{port}"
    values = {"report.url": address, "web.base.url": address, "report.print_delay": "50"}
    for key, value in values.items():
        databases.query(
            db,
            "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            *(key, value),
        )


def accounts():
    """Who may log in to the demo, as rows for people to read."""
    if not ACCOUNTS.exists():
        return [{"role": "Administrator", "login": "admin", "password": "admin", "note": ""}]
    with open(ACCOUNTS, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def accounts_table():
    columns = ("role", "login", "password", "note")
    rows = [columns, *(tuple(row.get(c) or "" for c in columns) for row in accounts())]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(columns))]
    return "\n".join(
        "  " + "  ".join(_pad(cell, width) for cell, width in zip(row, widths)).rstrip()
        for row in rows
    )


def _width(text):
    # A Han character takes two columns.
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _pad(text, width):
    return text + " " * (width - _width(text))
