from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_generation_change import ChangeCase


@tagged("post_install", "-at_install")
class TestRecurringDays(ChangeCase):
    """Talks due on recurring days, by the organisation's own calendar."""

    def days(self, rule):
        return sorted({row[0] for row in self.due(rule, state="open")})

    def test_the_last_thursday_of_each_month_is_owed_a_month_ahead(self):
        rule = self.make_rule("leader_head", basis="day", lead_days="3")
        self.generate(rule, "2026-11-02")
        self.assertEqual(self.days(rule), ["2026-11-26"])
        self.generate(rule, "2026-12-01")
        self.assertEqual(self.days(rule), ["2026-11-26", "2026-12-31"])

    def test_a_holiday_entered_later_moves_the_day_before_it(self):
        rule = self.make_rule("leader_head", basis="day", lead_days="")
        self.generate(rule, "2026-11-02")
        self.env["talk.workday"].create(
            {"date": "2026-11-26", "kind": "day_off", "company_id": self.company.id}
        )
        self.assertEqual(self.generate(rule, "2026-11-03").redated, 1)
        self.assertEqual(self.days(rule), ["2026-11-25"])

    def test_a_make_up_saturday_is_a_working_day(self):
        rule = self.make_rule(
            "leader_head", basis="day", recur_by="workday", recur_nth="1", lead_days=""
        )
        self.env["talk.workday"].create(
            {"date": "2026-08-01", "kind": "make_up", "company_id": self.company.id}
        )
        self.generate(rule, "2026-07-20")
        self.assertEqual(self.days(rule), ["2026-08-01"])

    def test_a_public_holiday_of_odoo_counts_as_well(self):
        self.env["resource.calendar.leaves"].with_context(tz="Asia/Shanghai").create(
            {
                "name": "National Day",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-09-30 16:00:00",
                "date_to": "2026-10-07 15:59:59",
            }
        )
        rule = self.make_rule(
            "leader_head",
            basis="day",
            recur_by="day",
            recur_day=1,
            holiday_shift="later",
            lead_days="",
        )
        self.generate(rule, "2026-09-15")
        self.assertEqual(self.days(rule), ["2026-10-08"])

    def test_each_interval_is_a_talk_of_its_own(self):
        rule = self.make_rule("leader_head", basis="day", recur_every="week", lead_days="")
        self.generate(rule, "2026-11-02")
        with self.on("2026-11-06"):
            self.make_talk(self.deputy, self.head, "2026-11-06").action_hold()
        states = [row[1] for row in self.due(rule)]
        self.assertEqual(states.count("settled"), 1)

    def test_nothing_is_owed_on_days_after_the_rule_has_ended(self):
        rule = self.make_rule("leader_head", basis="day", date_to="2026-11-10")
        with self.on("2026-11-02"):
            self.env["talk.obligation"]._generate_rule(rule)
        self.generate(rule, "2026-11-30")
        self.assertEqual(self.days(rule), ["2026-11-26"])


