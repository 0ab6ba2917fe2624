"""Who and what the cells of a roster refer to: in the file itself, or in the database.

Every staff number, branch and login is followed to what it names; departments are
followed in ``roster_tree``.
"""

from dataclasses import dataclass, field

from . import roster_words as words
from .roster_book import WARNINGS
from .roster_check import PARTY
from .roster_model import Branch
from .roster_tree import DepartmentTree

WARNINGS |= {
    "branch_new",
    "branch_without_party",
    "branch_without_secretary",
    "leader_not_in_team",
    "login_kept",
    "login_linked",
    "officer_of_other_branch",
    "people_missing",
    "same_name_without_number",
}


@dataclass
class Snapshot:
    """What the database holds for one company, read once: ids, and keys people can read."""

    departments: dict = field(default_factory=dict)  # id → {name, parent, head, leader}
    employees: dict = field(default_factory=dict)  # staff key → {id, name, active, user, …}
    unnumbered: dict = field(default_factory=dict)  # name → [{id, login, email}]
    logins: dict = field(default_factory=dict)  # login → {id, name, employee, here, active}
    own_login: str = ""  # of the user who imports
    recorded: set = field(default_factory=set)  # ids of employees who have records of talks
    team: dict = field(default_factory=dict)  # staff key → {id, role, title, fresh}
    has_team: bool = False
    branches: dict = field(default_factory=dict)  # name → {id, upper, groups: {name: id}}
    places: dict = field(default_factory=dict)  # (branch, staff key, role) → {id, group, fresh}
    statuses: dict = field(default_factory=dict)  # staff key → {id, kind, fresh}


def link(roster, now):
    """Follow every reference of ``roster``; returns the department nodes, parents first."""
    nodes = DepartmentTree(roster, now).build()
    _link_people(roster, now)
    _link_accounts(roster, now)
    _link_heads(roster, now, nodes)
    _link_officers(roster, now)
    _link_members(roster, now)
    missing = now.employees.keys() - roster.people.keys()
    if roster.people:
        for key in sorted(missing):
            if now.employees[key]["active"]:
                roster.report(
                    words.PEOPLE, "people_missing", number=key, name=now.employees[key]["name"]
                )
    return nodes


def _link_people(roster, now):
    """Who is already known, under which number, and who only looks so."""
    for person in roster.people.values():
        known = now.employees.get(person.key)
        if known:
            if not known["active"]:
                roster.report(
                    words.PEOPLE,
                    "person_archived",
                    person.row,
                    "number",
                    number=person.key,
                    name=known["name"],
                )
            continue
        for other in now.unnumbered.get(person.name, ()):
            same = [
                other[name]
                for name in ("login", "email")
                if other[name] and other[name] == person.values.get(name)
            ]
            if same:  # that very person, entered by hand before: gets the number
                now.employees[person.key] = {
                    **other,
                    "name": person.name,
                    "active": True,
                    "adopted": True,
                }
                break
        else:
            if now.unnumbered.get(person.name):
                roster.report(
                    words.PEOPLE, "same_name_without_number", person.row, "name", name=person.name
                )


def _link_accounts(roster, now):
    for person in roster.people.values():
        login = person.values.get("login")
        if not login:
            continue
        known, user = now.employees.get(person.key), now.logins.get(login.casefold())
        if known and known.get("user"):
            if known["user"]["login"].casefold() != login.casefold():
                kept = person.values.pop("login") and known["user"]["login"]
                roster.report(
                    words.PEOPLE, "login_kept", person.row, "login", value=login, kept=kept
                )
        elif known and known["id"] in now.recorded:
            roster.report(words.PEOPLE, "login_of_records", person.row, "login", name=person.name)
        elif known and login.casefold() == now.own_login.casefold():
            roster.report(
                words.PEOPLE, "login_own", person.row, "login", value=login, name=person.name
            )
        elif user and (user["employee"] or user["name"] != person.name):
            roster.report(words.PEOPLE, "login_taken", person.row, "login", value=login)
        elif user and not user["active"]:
            roster.report(words.PEOPLE, "login_archived", person.row, "login", value=login)
        elif user and not user["here"]:
            roster.report(words.PEOPLE, "login_elsewhere", person.row, "login", value=login)
        elif user:
            roster.report(words.PEOPLE, "login_linked", person.row, "login", value=login)


