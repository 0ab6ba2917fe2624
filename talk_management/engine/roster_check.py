"""What the cells of a roster say: rows become people, departments and branches.

Judges each row by itself and against the other rows of the file. What needs the
database, or another sheet, is asked in ``roster_link``.
"""

import re

from . import roster_words as words
from .roster_book import WARNINGS, is_formula
from .roster_date import DateError, read_date
from .roster_model import Branch, Department, Person, Roster

WARNINGS |= {
    "date_in_future",
    "date_order",
    "email_unreadable",
    "party_date_without_party",
    "political_as_masses",
    "same_person_twice",
    "confirmed_but_probationary",
}
DATES = ("birthday", "entry_date", "post_date", "party_join", "party_full")
TEXTS = ("job_title", "rank", "note")
PARTY = ("party_member", "party_probationary")
PARTY_PRINCIPAL, HEAD_PRINCIPAL, PRINCIPAL, TEAM_MEMBER = (
    "party_principal",
    "admin_principal",
    "principal",
    "member",
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BROKEN = "\N{REPLACEMENT CHARACTER}"


def check(book, today):
    """Read every row of ``book``; problems of the book come first in the roster's list."""
    roster = Roster(sheets=book.sheets, problems=list(book.problems))
    for kind, take in (
        (words.DEPARTMENTS, _take_department),
        (words.PEOPLE, _take_person),
        (words.BRANCHES, _take_branch),
    ):
        sheet = book.sheets.get(kind)
        if sheet is None or any(name not in sheet.columns for name in words.REQUIRED[kind]):
            continue
        for row in sheet.rows:
            take(roster, _Cells(roster, sheet, row), today)
    _check_twins(roster)
    return roster


class _Cells:
    """One row; ``get`` gives a cleaned cell, or None when it is empty, unreadable or "nothing"."""

    def __init__(self, roster, sheet, row):
        self.roster, self.sheet, self.number = roster, sheet, row.number
        self.values = {}
        for name, value in row.values.items():
            if is_formula(value):
                self.report("formula_without_result", name)
            elif isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper():
                self.report("formula_failed", name, value=value)
            elif isinstance(value, str) and _BROKEN in value:
                self.report("text_broken", name)
            else:
                self.values[name] = value

    def report(self, code, column=None, **params):
        self.roster.problems.append(self.sheet.problem(code, self.number, column, **params))

    def says(self, name):
        return name in self.values

    def get(self, name, clean=words.clean):
        value = self.values.get(name)
        return None if value is None or words.is_nothing(value) else clean(value)

    def date(self, name):
        """The date, or None. An unreadable one is reported and not counted as said."""
        if self.get(name) is None:
            return None
        try:
            return read_date(self.values[name])
        except DateError as error:
            self.report(str(error), name, value=words.clean(self.values.pop(name)))
            return None


def _take_department(roster, cells, _today):
    name = cells.get("name")
    if not name:
        cells.report("department_nameless", "name")
        return
    department = Department(cells.number, name)
    if cells.says("parent"):
        department.values["parent"] = cells.get("parent")
    for post in ("head", "leader"):
        if cells.says(post):
            department.values[post] = cells.get(post, words.staff_key)
    if cells.says("note"):
        department.values["note"] = cells.get("note")
    roster.departments.append(department)


def _take_person(roster, cells, today):
    key, name = cells.get("number", words.staff_key), cells.get("name", words.person_name)
    if not key:
        cells.report("number_missing", "number", name=name or "")
        return
    if not name:
        cells.report("name_missing", "name", number=key)
        return
    if key in roster.people:
        cells.report(
            "number_twice",
            "number",
            number=key,
            first=roster.people[key].row,
            name=roster.people[key].name,
        )
        return
    person = Person(cells.number, key, cells.get("number", words.narrow), name)
    roster.people[key] = person
    values = person.values
    for column in (*TEXTS, "department", "branch"):
        if cells.says(column):
            values[column] = cells.get(column)
    for column in DATES:
        found = cells.date(column)
        if cells.says(column):
            values[column] = found
    if cells.says("tags"):
        values["tags"] = tuple(cells.get("tags", words.parts) or ())
    _take_words(cells, values)
    _take_account(cells, values)
    _check_dates(cells, values, today)


def _take_words(cells, values):
    """Cells whose words come from closed lists."""
    if cells.get("political"):
        political = words.POLITICAL.find(cells.get("political"))
        if political is None:
            cells.report(
                "political_unknown",
                "political",
                value=cells.get("political"),
                known="POLITICAL",
            )
        elif political == "not_yet":
            cells.report("political_as_masses", "political", value=cells.get("political"))
            political = "masses"
        if political:
            values["political"] = political
    if cells.says("status"):
        status = words.STATUS.find(cells.get("status") or words.STATUS.entries["none"][0])
        if status in (None, "left"):
            code = "status_left" if status else "status_unknown"
            cells.report(code, "status", value=cells.get("status"), known="STATUS")
        else:
            values["status"] = status
    if cells.says("party_role"):
        roles = [
            (part, words.PARTY_ROLES.find(part))
            for part in cells.get("party_role", words.parts) or ()
        ]
        for part, role in roles:
            if role is None:
                cells.report(
                    "party_role_unknown",
                    "party_role",
                    value=part,
                    known="PARTY_ROLES",
                )
        values["party_roles"] = tuple(sorted({role for _part, role in roles if role}))
    if cells.says("team_title"):
        values["team_title"] = cells.get("team_title")
        values["team_role"] = team_role(values["team_title"]) if values["team_title"] else None


def team_role(title):
    """Which place in the leadership team a title gives: ``党总支书记、院长`` is both principals."""
    titles = {words.fold(part) for part in words.parts(title)} | {words.fold(title)}
    party = bool(titles & {words.fold(entry) for entry in words.PARTY_PRINCIPALS})
    head = bool(titles & {words.fold(entry) for entry in words.HEAD_PRINCIPALS})
    if party and head:
        return PRINCIPAL
    return PARTY_PRINCIPAL if party else HEAD_PRINCIPAL if head else TEAM_MEMBER


def _take_account(cells, values):
    login = cells.get("login", words.narrow)
    if login and " " in login:
        cells.report("login_unreadable", "login", value=login)
    elif login:
        values["login"] = login
    email = cells.get("email", words.narrow)
    if email and not _EMAIL.fullmatch(email):
        cells.report("email_unreadable", "email", value=email)
    elif cells.says("email"):
        values["email"] = email


def _check_dates(cells, values, today):
    """Dates that can't be, and dates in an order that is hardly meant."""
    for column in ("birthday", "party_join", "party_full"):
        if values.get(column) and values[column] > today:
            # a confirmation is often planned ahead, a birth is not
            code = "birthday_in_future" if column == "birthday" else "date_in_future"
            cells.report(code, column, value=str(values[column]))
    joined, full = values.get("party_join"), values.get("party_full")
    if joined and full and full < joined:
        cells.report("party_dates_crossed", "party_full", joined=str(joined), full=str(full))
    born = values.get("birthday")
    for column in ("entry_date", "party_join"):
        if born and values.get(column) and values[column] <= born:
            cells.report("date_order", column, value=str(values[column]), other=str(born))
    if (
        values.get("post_date")
        and values.get("entry_date")
        and values["post_date"] < values["entry_date"]
    ):
        cells.report(
            "date_order",
            "post_date",
            value=str(values["post_date"]),
            other=str(values["entry_date"]),
        )
    political = values.get("political")
    if political and political not in PARTY and joined:
        cells.report("party_date_without_party", "party_join", value=cells.get("political"))
    if political == "party_probationary" and full:
        cells.report("confirmed_but_probationary", "party_full", value=str(full))


def _take_branch(roster, cells, _today):
    name = cells.get("name")
    if not name:
        cells.report("branch_nameless", "name")
        return
    branch = roster.branches.setdefault(name, Branch(cells.number, name))
    upper, secretary = cells.get("upper"), cells.get("secretary", words.staff_key)
    if upper and branch.upper and upper != branch.upper:
        cells.report("branch_upper_differs", "upper", branch=name, value=upper, other=branch.upper)
    if secretary and branch.secretary and secretary != branch.secretary[0]:
        cells.report(
            "branch_secretary_differs",
            "secretary",
            branch=name,
            value=secretary,
            other=branch.secretary[0],
        )
    branch.upper = branch.upper or upper
    branch.secretary = branch.secretary or (secretary and (secretary, cells.number))
    branch.has_committee |= cells.says("committee")
    for member in cells.get("committee", words.staff_keys) or ():
        branch.committee.setdefault(member, cells.number)
    group, leader = cells.get("group"), cells.get("group_leader", words.staff_key)
    if group and branch.groups.get(group, (None,))[0] not in (None, leader):
        cells.report("group_leader_differs", "group_leader", branch=name, group=group)
    elif group:
        branch.groups[group] = (leader, cells.number)
    elif leader:
        cells.report("group_nameless", "group", branch=name, value=leader)


def _check_twins(roster):
    """One login for two people is an error; one name and birthday under two numbers, a doubt."""
    logins, seen = {}, {}
    for person in roster.people.values():
        login = person.values.get("login", "").casefold()
        if login and logins.setdefault(login, person) is not person:
            roster.report(
                words.PEOPLE,
                "login_twice",
                person.row,
                "login",
                value=login,
                first=logins[login].row,
            )
        twin = (person.name, person.values.get("birthday"))
        if twin[1] and seen.setdefault(twin, person) is not person:
            roster.report(
                words.PEOPLE,
                "same_person_twice",
                person.row,
                "name",
                name=person.name,
                first=seen[twin].row,
            )
