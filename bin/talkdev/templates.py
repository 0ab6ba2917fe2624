"""Template databases: made once, copied in a second.

`talk_base_<key>`   what the addon depends on, three languages, with or without demo data
`talk_addon_<key>`  the same with the addon installed, for one state of its files
"""

import contextlib
import subprocess

from . import addon, fetch_odoo, odoo, steps
from .databases import Databases
from .say import Problem, say
from .settings import ADDON, CLONE

LANGUAGES = "en_US,zh_CN,zh_TW"
# What Odoo would ask of the internet, where a test or a demo has none.
QUIET = """
UPDATE res_company SET iap_enrich_auto_done = true;
UPDATE ir_cron SET active = false WHERE id IN (
    SELECT res_id FROM ir_model_data WHERE model = 'ir.cron' AND module = 'mail'
       AND name = 'ir_cron_module_update_notification');
"""
LAYOUT = "3"


class Templates:
    def __init__(self, settings, cluster):
        self.settings = settings
        self.cluster = cluster
        self.databases = Databases(settings, cluster)

    def base(self, demo=True):
        """A database with everything the addon depends on."""
        depends = addon.depends()
        key = steps.digest(
            LAYOUT, LANGUAGES, fetch_odoo.version(self.settings), str(demo), *depends
        )
        name = f"talk_base_{key}"
        with self._made(name, "Making the template database (once, about a minute) …") as making:
            if making:
                self._odoo(making, "-i", ",".join(depends), *self._demo(demo))
                self.databases.query(making, self._quiet(making))
        return name

    def with_addon(self, demo=True):
        """A database with the addon as its files are now; older ones of the same kind go."""
        base = self.base(demo)
        prefix = f"talk_addon_{steps.digest(base, str(CLONE))[:8]}_"
        name = prefix + addon.checksum()
        with self._made(name, "Installing the addon into a template database …", base) as making:
            if making:
                self._odoo(making, "-i", ADDON, *self._demo(demo))
                self._check_demo(making)
        for old in self.databases.names():
            if old.startswith(prefix) and old.removesuffix("_making") != name:
                self._drop_unless_used(old)
        return name

    @contextlib.contextmanager
    def _made(self, name, message, source=None):
        """Yield the name to work on when `name` is not there yet; rename it when all went well."""
        lock = self.settings.home / "locks" / name
        with steps.locked(lock, "Waiting for a template database …"):
            if self.databases.mark(name) is not None:
                yield None
                return
            say(message)
            making = f"{name}_making"
            self.databases.drop(making)
            self.databases.drop(name)
            if source:
                self.databases.copy(source, making)
            yield making
            self.databases.rename(making, name)
            self.databases.set_mark(name, "template")

    def _check_demo(self, db):
        """Odoo installs without the demo data when they fail, and says so in the log only."""
        for (error,) in self.databases.query(db, "SELECT error FROM ir_demo_failure"):
            raise Problem(f"The demo data cannot be loaded:\n{error.strip()}")

    def _drop_unless_used(self, name):
        lock = self.settings.home / "locks" / name.removesuffix("_making")
        # Another command may be making or copying it at this moment.
        with contextlib.suppress(Problem, BlockingIOError), steps.locked(lock, wait=False):
            self.databases.query("postgres", f'DROP DATABASE IF EXISTS "{name}"')
            self.databases.drop(name)
            lock.unlink(missing_ok=True)

    def _demo(self, demo):
        return ["--with-demo" if demo else "--without-demo", f"--load-language={LANGUAGES}"]

    def _quiet(self, db):
        rows = self.databases.query(
            db,
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_name = 'res_company' AND column_name = 'iap_enrich_auto_done'",
        )
        return QUIET if rows else "SELECT 1"

    def _odoo(self, db, *arguments):
        log = self.settings.logs / f"{db}.log"
        with open(log, "w") as output:
            done = odoo.call(
                self.settings,
                self.cluster,
                *("-d", db, *arguments),
                *("--stop-after-init", "--no-http", "--max-cron-threads=0"),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        if done.returncode:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise Problem(f"Odoo could not make {db}; the end of {log}:\n{tail}")
