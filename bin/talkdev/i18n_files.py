"""Translations: complete, and of the texts that are really there."""

import json
import subprocess

from . import odoo
from .parts import Part
from .say import Problem
from .settings import ADDON, CLONE

FOLDER = CLONE / ADDON / "i18n"
LANGUAGES = ("zh_CN", "zh_TW")
# polib lives in the virtual environment.
_READ = """
import json, sys, polib
def key(entry):
    return [entry.msgctxt or "", entry.msgid]
def read(path):
    entries = [e for e in polib.pofile(path) if not e.obsolete]
    return {"msgids": [key(e) for e in entries],
            "fuzzy": [e.msgid for e in entries if e.fuzzy],
            "empty": [e.msgid for e in entries if not e.translated() and not e.fuzzy]}
json.dump({path: read(path) for path in sys.argv[1:]}, sys.stdout)
"""


def read(settings, paths):
    done = subprocess.run(
        [str(settings.python), "-c", _READ, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def export(settings, cluster, db, target):
    """A fresh list of every text of the addon as `db` has it."""
    done = odoo.call(
        settings,
        cluster,
        *("i18n", "export", "-c", odoo.config_file(settings), "-d", db),
        *("-l", "pot", "-o", target, "--", ADDON),
        capture_output=True,
        text=True,
    )
    if done.returncode or not target.exists():
        raise Problem(f"The export of translations failed:\n{done.stderr[-2000:]}")
    return target


def files():
    return {language: FOLDER / f"{language}.po" for language in LANGUAGES}


def complete(settings):
    """Every text is translated in every language, none of them as a guess."""
    part = Part("i18n")
    if not FOLDER.is_dir() or not any(FOLDER.iterdir()):
        return part
    for language, path in files().items():
        if not path.exists():
            part.fail(f"{path.relative_to(CLONE)} is missing.")
            continue
        found = read(settings, [path])[str(path)]
        if found["empty"] or found["fuzzy"]:
            part.fail(
                f"{language}: {len(found['empty'])} texts without translation, "
                f"{len(found['fuzzy'])} fuzzy: {(found['empty'] + found['fuzzy'])[:5]}"
            )
        else:
            part.ok()
    return part


def compare(settings, cluster, db):
    """The files in i18n/ hold exactly the texts that a fresh export holds."""
    part = Part("i18n")
    if not FOLDER.is_dir() or not any(FOLDER.iterdir()):
        return part
    fresh = export(settings, cluster, db, settings.home / f"{db}.pot")
    try:
        kept = [path for path in (FOLDER / f"{ADDON}.pot", *files().values()) if path.exists()]
        found = read(settings, [fresh, *kept])
    finally:
        fresh.unlink()
    wanted = {tuple(key) for key in found[str(fresh)]["msgids"]}
    for path in kept:
        have = {tuple(key) for key in found[str(path)]["msgids"]}
        missing, stale = sorted(wanted - have), sorted(have - wanted)
        if missing or stale:
            part.fail(
                f"{path.relative_to(CLONE)}: {len(missing)} texts are missing, {len(stale)} are "
                f"no longer used; bin/i18n mends it. {(missing + stale)[:5]}"
            )
        else:
            part.ok()
    return part
