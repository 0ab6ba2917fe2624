"""Figures of bin/bench: read from the lines that Odoo prints, judged, shown one a line."""

import json
from dataclasses import dataclass

MARK = "figure: "
HEAD = ("name", "measured", "goal", "")
WIDTHS = (48, 12, 8)


@dataclass(frozen=True)
class Figure:
    """A measured value; with a goal it must not exceed that, without one it only informs."""

    name: str
    measured: float
    goal: float | None = None
    unit: str = ""

    @property
    def verdict(self):
        if self.goal is None:
            return "-"
        return "ok" if self.measured <= self.goal else "short"

    def line(self):
        goal = "-" if self.goal is None else _number(self.goal)
        measured = f"{_number(self.measured)} {self.unit}".strip()
        return columns(self.name, measured, goal, self.verdict)


def columns(name, measured, goal, verdict):
    return f"{name:{WIDTHS[0]}} {measured:>{WIDTHS[1]}} {goal:>{WIDTHS[2]}}  {verdict}".rstrip()


def read(line):
    """The figure in a line of output, or None where it holds none."""
    if not line.startswith(MARK):
        return None
    return Figure(**json.loads(line[len(MARK) :]))


def exit_code(figures):
    """0 when every goal is reached, 1 when one falls short; 2 when there was none to reach."""
    judged = [figure for figure in figures if figure.goal is not None]
    if not judged:
        return 2
    return 1 if any(figure.verdict == "short" for figure in judged) else 0


def _number(value):
    return (
        str(value)
        if isinstance(value, int)
        else f"{value:,.3g}"
        if value < 100
        else f"{value:,.0f}"
    )