@tagged("post_install", "-at_install")
class TestBeforeMeeting(ChangeCase):
    """H3.1a: the days before the democratic life meeting are the time for the team's talks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("principal_member", basis="meeting", lead_days="7")
        cls.meeting = cls.env["talk.meeting"].create(
            {"name": "Meeting 2035", "date": "2035-12-20", "company_id": cls.company.id}
        )

    def windows(self, state="open"):
        found = self.env["talk.obligation"].search([("rule_id", "=", self.rule.id)])
        found = found.filtered(lambda due: due.state == state)
        return {(str(due.date_start), str(due.date_due)) for due in found}

    def test_the_window_opens_twenty_days_before_and_ends_the_day_before(self):
        self.generate(self.rule, "2035-11-25")
        self.assertEqual(self.windows(), {("2035-11-30", "2035-12-19")})

    def test_a_meeting_far_ahead_asks_for_nothing_yet(self):
        self.assertFalse(self.generate(self.rule, "2035-06-01").changed)

    def test_moving_the_meeting_moves_what_is_not_yet_held(self):
        self.generate(self.rule, "2035-12-01")
        with self.on("2035-12-02"):
            self.make_talk(self.secretary, self.deputy, "2035-12-01").action_hold()
            self.meeting.date = "2035-12-25"
        self.assertFalse(self.generate(self.rule, "2035-12-02").changed)
        self.assertEqual(self.windows(), {("2035-12-05", "2035-12-24")})
        self.assertEqual(self.windows("settled"), {("2035-11-30", "2035-12-19")})

    def test_a_meeting_called_off_takes_what_is_open_away(self):
        self.generate(self.rule, "2035-12-01")
        self.meeting.active = False
        self.generate(self.rule, "2035-12-02")
        self.assertFalse(self.windows())

    def test_a_talk_before_the_window_does_not_count(self):
        self.generate(self.rule, "2035-11-25")
        with self.on("2035-11-26"):
            self.make_talk(self.secretary, self.deputy, "2035-11-26").action_hold()
        self.assertFalse(self.windows("settled"))

    def test_a_meeting_moved_into_the_past_is_refused(self):
        with self.on("2035-12-01"), self.assertRaisesRegex(ValidationError, "has passed"):
            self.meeting.date = "2035-11-30"

    def test_too_late_a_date_is_said_at_once(self):
        with self.on("2035-12-15"):
            self.meeting.invalidate_recordset()
            self.assertIn("only 5 are left", self.meeting.warning)


@tagged("post_install", "-at_install")
class TestAnniversary(ChangeCase):
    """A window around a personal anniversary, with notice before it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(
            "head_staff", basis="anniversary", days_before=3, days_after=3, lead_days="10"
        )
        cls.nurse.sudo().write({"date_version": "2004-02-29", "contract_date_start": "2004-02-29"})
        cls.doctor.sudo().write({"contract_date_start": "2026-02-27"})

    def test_someone_who_entered_on_29_february_is_owed_a_talk_around_the_28th(self):
        self.generate(self.rule, "2027-02-20")
        due = self.obligation(self.head, self.nurse)
        self.assertEqual((str(due.date_start), str(due.date_due)), ("2027-02-25", "2027-03-03"))

    def test_in_a_leap_year_the_day_itself_is_the_anniversary(self):
        self.generate(self.rule, "2028-02-20")
        self.assertEqual(str(self.obligation(self.head, self.nurse).date_due), "2028-03-03")

    def test_the_day_of_entry_is_no_anniversary(self):
        self.generate(self.rule, "2026-02-27")
        self.assertFalse(self.obligation(self.head, self.doctor))
        self.generate(self.rule, "2027-02-20")
        self.assertEqual(str(self.obligation(self.head, self.doctor).date_due), "2027-03-02")

    def test_each_year_is_a_talk_of_its_own(self):
        for day in ("2027-02-20", "2028-02-20"):
            self.generate(self.rule, day)
        self.assertEqual(len(self.obligation(self.head, self.nurse)), 2)


