from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestGeneration(TalkCase):
    """H3.1b and H2.6: obligations of the current year with their due dates."""

    def generate(self, rule):
        return self.env["talk.obligation"]._generate_rule(rule)

    def test_every_pair_of_the_layers_owes_one_talk_by_the_end_of_the_year(self):
        rule = self.make_rule("principal_member", "leader_head")
        with self.on("2026-11-22"):
            self.generate(rule)
        self.assertEqual(
            self.obligations(rule_id=rule.id),
            [
                ("Deputy", "Head", "2026-12-31", "open"),
                ("Director", "Deputy", "2026-12-31", "open"),
                ("Secretary", "Deputy", "2026-12-31", "open"),
            ],
        )

    def test_a_pair_in_two_layers_of_a_rule_owes_one_talk(self):
        rule = self.make_rule("secretary_member", "head_staff")
        with self.on("2026-11-22"):
            self.generate(rule)
        self.assertEqual(len(self.obligation(self.head, self.nurse)), 1)

    def test_generating_again_changes_nothing(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-22"):
            self.assertTrue(self.generate(rule).changed)
            self.assertFalse(self.generate(rule).changed)

    def test_a_new_year_owes_anew(self):
        rule = self.make_rule("leader_head")
        for day in ("2026-11-22", "2027-01-01"):
            with self.on(day):
                self.generate(rule)
        self.assertEqual(
            [row[2] for row in self.obligations(rule_id=rule.id)], ["2026-12-31", "2027-12-31"]
        )

    def test_new_year_begins_where_the_hospital_is(self):
        rule = self.make_rule("leader_head")
        with self.on("2026-12-31", "17:00:00"):  # one in the morning in Shanghai
            self.generate(rule)
        self.assertEqual([row[2] for row in self.obligations(rule_id=rule.id)], ["2027-12-31"])

    def test_two_talks_a_year_are_due_in_two_halves(self):
        rule = self.make_rule("leader_head", talk_count=2)
        with self.on("2026-03-01"):
            self.generate(rule)
        self.assertEqual(
            [row[2] for row in self.obligations(rule_id=rule.id)], ["2026-07-01", "2026-12-31"]
        )

    def test_nothing_is_owed_outside_the_validity_of_the_rule(self):
        rule = self.make_rule("leader_head", date_from="2027-01-01")
        with self.on("2026-11-22"):
            self.assertFalse(self.generate(rule).changed)

    def test_nobody_is_owed_a_talk_while_on_long_leave(self):
        rule = self.make_rule("head_staff")
        leave = self.env["talk.employment.status"].create(
            {"employee_id": self.nurse.id, "kind": "long_leave", "date_from": "2026-10-01"}
        )
        with self.on("2026-11-22"):
            self.generate(rule)
            self.assertFalse(self.obligation(self.head, self.nurse))
            self.assertEqual(self.env["talk.obligation"]._left_out(rule), self.nurse)
            leave.date_to = "2026-11-21"
            self.generate(rule)
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")

    def test_someone_rehired_after_retirement_is_owed_a_talk(self):
        rule = self.make_rule("head_staff")
        self.env["talk.employment.status"].create(
            {"employee_id": self.nurse.id, "kind": "retired_rehired"}
        )
        with self.on("2026-11-22"):
            self.generate(rule)
        self.assertTrue(self.obligation(self.head, self.nurse))

    def test_a_new_head_takes_over_and_the_old_one_owes_no_more(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-22"):
            self.generate(rule)
            self.cardiology.manager_id = self.nurse
            self.env["talk.edge"]._refresh()
            self.generate(rule)
        self.assertEqual(self.obligation(self.head, self.doctor).state, "withdrawn")
        self.assertEqual(self.obligation(self.nurse, self.doctor).state, "open")

    def test_a_head_who_comes_back_owes_again_and_not_twice(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-22"):
            for manager in (self.head, self.nurse, self.head):
                self.cardiology.manager_id = manager
                self.env["talk.edge"]._refresh()
                self.generate(rule)
        self.assertEqual(self.obligation(self.head, self.doctor).state, "open")

    def test_the_preview_says_what_generating_then_does(self):
        rule = self.make_rule("principal_member", "head_staff")
        obligations = self.env["talk.obligation"]
        with self.on("2026-11-22"):
            foreseen, rows = obligations._preview_rule(rule)
            self.assertFalse(self.obligations(rule_id=rule.id))
            self.assertEqual(self.generate(rule), foreseen)
        self.assertEqual(sum(row[3] for row in rows), foreseen.added)

    def test_the_officer_sees_the_preview_and_makes_talks_due(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-22"):
            wizard = self.env["talk.generate"].with_user(self.officer_user)
            wizard = wizard.create({"rule_ids": rule.ids})
            self.assertEqual(wizard.added_count, len(wizard.line_ids.ids) + 1)  # two for Head
            wizard.action_generate()
        self.assertEqual(len(self.obligations(rule_id=rule.id)), wizard.added_count)

    def test_number_of_queries_does_not_grow_with_people(self):
        rule = self.make_rule("head_staff", "principal_member")

        def queries():
            self.flush()
            before = self.env.cr.sql_log_count
            self.generate(rule)
            return self.env.cr.sql_log_count - before

        with self.on("2026-11-22"):
            queries()  # fills the caches
            self.add_staff(1)
            few = queries()
            self.add_staff(100)
            self.assertEqual(queries(), few)
        self.assertGreater(len(self.obligations(rule_id=rule.id)), 100)

    def add_staff(self, number):
        self.env["hr.employee"].create(
            [
                {
                    "name": f"Staff {n}",
                    "company_id": self.company.id,
                    "department_id": self.cardiology.id,
                }
                for n in range(number)
            ]
        )
        self.env["talk.edge"]._refresh()

    def test_the_daily_job_goes_on_after_a_failing_rule(self):
        good = self.make_rule("head_staff")
        bad = self.make_rule("leader_head", sequence=1)
        real = type(self.env["talk.obligation"])._generate_rule

        def failing(obligations, rule, day=None):
            if rule == bad:
                raise ValueError("broken on purpose")
            return real(obligations, rule, day)

        self.patch(type(self.env["talk.obligation"]), "_generate_rule", failing)
        with (
            self.assertLogs("odoo.addons", "ERROR"),
            self.enter_registry_test_mode(),
        ):
            shown = self.env.ref("talk_management.cron_obligation").method_direct_trigger()
        self.assertEqual(shown["tag"], "display_exception")
        self.assertTrue(self.obligations(rule_id=good.id))


@tagged("post_install", "-at_install")
class TestObligationRights(TalkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", "leader_head", "principal_member")
        cls.env["talk.obligation"]._generate_rule(cls.rule)
        cls.flush()

    def seen(self, user):
        obligations = self.env["talk.obligation"].with_user(user).search([])
        return {(o.sudo().responsible_id.name, o.sudo().employee_id.name) for o in obligations}

    def test_an_employee_sees_the_own(self):
        self.assertEqual(self.seen(self.nurse.user_id), {("Head", "Nurse")})

    def test_a_head_sees_what_he_owes_and_is_owed(self):
        self.assertEqual(
            self.seen(self.head.user_id),
            {("Head", "Nurse"), ("Head", "Doctor"), ("Deputy", "Head")},
        )

    def test_a_leader_sees_all_below_and_not_the_other_line(self):
        self.assertEqual(
            self.seen(self.deputy.user_id),
            {
                ("Deputy", "Head"),
                ("Deputy", "Inspector"),
                ("Head", "Nurse"),
                ("Head", "Doctor"),
                ("Secretary", "Deputy"),
                ("Director", "Deputy"),
            },
        )

    def test_officer_manager_and_discipline_officer_see_the_whole_company(self):
        everything = self.env["talk.obligation"].search([("company_id", "=", self.company.id)])
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            self.assertEqual(
                self.env["talk.obligation"].with_user(user).search_count([]), len(everything)
            )

    def test_an_officer_of_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        user = self.make_user("elsewhere", "talk_management.group_talk_officer", company=other)
        elsewhere = self.env["talk.obligation"].with_user(user)
        elsewhere = elsewhere.with_context(allowed_company_ids=other.ids)
        self.assertFalse(elsewhere.search([]))

    def test_sight_follows_a_reorganisation_without_clearing_any_cache(self):
        self.assertTrue(self.seen(self.head.user_id))
        self.cardiology.manager_id = self.nurse
        self.env["talk.edge"]._refresh()
        self.flush()
        self.assertNotIn(("Nurse", "Doctor"), self.seen(self.head.user_id))

    def test_an_excuse_needs_a_reason_and_the_officer(self):
        due = self.obligation(self.head, self.nurse)
        excuses = self.env["talk.excuse"].with_context(active_ids=due.ids)
        excuses.with_user(self.officer_user).create({"reason": "Maternity"}).action_excuse()
        self.assertEqual(due.state, "excused")
        due.with_user(self.officer_user).action_reopen()
        self.assertEqual(due.state, "open")
        with self.assertRaisesRegex(UserError, "reason"):
            excuses.with_user(self.officer_user).create({"reason": " "}).action_excuse()
        with self.assertRaises(AccessError):
            due.with_user(self.head.user_id).action_reopen()
