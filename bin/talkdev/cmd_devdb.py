"""bin/devdb NAME: a fresh database NAME with the addon and its demo data, copied from a template.

Then: bin/odoo -d NAME, bin/shell NAME, bin/odoo sql NAME. Log in as admin / admin.
"""

import argparse

from . import install
from .say import Problem, say
from .settings import HELP
from .templates import Templates


def main(arguments):
    parser = argparse.ArgumentParser(
        "bin/devdb",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", help="name of the database")
    parser.add_argument("--replace", action="store_true", help="drop a database of that name first")
    parser.add_argument("--no-demo", action="store_true", help="without demo data")
    parser.add_argument("--no-addon", action="store_true", help="only what the addon depends on")
    parser.add_argument("--drop", action="store_true", help="only drop it")
    options = parser.parse_args(arguments)
    with install.ready() as (settings, cluster):
        templates = Templates(settings, cluster)
        databases = templates.databases
        if databases.exists(options.name):
            _make_room(databases, options)
        if not options.drop:
            make = templates.base if options.no_addon else templates.with_addon
            databases.copy(make(demo=not options.no_demo), options.name)
            databases.set_mark(options.name, "devdb")
            say(f"Database {options.name} is ready.")
    return 0


def _make_room(databases, options):
    if not (options.replace or options.drop):
        raise Problem(f"Database {options.name} exists; --replace drops it first.")
    if databases.mark(options.name) is None:
        raise Problem(f"Database {options.name} was not made by bin/devdb; it stays.")
    databases.drop(options.name)
