"""The order of the rooms under models/: a room knows itself and earlier ones, never a later one.

Looked at: Python imports, names of models in strings (`env["talk.x"]`, `_inherit`, comodels) and
tables in SQL. A model belongs to the room whose class gives it its `_name`.
"""

import ast
import re

from .parts import Part
from .settings import ADDON, CLONE

ORDER = (
    "common",
    "hr",
    "chain",
    "rule",
    "obligation",
    "talk",
    "item",
    "meeting",
    "campaign",
    "reporting",
)
MODELS = CLONE / ADDON / "models"


def check():
    part = Part("rooms")
    trees = dict(_trees(part))
    owners = _owners(trees)
    for path, tree in trees.items():
        wrong = sorted(set(_wrong(path, tree, owners)))
        for line, text in wrong:
            part.fail(f"{path.relative_to(CLONE)}:{line}: {text}")
        if not wrong:
            part.ok()
    return part


def _trees(part):
    for path in sorted(MODELS.glob("*/**/*.py")):
        if _room(path) not in ORDER:
            part.fail(f"{path.relative_to(CLONE)}: this room is not in the order {ORDER}.")
            continue
        try:
            yield path, ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            part.fail(f"{path.relative_to(CLONE)}:{error.lineno}: {error.msg}")


def _room(path):
    return path.relative_to(MODELS).parts[0]


def _owners(trees):
    owners = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                values = _strings(node)
                name = values.get("_name")
                if name and name not in values.get("_inherit", ()):
                    owners[name] = _room(path)
    return owners


def _strings(class_node):
    """`_name` as text and `_inherit` as a list, as far as the class writes them literally."""
    values = {}
    for node in class_node.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in ("_name", "_inherit"):
                try:
                    value = ast.literal_eval(node.value)
                except ValueError:
                    continue
                as_list = [value] if isinstance(value, str) else list(value)
                values[name] = value if name == "_name" else as_list
    return values


def _wrong(path, tree, owners):
    room = _room(path)
    later = set(ORDER[ORDER.index(room) + 1 :])
    models = {model: owner for model, owner in owners.items() if owner in later}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for model in _models_in(node.value, models):
                yield node.lineno, f"{room} names {model} of the later room {models[model]}"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for target in _imported_rooms(path, node):
                if target in later:
                    yield node.lineno, f"{room} imports from the later room {target}"


def _models_in(text, models):
    if text in models:
        return [text]
    tables = set(re.findall(r"(?i)\b(?:from|join|into|update)\s+\"?(talk_\w+)", text))
    return [model for model in models if model.replace(".", "_") in tables]


def _imported_rooms(path, node):
    for module in _absolute(path, node):
        parts = module.split(".")
        if "models" in parts:
            yield from parts[parts.index("models") + 1 :][:1]


def _absolute(path, node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        folder = path.relative_to(MODELS.parent).parts[: -node.level]
        base = ".".join([*folder, *([base] if base else [])])
    return [f"{base}.{alias.name}" for alias in node.names]
