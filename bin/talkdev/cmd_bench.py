"""bin/bench: measures the addon on thousands of generated people, beside bare SQL in one run.

A line per figure: name, measured, goal, `ok` or `short`; `-` where there is no goal.
Exit code 0 when every goal is reached, 1 when a figure falls short, 2 on any other problem.

Times depend on the machine and on what else it does; goals are ratios, queries and rows, which do
not. A goal that is missed while other programs run is worth a second look on a quiet machine.
"""

import argparse
import json
import os
import subprocess

from . import children, figures, install, odoo
from .databases import Databases
from .say import Problem, complain, say
from .settings import CLONE, HELP
from .templates import Templates

CODE = "from scale import run\nrun.main(env)\n"


def main(arguments):
    options = _parse(arguments)
    try:
        with install.ready() as (settings, cluster):
            return _bench(settings, cluster, options)
    except Problem as problem:
        complain(f"bin/bench: {problem}")
        return 2


def _parse(arguments):
    parser = argparse.ArgumentParser(
        "bin/bench",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--people", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
    parser.add_argument("--rounds", type=int, default=5, help="medians of so many (default: 5)")
    options = parser.parse_args(arguments)
    if options.people < 1000:
        parser.error("--people: at least 1000, as a tenth of them is measured too")
    if options.rounds < 1:
        parser.error("--rounds: at least 1")
    return options


def _bench(settings, cluster, options):
    databases = Databases(settings, cluster)
    _drop_left_over(databases)
    db = f"bench_{os.getpid()}"
    databases.copy(Templates(settings, cluster).with_addon(demo=False), db)
    try:
        return _measure(settings, cluster, db, options)
    finally:
        databases.drop(db)


def _measure(settings, cluster, db, options):
    log = settings.logs / "bench.log"
    env = odoo.environment(settings, cluster)
    paths = [env["PYTHONPATH"], *(str(CLONE / folder) for folder in ("tests", "bin"))]
    env["PYTHONPATH"] = os.pathsep.join(paths)
    env["TALK_BENCH"] = json.dumps(vars(options))
    command = odoo.command(settings, "shell", "-d", db, "--no-http", "--log-level=warn")
    say(figures.columns(*figures.HEAD))
    found = []
    with open(log, "w") as errors:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
        child = children.start(command, env=env, text=True, **pipes)
        try:
            child.stdin.write(CODE)
            child.stdin.close()
            for line in child.stdout:
                figure = figures.read(line)
                if figure:
                    found.append(figure)
                    say(figure.line())
            code = child.wait()
        finally:
            children.end(child)
    if code:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Problem(f"The run ended early; the end of {log}:\n{tail}")
    return figures.exit_code(found)


def _drop_left_over(databases):
    """Databases of runs that were killed before they could drop them."""
    for name in databases.names():
        owner = name.removeprefix("bench_")
        if name != owner and owner.isdigit() and not os.path.exists(f"/proc/{owner}"):
            databases.drop(name)
