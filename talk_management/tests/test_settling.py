from odoo.fields import Command
from odoo.tests import tagged

from .test_trigger import TriggerCase


@tagged("post_install", "-at_install")
class TestSettling(TriggerCase):
    """Which talk settles which obligation, and what is given back."""

    def make_due(self, *rules):
        for rule in rules:
            self.env["talk.obligation"]._generate_rule(rule)

    def hold(self, *employees, day="2026-11-20", kind=None, **vals):
        """A talk of the head's, held: with one, or with several as a group."""
        if kind:
            vals["kind_id"] = self.env.ref(f"talk_management.kind_{kind}").id
        if len(employees) > 1:
            vals["format"] = "group"
            vals["participant_ids"] = [
                Command.create({"employee_id": employee.id}) for employee in employees
            ]
            employees = (self.env["hr.employee"],)
        talk = self.make_talk(self.head, employees[0], day, **vals)
        talk.action_hold()
        return talk

    def states(self, event):
        return [row[3] for row in self.owed(event)]

    def state(self, rule, employee):
        owed = self.obligation(self.head, employee)
        return owed.filtered(lambda due: due.rule_id == rule).state

    def test_a_periodic_talk_within_the_deadline_settles_the_event_as_well(self):
        yearly = self.make_rule("head_staff")
        self.make_due(yearly)
        event = self.enter(self.officer_user, self.nurse, "commendation")
        self.hold(self.nurse)
        self.assertEqual(
            (self.states(event), self.state(yearly, self.nurse)), (["settled"], "settled")
        )

    def test_an_event_may_want_a_talk_of_its_own(self):
        self.rule.accepts_shared = False
        yearly = self.make_rule("head_staff")
        self.make_due(yearly)
        event = self.enter(self.officer_user, self.nurse, "commendation")
        self.hold(self.nurse)
        self.assertEqual(
            (self.states(event), self.state(yearly, self.nurse)), (["open"], "settled")
        )
        self.hold(self.nurse, kind="care")
        self.assertEqual(self.states(event), ["settled"])

    def test_a_talk_of_the_kind_the_event_asks_for_is_one_of_its_own(self):
        care = self.env.ref("talk_management.kind_care")
        self.rule.write({"accepts_shared": False, "kind_ids": [Command.set(care.ids)]})
        yearly = self.make_rule("head_staff")
        self.make_due(yearly)
        event = self.enter(self.officer_user, self.nurse, "commendation")
        self.hold(self.nurse, kind="care")
        self.assertEqual(
            (self.states(event), self.state(yearly, self.nurse)), (["settled"], "open")
        )

    def test_each_deadline_of_an_event_is_a_talk_of_its_own(self):
        self.rule.step_ids = [
            Command.create({"count": 1, "unit": "week"}),
            Command.create({"count": 1, "unit": "month"}),
        ]
        event = self.enter(self.officer_user, self.nurse, "new_hire")
        self.assertEqual([row[2] for row in self.owed(event)], ["2026-11-27", "2026-12-20"])
        self.hold(self.nurse)
        self.assertEqual(self.states(event), ["settled", "open"])
        with self.on("2026-12-01"):
            self.hold(self.nurse, day="2026-12-01")
        self.assertEqual(self.states(event), ["settled", "settled"])

    def test_two_events_of_one_person_are_settled_by_one_talk(self):
        events = [
            self.enter(self.officer_user, self.nurse, name)
            for name in ("commendation", "promotion")
        ]
        self.hold(self.nurse)
        self.assertEqual([self.states(event) for event in events], [["settled"], ["settled"]])

    def test_a_talk_of_another_kind_settles_nothing(self):
        care = self.env.ref("talk_management.kind_care")
        self.rule.kind_ids = care
        event = self.enter(self.officer_user, self.nurse, "illness")
        self.hold(self.nurse, kind="exchange")
        self.assertEqual(self.states(event), ["open"])
        self.hold(self.nurse, kind="care")
        self.assertEqual(self.states(event), ["settled"])

    def test_a_talk_before_the_event_settles_nothing(self):
        event = self.enter(self.officer_user, self.nurse, "commendation")
        self.hold(self.nurse, day="2026-11-19")
        self.assertEqual(self.states(event), ["open"])

    def test_a_group_counts_for_each_who_came_where_the_rule_says_so(self):
        counted, uncounted = (
            self.make_rule("head_staff", accepts_group=accepts) for accepts in (True, False)
        )
        self.make_due(counted, uncounted)
        self.hold(self.nurse, self.doctor)
        for employee in (self.nurse, self.doctor):
            self.assertEqual(self.state(counted, employee), "settled")
            self.assertEqual(self.state(uncounted, employee), "open")

    def test_a_rule_may_count_no_talk_held_late(self):
        strict, lenient = (
            self.make_rule("head_staff", period_unit="month", is_settled_late=late)
            for late in (False, True)
        )
        self.make_due(strict, lenient)
        with self.on("2026-12-05"):
            self.hold(self.nurse, day="2026-12-04")
        self.assertEqual(self.state(strict, self.nurse), "open")
        self.assertEqual(self.state(lenient, self.nurse), "settled")

    def test_reopening_and_cancelling_give_everything_back(self):
        yearly = self.make_rule("head_staff")
        self.make_due(yearly)
        event = self.enter(self.officer_user, self.nurse, "commendation")
        talk = self.hold(self.nurse)
        talk.action_plan_again()
        self.assertEqual(
            (self.states(event), self.state(yearly, self.nurse)), (["planned"], "planned")
        )
        talk.action_cancel()
        self.assertEqual((self.states(event), self.state(yearly, self.nurse)), (["open"], "open"))

    def test_a_talk_held_before_the_event_was_entered_counts_when_it_lies_after_it(self):
        self.hold(self.nurse, day="2026-11-19")
        event = self.enter(self.officer_user, self.nurse, "commendation", day="2026-11-18")
        self.assertEqual(self.states(event), ["settled"])

    def test_an_event_known_too_late_has_its_deadline_from_when_it_was_known(self):
        event = self.enter(self.officer_user, self.nurse, "promotion", day="2026-09-01")
        self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-04", "open")])
