"""The tables of docs/security.md, taken from those the addon's tests walk.

python tests/rpc/security_page.py writes them into the page.
"""

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
TABLES = ROOT / "talk_management" / "tests"


def rows(name):
    with open(TABLES / f"security_{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def markdown(name):
    """One table as Markdown."""
    found = rows(name)
    heads = list(found[0])
    lines = [[head.replace("_", " ") for head in heads], ["---"] * len(heads)]
    lines += [[_cell(head, row[head]) for head in heads] for row in found]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(head, value):
    if value == "-":
        return "–"
    if head in ("model", "method", "field", "from", "to"):
        return f"`{value}`"
    if head == "called by":
        return ", ".join(value.replace("_", " ") for value in value.split())
    return value


def filled(text):
    """The page with every table between its marks as it is now."""

    def fill(match):
        return f"<!-- {match[1]} -->\n{markdown(match[1])}\n<!-- end -->"

    return re.sub(
        r"<!-- (rights|methods|steps|fields) -->\n.*?<!-- end -->", fill, text, flags=re.S
    )


def main():
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
