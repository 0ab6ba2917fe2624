from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

OFFICER = "talk_management.group_talk_officer"
FOUND_LIMIT = 8


class TalkEdge(models.Model):
    """The chain as a picture (H4.7), around one person.

    One call a screen, and the same number of queries however many people. Edges
    are read as the user; of the people on them only the place in the structure
    is told: name, post, department, whether they can be reminded.
    """

    _inherit = "talk.edge"

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
            answer["above"], above = self._chain_steps(centre, near - peers - below, peers | below)
            everyone = (above | near)._chain_ids() | {centre.id}
            people = answer["people"] = self._chain_people(everyone)
            if answer["is_officer"]:  # others do not see all that each one answers for
                self._chain_add_counts(people, list(people))
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
    def _chain_steps(self, centre, edges, aside):
        """Climb from ``centre``, each line for itself, as sight does: (steps by line, all edges).

        Whoever was met at a lower step is not met again, and no way leads through
        those ``aside``, peers and people below: both would run in a circle. (The
        secretary of a branch answers for a principal, who answers for the secretary.)
        """
        aside = aside._chain_ids()
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
            uppers = {upper for boxes in step.values() for upper in boxes} - aside
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
        roles = dict(places._fields["role"]._description_selection(self.env))
        posts = {}
        for place in places.search(
            places._domain_current(self.env.company._talk_today())
            & Domain("employee_id", "in", list(ids))
        ):
            posts.setdefault(place.employee_id.id, place.title or roles[place.role])
        for employee_id, name in self._chain_acting(ids):
            posts.setdefault(employee_id, self.env._("Acting head of %s", name))
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
    def _chain_acting(self, ids):
        """``(employee id, name of the department)`` of those of ``ids`` who act as head today."""
        acting = self.env["talk.acting.head"].sudo()
        return [
            (place.employee_id.id, place.department_id.name)
            for place in acting.search(
                acting._domain_current(self.env.company._talk_today())
                & Domain("employee_id", "in", list(ids))
            )
        ]

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
