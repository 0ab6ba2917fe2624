"""The parts that pytest runs: the engine without Odoo, and the product from outside."""

import os
import shlex
import signal
import xml.etree.ElementTree as ElementTree

from . import children, odoo
from .parts import Part
from .settings import CLONE

TESTS = CLONE / "tests"


def engine(settings, arguments=()):
    if not any((TESTS / "engine").rglob("test_*.py")):
        return Part("engine")
    return _pytest(settings, "engine", [TESTS / "engine", *arguments], dict(os.environ))


def system(settings, cluster, arguments=()):
    env = odoo.environment(settings, cluster)
    # The tests import talkdev, which must find this TALK_HOME and port again by itself.
    env.update(TALK_HOME=str(settings.home), PYTHONDONTWRITEBYTECODE="1")
    where = [TESTS, f"--ignore={TESTS / 'engine'}"]
    return _pytest(settings, "system", [*where, *arguments], env)


def _pytest(settings, name, arguments, env):
    report = settings.logs / f"test-{name}.xml"
    report.unlink(missing_ok=True)
    command = [settings.python, "-m", "pytest", "-q", "--no-header", "-rs"]
    command += [f"--junitxml={report}", f"--rootdir={CLONE}", *arguments]
    child = children.start(command, env=env, cwd=CLONE)
    try:
        code = child.wait()
    finally:
        # Interrupted, pytest still takes down what its fixtures started.
        children.end(child, signal.SIGINT, seconds=20)
    return _read(name, report, code, shlex.join(map(str, arguments)))


def _read(name, report, code, shown):
    part = Part(name)
    if not report.exists():
        part.fail(f"pytest {shown} ended with exit code {code} before it ran a test.")
        return part
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        where = f"{case.get('classname')}.{case.get('name')}"
        outcome = next((child.tag for child in case if child.tag in _BAD), None)
        if outcome:
            # pytest has shown the rest above.
            part.fail(f"{outcome}: {where}")
        else:
            part.ok()
    if code not in (0, 1, 5) and not part.failed:
        part.fail(f"pytest {shown} ended with exit code {code}.")
    return part


# A skipped test is one that did not run.
_BAD = ("failure", "error", "skipped")
