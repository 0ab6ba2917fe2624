"""bin/test [PART]: installs what is missing and runs the tests; without PART, all of them.

  lint     style, structure, translations: the same as bin/lint
  engine   tests/engine, plain pytest without Odoo
  odoo     the addon's tests inside Odoo, with demo data, PDF engine and browser
  system   the other tests/, against a running server

A skipped test, a warning in Odoo's log (see bin/log-allowed.txt) and failed demo data count as
failures. Every database made for the tests is dropped at the end.
"""

import argparse
import os
import time

from . import install, lint, part_odoo, part_pytest
from .databases import Databases
from .say import say
from .settings import HELP

PARTS = ("lint", "engine", "odoo", "system")


def main(arguments):
    options = _parse(arguments)
    parts = [options.part] if options.part else PARTS
    results = []
    try:
        with install.ready(tests=True) as (settings, cluster):
            databases = Databases(settings, cluster)
            _drop_left_over(databases)
            try:
                for name in parts:
                    results.append(_timed(name, settings, cluster, options))
            finally:
                # pytest, interrupted inside its browser, may not get round to it.
                _drop_left_over(databases)
    finally:
        _report(results)
    failed = sum(part.failed for part in results)
    say(f"{sum(part.passed for part in results)} passed, {failed} failed")
    return 1 if failed else 0


def _parse(arguments):
    parser = argparse.ArgumentParser(
        "bin/test",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", choices=PARTS, help="run one part only")
    parser.add_argument(
        "--tags", default="", help="odoo: as Odoo's --test-tags, after installation"
    )
    parser.add_argument("-k", metavar="EXPR", help="engine, system: as pytest's -k")
    options = parser.parse_args(arguments)
    if options.tags and options.part != "odoo":
        parser.error("--tags goes with the part odoo")
    if options.k and options.part not in ("engine", "system"):
        parser.error("-k goes with the part engine or system")
    return options


def _timed(name, settings, cluster, options):
    started = time.monotonic()
    say(f"== {name}")
    chosen = ["-k", options.k] if options.k else []
    if name == "lint":
        part = lint.run(settings)
    elif name == "engine":
        part = part_pytest.engine(settings, chosen)
    elif name == "odoo":
        part = part_odoo.run(settings, cluster, options.tags)
    else:
        part = part_pytest.system(settings, cluster, chosen)
    seconds = time.monotonic() - started
    say(f"== {name}: {part.passed} passed, {part.failed} failed, {seconds:.0f} s\n")
    return part


def _report(results):
    for part in results:
        for problem in part.problems:
            say(f"-- {part.name}: {_shortened(problem)}")


def _shortened(problem):
    """Tracebacks through all of Odoo: the first line and the last ones tell enough."""
    lines = problem.splitlines()
    return "\n".join(lines if len(lines) <= 60 else [*lines[:4], "    …", *lines[-40:]])


def _drop_left_over(databases):
    """Databases of test runs that were killed before they could drop them."""
    for name in databases.names():
        owner = name.rsplit("_", 1)[-1]
        ours = name.startswith(("talk_test_", "talk_system_")) and owner.isdigit()
        if ours and not os.path.exists(f"/proc/{owner}"):
            databases.drop(name)
