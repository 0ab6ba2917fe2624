"""Writes an institution into the database by plain SQL; the ORM would take minutes."""

import itertools

from psycopg2.extras import execute_values

from .institution import TEAM, Institution

ROLES = ("party_principal", "admin_principal", *["member"] * (TEAM - 2))
RULES = {
    "principal_member": "year",
    "members": "year",
    "leader_head": "half_year",
    "head_staff": "year",
    "secretary_member": "half_year",
    "secretary_committee": "quarter",
}
# From the first day on everything is to be reminded of, whatever day it is today.
LEAD_DAYS = "400, 14"


def build(env, number, seed):
    """A company of its own with ``number`` people, six rules and an HR officer.

    The chain is not computed yet. Returns ``(company, rules)``.
    """
    institution = Institution(number, seed)
    company = env["res.company"].create({"name": f"Institution of {number}"})
    company.resource_calendar_id.tz = "Asia/Shanghai"
    env.flush_all()
    writer = _Writer(env, company)
    writer.people(institution)
    writer.departments(institution)
    writer.homes(institution)
    writer.team_and_branches(institution)
    writer.away(institution)
    env.invalidate_all()
    company.talk_officer_id = writer.officer()
    rules = env["talk.rule"].create(
        [_prepare_rule_vals(env, company, layer, unit) for layer, unit in RULES.items()]
    )
    env.flush_all()
    return company, rules


def _prepare_rule_vals(env, company, layer, unit):
    return {
        "name": layer,
        "company_id": company.id,
        "layer_ids": env.ref(f"talk_management.layer_{layer}").ids,
        "period_unit": unit,
        "lead_days": LEAD_DAYS,
    }


class _Writer:
    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.employees = []
        self.places = []  # departments' ids

    def insert(self, table, rows):
        """Insert dictionaries of the same keys; their ids in the same order."""
        rows = list(rows)
        if not rows:
            return []
        names = list(rows[0])
        found = execute_values(
            self.env.cr._obj,
            f"INSERT INTO {table} ({', '.join(names)}) VALUES %s RETURNING id",
            [tuple(row[name] for name in names) for row in rows],
            page_size=5000,
            fetch=True,
        )
        return [row[0] for row in found]

    def people(self, institution):
        base = {"company_id": self.company.id, "active": True}
        names = [f"Person {at}" for at in range(institution.number)]
        resources = self.insert(
            "resource_resource",
            (
                {
                    **base,
                    "name": name,
                    "resource_type": "user",
                    "tz": "Asia/Shanghai",
                    "time_efficiency": 100,
                    "calendar_id": self.company.resource_calendar_id.id,
                }
                for name in names
            ),
        )
        users = self.users(institution, names)
        self.employees = self.insert(
            "hr_employee",
            (
                {**base, "name": name, "resource_id": resource, "user_id": users.get(at)}
                for at, (name, resource) in enumerate(zip(names, resources))
            ),
        )

    def users(self, institution, names):
        """{person: user id}, each with a partner of its own, as an ordinary internal user."""
        numbers = sorted(institution.users)
        partners = self.insert(
            "res_partner",
            (
                {
                    "name": names[at],
                    "complete_name": names[at],
                    "active": True,
                    "type": "contact",
                    "email": f"person{at}@example.com",
                    "tz": "Asia/Shanghai",
                    "lang": "zh_CN",
                }
                for at in numbers
            ),
        )
        users = self.insert(
            "res_users",
            (
                {
                    "login": f"person{at}.{institution.number}",
                    "partner_id": partner,
                    "company_id": self.company.id,
                    "active": True,
                    "share": False,
                    "notification_type": "email",
                }
                for at, partner in zip(numbers, partners)
            ),
        )
        group = self.env.ref("base.group_user").id
        for statement, value in (
            (
                "INSERT INTO res_company_users_rel (user_id, cid) SELECT unnest(%s), %s",
                self.company.id,
            ),
            ("INSERT INTO res_groups_users_rel (uid, gid) SELECT unnest(%s), %s", group),
        ):
            self.env.cr.execute(statement, (users, value))
        return dict(zip(numbers, users))

    def departments(self, institution):
        for top, group in itertools.groupby(institution.departments, lambda d: d.parent):
            parent = None if top is None else self.places[top]
            self.places += self.insert(
                "hr_department",
                (
                    {
                        "name": f'{{"en_US": "Department {len(self.places) + at}"}}',
                        "company_id": self.company.id,
                        "active": True,
                        "parent_id": parent,
                        "manager_id": self._employee(department.head),
                        "talk_leader_id": self._employee(department.leader),
                    }
                    for at, department in enumerate(group)
                ),
            )
        self.env["hr.department"]._parent_store_compute()

    def _employee(self, person):
        return None if person is None else self.employees[person]

    def homes(self, institution):
        """Where people belong stands in their version."""
        self.insert(
            "hr_version",
            (
                {
                    "employee_id": employee,
                    "company_id": self.company.id,
                    "department_id": self.places[institution.home[at]] if at >= TEAM else None,
                    "date_version": "2020-01-01",
                    "active": True,
                    "marital": "single",
                    "employee_type": "employee",
                    "distance_home_work_unit": "kilometers",
                    "hr_responsible_id": self.env.uid,
                    "last_modified_uid": self.env.uid,
                    "last_modified_date": "2020-01-01",
                }
                for at, employee in enumerate(self.employees)
            ),
        )
        self.env.cr.execute(
            """UPDATE hr_employee e SET current_version_id = v.id
                 FROM hr_version v WHERE v.employee_id = e.id AND e.company_id = %s""",
            (self.company.id,),
        )

    def team_and_branches(self, institution):
        base = {"company_id": self.company.id}
        (team,) = self.insert("talk_team", [{**base, "name": "Leadership", "active": True}])
        self.insert(
            "talk_team_member",
            (
                {**base, "team_id": team, "employee_id": self.employees[at], "role": role}
                for at, role in enumerate(ROLES)
            ),
        )
        branches = self.insert(
            "talk_branch",
            (
                {**base, "name": f"Branch {at}", "team_id": team, "active": True}
                for at, _branch in enumerate(institution.branches)
            ),
        )
        self.insert(
            "talk_branch_member",
            (
                {**base, "branch_id": at, "employee_id": self.employees[person], "role": role}
                for at, branch in zip(branches, institution.branches)
                for person, role in branch.places
            ),
        )

    def away(self, institution):
        self.insert(
            "talk_employment_status",
            (
                {
                    "company_id": self.company.id,
                    "employee_id": self.employees[person],
                    "kind": kind,
                    "date_from": "2020-01-01",
                }
                for person, kind in institution.away.items()
            ),
        )

    def officer(self):
        return self.env["res.users"].create(
            {
                "name": "Officer",
                "login": f"officer.{self.company.id}",
                "company_id": self.company.id,
                "company_ids": self.company.ids,
                "group_ids": [
                    self.env.ref("base.group_user").id,
                    self.env.ref("talk_management.group_talk_officer").id,
                ],
            }
        )
