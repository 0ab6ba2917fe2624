"""The addon's own tests, run by Odoo with demo data, PDF engine and browser."""

import os
import subprocess

from . import children, i18n_files, logcheck, odoo
from .parts import Part
from .say import say
from .server import free_port
from .settings import ADDON, CLONE
from .templates import Templates


def run(settings, cluster, tags=""):
    templates = Templates(settings, cluster)
    db = f"talk_test_{os.getpid()}"
    # A chosen test starts faster with the addon already installed; the whole run installs it, so
    # that tests at install run and the log of the installation is judged.
    source = templates.with_addon() if tags else templates.base()
    install = [] if tags else ["-i", ADDON]
    templates.databases.drop(db)
    templates.databases.copy(source, db)
    try:
        part = _tests(settings, cluster, db, [*install, "--test-tags", tags or f"/{ADDON}"])
        _demo_failures(templates.databases, db, part)
        if not tags:
            part.extend(i18n_files.compare(settings, cluster, db))
        return part
    finally:
        templates.databases.drop(db)


def _tests(settings, cluster, db, arguments):
    log = settings.logs / "test-odoo.log"
    say(f"  log: {log}")
    command = odoo.command(
        settings,
        *("-d", db, "--with-demo", "--stop-after-init", "--max-cron-threads=0"),
        *("--http-interface=127.0.0.1", "--http-port", free_port(), *arguments),
    )
    with open(log, "w") as output:
        child = children.start(
            command,
            env=odoo.environment(settings, cluster),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            code = child.wait()
        finally:
            children.end(child, seconds=2)
    findings = logcheck.read(log.read_text(errors="replace"))
    part = Part("odoo", findings.passed, findings.failed, findings.problems())
    if code and not findings.failed:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        part.fail(f"Odoo ended with exit code {code}:\n{tail}")
    elif not findings.tests and any((CLONE / ADDON / "tests").glob("test_*.py")):
        part.fail("No test ran: does the tag name one that runs after installation?")
    return part


def _demo_failures(databases, db, part):
    rows = databases.query(
        db,
        "SELECT m.name, f.error FROM ir_demo_failure f"
        " JOIN ir_module_module m ON m.id = f.module_id",
    )
    for module, error in rows:
        last = error.strip().splitlines()[-1]
        part.fail(f"The demo data of {module} failed: {last}")
