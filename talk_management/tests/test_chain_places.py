from odoo.fields import Command
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestSharedDepartment(TalkCase):
    """A department of no company, with people of two hospitals."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other Hospital"})
        cls.env.user.company_ids += cls.other
        cls.stranger = cls.make_employee("stranger", company=cls.other)
        cls.shared = cls.env["hr.department"].create({"name": "Shared", "company_id": False})
        cls.clerk = cls.make_employee("clerk")
        (cls.clerk | cls.stranger).department_id = cls.shared
        cls.env["talk.edge"]._refresh()

    def above(self, employee):
        edges = self.env["talk.edge"].search(
            [("employee_id", "=", employee.id), ("date_to", "=", False)]
        )
        return set(edges.responsible_id.mapped("name"))

    def test_without_a_head_its_staff_answer_to_the_principals_of_their_own_hospital(self):
        self.assertEqual(self.above(self.clerk), {"Secretary", "Director"})
        self.assertFalse(self.above(self.stranger))

    def test_a_head_of_one_hospital_does_not_answer_for_staff_of_another(self):
        self.shared.manager_id = self.make_employee("chief")
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.above(self.clerk), {"Chief"})
        self.assertFalse(self.above(self.stranger))
        gaps = self.env["talk.gap"].search([("employee_id", "=", self.stranger.id)])
        self.assertEqual(gaps.mapped("kind"), ["nobody_above"])

    def test_staff_whose_head_is_of_another_hospital_answer_to_the_next_rank(self):
        self.shared.manager_id = self.stranger
        self.shared.talk_leader_id = self.deputy
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.above(self.clerk), {"Deputy"})


@tagged("post_install", "-at_install")
class TestPlacesOfThePast(TalkCase):
    """Archived departments and places given up count no longer."""

    def gap_kinds(self, employee):
        gaps = self.env["talk.gap"].search([("employee_id", "=", employee.id)])
        return gaps.mapped("kind")

    def test_an_archived_department_answers_for_nobody_below_it(self):
        self.medicine.manager_id = self.doctor
        institute = self.env["hr.department"].create(
            {
                "name": "Institute",
                "company_id": self.company.id,
                "talk_leader_id": self.director.id,
            }
        )
        self.medicine.parent_id = institute
        self.medicine.action_archive()
        self.cardiology.active = self.infection.active = True
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.edges("leader_head"), {("Director", "Head")})
        self.assertEqual(self.cardiology.talk_leader_effective_id, self.director)

    def test_a_principal_of_the_past_is_not_the_top(self):
        past = self.make_employee("past")
        self.env["talk.team.member"].create(
            {
                "team_id": self.team.id,
                "employee_id": past.id,
                "role": "admin_principal",
                "date_to": "2020-12-31",
            }
        )
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.gap_kinds(past), ["nobody_above"])

    def test_a_principal_of_a_department_is_not_the_top_of_the_organisation(self):
        local = self.make_employee("local")
        self.env["talk.team"].create(
            {
                "name": "Team of Medicine",
                "company_id": self.company.id,
                "department_id": self.medicine.id,
                "member_ids": [Command.create({"employee_id": local.id, "role": "principal"})],
            }
        )
        self.env["talk.edge"]._refresh()
        self.assertFalse(self.gap_kinds(local))
        self.assertEqual(
            self.edges("upper_principals"), {("Secretary", "Local"), ("Director", "Local")}
        )

    def test_the_one_principal_is_the_top(self):
        self.team.member_ids.filtered(lambda place: place.employee_id == self.director).unlink()
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.gap_kinds(self.secretary), ["top"])

    def test_a_branch_without_secretary_concerns_its_members_of_today(self):
        places = self.branch.member_ids
        places.filtered(lambda place: place.role == "secretary").unlink()
        nurse = self.branch.member_ids.filtered(lambda place: place.employee_id == self.nurse)
        nurse.date_to = "2020-12-31"
        self.flush()
        gap = self.env["talk.gap"].search([("branch_id", "=", self.branch.id)])
        self.assertEqual((gap.kind, gap.edge_count), ("branch_without_secretary", 2))

    def test_the_day_is_the_same_whichever_company_asks(self):
        west = self.env["res.company"].create({"name": "West"})
        west.resource_calendar_id.tz = "America/Los_Angeles"
        self.env.user.company_ids += west
        with self.on("2027-03-01", "20:00:00"):  # the second of March in China
            self.cardiology.manager_id = self.nurse
            self.env["talk.edge"].with_company(west)._refresh()
        edge = self.env["talk.edge"].search(
            [("responsible_id", "=", self.nurse.id), ("employee_id", "=", self.doctor.id)]
        )
        self.assertEqual(str(edge.date_from), "2027-03-02")
