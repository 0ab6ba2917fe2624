from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import OFFICER, TalkCase


class ChainCase(TalkCase):
    def gap_kinds(self, **place):
        [(field, record)] = place.items()
        gaps = self.env["talk.gap"].with_user(self.officer_user)
        self.flush()
        return gaps.search([(f"{field}_id", "=", record.id)]).mapped("kind")

    def officer(self, model):
        return self.env[model].with_user(self.officer_user).with_company(self.company)

    def refresh(self):
        return self.env["talk.edge"]._refresh()

    def seers(self, employee):
        sight = self.env["talk.sight"].search([("employee_id", "=", employee.id)])
        return set(sight.user_id.mapped("name"))


@tagged("post_install", "-at_install")
class TestActingHead(ChainCase):
    """Somebody acts as head of a department for a time (主持工作)."""

    def act(self, department, employee, **vals):
        return self.officer("talk.acting.head").create(
            {"department_id": department.id, "employee_id": employee.id, **vals}
        )

    def test_an_acting_head_answers_in_place_of_the_head_and_the_head_comes_back(self):
        acting = self.act(self.cardiology, self.nurse, date_to="2026-11-30")
        with self.on("2026-11-20"):
            self.refresh()
        staff = {("Nurse", "Doctor"), ("Deputy", "Inspector", "stands in")}
        self.assertEqual(self.edges("head_staff"), staff)
        self.assertEqual(self.edges("leader_head"), {("Deputy", "Head"), ("Deputy", "Nurse")})
        with self.on("2026-12-01"):
            self.refresh()
        self.assertIn(("Head", "Nurse"), self.edges("head_staff"))
        self.assertEqual(self.edges("leader_head"), {("Deputy", "Head")})
        self.assertTrue(acting.exists())

    def test_an_acting_head_begins_on_the_day(self):
        self.act(self.cardiology, self.nurse, date_from="2026-12-01")
        with self.on("2026-11-30"):
            self.assertEqual(self.refresh(), (0, 0))
        with self.on("2026-12-01"):
            self.assertNotEqual(self.refresh(), (0, 0))

    def test_a_vacant_department_with_an_acting_head_has_no_gap(self):
        self.assertEqual(self.gap_kinds(department=self.infection), ["department_without_head"])
        clerk = self.make_employee("clerk")
        clerk.department_id = self.infection
        acting = self.act(self.infection, self.inspector)
        self.refresh()
        self.assertFalse(self.gap_kinds(department=self.infection))
        self.assertIn(("Inspector", "Clerk"), self.edges("head_staff"))
        self.assertIn(("Deputy", "Inspector"), self.edges("leader_head"))
        acting.unlink()
        self.refresh()
        self.assertIn(("Deputy", "Clerk", "stands in"), self.edges("head_staff"))

    def test_an_acting_head_who_has_left_leaves_the_department_to_its_head(self):
        self.act(self.cardiology, self.nurse)
        self.nurse.active = False
        self.refresh()
        self.assertIn(("Head", "Doctor"), self.edges("head_staff"))

    def test_an_acting_head_of_the_department_above_answers_for_the_head_below(self):
        self.medicine.talk_leader_id = False
        self.act(self.medicine, self.inspector)
        self.refresh()
        self.assertEqual(
            self.edges("leader_head"),
            {("Inspector", "Head")}
            | {(name, "Inspector", "stands in") for name in ("Secretary", "Director")},
        )

    def test_sight_follows_the_acting_head(self):
        self.act(self.cardiology, self.nurse)
        self.refresh()
        self.assertIn("Nurse", self.seers(self.doctor))
        self.branch.member_ids.unlink()
        self.refresh()
        self.assertNotIn("Head", self.seers(self.doctor))

    def test_a_department_has_one_acting_head_at_a_time(self):
        self.act(self.cardiology, self.nurse, date_to="2026-11-30")
        self.act(self.cardiology, self.doctor, date_from="2026-12-01")
        with self.assertRaisesRegex(ValidationError, "already there"):
            self.act(self.cardiology, self.inspector, date_from="2026-11-30")

    def test_the_picture_of_the_institution_shows_the_acting_head(self):
        self.act(self.cardiology, self.nurse)
        self.refresh()
        edges = self.officer("talk.edge")
        departments = {unit["name"]: unit for unit in edges.get_institution()["departments"]}
        cardiology = departments["Cardiology"]
        self.assertEqual(
            (cardiology["head_id"], cardiology["is_acting"], cardiology["staff"]),
            (self.nurse.id, True, 1),
        )
        self.assertFalse(departments["Infection"]["is_acting"])

    def test_the_picture_of_a_person_names_the_acting_head_as_such(self):
        self.doctor.user_id = self.make_user("doctor")
        self.act(self.cardiology, self.nurse)
        self.refresh()
        picture = self.env["talk.edge"].with_user(self.doctor.user_id).get_chain()
        self.assertEqual(picture["people"][self.nurse.id]["post"], "Acting head of Cardiology")

    def test_the_department_shows_its_acting_heads_to_everybody(self):
        self.act(self.cardiology, self.nurse, date_to="2026-11-30")
        self.flush()
        department = self.cardiology.with_user(self.inspector.user_id)
        self.assertEqual(department.talk_acting_head_ids.employee_id.name, "Nurse")
        with self.assertRaises(AccessError):
            department.talk_acting_head_ids.date_to = False


