from odoo.tests import tagged

from .common import TalkCase


class ChangeCase(TalkCase):
    def generate(self, rule, day):
        """Make ``rule`` due on ``day``, after a look that must have said the same."""
        obligations = self.env["talk.obligation"]
        with self.on(day):
            foreseen, rows = obligations._preview_rule(rule)
            outcome = obligations._generate_rule(rule)
            self.assertFalse(obligations._generate_rule(rule).changed)
        self.assertEqual(outcome, foreseen)
        self.assertEqual(sum(row[3] for row in rows), outcome.added)
        return outcome

    def due(self, rule, **domain):
        """(due, state) of what is owed under ``rule``, in that order."""
        return [row[2:] for row in self.obligations(rule_id=rule.id, **domain)]

    def lead_cardiology(self, head, day):
        with self.on(day):
            self.cardiology.manager_id = head
            self.env["talk.edge"]._refresh()


@tagged("post_install", "-at_install")
class TestRuleChange(ChangeCase):
    """A rule that is changed asks for what it says now, and not for both."""

    def test_twice_a_year_instead_of_once_is_two_talks_and_not_three(self):
        rule = self.make_rule("leader_head")
        self.generate(rule, "2026-03-01")
        rule.talk_count = 2
        self.generate(rule, "2026-03-02")
        self.assertEqual(self.due(rule), [("2026-07-01", "open"), ("2026-12-31", "open")])

    def test_once_a_year_instead_of_twice_leaves_one_talk(self):
        rule = self.make_rule("leader_head", talk_count=2)
        self.generate(rule, "2026-03-01")
        rule.talk_count = 1
        self.generate(rule, "2026-03-02")
        self.assertEqual(self.due(rule), [("2026-12-31", "open"), ("2026-12-31", "withdrawn")])

    def test_quarters_instead_of_the_year_leave_the_quarter_that_runs(self):
        rule = self.make_rule("leader_head")
        self.generate(rule, "2026-05-01")
        rule.period_unit = "quarter"
        self.generate(rule, "2026-05-02")
        self.assertEqual(self.due(rule), [("2026-06-30", "open"), ("2026-12-31", "withdrawn")])

    def test_a_change_and_back_again_owes_what_was_owed_before(self):
        rule = self.make_rule("leader_head")
        self.generate(rule, "2026-05-01")
        for unit in ("quarter", "year"):
            rule.period_unit = unit
            self.generate(rule, "2026-05-02")
        self.assertEqual(self.due(rule, state="open"), [("2026-12-31", "open")])

    def test_a_change_late_in_the_year_makes_nothing_overdue(self):
        rule = self.make_rule("leader_head")
        self.generate(rule, "2026-11-20")
        rule.talk_count = 4
        self.generate(rule, "2026-11-21")
        self.assertEqual(self.due(rule, state="open"), [("2026-12-31", "open")])

    def test_a_talk_planned_stays_planned_and_keeps_up_with_the_date(self):
        rule = self.make_rule("leader_head")
        self.generate(rule, "2026-03-01")
        with self.on("2026-03-01"):
            self.make_talk(self.deputy, self.head, "2026-03-05")
        rule.period_unit, rule.talk_count = "year", 2
        self.assertEqual(self.generate(rule, "2026-03-02").redated, 1)
        self.assertEqual(self.due(rule), [("2026-07-01", "planned"), ("2026-12-31", "open")])

    def test_what_was_missed_in_a_period_gone_by_stays_missed(self):
        rule = self.make_rule("leader_head", period_unit="quarter")
        self.generate(rule, "2026-03-01")
        rule.period_unit = "month"
        self.generate(rule, "2026-04-02")
        self.assertEqual(self.due(rule), [("2026-03-31", "open"), ("2026-04-30", "open")])


