from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TalkCase
from .common_growth import grow_departments


@tagged("post_install", "-at_install")
class TestEscalation(TalkCase):
    """What stays overdue is brought before the next person up the chain, once for each level."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", lead_days="14", escalation_days="7, 14")
        with cls.on(cls, "2026-12-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def run_job(self, day):
        with self.on(day):
            self.env["talk.reminder"]._refresh()
            self.env["talk.escalation"]._refresh()
        self.flush()

    def of_head(self):
        return self.env["talk.escalation"].search([("responsible_id", "=", self.head.id)])

    def told(self, user):
        """What open activities about the head's talks tell ``user``."""
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "talk.escalation"),
                ("res_id", "in", self.of_head().ids),
                ("user_id", "=", user.id),
            ]
        )
        return activities.mapped("summary")

    def test_nobody_is_told_before_the_first_number_of_days(self):
        self.run_job("2027-01-06")
        self.assertFalse(self.of_head())

    def test_the_leader_in_charge_is_told_after_seven_days_without_names_of_employees(self):
        self.run_job("2027-01-07")
        self.assertEqual(self.told(self.deputy.user_id), ["Head: 2 talks overdue since 12/31/2026"])
        self.assertEqual(self.of_head().superior_id, self.deputy)

    def test_the_principal_above_is_told_after_fourteen_days(self):
        self.run_job("2027-01-07")
        self.run_job("2027-01-14")
        self.assertEqual(len(self.told(self.deputy.user_id)), 1)
        principals = self.secretary.user_id | self.director.user_id
        self.assertIn(self.of_head().filtered(lambda found: found.level == 2).user_id, principals)

    def test_each_level_is_told_of_once_however_often_the_job_runs(self):
        for _run in range(3):
            self.run_job("2027-01-07")
        self.assertEqual(len(self.told(self.deputy.user_id)), 1)
        self.env["mail.activity"].search([("user_id", "=", self.deputy.user_id.id)]).action_done()
        self.run_job("2027-01-08")
        self.assertFalse(self.told(self.deputy.user_id))

    def test_a_job_that_stood_still_tells_every_level_it_missed(self):
        self.run_job("2027-02-01")
        self.assertEqual(sorted(self.of_head().mapped("level")), [1, 2])

    def test_the_figures_keep_up_and_settling_ends_it_at_once(self):
        self.run_job("2027-01-07")
        with self.on("2027-01-08"):
            self.make_talk(self.head, self.nurse, "2027-01-08").action_hold()
            self.assertEqual(
                self.told(self.deputy.user_id), ["Head: 1 talks overdue since 12/31/2026"]
            )
            self.make_talk(self.head, self.doctor, "2027-01-08").action_hold()
        self.assertFalse(self.told(self.deputy.user_id))
        self.assertTrue(self.of_head().is_ended)

    def test_a_talk_taken_back_begins_it_afresh(self):
        self.run_job("2027-01-07")
        with self.on("2027-01-08"):
            talks = self.make_talk(self.head, self.nurse, "2027-01-08")
            talks |= self.make_talk(self.head, self.doctor, "2027-01-07")
            talks.action_hold()
            self.assertFalse(self.told(self.deputy.user_id))
            talks[0].action_plan_again()
            self.assertEqual(len(self.told(self.deputy.user_id)), 1)
        self.assertFalse(self.of_head().is_ended)

    def test_excusing_what_is_left_ends_it(self):
        self.run_job("2027-01-07")
        owed = self.obligation(self.head, self.nurse) | self.obligation(self.head, self.doctor)
        with self.on("2027-01-08"):
            owed.with_user(self.officer_user)._excuse("away for long")
        self.assertTrue(self.of_head().is_ended)

    def test_more_patience_takes_it_back_and_marks_nothing_as_done(self):
        self.run_job("2027-01-07")
        self.rule.escalation_days = "30"
        self.run_job("2027-01-07")
        self.assertTrue(self.of_head().is_ended)
        done = self.env["mail.activity"].with_context(active_test=False)
        self.assertFalse(
            done.search(
                [("res_model", "=", "talk.escalation"), ("res_id", "in", self.of_head().ids)]
            )
        )

    def test_a_rule_without_numbers_tells_nobody(self):
        self.rule.escalation_days = False
        self.run_job("2027-02-01")
        self.assertFalse(self.of_head())

    def test_days_that_are_no_numbers_are_refused_with_an_example(self):
        with self.assertRaisesRegex(ValidationError, "such as 7, 14"):
            self.rule.escalation_days = "a week"
        with self.assertRaisesRegex(ValidationError, "such as 7, 14"):
            self.company.talk_escalation_days = "a week"

    def owe(self, responsible, employee, origin="by hand"):
        return self.env["talk.obligation"].create(
            {
                "origin": origin,
                "responsible_id": responsible.id,
                "employee_id": employee.id,
                "company_id": self.company.id,
                "date_start": "2026-11-01",
                "date_due": "2026-11-10",
            }
        )

    def test_a_talk_owed_without_a_rule_follows_the_days_of_the_organisation(self):
        self.company.talk_escalation_days = "3"
        self.rule.escalation_days = False
        self.owe(self.head, self.nurse)
        self.run_job("2026-11-12")
        self.assertFalse(self.of_head())
        self.run_job("2026-11-13")
        self.assertEqual(self.of_head().level, 1)

    def test_whoever_the_talk_is_about_is_passed_over(self):
        self.rule.escalation_days = False
        self.owe(self.head, self.deputy)
        self.run_job("2026-11-20")
        self.assertEqual(self.of_head().level, 1)
        self.assertIn(self.of_head().superior_id, self.secretary | self.director)

    def test_a_second_principal_answers_where_the_first_is_the_matter(self):
        self.rule.escalation_days = False
        for principal, other in (
            (self.secretary, self.director),
            (self.director, self.secretary),
        ):
            self.owe(self.deputy, principal, f"about {principal.name}")
            self.run_job("2026-11-20")
            found = self.env["talk.escalation"].search(
                [("reminder_id.origin", "=", f"about {principal.name}"), ("level", "=", 1)]
            )
            self.assertEqual(found.superior_id, other)

    def test_the_officer_is_told_where_nobody_is_above(self):
        self.rule.escalation_days = False
        self.owe(self.secretary, self.director)
        self.run_job("2026-11-20")
        found = self.env["talk.escalation"].search([("responsible_id", "=", self.secretary.id)])
        self.assertFalse(found.superior_id)
        self.assertEqual(found.user_id, self.officer_user)

    def test_the_officer_is_told_for_a_superior_without_a_user(self):
        self.deputy.user_id = False
        self.run_job("2027-01-07")
        self.assertEqual(self.of_head().superior_id, self.deputy)
        self.assertEqual(len(self.told(self.officer_user)), 1)

    def test_a_new_superior_takes_it_over(self):
        self.run_job("2027-01-07")
        self.medicine.talk_leader_id = self.director
        self.env["talk.edge"]._refresh()
        self.run_job("2027-01-08")
        self.assertFalse(self.told(self.deputy.user_id))
        self.assertEqual(len(self.told(self.director.user_id)), 1)

    def test_a_branch_secretary_without_a_superior_in_office_answers_up_the_party_line(self):
        self.deputy.user_id.company_ids += self.company
        clerk = self.make_employee("clerk")
        self.branch.member_ids.filtered(lambda place: place.role == "secretary").unlink()
        self.branch.team_id = self.team
        self.branch.member_ids = [Command.create({"employee_id": clerk.id, "role": "member"})]
        self.env["talk.edge"]._refresh()
        self.rule.escalation_days = False
        self.owe(clerk, self.nurse)
        self.run_job("2026-11-20")
        found = self.env["talk.escalation"].search([("responsible_id", "=", clerk.id)])
        self.assertEqual(found.superior_id, self.secretary)

    # who sees it

    def test_the_superior_sees_it_and_the_talks_and_others_do_not(self):
        self.run_job("2027-01-07")
        mine = self.env["talk.escalation"].with_user(self.deputy.user_id)
        mine = mine.search([("user_id", "=", self.deputy.user_id.id)])
        with self.on("2027-01-07"):
            self.assertEqual(mine.mapped("overdue_count"), [2])
        self.assertEqual(mine.obligation_ids.employee_id, self.nurse | self.doctor)
        for user in (self.nurse.user_id, self.inspector.user_id, self.discipline_user):
            self.assertFalse(self.env["talk.escalation"].with_user(user).search([]), user.name)
        with self.assertRaises(AccessError):
            self.of_head().with_user(self.nurse.user_id).read(["overdue_count"])

    def test_the_reminded_and_the_officer_see_it(self):
        self.run_job("2027-01-07")
        for user in (self.head.user_id, self.officer_user):
            self.assertIn(
                self.of_head(), self.env["talk.escalation"].with_user(user).search([]), user.name
            )

    def test_nobody_follows_an_escalation(self):
        self.run_job("2027-01-07")
        self.assertFalse(self.of_head().message_follower_ids)

    # what it costs

    def test_many_leaders_cost_a_tenth_of_a_query_each_at_most(self):
        self.env["res.users"].search([]).mapped("partner_id.name")

        def queries(day):
            with self.on(day):
                self.env["talk.obligation"]._generate_rule(self.rule)
                self.env["talk.reminder"]._refresh()
                self.flush()
                before = self.env.cr.sql_log_count
                self.env["talk.escalation"]._refresh()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        grow_departments(self, 10)
        queries("2026-12-20")
        queries("2027-01-07")  # fills the caches
        self.env["talk.escalation"].search([]).unlink()
        few = queries("2027-01-07")
        self.assertGreater(self.env["talk.escalation"].search_count([]), 10)
        same = queries("2027-01-07")
        grow_departments(self, 100)
        queries("2026-12-20")
        self.env["talk.escalation"].search([]).unlink()
        many = queries("2027-01-07")
        self.assertGreater(self.env["talk.escalation"].search_count([]), 100)
        self.assertLessEqual(many - few, 0.1 * 100)
        self.assertEqual(queries("2027-01-07"), same)

    def test_a_job_killed_midway_leaves_nothing_half_and_the_next_run_does_all(self):
        with self.on("2027-01-07"):
            self.env["talk.reminder"]._refresh()
            point = self.env.cr.savepoint()
            self.env["talk.escalation"]._refresh()
            point.close(rollback=True)
        self.env.invalidate_all(flush=False)
        self.assertFalse(self.of_head())
        self.run_job("2027-01-07")
        self.assertEqual(len(self.told(self.deputy.user_id)), 1)