@tagged("post_install", "-at_install")
class TestRecusal(ChainCase):
    """Whoever the matter is about never handles it (回避)."""

    def recuse(self, responsible, employee, **vals):
        return self.officer("talk.recusal").create(
            {"responsible_id": responsible.id, "employee_id": employee.id, **vals}
        )

    def test_the_next_one_up_stands_in_for_the_person_alone(self):
        self.recuse(self.head, self.nurse)
        self.refresh()
        self.assertEqual(
            self.edges("head_staff"),
            {("Head", "Doctor")}
            | {("Deputy", name, "stands in") for name in ("Nurse", "Inspector")},
        )
        self.assertIn(("Secretary", "Nurse", "stands in"), self.edges("secretary_member"))

    def test_where_the_leader_in_charge_is_recused_the_next_one_stands_in(self):
        chief = self.make_employee("chief")
        institute = self.env["hr.department"].create(
            {"name": "Institute", "company_id": self.company.id, "manager_id": chief.id}
        )
        self.medicine.parent_id = institute
        self.recuse(self.deputy, self.head)
        self.refresh()
        self.assertIn(("Chief", "Head", "stands in"), self.edges("leader_head"))

    def test_a_recusal_lasts_as_long_as_its_dates(self):
        self.recuse(self.head, self.nurse, date_from="2026-12-01", date_to="2026-12-31")
        for day, answers in (("2026-11-30", True), ("2026-12-31", False), ("2027-01-01", True)):
            with self.on(day):
                self.refresh()
            self.assertEqual(("Head", "Nurse") in self.edges("head_staff"), answers, day)

    def test_one_way_or_both_ways(self):
        recusal = self.recuse(self.secretary, self.director)
        self.refresh()
        self.assertEqual(self.edges("principals"), {("Director", "Secretary")})
        recusal.is_mutual = True
        self.refresh()
        self.assertFalse(self.edges("principals"))

    def test_a_principal_keeps_the_regular_place_when_the_other_is_recused(self):
        self.recuse(self.secretary, self.deputy)
        self.refresh()
        self.assertEqual(self.edges("principal_member"), {("Director", "Deputy")})

    def test_when_all_are_recused_the_person_is_on_the_gap_list(self):
        for leader in (self.deputy, self.secretary, self.director):
            self.recuse(leader, self.inspector)
        self.refresh()
        self.assertEqual(self.gap_kinds(employee=self.inspector), ["nobody_above"])

    def test_only_hr_officers_read_that_somebody_is_recused(self):
        recusal = self.recuse(self.head, self.nurse, reason="Kinship")
        self.flush()
        self.assertEqual(recusal.reason, "Kinship")
        for user in (self.head.user_id, self.nurse.user_id, self.discipline_user):
            with self.assertRaises(AccessError):
                recusal.with_user(user).read(["responsible_id"])

    def test_an_officer_of_another_company_does_not_learn_of_it_by_trying(self):
        self.recuse(self.head, self.nurse)
        other = self.env["res.company"].create({"name": "Other Hospital"})
        self.env.user.company_ids += other
        stranger = self.make_user("stranger", OFFICER, company=other)
        one, another = (self.make_employee(name, False, other) for name in ("one", "another"))
        recusals = self.env["talk.recusal"].with_user(stranger)
        recusals = recusals.with_context(allowed_company_ids=other.ids)
        pair = {"responsible_id": self.head.id, "employee_id": self.nurse.id}
        with self.assertRaises(AccessError):
            recusals.create(pair)
        own = recusals.create({"responsible_id": one.id, "employee_id": another.id})
        with self.assertRaises(AccessError):
            own.write(pair)

    def test_nobody_is_recused_from_themselves_or_twice(self):
        with self.assertRaisesRegex(ValidationError, "two different people"):
            self.recuse(self.head, self.head)
        self.recuse(self.head, self.nurse)
        with self.assertRaisesRegex(ValidationError, "already there"):
            self.recuse(self.head, self.nurse, date_from="2026-11-30")