@tagged("post_install", "-at_install")
class TestNothingBornOverdue(ChangeCase):
    """A part of a period whose last day has gone by is not asked for any more."""

    def test_four_a_year_made_in_november_asks_for_the_last_one(self):
        rule = self.make_rule("leader_head", talk_count=4)
        self.generate(rule, "2026-11-20")
        self.assertEqual(self.due(rule), [("2026-12-31", "open")])

    def test_a_part_that_was_owed_in_time_stays_when_it_is_overdue(self):
        rule = self.make_rule("leader_head", talk_count=2)
        self.generate(rule, "2026-03-01")
        self.assertFalse(self.generate(rule, "2026-11-20").changed)
        self.assertEqual(self.due(rule), [("2026-07-01", "open"), ("2026-12-31", "open")])

    def test_a_new_head_owes_what_falls_due_from_now_on(self):
        rule = self.make_rule("head_staff", talk_count=4)
        self.generate(rule, "2026-01-02")
        self.lead_cardiology(self.nurse, "2026-11-20")
        self.generate(rule, "2026-11-20")
        owed = self.obligation(self.nurse, self.doctor)
        self.assertEqual([str(day) for day in owed.mapped("date_due")], ["2026-12-31"])


@tagged("post_install", "-at_install")
class TestWithdrawal(ChangeCase):
    """What is owed follows the chain from today on; the past stays as it was."""

    def state(self, rule):
        return [row[1] for row in self.due(rule, responsible_id=self.head.id)]

    def test_who_comes_back_after_a_year_does_not_owe_for_the_year_gone_by(self):
        rule = self.make_rule("head_staff")
        self.generate(rule, "2026-11-20")
        self.lead_cardiology(self.nurse, "2026-11-21")
        self.generate(rule, "2026-11-21")
        self.lead_cardiology(self.head, "2028-02-01")
        self.generate(rule, "2028-02-01")
        self.assertEqual(
            set(self.due(rule, employee_id=self.doctor.id, responsible_id=self.head.id)),
            {("2026-12-31", "withdrawn"), ("2028-12-31", "open")},
        )

    def test_nothing_comes_back_under_a_rule_no_longer_valid(self):
        rule = self.make_rule("head_staff")
        self.generate(rule, "2026-11-20")
        self.lead_cardiology(self.nurse, "2026-11-21")
        self.generate(rule, "2026-11-21")
        rule.date_from, rule.date_to = "2025-01-01", "2025-12-31"
        self.lead_cardiology(self.head, "2026-11-22")
        self.generate(rule, "2026-11-22")
        self.assertEqual(set(self.state(rule)), {"withdrawn"})

    def test_a_reorganisation_does_not_erase_what_was_missed_last_year(self):
        rule = self.make_rule("head_staff")
        self.generate(rule, "2026-11-20")
        self.lead_cardiology(self.nurse, "2027-02-01")
        self.generate(rule, "2027-02-01")
        self.assertEqual(set(self.state(rule)), {"open"})

    def test_whoever_has_left_owes_nothing_any_more_not_even_for_last_year(self):
        rule = self.make_rule("head_staff")
        self.generate(rule, "2026-11-20")
        self.lead_cardiology(self.nurse, "2027-02-01")
        self.head.action_archive()
        self.generate(rule, "2027-02-01")
        self.assertEqual(set(self.state(rule)), {"withdrawn"})

    def test_an_archived_rule_keeps_what_holds_and_withdraws_what_does_not(self):
        rule = self.make_rule("head_staff", "leader_head")
        self.generate(rule, "2026-11-20")
        rule.action_archive()
        self.lead_cardiology(self.nurse, "2026-11-21")
        self.generate(rule, "2026-11-21")
        self.assertEqual(set(self.state(rule)), {"withdrawn"})
        self.assertFalse(self.obligation(self.nurse, self.doctor))

    def test_an_archived_rule_asks_nothing_of_pairs_that_still_hold_and_takes_nothing(self):
        rule = self.make_rule("head_staff")
        self.generate(rule, "2026-11-20")
        rule.action_archive()
        self.assertFalse(self.generate(rule, "2026-11-21").changed)
        self.assertFalse(self.generate(rule, "2027-02-01").changed)
