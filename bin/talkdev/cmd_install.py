"""bin/install: install everything, start nothing."""

import argparse
import shutil

from . import install
from .postgres import Cluster
from .say import Problem, say
from .settings import HELP, load


def main(arguments):
    parser = argparse.ArgumentParser(
        "bin/install",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--tests", action="store_true", help="also what bin/test and bin/lint need")
    parser.add_argument(
        "--remove", action="store_true", help="delete TALK_HOME and its database cluster instead"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before --remove")
    options = parser.parse_args(arguments)
    if options.remove:
        return _remove(load(), options.yes)
    settings = install.ensure(tests=options.tests)
    say(f"Everything is in {settings.home}.")
    return 0


def _remove(settings, yes):
    cluster = Cluster(settings)
    if not yes and input(f"Delete {settings.home} and all databases in it? [y/N] ") not in (
        "y",
        "Y",
    ):
        raise Problem("Nothing was deleted (add --yes to do it without being asked).")
    if not (settings.home / "stamps").is_dir() and any(settings.home.glob("*")):
        raise Problem(f"{settings.home} does not look like a TALK_HOME; it stays.")
    cluster.remove()
    shutil.rmtree(settings.home, ignore_errors=True)
    say(f"{settings.home} is gone.")
    return 0
