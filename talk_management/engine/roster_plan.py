"""What an import will do: the difference between what the file says and what is there.

An empty cell leaves things alone, so importing a file twice plans nothing the second
time. Decides and writes nothing; ``wizard/roster`` carries the plan out.
"""

from dataclasses import dataclass, field

from .roster_link import link

CREATE, CHANGE, SAME = "create", "change", "same"
KINDS = ("department", "employee", "user", "team", "branch", "group", "place", "status")
PERSON_FIELDS = (
    "name", "department", "job_title", "rank", "birthday", "entry_date", "post_date", "political",
    "party_join", "party_full", "email", "note", "tags",
)  # fmt: skip
MEMBER = "member"


@dataclass
class Line:
    """One record the file speaks about, and what becomes of it."""

    kind: str
    action: str
    key: (
        object  # what the plan calls it: staff key, node id, branch name, (branch, staff key, role)
    )
    label: str
    row: int = 0
    record: int | None = None
    values: dict = field(default_factory=dict)  # what will be written
    changes: list = field(default_factory=list)  # (field, old, new) to show
    ends: bool = False  # the place or status is over


@dataclass
class Plan:
    lines: list = field(default_factory=list)
    nodes: dict = field(default_factory=dict)
    roster: object = None

    def of(self, kind, action=None):
        return [line for line in self.lines if line.kind == kind and action in (None, line.action)]

    def counts(self):
        """``{"employee": {"create": 193, "change": 0, "same": 0}, …}``"""
        counts = {kind: dict.fromkeys((CREATE, CHANGE, SAME), 0) for kind in KINDS}
        for line in self.lines:
            counts[line.kind][line.action] += 1
        return counts

    @property
    def is_empty(self):
        return all(line.action == SAME for line in self.lines)


def plan(roster, now):
    """The plan that brings ``now`` (a Snapshot) to what ``roster`` says; problems go to it."""
    nodes = link(roster, now)
    result = Plan(nodes=nodes, roster=roster)
    for step in (_departments, _people, _accounts, _team, _branches, _places, _statuses):
        step(result, roster, now)
    return result


def _add(result, kind, key, label, row, known, wanted):
    """A line that creates when nothing is known, else changes what differs."""
    if known is None:
        values = {name: value for name, value in wanted.items() if value not in (None, (), "")}
        result.lines.append(Line(kind, CREATE, key, label, row, values=values))
        return
    changes = []
    for name, value in wanted.items():
        old = known.get(name)
        if isinstance(
            value, tuple
        ):  # tags are added to, never taken away: people set them by hand too
            value = tuple(sorted({*(old or ()), *value}))
            old = tuple(sorted(old or ()))
        if (value or None) != (old or None):
            changes.append((name, old, value))
    values = {name: value for name, _old, value in changes}
    result.lines.append(
        Line(kind, CHANGE if changes else SAME, key, label, row, known["id"], values, changes)
    )


def _end(result, kind, key, label, known, shown):
    """A place or status the file no longer gives: it ends, its past stays."""
    result.lines.append(
        Line(kind, CHANGE, key, label, 0, known["id"], {}, [("ends", shown, None)], ends=True)
    )


def _departments(result, roster, now):
    for node in result.nodes.values():
        if node.department is None:
            continue
        wanted = {"name": node.name, "parent": node.parent}
        wanted |= {
            name: value
            for name, value in node.department.values.items()
            if name in ("head", "leader", "note")
        }
        known = {"id": node.id, **now.departments[node.id]} if node.id in now.departments else None
        _add(result, "department", node.id, node.department.path, node.row, known, wanted)


def _people(result, roster, now):
    for person in roster.people.values():
        known = now.employees.get(person.key)
        wanted = {"name": person.name}
        wanted |= {name: person.values[name] for name in PERSON_FIELDS if name in person.values}
        if known is None or known.get("adopted"):
            wanted["number"] = person.number
        _add(
            result,
            "employee",
            person.key,
            f"{person.number} {person.name}",
            person.row,
            known,
            wanted,
        )


