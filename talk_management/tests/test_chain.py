from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestChain(TalkCase):
    """The layers H2.1-H2.6 and H4.7, computed from structure."""

    def test_principals_talk_with_each_other_both_ways(self):
        self.assertEqual(
            self.edges("principals"), {("Secretary", "Director"), ("Director", "Secretary")}
        )

    def test_each_principal_answers_for_each_team_member(self):
        self.assertEqual(
            self.edges("principal_member"), {("Secretary", "Deputy"), ("Director", "Deputy")}
        )

    def test_leader_in_charge_is_inherited_from_the_department_above(self):
        self.assertEqual(self.edges("leader_head"), {("Deputy", "Head")})

    def test_department_head_answers_for_every_colleague(self):
        self.assertLessEqual({("Head", "Nurse"), ("Head", "Doctor")}, self.edges("head_staff"))

    def test_staff_of_a_vacant_department_answer_to_the_leader_in_charge(self):
        self.assertIn(("Deputy", "Inspector", "stands in"), self.edges("head_staff"))

    def test_branch_secretary_answers_for_members_but_not_for_himself(self):
        self.assertEqual(
            self.edges("secretary_member"),
            {("Head", "Nurse"), ("Head", "Doctor")} | {("Secretary", "Head", "stands in")},
        )
        self.assertEqual(self.edges("secretary_committee"), {("Head", "Doctor")})

    def test_team_talks_with_branch_secretaries(self):
        self.assertEqual(
            self.edges("team_secretary"),
            {("Secretary", "Head"), ("Director", "Head"), ("Deputy", "Head")},
        )

    def test_a_person_heading_two_departments_answers_for_both(self):
        surgery = self.env["hr.department"].create(
            {
                "name": "Surgery",
                "company_id": self.company.id,
                "manager_id": self.head.id,
                "talk_leader_id": self.director.id,
            }
        )
        surgeon = self.make_employee("surgeon")
        surgeon.department_id = surgery
        self.env["talk.edge"]._refresh()
        self.assertEqual(self.edges("leader_head"), {("Deputy", "Head"), ("Director", "Head")})
        self.assertIn(("Head", "Surgeon"), self.edges("head_staff"))

    def test_a_head_in_charge_of_the_own_department_answers_to_the_principals(self):
        self.deputy.department_id = self.cardiology
        self.cardiology.manager_id = self.deputy
        self.env["talk.edge"]._refresh()
        self.assertEqual(
            self.edges("leader_head"),
            {("Secretary", "Deputy", "stands in"), ("Director", "Deputy", "stands in")},
        )

    def test_an_archived_head_counts_as_a_vacancy(self):
        self.head.active = False
        self.env["talk.edge"]._refresh()
        self.assertIn(("Deputy", "Nurse", "stands in"), self.edges("head_staff"))

    def test_a_nested_department_answers_to_the_head_above(self):
        ward = self.env["hr.department"].create(
            {"name": "Ward", "company_id": self.company.id, "parent_id": self.cardiology.id}
        )
        orderly = self.make_employee("orderly")
        orderly.department_id = ward
        ward.manager_id = self.nurse
        self.env["talk.edge"]._refresh()
        self.assertIn(("Nurse", "Orderly"), self.edges("head_staff"))
        self.assertIn(("Head", "Nurse"), self.edges("leader_head"))

    def test_computing_again_changes_nothing(self):
        self.assertEqual(self.env["talk.edge"]._refresh(), (0, 0))

    def test_an_edge_that_no_longer_holds_keeps_its_dates(self):
        with self.on("2027-03-01"):
            self.cardiology.manager_id = self.nurse
            self.env["talk.edge"]._refresh()
        old = self.env["talk.edge"].search(
            [("responsible_id", "=", self.head.id), ("employee_id", "=", self.doctor.id)]
        )
        ended = old.filtered(lambda edge: edge.layer_id.lower == "department_staff")
        self.assertEqual(str(ended.date_to), "2027-03-01")

    def test_number_of_queries_does_not_grow_with_people(self):
        def queries(number):
            self.env["hr.employee"].create(
                [
                    {
                        "name": f"P{n}",
                        "company_id": self.company.id,
                        "department_id": self.cardiology.id,
                    }
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.env["talk.edge"]._refresh(), (number, 0))
            return self.env.cr.sql_log_count - before

        queries(1)  # fills the caches
        self.assertEqual(queries(3), queries(60))

    def test_a_changed_structure_asks_for_a_new_computation(self):
        cron = self.env.ref("talk_management.cron_chain")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.cardiology.manager_id = self.nurse
        self.env.flush_all()
        self.env.cr.precommit.run()
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_a_leader_answering_to_the_head_cannot_be_in_charge(self):
        with self.assertRaisesRegex(ValidationError, "circle"):
            self.cardiology.with_user(self.officer_user).talk_leader_id = self.nurse

    def test_layers_join_units_of_one_kind(self):
        with self.assertRaisesRegex(ValidationError, "different kinds"):
            self.env["talk.layer"].with_user(self.officer_user).create(
                {"name": "Odd", "upper": "team", "lower": "department_staff"}
            )

    def test_nobody_is_in_a_team_twice_at_a_time(self):
        with self.assertRaisesRegex(ValidationError, "already there"):
            self.env["talk.team.member"].with_user(self.officer_user).create(
                {"team_id": self.team.id, "employee_id": self.deputy.id, "role": "member"}
            )


@tagged("post_install", "-at_install")
class TestSight(TalkCase):
    """Who sees dates and states of whose talks."""

    def seers(self, employee):
        sight = self.env["talk.sight"].search([("employee_id", "=", employee.id)])
        return set(sight.user_id.mapped("name"))

    def test_sight_runs_up_the_administrative_line(self):
        self.assertEqual(
            self.seers(self.nurse), {"Nurse", "Head", "Deputy", "Secretary", "Director"}
        )

    def test_the_party_line_does_not_open_the_staff_of_a_member(self):
        # the nurse heads a department of her own; her branch secretary answers for
        # her as a Party member, not for her staff
        lab = self.env["hr.department"].create(
            {"name": "Lab", "company_id": self.company.id, "manager_id": self.nurse.id}
        )
        technician = self.make_employee("technician")
        technician.department_id = lab
        self.nurse.department_id = lab
        self.env["talk.edge"]._refresh()
        self.assertIn("Head", self.seers(self.nurse))
        self.assertNotIn("Head", self.seers(technician))

    def test_peers_do_not_see_each_other(self):
        self.assertEqual(self.seers(self.director), {"Director"})

    def test_sight_follows_a_change_of_user_at_once(self):
        self.head.user_id = False
        self.env["talk.edge"]._refresh()
        self.assertNotIn("Head", self.seers(self.nurse))

    def test_an_employee_reads_the_own_edges_and_no_others(self):
        edges = self.env["talk.edge"].with_user(self.nurse.user_id).search([])
        self.assertEqual(edges.employee_id, self.nurse.with_user(self.nurse.user_id))

    def test_an_employee_has_no_way_into_the_table_of_sight(self):
        with self.assertRaises(AccessError):
            self.env["talk.sight"].with_user(self.nurse.user_id).search([])


@tagged("post_install", "-at_install")
class TestGap(TalkCase):
    """What the office's weekly check finds."""

    def gaps(self):
        gaps = self.env["talk.gap"].with_user(self.officer_user).search([])
        return {
            (gap.kind, gap.employee_id.name or gap.department_id.name or gap.branch_id.name)
            for gap in gaps
        }

    def test_a_vacant_department_is_a_gap(self):
        self.assertIn(("department_without_head", "Infection"), self.gaps())

    def test_someone_without_anybody_above_is_a_gap(self):
        self.make_employee("stray")
        self.assertIn(("nobody_above", "Stray"), self.gaps())

    def test_a_responsible_without_a_user_is_a_gap(self):
        self.cardiology.manager_id = self.doctor
        self.env["talk.edge"]._refresh()
        self.assertIn(("responsible_without_user", "Doctor"), self.gaps())

    def test_a_responsible_on_long_leave_is_a_gap(self):
        self.env["talk.employment.status"].create(
            {"employee_id": self.head.id, "kind": "long_leave"}
        )
        self.assertIn(("responsible_away", "Head"), self.gaps())

    def test_a_branch_without_secretary_is_a_gap(self):
        self.branch.member_ids.filtered(lambda place: place.role == "secretary").unlink()
        self.assertIn(("branch_without_secretary", "Branch of Medicine"), self.gaps())

    def test_everyone_in_post_has_somebody_above_or_is_on_the_list(self):
        self.make_employee("stray")
        self.env["talk.edge"]._refresh()
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        above = self.env["talk.edge"].search([("date_to", "=", False)]).employee_id
        listed = self.env["talk.gap"].search([]).employee_id
        self.assertFalse(people - above - listed)

    def test_an_id_stays_with_its_gap(self):
        def ids():
            return {(g.kind, g.department_id.id): g.id for g in self.env["talk.gap"].search([])}

        before = ids()
        self.make_employee("stray")
        after = ids()
        self.assertEqual(before, {key: after[key] for key in before})