@tagged("post_install", "-at_install")
class TestWhomARuleConcerns(ChangeCase):
    """Ranks, departments, the Party, the retired; own terms; each person once."""

    def owed(self, rule, day="2026-11-22"):
        self.generate(rule, day)
        return {row[:2] for row in self.obligations(rule_id=rule.id, state="open")}

    def test_a_rule_may_be_about_certain_ranks(self):
        rank = self.env["talk.rank"].create({"name": "Chief"})
        self.nurse.rank_id = rank
        rule = self.make_rule("head_staff", rank_ids=[Command.set(rank.ids)])
        self.assertEqual(self.owed(rule), {("Head", "Nurse")})

    def test_a_rule_may_be_about_departments_and_those_below(self):
        rule = self.make_rule("head_staff", department_ids=[Command.set(self.infection.ids)])
        self.assertEqual(self.owed(rule), {("Deputy", "Inspector")})
        rule = self.make_rule("head_staff", department_ids=[Command.set(self.medicine.ids)])
        self.assertEqual(len(self.owed(rule)), 3)

    def test_a_rule_may_be_about_party_members_or_the_others(self):
        self.nurse.political_status = "party_member"
        rule = self.make_rule("head_staff", party="party")
        self.assertEqual(self.owed(rule), {("Head", "Nurse")})
        rule = self.make_rule("head_staff", party="others")
        self.assertEqual(self.owed(rule), {("Head", "Doctor"), ("Deputy", "Inspector")})

    def test_retired_people_are_left_out_unless_the_rule_is_about_them(self):
        self.env["talk.employment.status"].create(
            {"employee_id": self.nurse.id, "kind": "retired", "date_from": "2026-01-01"}
        )
        rule = self.make_rule("head_staff")
        self.assertNotIn(("Head", "Nurse"), self.owed(rule))
        rule = self.make_rule("secretary_member", retired="only")
        self.assertEqual(self.owed(rule), {("Head", "Nurse")})

    def test_terms_of_ones_own_may_run_over_new_year(self):
        terms = self.env["talk.term.calendar"].create(
            {
                "name": "Terms",
                "term_ids": [
                    Command.create(
                        {"name": "First", "date_from": "2026-09-01", "date_to": "2027-01-20"}
                    )
                ],
            }
        )
        rule = self.make_rule("leader_head", period_unit="custom", term_calendar_id=terms.id)
        self.generate(rule, "2026-11-22")
        self.assertEqual(self.due(rule), [("2027-01-20", "open")])
        self.assertFalse(self.generate(rule, "2027-01-05").changed)
        self.assertFalse(self.generate(rule, "2027-02-05").changed)

    def test_terms_that_share_days_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "share days"):
            self.env["talk.term.calendar"].create(
                {
                    "name": "Terms",
                    "term_ids": [
                        Command.create(
                            {"name": name, "date_from": "2026-09-01", "date_to": "2027-01-20"}
                        )
                        for name in ("First", "Second")
                    ],
                }
            )

    def test_each_person_once_is_owed_by_one_of_those_who_could(self):
        rule = self.make_rule("principal_member", is_once_per_employee=True)
        self.assertEqual(len(self.owed(rule)), 1)

    def test_each_person_once_is_settled_by_whoever_holds_it(self):
        rule = self.make_rule("principal_member", is_once_per_employee=True)
        self.generate(rule, "2026-11-22")
        owed = self.env["talk.obligation"].search([("rule_id", "=", rule.id)])
        other = (self.secretary | self.director) - owed.responsible_id
        with self.on("2026-11-22"):
            self.make_talk(other, self.deputy).action_hold()
        self.assertEqual(owed.state, "settled")
        self.assertFalse(self.generate(rule, "2026-11-23").changed)

    def test_a_population_without_fixed_pairs_is_shared_out_and_stays_so(self):
        rule = self.make_rule("team_anyone", is_once_per_employee=True)
        owed = self.owed(rule)
        self.assertEqual(len(owed), len({employee for _who, employee in owed}))
        self.assertEqual(len(owed), 7)
        newcomer = self.make_employee("newcomer")
        self.team.member_ids = [Command.create({"employee_id": newcomer.id, "role": "member"})]
        self.generate(rule, "2026-11-23")
        kept = {row[:2] for row in self.obligations(rule_id=rule.id, state="open")}
        self.assertLess(owed, kept)


@tagged("post_install", "-at_install")
class TestSuccessor(ChangeCase):
    """When a leader changes, open obligations pass on; what was held counts."""

    def hand_over(self, rule):
        self.generate(rule, "2026-11-20")
        with self.on("2026-11-20"):
            self.make_talk(self.head, self.doctor, "2026-11-19").action_hold()
        self.lead_cardiology(self.nurse, "2026-11-21")
        self.generate(rule, "2026-11-21")

    def test_the_successor_owes_what_is_open(self):
        rule = self.make_rule("head_staff")
        clerk = self.make_employee("clerk")
        clerk.department_id = self.cardiology
        self.env["talk.edge"]._refresh()
        self.hand_over(rule)
        self.assertEqual(self.obligation(self.nurse, clerk).state, "open")
        self.assertEqual(self.obligation(self.head, clerk).state, "withdrawn")

    def test_the_successor_owes_no_talk_that_was_held(self):
        rule = self.make_rule("head_staff")
        self.hand_over(rule)
        self.assertFalse(self.obligation(self.nurse, self.doctor))
        self.assertEqual(self.obligation(self.head, self.doctor).state, "settled")

    def test_a_rule_may_ask_new_leaders_to_talk_anew(self):
        rule = self.make_rule("head_staff", successor_owes=True)
        self.hand_over(rule)
        self.assertEqual(self.obligation(self.nurse, self.doctor).state, "open")

    def test_a_talk_given_back_is_owed_by_the_successor_after_all(self):
        rule = self.make_rule("head_staff")
        self.hand_over(rule)
        with self.on("2026-11-22"):
            self.obligation(self.head, self.doctor).talk_id.action_plan_again()
            self.obligation(self.head, self.doctor).talk_id.action_cancel()
        self.generate(rule, "2026-11-22")
        self.assertEqual(self.obligation(self.nurse, self.doctor).state, "open")