def _is_known(roster, now, key):
    return key in roster.people or bool(now.employees.get(key, {}).get("active"))


def _link_heads(roster, now, nodes):
    """Heads and leaders in charge exist, and no leader answers to the head he is set above."""
    team = {
        key
        for key in now.team
        if roster.people.get(key) is None or "team_role" not in roster.people[key].values
    }
    team |= {person.key for person in roster.people.values() if person.values.get("team_role")}
    for node in nodes.values():
        department = node.department
        if department is None:
            continue
        for post in ("head", "leader"):
            key = department.values.get(post)
            if key and not _is_known(roster, now, key):
                roster.report(
                    words.DEPARTMENTS,
                    f"{post}_unknown",
                    department.row,
                    post,
                    number=key,
                    department=node.name,
                )
        leader = department.values.get("leader")
        if not leader or leader in team or not _is_known(roster, now, leader):
            continue
        home = nodes.get(_home_of(roster, now, leader))
        while home is not None and home is not node:
            home = nodes.get(home.parent)
        head = department.values.get("head", now.departments.get(node.id, {}).get("head"))
        code = "leader_in_circle" if home is node and leader != head else "leader_not_in_team"
        roster.report(
            words.DEPARTMENTS, code, department.row, "leader", number=leader, department=node.name
        )


def _home_of(roster, now, key):
    stored = now.employees.get(key, {}).get("department")
    return roster.people[key].values.get("department", stored) if key in roster.people else stored


def _link_officers(roster, now):
    """Those the sheet of branches names: they exist, and belong to that branch."""
    for branch in roster.branches.values():
        named = [("secretary", *branch.secretary)] if branch.secretary else []
        named += [("committee", key, row) for key, row in branch.committee.items()]
        named += [("group_leader", key, row) for key, row in branch.groups.values() if key]
        for column, key, row in named:
            home = roster.people[key].values.get("branch") if key in roster.people else None
            if not _is_known(roster, now, key):
                roster.report(
                    words.BRANCHES, f"{column}_unknown", row, column, number=key, branch=branch.name
                )
            elif home and home != branch.name:
                roster.report(
                    words.BRANCHES,
                    "officer_of_other_branch",
                    row,
                    column,
                    number=key,
                    branch=branch.name,
                    home=home,
                )


def _link_members(roster, now):
    """Branches the roster itself names: they exist, and have one secretary each."""
    stated = words.BRANCHES in roster.sheets
    secretaries = {
        name: branch.secretary and branch.secretary[0] for name, branch in roster.branches.items()
    }
    for person in roster.people.values():
        name, roles = person.values.get("branch"), person.values.get("party_roles") or ()
        if not name:
            if set(roles) - {"member"}:
                roster.report(
                    words.PEOPLE,
                    "party_role_without_branch",
                    person.row,
                    "party_role",
                    name=person.name,
                )
            continue
        if name not in roster.branches and name not in now.branches:
            if stated:
                roster.report(words.PEOPLE, "branch_unknown", person.row, "branch", value=name)
                continue
            roster.branches[name] = Branch(0, name)
            roster.report(words.PEOPLE, "branch_new", person.row, "branch", name=name)
        if person.values.get("political", PARTY[0]) not in PARTY:
            roster.report(
                words.PEOPLE,
                "branch_without_party",
                person.row,
                "branch",
                name=person.name,
                branch=name,
            )
        if "secretary" in roles and (secretaries.get(name) or person.key) != person.key:
            other = secretaries[name]
            roster.report(
                words.PEOPLE,
                "two_secretaries",
                person.row,
                "party_role",
                branch=name,
                number=person.key,
                other=other,
            )
        elif "secretary" in roles:
            secretaries[name] = person.key
    held = {branch for branch, _key, role in now.places if role == "secretary"}
    for branch in roster.branches.values():
        if not secretaries.get(branch.name) and branch.name not in held:
            roster.report(
                words.BRANCHES,
                "branch_without_secretary",
                branch.row,
                "secretary",
                branch=branch.name,
            )
