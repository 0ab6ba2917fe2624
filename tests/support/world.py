"""The installed Odoo and its database cluster, and databases that live as long as a test."""

import contextlib
import itertools
import os
import subprocess

from talkdev import logcheck, odoo
from talkdev.settings import ADDON
from talkdev.templates import Templates

ONCE = ("--stop-after-init", "--no-http", "--max-cron-threads=0")


class World:
    def __init__(self, settings, cluster):
        self.settings = settings
        self.cluster = cluster
        self.templates = Templates(settings, cluster)
        self.databases = self.templates.databases
        self._numbers = itertools.count(1)

    @contextlib.contextmanager
    def database(self, addon=True, demo=True):
        """The name of a fresh database, dropped afterwards."""
        make = self.templates.with_addon if addon else self.templates.base
        source = make(demo=demo)
        name = f"talk_system_{next(self._numbers)}_{os.getpid()}"
        self.databases.drop(name)
        self.databases.copy(source, name)
        try:
            yield name
        finally:
            self.databases.drop(name)

    def query(self, db, statement, *values):
        """Rows of one SQL statement; it is committed."""
        return self.databases.query(db, statement, *values)

    def odoo(self, *arguments, **kwargs):
        """Odoo's command line; returns its log, and fails with it."""
        done = odoo.call(
            self.settings,
            self.cluster,
            *arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **kwargs,
        )
        assert done.returncode == 0, done.stdout[-4000:]
        return done.stdout

    def install(self, db):
        return self.odoo("-d", db, "-i", ADDON, *ONCE)

    def upgrade(self, db):
        return self.odoo("-d", db, "-u", ADDON, *ONCE)

    def uninstall(self, db):
        config = odoo.config_file(self.settings)
        return self.odoo("module", "uninstall", "-c", config, "-d", db, ADDON)

    def shell(self, db, code):
        """Run Python in Odoo's shell (`env` is there); returns what it printed.

        Commit yourself: `env.cr.commit()`.
        """
        marked = f"print('--- talk')\n{code}\nprint('--- talk')\n"
        output = self.odoo("shell", "-d", db, "--no-http", "--log-level=error", input=marked)
        return output.split("--- talk")[1].strip()


def unwanted(log):
    """Warnings and errors in a log that no rule allows."""
    return logcheck.read(log).unwanted
