from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_chain_acting import ChainCase


@tagged("post_install", "-at_install")
class TestLinks(ChainCase):
    """A leader linked to a department or branch not in their charge (联系点)."""

    def link(self, leader, **place):
        return self.officer("talk.link").create(
            {
                "employee_id": leader.id,
                **{key: getattr(value, "id", value) for key, value in place.items()},
            }
        )

    def test_the_layers_of_linked_leaders_are_empty_until_there_are_links(self):
        self.assertFalse(self.edges("linked_head"))
        self.assertFalse(self.edges("linked_secretary"))

    def test_a_linked_leader_talks_with_the_head_and_with_no_head_below(self):
        link = self.link(self.director, department_id=self.medicine)
        self.medicine.manager_id = self.inspector
        self.refresh()
        self.assertEqual(self.edges("linked_head"), {("Director", "Inspector")})
        link.include_below = True
        self.refresh()
        self.assertEqual(
            self.edges("linked_head"), {("Director", "Inspector"), ("Director", "Head")}
        )

    def test_the_chain_beside_it_stays_and_no_sight_comes_of_it(self):
        matron = self.make_employee("matron")
        before = (self.edges("leader_head"), self.edges("head_staff"), self.seers(self.head))
        self.link(matron, department_id=self.cardiology)
        self.assertEqual(self.refresh(), (1, 0))
        self.assertEqual(
            (self.edges("leader_head"), self.edges("head_staff"), self.seers(self.head)), before
        )
        self.assertNotIn("Matron", self.seers(self.head))

    def test_a_leader_linked_to_a_branch_talks_with_its_secretary(self):
        link = self.link(self.deputy, branch_id=self.branch)
        self.refresh()
        self.assertEqual(self.edges("linked_secretary"), {("Deputy", "Head")})
        self.branch.active = False
        self.refresh()
        self.assertFalse(self.edges("linked_secretary"))
        self.assertTrue(link.exists())

    def test_a_link_ends_on_its_last_day(self):
        self.link(self.director, department_id=self.cardiology, date_to="2026-11-30")
        for day, linked in (("2026-11-30", {("Director", "Head")}), ("2026-12-01", set())):
            with self.on(day):
                self.refresh()
            self.assertEqual(self.edges("linked_head"), linked)

    def test_linked_leaders_answer_for_staff_and_members_where_a_layer_says_so(self):
        layer = self.officer("talk.layer").create(
            {
                "name": "Linked leader with staff",
                "upper": "linked_leader",
                "lower": "department_staff",
                "is_hierarchical": False,
            }
        )
        self.link(self.director, department_id=self.cardiology)
        self.refresh()
        edges = self.env["talk.edge"].search([("layer_id", "=", layer.id)])
        self.assertEqual(set(edges.employee_id.mapped("name")), {"Nurse", "Doctor"})
        self.assertEqual(edges.responsible_id, self.director)

    def test_a_link_names_a_department_or_a_branch(self):
        for place in ({}, {"department_id": self.medicine, "branch_id": self.branch}):
            with self.assertRaisesRegex(ValidationError, "name one of the two"):
                self.link(self.director, **place)

    def test_a_leader_is_not_linked_to_the_same_branch_twice(self):
        self.link(self.director, branch_id=self.branch)
        self.link(self.director, department_id=self.medicine)
        with self.assertRaisesRegex(ValidationError, "already there"):
            self.link(self.director, branch_id=self.branch)


