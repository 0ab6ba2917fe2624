"""A plan and its problems in the words of the page: labels, dates, departments by name."""

import datetime
from collections import Counter

from odoo.tools import LazyTranslate, format_date

from ..engine.roster_plan import SAME
from .roster_sentences import sentence

_lt = LazyTranslate(__name__)

FIELDS = {
    "name": _lt("Name"),
    "number": _lt("Staff number"),
    "parent": _lt("Parent department"),
    "head": _lt("Head"),
    "leader": _lt("Leader in charge"),
    "note": _lt("Remark"),
    "department": _lt("Department"),
    "job_title": _lt("Job title"),
    "rank": _lt("Rank"),
    "birthday": _lt("Birthday"),
    "entry_date": _lt("Entry date"),
    "post_date": _lt("In post since"),
    "political": _lt("Political status"),
    "party_join": _lt("Joined the Party on"),
    "party_full": _lt("Full Party member since"),
    "email": _lt("E-mail"),
    "tags": _lt("Tags"),
    "login": _lt("Login"),
    "employee": _lt("Employee"),
    "role": _lt("Role"),
    "title": _lt("Title"),
    "group": _lt("Party group"),
    "upper": _lt("Superior Party organisation"),
    "kind": _lt("Status"),
    "ends": _lt("Ends"),
}
SELECTIONS = {
    ("employee", "political"): ("hr.employee", "political_status"),
    ("team", "role"): ("talk.team.member", "role"),
    ("place", "role"): ("talk.branch.member", "role"),
    ("place", "ends"): ("talk.branch.member", "role"),
    ("status", "kind"): ("talk.employment.status", "kind"),
    ("status", "ends"): ("talk.employment.status", "kind"),
}


class RosterShow:
    """Turns plan lines and problems into what a person reads, in the language of ``env``."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan
        self._labels = {
            place: dict(env[model]._fields[field]._description_selection(env))
            for place, (model, field) in SELECTIONS.items()
        }

    def lines(self, limit):
        """Values of the page's lines, at most ``limit`` of each kind and fate; are there more?"""
        shown, taken, is_cut = [], Counter(), False
        for line in self.plan.lines:
            taken[line.kind, line.action] += 1
            if taken[line.kind, line.action] > limit:
                is_cut = True
                continue
            shown.append(
                {
                    "action": line.action,
                    "kind": line.kind,
                    "row": str(line.row) if line.row else "",
                    "name": line.label,
                    "changes": self.changes(line),
                }
            )
        return shown, is_cut

    def changes(self, line):
        """``Rank: 副科 → 正科`` for a change, ``Rank: 正科`` for something new."""
        if line.action == SAME:
            return ""
        if line.ends:
            ((name, old, _new),) = line.changes
            return f"{self.env._(FIELDS[name])}: {self._value(line.kind, name, old)}"
        if line.changes:
            return "; ".join(
                f"{self.env._(FIELDS[name])}: {self._value(line.kind, name, old)}"
                f" → {self._value(line.kind, name, new)}"
                for name, old, new in line.changes
            )
        return "; ".join(
            f"{self.env._(FIELDS[name])}: {self._value(line.kind, name, value)}"
            for name, value in line.values.items()
            if name != "name"
        )

    def _value(self, kind, name, value):
        if value in (None, False, "", ()):
            return "–"
        if (kind, name) in self._labels:
            return self._labels[kind, name].get(value, value)
        if isinstance(value, datetime.date):
            return format_date(self.env, value)
        if name in ("department", "parent"):
            node = self.plan.nodes.get(value)
            return node.name if node else str(value)
        if name in ("head", "leader"):
            person = self.plan.roster.people.get(value)
            return f"{value} {person.name}" if person else value
        return "、".join(value) if isinstance(value, tuple) else str(value)

    def problems(self, problems, limit):
        """Values of the page's problems, at most ``limit`` of a kind; and: are there more?"""
        shown, taken, is_cut = [], Counter(), False
        sheets = [sheet.name for sheet in self.plan.roster.sheets.values()]
        order = {name: at for at, name in enumerate(sheets)}
        # what is to be corrected comes first, then everything in the order of the file
        for problem in sorted(
            problems,
            key=lambda found: (not found.is_error, order.get(found.sheet, -1), found.row),
        ):
            taken[problem.code] += 1
            if taken[problem.code] > limit:
                is_cut = True
                continue
            shown.append(
                {
                    "severity": "error" if problem.is_error else "warning",
                    "sheet": problem.sheet,
                    "row": str(problem.row) if problem.row else "",
                    "column": f"{problem.letter} {problem.column}".strip(),
                    "sentence": sentence(self.env, problem),
                }
            )
        return shown, is_cut

    def place(self, problem):
        """One problem in one line of text."""
        place = " ".join(each for each in (problem.sheet, problem.cell or problem.column) if each)
        return f"{place}: {sentence(self.env, problem)}" if place else sentence(self.env, problem)
