"""House rules that no ready-made linter knows, checked on the files of the repository."""

import os
import re
import shutil
import subprocess

from . import addon
from .parts import Part
from .settings import CLONE

LONGEST = 350
CODE = {".py", ".js", ".scss", ".sh"}
TEXT = CODE | {".xml", ".md", ".csv", ".toml", ".txt", ".po", ".pot", ".conf", ".html", ""}
LOADED_FOLDERS = {"data", "demo", "report", "security", "views", "wizard"}

# The brackets keep these patterns from finding themselves.
LEFT_FOR_LATER = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
HOSTS = re.compile(
    r"[a-z]+\.debian\.[a-z]+|\bp[y]pi\.[a-z]+|python[h]osted|n[p]mjs\."
    r"|[\" =(:]/(w[o]rk|r[o]ot|f[a]rm)/"
)


def files():
    """Files of the repository, those not yet added included."""
    names = _known_to_git() or _found()
    every = (CLONE / name for name in names)
    return sorted(path for path in every if path.is_file() and not path.is_symlink())


def _known_to_git():
    if not shutil.which("git"):
        return []
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=False,
    )
    return [name for name in listed.stdout.split("\0") if name]


def _found():
    """Without git, or in a copy that belongs to somebody else: all but hidden folders."""
    for top, folders, names in os.walk(CLONE):
        folders[:] = [f for f in folders if f == ".ci" or f[0] not in "._"]
        yield from (os.path.join(top, name) for name in names)


def check():
    part = Part("house")
    for path in files():
        if path.suffix not in TEXT or path.name == "LICENSE":
            continue
        problems = list(_problems(path))
        for problem in problems:
            part.fail(f"{path.relative_to(CLONE)}{problem}")
        if not problems:
            part.ok()
    _loaded_files(part)
    return part


def _loaded_files(part):
    """Every data file is named in the manifest; one that is not is never loaded."""
    if not (addon.FOLDER / "__manifest__.py").exists():
        return
    manifest = addon.manifest()
    named = {*manifest.get("data", ()), *manifest.get("demo", ())}
    for path in files():
        inside = path.relative_to(addon.FOLDER) if path.is_relative_to(addon.FOLDER) else None
        if inside and _is_for_odoo(inside) and str(inside) not in named:
            part.fail(f"{path.relative_to(CLONE)} is not named in the manifest: never loaded")


def _is_for_odoo(inside):
    # A CSV file for Odoo is named after a model, as in ir.model.access.csv.
    loaded = inside.suffix == ".xml" or (inside.suffix == ".csv" and "." in inside.stem)
    return loaded and inside.parts[0] in LOADED_FOLDERS


def _problems(path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield ": is not UTF-8"
        return
    lines = text.splitlines()
    if path.suffix in CODE and len(lines) > LONGEST:
        yield f": {len(lines)} lines; more than {LONGEST} want to be two files"
    for number, line in enumerate(lines, 1):
        if path.suffix not in (".po", ".pot") and LEFT_FOR_LATER.search(line):
            yield f":{number}: left for later: {line.strip()[:80]}"
        if HOSTS.search(line):
            yield f":{number}: a registry's host name or a path of one machine"
    if path.suffix in ("", ".sh") and lines and lines[0].endswith("bash"):
        checked = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
        if checked.returncode:
            yield f": {checked.stderr.strip()}"
        if "set -euo pipefail" not in text:
            yield ": bash without `set -euo pipefail`"
