from psycopg2.errors import UniqueViolation

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_quota import QuotaCase


@tagged("post_install", "-at_install")
class TestQuota(QuotaCase):
    def test_each_leader_owes_so_many_people_in_the_quarter(self):
        self.generate()
        quotas = self.quotas()
        self.assertEqual(
            set(quotas.responsible_id.mapped("name")), {"Secretary", "Director", "Deputy"}
        )
        self.assertEqual(set(quotas.mapped("target_count")), {2})
        self.assertEqual({str(day) for day in quotas.mapped("date_due")}, {"2026-12-31"})
        self.assertEqual(set(quotas.mapped("population_count")), {6})

    def test_twelve_different_people_are_twelve_however_often_one_of_them_comes(self):
        self.rule.talk_count = 12
        self.add_staff(12)
        self.generate()
        staff = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id), ("name", "like", "Staff")]
        )
        for nth, person in enumerate(staff[:11]):
            self.hold(self.deputy, person, f"2026-11-{nth + 1:02d}")
        self.hold(self.deputy, staff[0], "2026-11-15")
        self.assertEqual(self.figures(self.deputy), (11, 12))
        self.assertFalse(self.quota(self.deputy).is_met)
        self.hold(self.deputy, staff[11], "2026-11-16")
        self.assertEqual(self.figures(self.deputy), (12, 12))
        self.assertTrue(self.quota(self.deputy).is_met)
        self.assertEqual(self.quotas(is_met=True), self.quota(self.deputy))

    def test_the_dialog_shows_what_making_it_due_would_do(self):
        with self.on("2026-11-16"):
            outcome, rows = self.env["talk.obligation"]._preview_rule(self.rule)
            wizards = self.env["talk.generate"].with_user(self.officer_user)
            wizard = wizards.create({"rule_ids": [Command.set(self.rule.ids)]})
        self.assertEqual(
            {(row[1], row[3]) for row in rows},
            {(leader.id, 2) for leader in (self.secretary, self.director, self.deputy)},
        )
        self.assertEqual(wizard.added_count, 3)
        self.assertFalse(self.quotas())
        self.assertEqual(self.generate(), outcome)

    def test_nobody_owes_talks_with_more_people_than_there_are(self):
        self.rule.talk_count = 500
        self.generate()
        self.assertEqual(set(self.quotas().mapped("target_count")), {6})

    def test_a_share_is_rounded_up(self):
        self.rule.write({"quota_kind": "share", "talk_count": 30})
        self.generate()  # 30 % of 6
        self.assertEqual(self.quota(self.deputy).target_count, 2)
        self.add_staff(1)
        self.generate()  # 30 % of 7
        self.assertEqual(self.quota(self.deputy).target_count, 3)

    def test_who_is_on_long_leave_is_not_counted_in_a_share(self):
        self.rule.write({"quota_kind": "share", "talk_count": 50})
        self.generate()
        self.assertEqual(self.quota(self.deputy).target_count, 3)
        for person in (self.nurse, self.doctor):
            self.env["talk.employment.status"].create(
                {"employee_id": person.id, "kind": "long_leave", "date_from": "2026-11-01"}
            )
        self.assertEqual(self.generate().redated, 3)
        quota = self.quota(self.deputy)
        self.assertEqual((quota.population_count, quota.target_count), (4, 2))

    def test_running_the_job_again_changes_nothing(self):
        first = self.generate()
        self.assertEqual(first.added, 3)
        self.assertFalse(self.generate().changed)
        self.assertEqual(len(self.quotas()), 3)

    def test_the_next_quarter_asks_anew_and_the_last_one_stays(self):
        self.generate()
        self.assertEqual(self.generate("2027-01-04").added, 3)
        self.assertEqual(
            sorted(self.quota(self.deputy).mapped("period_key")), ["2026-Q4", "2027-Q1"]
        )
        with self.on("2027-01-04"):
            overdue = self.quotas(is_overdue=True)
            self.assertEqual(set(overdue.mapped("period_key")), {"2026-Q4"})
            self.assertTrue(overdue[0].is_overdue)

    def test_who_leaves_the_team_owes_no_quota_and_owes_it_again_when_back(self):
        self.generate()
        place = self.team.member_ids.filtered(lambda place: place.employee_id == self.deputy)
        place.date_to = "2026-11-15"
        self.assertEqual(self.generate().withdrawn, 1)
        self.assertEqual(self.quota(self.deputy).state, "withdrawn")
        place.date_to = False
        self.assertEqual(self.generate().reopened, 1)
        self.assertEqual(self.quota(self.deputy).state, "open")

    def test_a_rule_changed_to_a_year_asks_by_the_year(self):
        self.generate()
        self.rule.period_unit = "year"
        outcome = self.generate()
        self.assertEqual((outcome.added, outcome.withdrawn), (3, 3))
        self.assertEqual(self.quota(self.deputy, state="open").period_key, "2026")

    def test_a_rule_changed_to_pairs_leaves_no_quota_behind(self):
        self.generate()
        layer = self.env.ref("talk_management.layer_leader_head")
        self.rule.write({"basis": "period", "layer_ids": [Command.set(layer.ids)]})
        self.generate()
        self.assertEqual(set(self.quotas().mapped("state")), {"withdrawn"})
        self.rule.write({"basis": "quota"})
        self.generate()
        self.assertFalse(self.obligations(rule_id=self.rule.id, state="open"))

    def test_a_cancelled_talk_takes_the_progress_back(self):
        self.generate()
        talk = self.hold(self.deputy, self.nurse)
        self.assertEqual(self.figures(self.deputy), (1, 2))
        talk.action_plan_again()
        self.assertEqual(self.figures(self.deputy), (0, 2))
        talk.action_cancel()
        self.assertEqual(self.figures(self.deputy), (0, 2))

    def test_group_talks_count_only_where_the_rule_says_so(self):
        self.generate()
        people = [
            Command.create({"employee_id": person.id, "attendance": attendance})
            for person, attendance in ((self.nurse, "invited"), (self.doctor, "absent"))
        ]
        nobody = self.env["hr.employee"]
        self.hold(self.deputy, nobody, format="group", participant_ids=people)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.rule.accepts_group = True
        self.assertEqual(self.figures(self.deputy), (1, 2), "whoever was absent does not count")

    def test_only_the_kinds_of_the_rule_and_talks_of_the_period_count(self):
        self.generate()
        care = self.env["talk.kind"].create({"name": "Care"})
        self.rule.kind_ids = care
        self.hold(self.deputy, self.nurse)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.doctor, "2026-09-28", kind_id=care.id)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.doctor, kind_id=care.id)
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_only_people_the_rule_is_about_count(self):
        self.rule.department_ids = self.cardiology
        self.generate()
        self.assertEqual(self.quota(self.deputy).population_count, 3)
        self.hold(self.deputy, self.inspector)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.nurse, "2026-11-12")
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_a_talk_with_somebody_who_has_left_since_counts(self):
        self.generate()
        self.hold(self.deputy, self.nurse)
        self.nurse.active = False
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_a_secretary_owes_a_number_of_the_members_of_the_branch(self):
        self.rule.layer_ids = self.env.ref("talk_management.layer_secretary_member")
        self.generate()
        quota = self.quota(self.head)
        self.assertEqual((quota.population_count, quota.target_count), (2, 2))
        self.hold(self.head, self.nurse)
        self.assertEqual(self.figures(self.head), (1, 2))
        self.assertEqual(self.quotas().responsible_id, self.head | self.secretary)

    def test_who_stands_in_for_a_head_owes_the_number_meanwhile(self):
        self.rule.layer_ids = self.env.ref("talk_management.layer_head_staff")
        self.generate()
        self.assertEqual(self.quota(self.head).state, "open")
        self.env["talk.delegation"].create(
            {
                "delegator_id": self.head.id,
                "delegate_id": self.inspector.id,
                "date_from": "2026-11-16",
                "date_to": "2026-12-31",
            }
        )
        self.generate()
        self.assertEqual(self.quota(self.head).state, "withdrawn")
        self.hold(self.inspector, self.nurse)
        with self.on("2026-11-16"):
            self.assertEqual(self.figures(self.inspector), (1, 2))

    def test_the_statement_costs_the_same_for_few_and_many_people(self):
        def queries():
            self.flush()
            before = self.env.cr.sql_log_count
            with self.on("2026-11-16"):
                self.env["talk.obligation"]._generate_rule(self.rule)
                self.quotas().mapped("held_count")
                self.quotas(is_met=True)
            return self.env.cr.sql_log_count - before

        self.add_staff(4)
        queries()
        few = queries()
        self.add_staff(40)
        self.rule.talk_count = 3
        self.assertEqual(queries(), few)

    def test_the_same_quota_twice_is_refused_by_the_database(self):
        self.generate()
        quota = self.quota(self.deputy)
        twice = {"period_key": quota.period_key, "origin": "another worker"}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            quota.copy(twice)
