from contextlib import closing, contextmanager

from odoo.tests import tagged

from .random_institution import DAY, Institution
from .test_chain_acting import ChainCase

INSTITUTIONS = 25
PEOPLE = 12  # of each company, at most


@tagged("post_install", "-at_install")
class TestRandomInstitutions(ChainCase):
    """What holds of the chain of every institution, however odd."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.env["res.company"].create([{"name": "East"}, {"name": "West"}])
        cls.env.user.company_ids += cls.companies
        users = cls.env["res.users"].create(
            [
                {
                    "name": f"U{number}",
                    "login": f"random_{number}",
                    "company_id": cls.companies[0].id,
                    "company_ids": cls.companies.ids,
                }
                for number in range(PEOPLE // 2)
            ]
        )
        cls.people = cls.env["hr.employee"].create(
            [
                {
                    "name": f"P{number}",
                    "company_id": company.id,
                    "user_id": number % 2 and users[number // 2].id,
                }
                for company in cls.companies
                for number in range(PEOPLE)
            ]
        )
        cls.flush()

    def test_invariants_hold_in_every_institution(self):
        for seed in range(INSTITUTIONS):
            with self.subTest(seed=seed), self.on(DAY), self.rolled_back():
                institution = Institution(self.env, self.companies, self.people, seed)
                self.refresh()
                self.flush()
                self.check_pairs(institution)
                self.check_everyone_is_placed(institution)
                self.check_staff(institution)
                self.check_sight()
                self.check_again()

    @contextmanager
    def rolled_back(self):
        """Whatever grows in here is gone afterwards, also what was not written down yet."""
        with closing(self.env.cr.savepoint()) as point:
            try:
                yield
            finally:
                point.rollback()

    def open_edges(self, *domain):
        return self.env["talk.edge"].search(
            [("company_id", "in", self.companies.ids), ("date_to", "=", False), *domain]
        )

    def check_pairs(self, institution):
        for edge in self.open_edges():
            pair = (edge.responsible_id, edge.employee_id)
            self.assertNotEqual(*pair, "nobody answers for themselves")
            self.assertNotIn(pair, institution.recused, "recused")
            self.assertEqual(*(person.company_id for person in pair), "one company")
            self.assertEqual(edge.company_id, edge.employee_id.company_id)
            self.assertTrue(all(person.active for person in pair), "both are in post")

    def check_everyone_is_placed(self, institution):
        statuses = institution.people.sudo().employment_status_ids
        retired = statuses.filtered(lambda status: status.kind == "retired").employee_id
        in_post = institution.people.filtered("active") - retired
        listed = self.env["talk.gap"].search([("kind", "in", ("nobody_above", "top"))])
        missing = in_post - self.open_edges().employee_id - listed.employee_id
        self.assertFalse(missing, "nobody above, and not on the gap list")
        self.assertFalse(self.open_edges().employee_id & listed.employee_id, "listed for nothing")
        self.assertFalse(retired & listed.employee_id, "nobody needs to answer for the retired")

    # ---- who answers for staff, reckoned once more in Python

    def head_of(self, department):
        acting = department.talk_acting_head_ids.filtered(
            lambda place: place.date_from and str(place.date_from) == DAY
        ).employee_id
        head = acting.filtered("active") or department.manager_id
        return head.filtered("active")

    def principals(self, department, company):
        places = self.env["talk.team.member"].search(
            [
                ("team_id.department_id", "=", department.id),
                ("role", "!=", "member"),
                ("date_to", "=", False),
                ("employee_id.active", "=", True),
            ]
        )
        if department:
            return places.employee_id
        return places.filtered(lambda place: place.company_id == company).employee_id

    def superiors(self, person):
        """The posts above a member of staff, the nearest first."""
        department = person.department_id
        while department:
            if department.active:
                yield self.head_of(department)
                yield department.talk_leader_id.filtered("active")
                yield self.principals(department, person.company_id)
            department = department.parent_id
        yield self.principals(department, person.company_id)

    def check_staff(self, institution):
        team = self.env["talk.team.member"].search([("date_to", "=", False)]).employee_id
        layer = self.env.ref("talk_management.layer_head_staff")
        edges = self.open_edges(("layer_id", "=", layer.id))
        answering = {
            person: {(edge.responsible_id, edge.is_covering) for edge in edges_of}
            for person, edges_of in edges.grouped("employee_id").items()
        }
        for person in institution.people.filtered("active") - team:
            department = person.department_id
            heads = self.head_of(department) | department.manager_id
            expected = set()
            if department.active and person not in heads:
                for nth, post in enumerate(self.superiors(person)):
                    expected = {
                        (holder, nth > 0)
                        for holder in post - person
                        if holder.company_id == person.company_id
                        and (holder, person) not in institution.recused
                    }
                    if expected:
                        break
            self.assertEqual(answering.get(person, set()), expected, person.name)

    # ---- sight, reckoned once more in Python

    def check_sight(self):
        above = {}
        for edge in self.env["talk.edge"].search([("date_to", "=", False)]):
            if edge.layer_id.is_hierarchical:
                key = (edge.layer_id.line, edge.employee_id)
                above.setdefault(key, set()).add(edge.responsible_id)
        people = self.env["hr.employee"].with_context(active_test=False).search([])
        expected = {(person.id, person.user_id.id) for person in people if person.user_id}
        for line, person in list(above):
            met, ahead = set(), [person]
            while ahead:
                new = above.get((line, ahead.pop()), set()) - met
                met |= new
                ahead += new
            expected |= {(person.id, each.user_id.id) for each in met if each.user_id}
        rows = self.env["talk.sight"].search([])
        self.assertEqual({(row.employee_id.id, row.user_id.id) for row in rows}, expected)

    def check_again(self):
        def rows():
            self.env.flush_all()
            self.env.cr.execute(
                "SELECT id, xmin FROM talk_edge UNION ALL SELECT id, xmin FROM talk_sight"
            )
            return sorted((key, int(version)) for key, version in self.env.cr.fetchall())

        before = rows()
        self.assertEqual(self.refresh(), (0, 0))
        self.assertEqual(rows(), before, "a second time changes nothing")
