from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestChainPicture(TalkCase):
    """The chain as a picture (H4.7): each sees as far as the edges' own rules let him."""

    # what a user's picture shows, by name

    def picture(self, user, employee=None):
        edges = self.env["talk.edge"].with_user(user).with_company(self.company)
        return edges.get_chain(employee and employee.id)

    def institution(self, user=None):
        edges = self.env["talk.edge"].with_user(user or self.officer_user)
        return edges.with_company(self.company).get_institution()

    def names(self, picture, ids):
        return sorted(picture["people"][employee_id]["name"] for employee_id in ids)

    def above(self, picture, line="administrative"):
        return [self.names(picture, [box["id"] for box in step]) for step in picture["above"][line]]

    def below(self, picture, layer):
        layer_id = self.env.ref(f"talk_management.layer_{layer}").id
        return {
            department["name"]: self.names(picture, [box["id"] for box in department["boxes"]])
            for group in picture["below"]
            if group["layer_id"] == layer_id
            for department in group["departments"]
        }

    # one person

    def test_the_officer_sees_every_step_up_to_the_principals(self):
        picture = self.picture(self.officer_user, self.nurse)
        self.assertEqual(self.above(picture), [["Head"], ["Deputy"], ["Director", "Secretary"]])
        self.assertEqual(
            self.above(picture, "party"), [["Head"], ["Deputy", "Director", "Secretary"]]
        )

    def test_a_stand_in_for_a_vacant_head_is_flagged(self):
        picture = self.picture(self.officer_user, self.inspector)
        [deputy] = picture["above"]["administrative"][0]
        self.assertEqual((deputy["id"], deputy["stands_in"]), (self.deputy.id, True))

    def test_the_way_up_does_not_lead_through_people_below(self):
        """The secretary of the branch is the deputy, who answers to the director."""
        self.branch.member_ids.filtered(lambda place: place.role == "secretary").unlink()
        self.branch.member_ids = [
            Command.create({"employee_id": self.deputy.id, "role": "secretary"}),
            Command.create({"employee_id": self.director.id, "role": "member"}),
        ]
        self.env["talk.edge"]._refresh()
        picture = self.picture(self.officer_user, self.director)
        self.assertEqual(self.above(picture, "party"), [["Deputy"]])

    def test_peers_stand_at_the_side_and_not_above_or_below(self):
        picture = self.picture(self.officer_user, self.director)
        [peers] = picture["peers"]
        self.assertEqual(self.names(picture, peers["ids"]), ["Secretary"])
        self.assertEqual(self.above(picture), [])
        self.assertEqual(list(self.below(picture, "principal_member").values()), [["Deputy"]])

    def test_people_below_come_by_layer_and_department(self):
        picture = self.picture(self.officer_user, self.head)
        self.assertEqual(self.below(picture, "head_staff"), {"Cardiology": ["Doctor", "Nurse"]})
        self.assertEqual(
            self.below(picture, "secretary_member"), {"Cardiology": ["Doctor", "Nurse"]}
        )
        self.assertEqual(picture["people"][self.head.id]["department"], "Cardiology")

    def test_each_person_below_tells_for_how_many_he_answers(self):
        picture = self.picture(self.officer_user, self.deputy)
        self.assertEqual(picture["people"][self.head.id]["count"], 2)
        self.assertFalse(self.picture(self.deputy.user_id)["people"][self.head.id]["count"])

    def test_a_head_sees_the_own_staff_and_who_answers_for_the_head(self):
        picture = self.picture(self.head.user_id)
        self.assertEqual(picture["centre_id"], self.head.id)
        self.assertEqual(self.below(picture, "head_staff"), {"Cardiology": ["Doctor", "Nurse"]})
        self.assertEqual(self.above(picture)[0], ["Deputy"])
        self.assertTrue(picture["people"][self.nurse.id]["can_open"])
        self.assertFalse(picture["people"][self.deputy.id]["can_open"])

    def test_a_colleague_sees_only_who_answers_for_the_colleague(self):
        picture = self.picture(self.nurse.user_id)
        self.assertEqual(self.above(picture), [["Head"]])
        self.assertEqual(
            set(picture["people"]),
            {self.nurse.id, self.head.id}
            | {box["id"] for step in picture["above"]["party"] for box in step},
        )
        self.assertNotIn(self.doctor.id, picture["people"])

    def test_a_colleague_cannot_open_the_head_or_another_colleague(self):
        for employee in (self.head, self.doctor, self.inspector):
            with self.assertRaises(AccessError):
                self.picture(self.nurse.user_id, employee)

    def test_only_structure_is_told_of_people(self):
        person = self.picture(self.nurse.user_id)["people"][self.head.id]
        self.assertEqual(
            set(person), {"id", "name", "post", "department", "has_user", "can_open", "count"}
        )

    def test_a_user_who_is_no_employee_gets_an_empty_picture(self):
        picture = self.picture(self.officer_user)
        self.assertFalse(picture["centre_id"])
        self.assertFalse(picture["people"])

    def test_people_of_another_company_cannot_be_opened(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_employee("stranger", company=other)
        with self.assertRaises(AccessError):
            self.picture(self.officer_user, stranger)

    # looking for people

    def found(self, user, term):
        edges = self.env["talk.edge"].with_user(user).with_company(self.company)
        return [person["name"] for person in edges.search_people(term)]

    def test_everyone_finds_those_whose_chain_may_be_opened(self):
        self.assertEqual(self.found(self.officer_user, "inspec"), ["Inspector"])
        self.assertEqual(self.found(self.head.user_id, "nur"), ["Nurse"])
        self.assertEqual(self.found(self.head.user_id, "inspec"), [])
        self.assertEqual(self.found(self.nurse.user_id, "doct"), [])

    # the institution

    def test_the_institution_shows_teams_departments_branches(self):
        answer = self.institution()
        [team] = answer["teams"]
        self.assertEqual(
            [(place["id"], place["is_principal"]) for place in team["places"]],
            [(self.secretary.id, True), (self.director.id, True), (self.deputy.id, False)],
        )
        departments = {unit["name"]: unit for unit in answer["departments"]}
        self.assertEqual(departments["Cardiology"]["head_id"], self.head.id)
        self.assertEqual(departments["Cardiology"]["staff"], 2)
        [branch] = answer["branches"]
        self.assertEqual((branch["head_id"], branch["staff"]), (self.head.id, 3))

    def test_a_vacant_post_shows_who_stands_in(self):
        self.team.member_ids.filtered(lambda place: place.employee_id == self.director).unlink()
        self.branch.member_ids.filtered(lambda place: place.role == "secretary").unlink()
        self.env["talk.edge"]._refresh()
        answer = self.institution()
        self.assertEqual(answer["teams"][0]["vacant"], ["Administrative head"])
        departments = {unit["name"]: unit for unit in answer["departments"]}
        self.assertEqual(departments["Infection"]["head_id"], False)
        self.assertEqual(departments["Infection"]["stand_in_ids"], [self.deputy.id])
        [branch] = answer["branches"]
        self.assertEqual((branch["head_id"], branch["stand_in_ids"]), (False, [self.secretary.id]))

    def test_gaps_are_counted_without_the_top_of_the_organisation(self):
        gaps = self.env["talk.gap"].search(
            [("company_id", "=", self.company.id), ("kind", "!=", "top")]
        )
        self.assertEqual(self.institution()["gap_count"], len(gaps))

    def test_staff_are_named_when_a_unit_is_unfolded(self):
        edges = self.env["talk.edge"].with_user(self.officer_user).with_company(self.company)
        staff = edges.get_unit_people("department", self.cardiology.id)
        self.assertEqual([person["name"] for person in staff], ["Doctor", "Nurse"])
        members = edges.get_unit_people("branch", self.branch.id)
        self.assertEqual([person["name"] for person in members], ["Doctor", "Head", "Nurse"])

    def test_only_the_officer_opens_the_institution(self):
        for user in (self.head.user_id, self.secretary.user_id, self.discipline_user):
            with self.assertRaises(AccessError):
                self.institution(user)
            with self.assertRaises(AccessError):
                self.env["talk.edge"].with_user(user).get_unit_people("branch", self.branch.id)

    # scale

    def queries(self, ask):
        self.flush()
        self.env.registry.clear_cache()
        ask()  # caches of groups, rules and translations
        self.flush()
        before = self.env.cr.sql_log_count
        ask()
        return self.env.cr.sql_log_count - before

    def grow(self, count):
        people = self.env["hr.employee"].create(
            [{"name": f"Nurse {number}", "company_id": self.company.id} for number in range(count)]
        )
        people.department_id = self.cardiology
        self.env["hr.department"].create(
            [
                {
                    "name": f"Ward {person.id}",
                    "company_id": self.company.id,
                    "manager_id": person.id,
                    "talk_leader_id": self.deputy.id,
                }
                for person in people[: count // 5]
            ]
        )
        self.env["talk.edge"]._refresh()

    def test_queries_do_not_grow_with_the_people(self):
        asks = {
            "officer": lambda: self.picture(self.officer_user, self.head),
            "leader": lambda: self.picture(self.deputy.user_id),
            "institution": self.institution,
        }
        self.grow(10)
        few = {name: self.queries(ask) for name, ask in asks.items()}
        self.grow(90)
        many = {name: self.queries(ask) for name, ask in asks.items()}
        self.assertEqual(few, many)
        self.assertLess(max(many.values()), 45, many)
