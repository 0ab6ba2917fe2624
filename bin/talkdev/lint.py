"""Everything that can be judged without a database."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import house, i18n_files, rooms
from .parts import Part
from .say import say
from .settings import ADDON, CLONE

# The first is checked in house.py, which knows which files are meant for people; the second wants
# capitals in the XML header, the third eval="1" for plain numbers, which Odoo reads by itself.
OCA_ASIDE = "--disable=file-not-used,xml-header-wrong,xml-field-numeric-without-eval"


def run(settings):
    part = Part("lint")
    ours = [house.check, rooms.check, lambda: i18n_files.complete(settings)]
    with ThreadPoolExecutor(2) as pool:
        theirs = [
            pool.submit(_tool, settings, name, command)
            for name, command in _tools().items()
            if command
        ]
        for check in ours:
            part.extend(check())
        for result in theirs:
            part.extend(result.result())
    return part


def _tools():
    addon = CLONE / ADDON
    python = [ADDON] if any(addon.rglob("*.py")) else []
    manifest = [ADDON] if (addon / "__manifest__.py").exists() else []
    engine = manifest and (addon / "engine" / "__init__.py").exists()
    translations = sorted(str(path.relative_to(CLONE)) for path in addon.glob("i18n/*.po*"))
    return {
        # The slowest first.
        "pylint-odoo": python and ["pylint", "-j", "2", *python],
        "ruff check": ["ruff", "check", "-q", "."],
        "ruff format": ["ruff", "format", "-q", "--check", "."],
        "oca-checks-odoo-module": manifest and ["oca-checks-odoo-module", OCA_ASIDE, *manifest],
        "oca-checks-po": translations and ["oca-checks-po", *translations],
        "import-linter": engine and ["lint-imports", "--no-cache"],
    }


def _tool(settings, name, command):
    part = Part(name)
    done = subprocess.run(
        [str(settings.venv / "bin" / command[0]), *command[1:]],
        cwd=CLONE,
        env={**os.environ, "PYTHONPATH": str(CLONE), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        # pylint-odoo says everything twice.
        lines = list(dict.fromkeys(done.stdout.strip().splitlines()))
        part.fail(f"{name}:\n" + ("\n".join(lines) or _hint(name)))
    else:
        part.ok()
    return part


def _hint(name):
    return "some files are not formatted; bin/lint --fix" if name == "ruff format" else "failed"


def fix(settings):
    ruff = str(settings.venv / "bin" / "ruff")
    subprocess.run([ruff, "check", "-q", "--fix", "."], cwd=CLONE, check=False)
    subprocess.run([ruff, "format", "-q", "."], cwd=CLONE, check=False)
    say("ruff has mended what it could.")
