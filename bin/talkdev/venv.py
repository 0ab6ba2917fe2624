"""The virtual environment: what Odoo imports, and what the tests and linters need on top."""

import subprocess
import sys

from . import steps
from .say import Problem, say
from .settings import CLONE

REQUIREMENTS = CLONE / "bin" / "requirements"


def ensure(settings):
    _ensure_group(settings, "odoo", "Installing Odoo's Python packages …")


def ensure_dev(settings):
    ensure(settings)
    _ensure_group(settings, "dev", "Installing test and lint tools …")


def _ensure_group(settings, group, message):
    wanted = REQUIREMENTS / f"{group}.txt"
    key = steps.digest(wanted.read_text(), sys.version, str(settings.venv))
    if _works(settings) and steps.is_done(settings, f"venv-{group}", key):
        return
    say(message)
    if not _works(settings):
        _create(settings)
    pip = [settings.python, "-m", "pip", "install", "--disable-pip-version-check"]
    steps.run_logged(
        settings,
        "venv",
        # Odoo's own pins hold for the tools as well.
        [*pip, "-r", wanted, "-c", REQUIREMENTS / "odoo.txt"],
        "Python packages cannot be installed; pip's own configuration decides where from.",
    )
    steps.mark_done(settings, f"venv-{group}", key)


def _works(settings):
    if not settings.python.exists():
        return False
    probe = [str(settings.python), "-c", "import pip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _create(settings):
    for group in ("odoo", "dev"):
        steps.forget(settings, f"venv-{group}")
    command = [sys.executable, "-m", "venv", "--clear", str(settings.venv)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(
            f"No virtual environment can be made with {sys.executable}: is python3-venv "
            f"installed?\n{done.stdout}{done.stderr}"
        )
