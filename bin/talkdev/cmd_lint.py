"""bin/lint: style, structure and translations, as far as they can be judged without a database."""

import argparse

from . import install, lint
from .say import say


def main(arguments):
    parser = argparse.ArgumentParser("bin/lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="let ruff mend what it can first")
    options = parser.parse_args(arguments)
    settings = install.ensure(tests=True)
    if options.fix:
        lint.fix(settings)
    part = lint.run(settings)
    for problem in part.problems:
        say(f"-- {problem}")
    say(f"{part.passed} passed, {part.failed} failed")
    return 1 if part.failed else 0
