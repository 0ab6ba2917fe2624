from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common_quota import ReceptionCase


@tagged("post_install", "-at_install")
class TestReception(ReceptionCase):
    def test_everybody_reads_when_where_and_who_receives(self):
        self.generate()
        reception = self.receptions().with_user(self.nurse.user_id)
        self.assertEqual(self.shown(), [("2026-11-26", "Secretary", "Director")])
        self.assertEqual(str(reception.date_start), "2026-11-26 06:30:00")
        self.assertEqual(str(reception.date_end), "2026-11-26 09:30:00")
        self.assertEqual((reception.place, reception.unit_name), ("Room 301", "Leadership"))

    def test_the_dialog_shows_what_making_it_due_would_do(self):
        obligations = self.env["talk.obligation"]
        with self.on("2026-11-02"):
            outcome, rows = obligations._preview_rule(self.rule)
        self.assertEqual(rows, [(None, self.secretary.id, date(2026, 11, 26), 1)])
        self.assertEqual(self.generate(), outcome)
        self.rule.write({"recur_weekday": "4", "place": "Room 5"})
        with self.on("2026-11-02"):
            outcome, rows = obligations._preview_rule(self.rule)
        self.assertEqual((outcome.added, outcome.withdrawn), (1, 1))
        self.assertEqual(self.generate(), outcome)

    def test_running_the_job_again_changes_nothing(self):
        self.assertEqual(self.generate().added, 1)
        before = self.receptions()
        for _run in range(2):
            self.assertFalse(self.generate().changed)
        self.assertEqual(self.receptions(), before)

    def test_a_holiday_entered_later_moves_the_reception_to_the_working_day_before(self):
        self.generate()
        before = self.receptions()
        holiday = self.day_off("2026-11-26")
        self.assertEqual(self.generate().redated, 1)
        self.assertEqual(self.receptions(), before)
        self.assertEqual(self.shown(), [("2026-11-25", "Secretary", "Director")])
        holiday.unlink()
        self.generate()
        self.assertEqual(self.shown(), [("2026-11-26", "Secretary", "Director")])

    def test_a_holiday_on_the_day_itself_leaves_the_reception_where_it_was(self):
        self.generate()
        self.day_off("2026-11-26")
        self.generate("2026-11-26")
        self.assertEqual(self.shown()[0], ("2026-11-26", "Secretary", "Director"))

    def test_a_holiday_takes_the_reception_away_where_the_rule_skips_it(self):
        self.rule.holiday_shift = "skip"
        self.generate()
        self.day_off("2026-11-26")
        outcome = self.generate()
        self.assertEqual((outcome.withdrawn, outcome.added), (1, 1))
        self.assertEqual(self.shown(), [("2026-12-31", "Secretary", "Director")])

    def test_the_turn_goes_on_after_the_new_year(self):
        for day in ("2026-11-02", "2026-12-01", "2027-01-01", "2027-02-01"):
            self.generate(day)
        self.assertEqual(
            self.shown(),
            [
                ("2026-11-26", "Secretary", "Director"),
                ("2026-12-31", "Director", "Deputy"),
                ("2027-01-28", "Deputy", "Secretary"),
                ("2027-02-25", "Secretary", "Director"),
            ],
        )

    def test_the_turn_goes_on_where_somebody_has_left_the_team(self):
        self.generate("2026-11-02")
        with self.on("2026-11-26", "09:00:00"):
            self.receptions().with_user(self.secretary.user_id).action_hold()
        place = self.team.member_ids.filtered(lambda place: place.employee_id == self.secretary)
        place.date_to = "2026-11-30"
        self.generate("2026-12-01")
        self.assertEqual(self.shown()[-1], ("2026-12-31", "Director", "Deputy"))

    def test_whoever_is_away_that_day_is_passed_over(self):
        self.away(self.secretary, date_to="2026-11-30")
        self.generate()
        self.assertEqual(self.shown(), [("2026-11-26", "Director", "Deputy")])

    def test_the_stand_in_takes_over_when_the_receiver_goes_on_leave(self):
        self.generate()
        self.away(self.secretary)
        self.assertEqual(self.generate().redated, 1)
        self.assertEqual(self.shown(), [("2026-11-26", "Director", "Deputy")])

    def test_the_stand_in_takes_over_when_the_receiver_has_left(self):
        self.generate()
        self.secretary.active = False
        self.generate()
        self.assertEqual(self.shown(), [("2026-11-26", "Director", "Deputy")])

    def test_another_stands_in_when_the_stand_in_goes_on_leave(self):
        self.generate()
        self.away(self.director)
        self.generate()
        self.assertEqual(self.shown(), [("2026-11-26", "Secretary", "Deputy")])

    def test_all_receive_where_the_rule_says_so(self):
        self.rule.rotation = "all"
        self.away(self.director)
        self.generate()
        day = "2026-11-26"
        self.assertEqual(sorted(self.shown()), [(day, "Deputy", ""), (day, "Secretary", "")])
        self.assertFalse(self.generate().changed)

    def test_a_changed_rule_replaces_what_is_planned_and_keeps_what_was_held(self):
        self.generate()
        with self.on("2026-11-26", "09:00:00"):
            self.receptions().with_user(self.secretary.user_id).action_hold()
        self.generate("2026-12-01")
        self.rule.write({"recur_weekday": "4", "hour_from": 9.0, "hour_to": 11.0})
        self.generate("2026-12-01")
        self.assertEqual(
            self.shown(),
            [("2026-11-26", "Secretary", "Director"), ("2026-12-25", "Director", "Deputy")],
        )
        self.assertEqual(str(self.receptions()[1].date_start), "2026-12-25 01:00:00")
        self.rule.place = "Room 5"
        self.generate("2026-12-01")
        self.assertEqual(self.receptions().mapped("place"), ["Room 301", "Room 5"])

    def test_an_archived_rule_announces_nothing(self):
        self.generate()
        self.rule.active = False
        self.assertEqual(self.generate().withdrawn, 1)
        self.assertFalse(self.receptions())

    def test_a_rule_changed_to_a_quota_leaves_no_reception_behind(self):
        self.generate()
        self.rule.basis = "quota"
        self.generate()
        self.assertFalse(self.receptions())

    def test_each_branch_receives_by_itself_and_the_party_principal_stands_in(self):
        surgeon = self.make_employee("surgeon")
        self.env["talk.branch"].create(
            {
                "name": "Branch of Surgery",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "member_ids": [Command.create({"employee_id": surgeon.id, "role": "secretary"})],
            }
        )
        self.branch.team_id = self.team
        self.rule.write(
            {
                "layer_ids": [
                    Command.set(self.env.ref("talk_management.layer_secretary_member").ids)
                ],
                "recur_every": "quarter",
                "recur_month": "last",
                "recur_nth": "1",
                "recur_weekday": "4",
                "hour_from": 17.5,
                "hour_to": 19.0,
            }
        )
        self.generate()
        receptions = self.receptions()
        self.assertEqual(
            set(receptions.mapped("unit_name")), {"Branch of Medicine", "Branch of Surgery"}
        )
        self.assertEqual(
            set(self.shown()),
            {("2026-12-04", "Head", "Secretary"), ("2026-12-04", "Surgeon", "Secretary")},
        )
        self.away(self.head)
        self.generate()
        self.assertIn("Secretary", receptions.responsible_id.mapped("name"))

    def test_the_form_foresees_who_would_receive_before_it_is_saved(self):
        with self.on("2026-11-02"):
            new = self.env["talk.rule"].new(
                {
                    "name": "New",
                    "company_id": self.company.id,
                    "basis": "reception",
                    "recur_weekday": "3",
                    "lead_days": "60",
                    "layer_ids": [Command.set(self.rule.layer_ids.ids)],
                }
            )
            foreseen = new._foreseen_without_pairs(self.company._talk_today())
        self.assertEqual(foreseen["responsible"], 2)
        self.assertEqual(
            foreseen["receptions"],
            [
                (date(2026, 11, 26), "Leadership", self.secretary, self.director),
                (date(2026, 12, 31), "Leadership", self.director, self.deputy),
            ],
        )
        self.assertFalse(self.receptions())

    def test_planning_costs_the_same_for_few_and_many_people(self):
        def queries():
            self.receptions().unlink()
            self.flush()
            before = self.env.cr.sql_log_count
            with self.on("2026-11-02"):
                self.env["talk.obligation"]._generate_rule(self.rule)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for nth in range(10):
            member = {"team_id": self.team.id}
            member["employee_id"] = self.make_employee(f"vice{nth}", login=False).id
            self.env["talk.team.member"].create(member)
        self.assertEqual(queries(), few)

    def test_another_worker_who_was_faster_publishes_no_time_twice(self):
        """The second worker plans from what it saw before the first one wrote."""
        self.generate()
        receptions = self.env["talk.reception"]
        with self.on("2026-11-02"):
            day = self.company._talk_today()
            days = self.rule._reception_days(day)
            turns = receptions._plan_turns(
                self.rule, day, days, receptions._slots(self.rule, day), {}
            )
            self.assertEqual(len(turns), 1)
            self.assertEqual(receptions._apply_new(self.rule, turns), 0)
        self.assertEqual(len(self.receptions()), 1)