def _accounts(result, roster, now):
    """Logins: made, linked when the account exists already, never renamed."""
    for person in roster.people.values():
        login = person.values.get("login")
        if not login:
            continue
        known, user = now.employees.get(person.key), now.logins.get(login.casefold())
        label = f"{login} {person.name}"
        if known and known.get("user"):
            result.lines.append(
                Line("user", SAME, person.key, label, person.row, known["user"]["id"])
            )
        elif user:
            changes = [("employee", None, person.name)]
            result.lines.append(
                Line("user", CHANGE, person.key, label, person.row, user["id"], {}, changes)
            )
        else:
            values = {"login": login, "name": person.name, "email": person.values.get("email")}
            result.lines.append(Line("user", CREATE, person.key, label, person.row, values=values))


def _team(result, roster, now):
    for person in roster.people.values():
        if "team_role" not in person.values:
            continue
        known, role, title = (
            now.team.get(person.key),
            person.values["team_role"],
            person.values["team_title"],
        )
        label = f"{person.number} {person.name}"
        if role:
            _add(
                result, "team", person.key, label, person.row, known, {"role": role, "title": title}
            )
        elif known:
            _end(result, "team", person.key, label, known, known["title"])


def _branches(result, roster, now):
    for branch in roster.branches.values():
        known = now.branches.get(branch.name)
        wanted = {"name": branch.name} | ({"upper": branch.upper} if branch.upper else {})
        _add(result, "branch", branch.name, branch.name, branch.row, known, wanted)
        for group, (_leader, row) in branch.groups.items():
            stored = known and known["groups"].get(group)
            known_group = {"id": stored, "name": group} if stored else None
            _add(
                result,
                "group",
                (branch.name, group),
                f"{branch.name} · {group}",
                row,
                known_group,
                {"name": group},
            )


def _wanted_places(roster):
    """(branch, staff key, role) → (row, group or None) for all the file states."""
    wanted = {}
    for branch in roster.branches.values():
        for group, (leader, row) in branch.groups.items():
            if leader:
                wanted[branch.name, leader, "group_leader"] = (row, group)
        if branch.secretary:
            wanted[branch.name, branch.secretary[0], "secretary"] = (branch.secretary[1], None)
        for key, row in branch.committee.items():
            wanted[branch.name, key, "committee"] = (row, None)
    for person in roster.people.values():
        branch = person.values.get("branch")
        if not branch:
            continue
        leads = wanted.get((branch, person.key, "group_leader"))
        wanted[branch, person.key, MEMBER] = (person.row, leads and leads[1])
        for role in person.values.get("party_roles", ()):
            wanted.setdefault((branch, person.key, role), (person.row, None))
    return wanted


def _places(result, roster, now):
    wanted = _wanted_places(roster)
    for (branch, key, role), (row, group) in wanted.items():
        person = roster.people.get(key) or now.employees.get(key)
        if person is None:
            continue  # an unknown number, reported already
        name = person["name"] if isinstance(person, dict) else person.name
        values = {"role": role} | ({"group": group} if group else {})
        _add(
            result,
            "place",
            (branch, key, role),
            f"{branch} · {name}",
            row,
            now.places.get((branch, key, role)),
            values,
        )
    for place, known in now.places.items():
        if place not in wanted and _is_over(place, roster):
            branch, key, role = place
            name = now.employees[key]["name"] if key in now.employees else key
            _end(result, "place", place, f"{branch} · {name}", known, role)


def _is_over(place, roster):
    """Does the file, by what it states, contradict a place it doesn't name?"""
    branch_name, key, role = place
    person, branch = roster.people.get(key), roster.branches.get(branch_name)
    if person and "branch" in person.values and person.values["branch"] != branch_name:
        return True  # moved to another branch, or out of all
    if person and role != MEMBER and "party_roles" in person.values:
        return True  # holds another post now
    if branch and role == "secretary":
        return bool(branch.secretary)
    if branch and role == "committee":
        return branch.has_committee
    if branch and role == "group_leader":
        return any(leader for leader, _row in branch.groups.values())
    return False


def _statuses(result, roster, now):
    for person in roster.people.values():
        if "status" not in person.values:
            continue
        kind, known = person.values["status"], now.statuses.get(person.key)
        label = f"{person.number} {person.name}"
        if known and known["kind"] != kind:
            _end(result, "status", person.key, label, known, known["kind"])
            known = None
        if kind != "none":
            _add(result, "status", person.key, label, person.row, known, {"kind": kind})
