"""The addon's files: its manifest, and a checksum that tells when a database is out of date."""

import ast
import hashlib

from .say import Problem
from .settings import ADDON, CLONE

FOLDER = CLONE / ADDON
# Nothing in here reaches a database.
ASIDE = {"tests", "readme", "__pycache__"}


def manifest():
    path = FOLDER / "__manifest__.py"
    if not path.exists():
        raise Problem(f"{path.relative_to(CLONE)} is missing: there is no addon to install.")
    return ast.literal_eval(path.read_text(encoding="utf-8"))


def depends():
    return sorted(manifest().get("depends", ["base"]))


def checksum():
    found = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        inside = path.relative_to(FOLDER)
        if path.is_file() and not ASIDE & set(inside.parts):
            found.update(f"{inside}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
