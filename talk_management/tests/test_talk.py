from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestTalk(TalkCase):
    """Planned, held, settled (H4.1, H4.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", "principals")
        with cls.freeze("2026-11-22"):
            cls.env["talk.obligation"]._generate_rule(cls.rule)
        cls.startClassPatcher(cls.freeze("2026-11-22"))

    @classmethod
    def freeze(cls, day):
        from freezegun import freeze_time

        return freeze_time(f"{day} 08:00:00")

    def test_a_planned_talk_takes_what_it_will_settle(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, due.talk_id), ("planned", talk.sudo()))

    def test_a_held_talk_settles_what_was_owed(self):
        self.make_talk(self.head, self.nurse).action_hold()
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, str(due.date_settled)), ("settled", "2026-11-20"))
        self.assertFalse(due.is_late)

    def test_a_mutual_talk_settles_both_sides(self):
        self.make_talk(self.secretary, self.director).action_hold()
        self.assertEqual(self.obligation(self.secretary, self.director).state, "settled")
        self.assertEqual(self.obligation(self.director, self.secretary).state, "settled")

    def test_a_talk_held_the_other_way_round_settles_no_one_sided_duty(self):
        self.cardiology.manager_id = self.head
        boss = self.make_talk(self.head, self.nurse)
        boss.action_cancel()
        edge = self.env["talk.edge"].search([("responsible_id", "=", self.nurse.id)])
        self.assertFalse(edge)
        with self.assertRaises(AccessError):
            self.make_talk(self.nurse, self.head)

    def test_a_talk_held_late_is_late(self):
        with self.freeze("2027-01-20"):
            self.make_talk(self.head, self.nurse, "2027-01-10").action_hold()
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, due.is_late), ("settled", True))

    def test_one_talk_counts_for_one_period_the_oldest_first(self):
        with self.freeze("2027-01-20"):
            self.env["talk.obligation"]._generate_rule(self.rule)
            self.make_talk(self.head, self.nurse, "2027-01-10").action_hold()
        states = self.obligation(self.head, self.nurse).sorted("date_due").mapped("state")
        self.assertEqual(states, ["settled", "open"])

    def test_a_cancelled_talk_gives_back_what_it_took(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        talk.action_cancel()
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, bool(due.talk_id)), ("open", False))

    def test_a_talk_marked_held_by_mistake_is_planned_again(self):
        talk = self.make_talk(self.head, self.nurse)
        talk.action_hold()
        talk.action_plan_again()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "planned")

    def test_a_group_talk_settles_only_where_the_rule_accepts_groups(self):
        people = [(0, 0, {"employee_id": e.id}) for e in (self.nurse, self.doctor)]
        vals = {"format": "group", "participant_ids": people}
        self.make_talk(self.head, self.env["hr.employee"], **vals).action_hold()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")
        self.rule.accepts_group = True
        talk = self.make_talk(self.head, self.env["hr.employee"], **vals)
        talk.participant_ids[1].attendance = "absent"
        talk.action_hold()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "settled")
        self.assertEqual(self.obligation(self.head, self.doctor).state, "open")

    def test_a_talk_of_another_kind_settles_nothing_where_the_rule_names_kinds(self):
        self.rule.kind_ids = self.env.ref("talk_management.kind_integrity")
        self.make_talk(self.head, self.nurse).action_hold()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")

    def test_a_settled_obligation_has_a_held_talk_between_exactly_these_two(self):
        self.make_talk(self.head, self.nurse).action_hold()
        for due in self.env["talk.obligation"].search([("state", "=", "settled")]):
            people = due.talk_id.responsible_id | due.talk_id.participant_ids.employee_id
            self.assertLessEqual(due.responsible_id | due.employee_id, people)
            self.assertEqual(due.talk_id.state, "held")
            self.assertGreaterEqual(due.talk_id.date, due.date_start)

    def test_a_talk_held_settles_what_another_was_planned_to_settle(self):
        later = self.make_talk(self.head, self.nurse, "2026-12-10")
        self.make_talk(self.head, self.nurse, "2026-11-20").action_hold()
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, due.talk_id.state), ("settled", "held"))
        later.action_cancel()
        self.assertEqual(due.state, "settled")

    def test_a_talk_held_before_the_rule_was_made_settles_it(self):
        self.make_talk(self.head, self.nurse, "2026-03-10").action_hold()
        later = self.make_rule("head_staff")
        self.env["talk.obligation"]._generate_rule(later)
        found = self.obligation(self.head, self.nurse).filtered(lambda o: o.rule_id == later)
        self.assertEqual((found.state, str(found.date_settled)), ("settled", "2026-03-10"))
        self.env["talk.obligation"]._generate_rule(later)
        self.assertEqual(found.state, "settled")

    def test_a_second_held_talk_takes_over_when_the_first_was_a_mistake(self):
        first = self.make_talk(self.head, self.nurse, "2026-11-19")
        first.action_hold()
        second = self.make_talk(self.head, self.nurse, "2026-11-20")
        second.action_hold()
        first.action_plan_again()
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((due.state, due.talk_id), ("settled", second.sudo()))

    def test_several_people_are_no_one_on_one_talk(self):
        talk = self.make_talk(self.head, self.nurse)
        with self.assertRaisesRegex(ValidationError, "one person"):
            talk.participant_ids = [(0, 0, {"employee_id": self.doctor.id})]
        with self.assertRaisesRegex(ValidationError, "one person"):
            talk.participant_ids.create({"talk_id": talk.id, "employee_id": self.inspector.id})

    def test_a_participant_taken_out_is_owed_the_talk_again(self):
        self.rule.accepts_group = True
        people = [(0, 0, {"employee_id": e.id}) for e in (self.nurse, self.doctor)]
        none = self.env["hr.employee"]
        talk = self.make_talk(self.head, none, "2026-11-25", format="group", participant_ids=people)
        talk.participant_ids.filtered(lambda p: p.employee_id.id == self.doctor.id).unlink()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "planned")
        self.assertEqual(self.obligation(self.head, self.doctor).state, "open")

    def test_a_talk_nobody_came_to_was_not_held(self):
        talk = self.make_talk(self.head, self.nurse)
        talk.participant_ids.attendance = "absent"
        with self.assertRaisesRegex(UserError, "Nobody came"):
            talk.action_hold()

    def test_a_new_talk_is_proposed_for_nine_on_the_next_weekday(self):
        with self.freeze("2026-11-20"):  # a Friday
            begin = self.env["talk.talk"].default_get(["date_start"])["date_start"]
        self.assertEqual(str(begin), "2026-11-23 01:00:00")

    def test_the_proposed_hour_is_one_without_another_talk(self):
        self.make_talk(self.head, self.doctor, "2026-11-23", date_start="2026-11-23 01:00:00")
        talks = self.env["talk.talk"].with_user(self.head.user_id)
        begin = talks.default_get(["date_start"])["date_start"]
        self.assertEqual(str(begin), "2026-11-23 02:00:00")

    def test_moving_a_planned_talk_keeps_what_it_settles(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        talk.date_start = "2026-11-26 02:00:00"
        self.assertEqual(self.obligation(self.head, self.nurse).talk_id, talk.sudo())

    def test_changing_the_employee_gives_back_the_first(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        talk.employee_id = self.doctor
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")
        self.assertEqual(self.obligation(self.head, self.doctor).state, "planned")
        self.assertEqual(talk.participant_ids.employee_id.ids, self.doctor.ids)

    # bad input

    def test_a_talk_with_nobody_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "somebody"):
            self.make_talk(self.head, self.env["hr.employee"])

    def test_a_talk_with_oneself_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "themselves"):
            self.make_talk(self.head, self.head)

    def test_nobody_is_planned_to_be_in_two_talks_at_once(self):
        self.make_talk(self.head, self.nurse, "2026-11-25")
        with self.assertRaisesRegex(ValidationError, "Head is not free"):
            self.make_talk(self.head, self.doctor, "2026-11-25")
        with self.assertRaisesRegex(ValidationError, "Nurse is not free"):
            self.make_talk(self.deputy, self.nurse, "2026-11-25")
        later = self.make_talk(
            self.head, self.doctor, "2026-11-25", date_start="2026-11-25 03:00:00"
        )
        with self.assertRaisesRegex(ValidationError, "not free"):
            later.date_start = "2026-11-25 02:15:00"

    def test_an_archived_person_is_owed_no_more(self):
        self.nurse.active = False
        self.env["talk.edge"]._refresh()
        self.env["talk.obligation"]._generate_rule(self.rule)
        self.assertEqual(self.obligation(self.head, self.nurse).state, "withdrawn")

    def test_a_talk_in_the_future_cannot_have_been_held(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        with self.assertRaisesRegex(UserError, "future"):
            talk.action_hold()

    def test_a_held_talk_is_not_deleted_nor_moved(self):
        talk = self.make_talk(self.head, self.nurse)
        talk.action_hold()
        with self.assertRaisesRegex(UserError, "ledger"):
            talk.unlink()
        with self.assertRaisesRegex(UserError, "no longer planned"):
            talk.date_start = "2026-11-19 02:00:00"

    def test_a_planned_talk_deleted_gives_back_what_it_took(self):
        self.make_talk(self.head, self.nurse, "2026-11-25").unlink()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")

    def test_a_step_that_does_not_exist_is_refused(self):
        talk = self.make_talk(self.head, self.nurse)
        talk.action_cancel()
        with self.assertRaisesRegex(UserError, "cannot go from"):
            talk.action_hold()

    # rights

    def test_a_state_is_never_set_by_hand(self):
        talk = self.make_talk(self.head, self.nurse)
        with self.assertRaises(AccessError):
            talk.state = "held"
        with self.assertRaises(AccessError):
            self.make_talk(self.head, self.nurse, state="held")

    def test_nobody_plans_talks_for_others(self):
        talks = self.env["talk.talk"].with_user(self.nurse.user_id)
        with self.assertRaises(AccessError):
            talks.create(
                {
                    "responsible_id": self.head.id,
                    "employee_id": self.nurse.id,
                    "company_id": self.company.id,
                }
            )

    def test_the_officer_plans_for_a_leader_without_a_user(self):
        self.cardiology.manager_id = self.doctor
        self.env["talk.edge"]._refresh()
        talk = (
            self.env["talk.talk"]
            .with_user(self.officer_user)
            .create(
                {
                    "responsible_id": self.doctor.id,
                    "employee_id": self.nurse.id,
                    "date_start": "2026-11-20 02:00:00",
                }
            )
        )
        talk.action_hold()
        self.assertEqual(talk.state, "held")
        self.assertFalse(talk.can_read_record)

    def test_facts_are_read_by_those_who_take_part_and_the_officer(self):
        talk = self.make_talk(self.head, self.nurse)
        self.flush()
        readers = {
            user
            for user in (
                self.head.user_id,
                self.nurse.user_id,
                self.deputy.user_id,
                self.inspector.user_id,
                self.officer_user,
                self.discipline_user,
            )
            if talk.with_user(user).has_access("read")
        }
        self.assertEqual(readers, {self.head.user_id, self.nurse.user_id, self.officer_user})

    def test_the_employee_cannot_change_or_cancel_the_talk(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25").with_user(self.nurse.user_id)
        with self.assertRaises(AccessError):
            talk.action_cancel()
        with self.assertRaises(AccessError):
            talk.place = "Elsewhere"

    def test_a_talk_is_not_handed_on(self):
        talk = self.make_talk(self.head, self.nurse)
        with self.assertRaises(UserError):
            talk.responsible_id = self.deputy

    def test_the_form_plans_a_talk_from_an_obligation(self):
        due = self.obligation(self.head, self.nurse).with_user(self.head.user_id)
        self.assertTrue(due.can_plan)
        context = due.action_plan_talk()["context"]
        with Form(
            self.env["talk.talk"].with_user(self.head.user_id).with_context(**context)
        ) as form:
            form.place = "Room 5"
        self.assertEqual(due.state, "planned")