@tagged("post_install", "-at_install")
class TestRetired(ChainCase):
    """Retired people who are still known, and in the care of the institution."""

    def setUp(self):
        super().setUp()
        self.veteran = self.make_employee("veteran", login=False)

    def retire(self, employee, kind="retired", **vals):
        return self.officer("talk.employment.status").create(
            {"employee_id": employee.id, "kind": kind, **vals}
        )

    def retired(self, day="2026-11-20"):
        self.env.flush_all()
        statuses = self.env["talk.employment.status"]
        query = "SELECT e.name FROM hr_employee e WHERE e.company_id = %s AND %s ORDER BY name"
        condition = statuses._sql_retired(SQL("e.id"), day)
        return [name for (name,) in self.env.execute_query(SQL(query, self.company.id, condition))]

    def test_nobody_needs_to_answer_for_the_retired(self):
        self.assertEqual(self.gap_kinds(employee=self.veteran), ["nobody_above"])
        self.retire(self.veteran, date_from="2020-07-01")
        self.assertFalse(self.gap_kinds(employee=self.veteran))

    def test_the_retired_are_known_with_dates(self):
        self.retire(self.veteran, date_from="2026-07-01")
        self.assertEqual(self.retired("2026-06-30"), [])
        self.assertEqual(self.retired("2026-07-01"), ["Veteran"])

    def test_who_is_re_hired_is_not_retired_meanwhile(self):
        self.retire(self.veteran, date_from="2020-07-01")
        self.retire(self.veteran, "retired_rehired", date_from="2026-01-01", date_to="2026-12-31")
        self.assertEqual(self.retired(), [])
        self.assertEqual(self.retired("2027-01-01"), ["Veteran"])

    def test_the_chain_keeps_a_retired_person_of_a_department_and_branch(self):
        self.retire(self.doctor)
        self.assertEqual(self.refresh(), (0, 0))
        self.assertIn(("Head", "Doctor"), self.edges("head_staff"))


@tagged("post_install", "-at_install")
class TestLeadersAway(ChainCase):
    """A leader on long leave keeps the place in the chain; the weekly check says so."""

    def test_a_leader_in_charge_on_long_leave_is_a_gap_and_answers_still(self):
        self.officer("talk.employment.status").create(
            {"employee_id": self.deputy.id, "kind": "long_leave"}
        )
        self.assertEqual(self.refresh(), (0, 0))
        self.assertIn("responsible_away", self.gap_kinds(employee=self.deputy))

    def test_an_archived_leader_in_charge_is_a_vacancy(self):
        self.deputy.active = False
        self.refresh()
        stand_ins = {(name, "Head", "stands in") for name in ("Secretary", "Director")}
        self.assertEqual(self.edges("leader_head"), stand_ins)

    def test_when_the_head_changes_the_successor_answers_from_that_day(self):
        with self.on("2026-12-01"):
            self.cardiology.manager_id = self.nurse
            self.refresh()
        edges = self.env["talk.edge"].search(
            [
                ("employee_id", "=", self.doctor.id),
                ("layer_id", "=", self.env.ref("talk_management.layer_head_staff").id),
            ]
        )
        self.assertEqual(
            {(edge.responsible_id.name, str(edge.date_to or "")) for edge in edges},
            {("Head", "2026-12-01"), ("Nurse", "")},
        )

    def test_a_leader_without_a_user_answers_and_is_on_the_gap_list(self):
        self.deputy.user_id = False
        self.refresh()
        self.assertIn(("Deputy", "Head"), self.edges("leader_head"))
        self.assertIn("responsible_without_user", self.gap_kinds(employee=self.deputy))

    def test_a_team_without_principals_leaves_heads_to_the_leader_in_charge(self):
        self.team.member_ids.filtered(lambda place: place.role != "member").unlink()
        self.refresh()
        self.assertEqual(self.edges("leader_head"), {("Deputy", "Head")})
        self.assertEqual(self.gap_kinds(employee=self.deputy), ["nobody_above"])