@tagged("post_install", "-at_install")
class TestNestedOrganisations(ChainCase):
    """Parts of the organisation with leadership teams of their own."""

    def make_team(self, department, **roles):
        places = [
            Command.create({"employee_id": self.make_employee(name).id, "role": role})
            for name, role in roles.items()
        ]
        return self.officer("talk.team").create(
            {
                "name": f"Team of {department.name}",
                "company_id": self.company.id,
                "department_id": department.id,
                "member_ids": places,
            }
        )

    def test_principals_talk_with_the_principals_of_the_nearest_part_below(self):
        self.make_team(self.medicine, dean="principal")
        self.make_team(self.cardiology, chief="admin_principal", second="member")
        self.refresh()
        self.assertEqual(
            self.edges("upper_principals"),
            {("Secretary", "Dean"), ("Director", "Dean"), ("Dean", "Chief")},
        )

    def test_where_the_team_between_has_no_principals_the_one_above_stands_in(self):
        self.make_team(self.medicine, vice="member")
        self.make_team(self.cardiology, chief="admin_principal")
        self.refresh()
        self.assertEqual(
            self.edges("upper_principals"),
            {("Secretary", "Chief", "stands in"), ("Director", "Chief", "stands in")},
        )

    def test_a_team_between_that_is_archived_is_no_step(self):
        self.make_team(self.medicine, dean="principal").action_archive()
        self.make_team(self.cardiology, chief="admin_principal")
        self.refresh()
        self.assertEqual(
            self.edges("upper_principals"), {("Secretary", "Chief"), ("Director", "Chief")}
        )

    def test_the_principals_above_see_the_dates_of_those_below(self):
        team = self.make_team(self.medicine, dean="principal")
        self.refresh()
        self.assertLessEqual({"Secretary", "Director"}, self.seers(team.member_ids.employee_id))

    def test_the_team_of_the_whole_organisation_has_no_team_above(self):
        self.assertFalse(self.edges("upper_principals"))


@tagged("post_install", "-at_install")
class TestSeveralCompanies(ChainCase):
    """Two hospitals in one database: no edge, gap or sight reaches from one to the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other Hospital"})
        cls.env.user.company_ids += cls.other
        cls.president = cls.make_employee("president", company=cls.other)
        cls.medic = cls.make_employee("medic", company=cls.other)
        cls.shared = cls.env["hr.department"].create({"name": "Shared", "company_id": False})
        cls.clerk = cls.make_employee("clerk")
        (cls.clerk | cls.medic).department_id = cls.shared
        places = [Command.create({"employee_id": cls.president.id, "role": "principal"})]
        cls.env["talk.team"].create(
            {"name": "Other team", "company_id": cls.other.id, "member_ids": places}
        )

    def test_nothing_crosses(self):
        self.shared.manager_id = self.clerk
        self.env["talk.acting.head"].create(
            {"department_id": self.shared.id, "employee_id": self.inspector.id}
        )
        self.env["talk.link"].create(
            {
                "department_id": self.shared.id,
                "employee_id": self.president.id,
                "include_below": True,
            }
        )
        self.refresh()
        edges = self.env["talk.edge"].search([])
        for edge in edges:
            self.assertEqual(edge.responsible_id.company_id, edge.employee_id.company_id)
            self.assertEqual(edge.company_id, edge.employee_id.company_id)
        above = edges.filtered(lambda edge: edge.employee_id == self.medic).responsible_id
        self.assertEqual(above, self.president)
        self.assertFalse(self.seers(self.medic) & {"Secretary", "Director", "Inspector"})

    def test_a_person_of_two_companies_sees_each_in_its_own(self):
        user = self.director.user_id
        user.company_ids += self.other
        self.env["hr.employee"].create(
            {"name": "Director elsewhere", "user_id": user.id, "company_id": self.other.id}
        )
        elsewhere = self.env["hr.employee"].search(
            [("user_id", "=", user.id), ("company_id", "=", self.other.id)]
        )
        self.shared.manager_id = elsewhere
        self.refresh()
        self.flush()
        edges = self.env["talk.edge"].with_user(user)
        for company, mine in ((self.company, self.director), (self.other, elsewhere)):
            found = edges.with_context(allowed_company_ids=company.ids).search([])
            self.assertEqual(found.company_id, company)
            self.assertIn(mine.id, found.responsible_id.ids)

    def test_teams_and_links_take_people_of_their_own_company_only(self):
        with self.assertRaisesRegex(Exception, "compan"):
            self.env["talk.link"].create(
                {"department_id": self.cardiology.id, "employee_id": self.president.id}
            )
        with self.assertRaisesRegex(Exception, "compan"):
            self.env["talk.recusal"].create(
                {"responsible_id": self.head.id, "employee_id": self.medic.id}
            )
