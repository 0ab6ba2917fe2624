"""bin/install: install everything, start nothing."""

import argparse

from . import install
from .say import say
from .settings import HELP


def main(arguments):
    parser = argparse.ArgumentParser(
        "bin/install",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--tests", action="store_true", help="also what bin/test and bin/lint need")
    options = parser.parse_args(arguments)
    settings = install.ensure(tests=options.tests)
    say(f"Everything is in {settings.home}.")
    return 0
