from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_branch import BRANCH_MEMBER, SECRETARY
from .talk_gap import TOP
from .talk_team import ADMIN_PRINCIPAL, PARTY_PRINCIPAL, PRINCIPAL, PRINCIPAL_ROLES

OFFICER = "talk_management.group_talk_officer"
FOUND_LIMIT = 8


class TalkEdge(models.Model):
    """The chain as a picture (H4.7): around one person, and of the whole institution.

    One call a screen, and the same number of queries however many people. Edges
    are read as the user; of the people on them only the place in the structure
    is told: name, post, department, whether they can be reminded.
    """

    _inherit = "talk.edge"

    # one person

    @api.model
    @api.readonly
    def get_chain(self, employee_id=None):
        """The chain around a person, as far as the user may see it; without id the user's own.

        ``above`` has, for each line, the steps from the nearest to the top;
        ``centre_id`` is False for a user who is no employee.
        """
        centre = self._chain_centre(employee_id)
        answer = {
            "centre_id": centre.id,
            "own_id": self.env.user.sudo().employee_id.id,
            "is_officer": self.env.user.has_group(OFFICER),
            "can_search": self._chain_can_search(),
            "company": (centre.company_id or self.env.company).name,
            "above": {"administrative": [], "party": []},
            "peers": [],
            "below": [],
            "people": {},
            "layers": {},
        }
        if centre:
            near = self._chain_now(
                Domain("responsible_id", "=", centre.id) | Domain("employee_id", "=", centre.id)
            )
            peers = near.filtered(lambda edge: edge.layer_id.is_mutual)
            below = (near - peers).filtered(lambda edge: edge.responsible_id == centre)
            answer["above"], above = self._chain_steps(centre, near - peers - below)
            everyone = (above | near)._chain_ids() | {centre.id}
            people = answer["people"] = self._chain_people(everyone)
            self._chain_add_counts(people, below.employee_id.ids)
            answer["layers"] = {
                layer.id: {"name": layer.name, "code": layer.code or "", "line": layer.line}
                for layer in (above | near).layer_id
            }
            answer["peers"] = [
                {"layer_id": layer.id, "ids": sorted(edges._chain_ids() - {centre.id})}
                for layer, edges in peers.grouped("layer_id").items()
            ]
            answer["below"] = self._chain_below(below, people)
        return answer

    @api.model
    @api.readonly
    def search_people(self, term):
        """People whose chain the user may open, by name: id, name, post, department."""
        employees = self.env["hr.employee"].sudo()
        seen = Domain("company_id", "in", self.env.companies.ids)
        if not self.env.user.has_group(OFFICER):
            rows = self.env["talk.sight"].sudo()._search([("user_id", "=", self.env.uid)])
            seen &= Domain("id", "in", rows.subselect("employee_id"))
        found = employees.search(seen & Domain("name", "ilike", term), limit=FOUND_LIMIT)
        people = self._chain_people(found.ids)
        return [people[employee_id] for employee_id in found.ids]

    @api.model
    def _chain_can_search(self):
        """Whether there is anybody but himself whose chain the user may open."""
        mine = [("user_id", "=", self.env.uid)]
        return (
            self.env.user.has_group(OFFICER)
            or self.env["talk.sight"].sudo().search_count(mine, limit=2) > 1
        )

    @api.model
    def _chain_centre(self, employee_id):
        """The person asked for. Raises AccessError for one the user may not see."""
        employees = self.env["hr.employee"].sudo()
        if not employee_id:
            return self.env.user.sudo().employee_id
        centre = employees.search(
            [("id", "=", employee_id), ("company_id", "in", self.env.companies.ids)]
        )
        if not centre or not self._chain_openable(centre.ids):
            raise AccessError(self.env._("You may not see this person's chain."))
        return centre

    @api.model
    def _chain_openable(self, ids):
        """Those of ``ids`` the user may put in the middle: everybody, or whom the user sees."""
        if self.env.user.has_group(OFFICER):
            return set(ids)
        seen = (
            self.env["talk.sight"]
            .sudo()
            .search_fetch(
                [("user_id", "=", self.env.uid), ("employee_id", "in", list(ids))], ["employee_id"]
            )
        )
        return set(seen.employee_id.ids)

    @api.model
    def _chain_now(self, domain):
        """Today's edges in ``domain`` that the user may see."""
        return self.search(Domain("date_to", "=", False) & domain)

    def _chain_ids(self):
        return set(self.responsible_id.ids) | set(self.employee_id.ids)

    @api.model
    def _chain_steps(self, centre, edges):
        """Climb from ``centre``, each line for itself, as sight does: (steps by line, all edges).

        Whoever was met at a lower step is not met again, so a circle ends.
        """
        steps = {"administrative": [], "party": []}
        met = {(line, centre.id) for line in steps}
        every = edges
        while edges:
            step = {line: {} for line in steps}
            for edge in edges:
                line, upper = edge.layer_id.line, edge.responsible_id.id
                if (line, edge.employee_id.id) in met and (line, upper) not in met:
                    box = step[line].setdefault(
                        upper, {"id": upper, "layer_ids": [], "stands_in": True}
                    )
                    box["stands_in"] &= edge.is_covering
                    if edge.layer_id.id not in box["layer_ids"]:
                        box["layer_ids"].append(edge.layer_id.id)
            for line, boxes in step.items():
                if boxes:
                    steps[line].append(list(boxes.values()))
                    met |= {(line, upper) for upper in boxes}
            uppers = {upper for boxes in step.values() for upper in boxes}
            edges = uppers and self._chain_now(
                Domain("employee_id", "in", list(uppers)) & Domain("layer_id.is_mutual", "=", False)
            )
            every |= edges or self.browse()
        return steps, every

    @api.model
    def _chain_people(self, ids):
        """What a picture tells of people: read narrowly as superuser, structure only."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False).browse(ids)
        openable = self._chain_openable(ids)
        places = self.env["talk.team.member"].sudo()
        posts = {
            place.employee_id.id: place.title
            for place in places.search(
                places._domain_current(self.env.company._talk_today())
                & Domain("employee_id", "in", list(ids))
            )
        }
        return {
            employee.id: {
                "id": employee.id,
                "name": employee.name,
                "post": posts.get(employee.id) or employee.job_title or "",
                "department": employee.department_id.name or "",
                "has_user": bool(employee.user_id.active),
                "can_open": employee.id in openable,
                "count": 0,
            }
            for employee in employees
        }

    @api.model
    def _chain_add_counts(self, people, ids):
        """How many people each of ``ids`` answers for in turn."""
        for employee, count in self._read_group(
            [
                ("date_to", "=", False),
                ("responsible_id", "in", ids),
                ("layer_id.is_mutual", "=", False),
            ],
            ["responsible_id"],
            ["employee_id:count_distinct"],
        ):
            people[employee.id]["count"] = count

    @api.model
    def _chain_below(self, edges, people):
        """``edges`` by layer, then by department."""
        below = []
        for layer, of_layer in edges.grouped("layer_id").items():
            departments = {}
            for edge in of_layer:
                box = {"id": edge.employee_id.id, "stands_in": edge.is_covering}
                name = people[edge.employee_id.id]["department"]
                departments.setdefault(name, []).append(box)
            below.append(
                {
                    "layer_id": layer.id,
                    "count": len(of_layer),
                    "departments": [
                        {"name": name, "boxes": boxes}
                        for name, boxes in sorted(departments.items())
                    ],
                }
            )
        return below

    # the institution

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
        """SQL query ``(id, department_id)``: who is in a department, but neither its head
        nor of a leadership team."""
        places = self.env["talk.team.member"]
        team = places._search(places._domain_current(self.env.company._talk_today()))
        return SQL(
            """SELECT e.id, v.department_id
                 FROM hr_employee e
                 JOIN hr_version v ON v.id = e.current_version_id
                 JOIN hr_department d ON d.id = v.department_id
                WHERE e.active AND d.manager_id IS DISTINCT FROM e.id AND e.id NOT IN %s""",
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
                        {
                            "id": place.employee_id.id,
                            "role": labels[place.role],
                            "is_principal": place.role in PRINCIPAL_ROLES,
                        }
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
        departments = []
        for department in self.env["hr.department"].search(
            [("company_id", "in", [company.id, False])]
        ):
            head, leader = department.manager_id, department.talk_leader_effective_id
            count = staff.get(department.id, 0)
            if count or head.active:
                departments.append(
                    {
                        "id": department.id,
                        "name": department.name,
                        "parent_id": department.parent_id.id,
                        "head_id": head.active and head.id,
                        "leader_id": leader.active and leader.id,
                        "staff": count,
                        "stand_in_ids": [] if head.active else stand_ins.get(department.id, []),
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
