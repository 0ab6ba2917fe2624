from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .selector_places import acting_heads, department_heads
from .talk_branch import BRANCH_MEMBER, SECRETARY
from .talk_chain_picture import OFFICER
from .talk_gap import TOP
from .talk_team import ADMIN_PRINCIPAL, PARTY_PRINCIPAL, PRINCIPAL, PRINCIPAL_ROLES


class TalkEdge(models.Model):
    """The chain as a picture (H4.7), of a whole institution, for the HR officer."""

    _inherit = "talk.edge"

    @api.model
    @api.readonly
    def get_institution(self, company_id=None):
        """Teams, the departments in each leader's charge, Party branches, vacancies, gaps.

        For the HR officer. Staff are counted here and named by ``get_unit_people``.
        """
        company = self._chain_company(company_id)
        teams = self._institution_teams(company)
        departments = self._institution_departments(company)
        branches = self._institution_branches(company)
        ids = {place["id"] for team in teams for place in team["places"]}
        for unit in departments + branches:
            ids |= {unit["head_id"], unit.get("leader_id"), *unit["stand_in_ids"]}
        gaps = self.env["talk.gap"]._read_group(
            [("company_id", "in", [company.id, False]), ("kind", "!=", TOP)],
            ["kind"],
            ["__count"],
        )
        return {
            "company": company.name,
            "teams": teams,
            "departments": departments,
            "branches": branches,
            "people": self._chain_people([each for each in ids if each]),
            "people_count": self.env["hr.employee"].search_count([("company_id", "=", company.id)]),
            "gap_count": sum(count for _kind, count in gaps),
        }

    @api.model
    @api.readonly
    def get_unit_people(self, unit, unit_id):
        """The staff of a ``department`` or the Party members of a ``branch``, in name order."""
        record = self.env["talk.branch" if unit == "branch" else "hr.department"].browse(unit_id)
        self._chain_company(record.company_id.id)
        people = self._chain_people(
            [row[0] for row in self.env.execute_query(self._sql_unit_people(unit, record))]
        )
        return sorted(people.values(), key=lambda person: (person["name"], person["id"]))

    @api.model
    def _chain_company(self, company_id):
        """The company asked for. Raises AccessError unless the user keeps the chain there."""
        company = self.env["res.company"].browse(company_id or self.env.company.id)
        if not self.env.user.has_group(OFFICER) or company not in self.env.companies:
            raise AccessError(
                self.env._("Only the HR officer sees the chain of the whole institution.")
            )
        return company

    @api.model
    def _sql_unit_people(self, unit, record):
        today = self.env.company._talk_today()
        if unit == "branch":
            members = self.env["talk.branch.member"]
            query = members._search(
                members._domain_current(today)
                & Domain("branch_id", "=", record.id)
                & Domain("role", "=", BRANCH_MEMBER)
                & Domain("employee_id.active", "=", True)
            )
            return query.select(SQL("DISTINCT employee_id"))
        return SQL("SELECT id FROM (%s) s WHERE department_id = %s", self._sql_staff(), record.id)

    @api.model
    def _sql_staff(self):
        """SQL query ``(id, department_id)``: who is in a department, but neither its head,
        regular or acting, nor of a leadership team."""
        places = self.env["talk.team.member"]
        today = self.env.company._talk_today()
        team = places._search(places._domain_current(today))
        return SQL(
            """SELECT e.id, v.department_id
                 FROM hr_employee e
                 JOIN hr_version v ON v.id = e.current_version_id
                 JOIN hr_department d ON d.id = v.department_id
                 LEFT JOIN (%s) a ON a.unit_id = d.id
                WHERE e.active AND d.manager_id IS DISTINCT FROM e.id
                  AND a.employee_id IS DISTINCT FROM e.id AND e.id NOT IN %s""",
            acting_heads(today),
            team.subselect("employee_id"),
        )

    @api.model
    def _institution_teams(self, company):
        places = self.env["talk.team.member"]
        current = places.search(
            places._domain_current(self.env.company._talk_today())
            & Domain("team_id.company_id", "=", company.id)
            & Domain("team_id.active", "=", True)
            & Domain("employee_id.active", "=", True)
        )
        labels = dict(places._fields["role"]._description_selection(self.env))
        teams = []
        for team in self.env["talk.team"].search([("company_id", "=", company.id)]):
            held = current.filtered(lambda place, team=team: place.team_id == team)
            roles = set(held.mapped("role"))
            vacant = [
                labels[role]
                for role in (PARTY_PRINCIPAL, ADMIN_PRINCIPAL)
                if not roles & {role, PRINCIPAL}
            ]
            teams.append(
                {
                    "id": team.id,
                    "name": team.name,
                    "department": team.department_id.name or "",
                    "vacant": vacant,
                    "places": [
                        {"id": place.employee_id.id, "is_principal": place.role in PRINCIPAL_ROLES}
                        for place in held
                    ],
                }
            )
        return teams

    @api.model
    def _institution_departments(self, company):
        """Departments that have somebody, with head, leader in charge, staff and stand-ins."""
        staff = dict(
            self.env.execute_query(
                SQL("SELECT department_id, count(*) FROM (%s) s GROUP BY 1", self._sql_staff())
            )
        )
        stand_ins = self._chain_stand_ins(
            SQL("v.department_id"),
            SQL("JOIN hr_version v ON v.id = e.current_version_id"),
            SQL("l.lower = 'department_staff'"),
        )
        today = self.env.company._talk_today()
        heads = dict(self.env.execute_query(department_heads(today)))
        acting = dict(self.env.execute_query(acting_heads(today)))
        departments = []
        for department in self.env["hr.department"].search(
            [("company_id", "in", [company.id, False])]
        ):
            head, leader = heads.get(department.id), department.talk_leader_effective_id
            count = staff.get(department.id, 0)
            if count or head:
                departments.append(
                    {
                        "id": department.id,
                        "name": department.name,
                        "parent_id": department.parent_id.id,
                        "head_id": head or False,
                        "is_acting": department.id in acting,
                        "leader_id": leader.active and leader.id,
                        "staff": count,
                        "stand_in_ids": [] if head else stand_ins.get(department.id, []),
                    }
                )
        return departments

    @api.model
    def _institution_branches(self, company):
        places = self.env["talk.branch.member"]
        stand_ins = self._chain_stand_ins(
            SQL("m.branch_id"),
            SQL("JOIN talk_branch_member m ON m.employee_id = e.id AND m.date_to IS NULL"),
            SQL("l.upper = 'branch_secretary'"),
        )
        branches = self.env["talk.branch"].search([("company_id", "=", company.id)])
        current = places._domain_current(self.env.company._talk_today())
        current &= Domain("branch_id", "in", branches.ids) & Domain("employee_id.active", "=", True)
        counts = dict(
            places._read_group(
                current & Domain("role", "=", BRANCH_MEMBER),
                ["branch_id"],
                ["employee_id:count_distinct"],
            )
        )
        secretaries = {
            place.branch_id: place.employee_id.id
            for place in places.search(current & Domain("role", "=", SECRETARY))
        }
        return [
            {
                "id": branch.id,
                "name": branch.name,
                "head_id": secretaries.get(branch, False),
                "staff": counts.get(branch, 0),
                "stand_in_ids": [] if branch in secretaries else stand_ins.get(branch.id, []),
            }
            for branch in branches
        ]

    @api.model
    def _chain_stand_ins(self, unit, join, condition):
        """Who stands in where the post next above is vacant: ``{unit id: [employee ids]}``."""
        seen = self._search([("date_to", "=", False), ("is_covering", "=", True)])
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT %s, array_agg(DISTINCT x.responsible_id)
                         FROM talk_edge x
                         JOIN talk_layer l ON l.id = x.layer_id
                         JOIN hr_employee e ON e.id = x.employee_id
                              %s
                        WHERE x.id IN %s AND %s
                        GROUP BY 1""",
                    unit,
                    join,
                    seen.subselect(),
                    condition,
                )
            )
        )
