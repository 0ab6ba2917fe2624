from odoo.tests import tagged

from .common_measure import MeasureCase


@tagged("post_install", "-at_install")
class TestMeasureRemind(MeasureCase):
    """The owner is told before the day and after it, then the superior; each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.talk_escalation_days = "7, 14"

    def remind(self, days):
        with self.on(str(self.days(days))):
            measures = self.env["talk.measure"]
            measures._remind_owners()
            measures._remind_superiors()
        self.flush()

    def kinds(self, user):
        return [kind for kind, _summary in self.told(user)]

    def test_whoever_is_to_carry_it_out_is_told_with_number_and_day(self):
        measure = self.decided(self.known())
        [(kind, summary)] = self.told(self.inspector_user)
        self.assertEqual(kind, "assigned")
        self.assertIn(measure.name, summary)

    def test_somebody_else_in_charge_is_told_and_the_first_no_more(self):
        measure = self.decided(self.known())
        measure.owner_id = self.deputy
        self.assertEqual(self.kinds(self.deputy_user), ["assigned"])
        self.assertEqual(self.kinds(self.inspector_user), [])

    def test_the_owner_is_told_three_days_before_and_when_it_is_overdue(self):
        self.decided(self.known())
        self.remind(6)
        self.assertEqual(self.kinds(self.inspector_user), ["assigned"])
        self.remind(7)
        self.assertEqual(self.kinds(self.inspector_user), ["assigned", "due"])
        self.remind(11)
        self.assertIn("overdue", self.kinds(self.inspector_user))

    def test_then_the_superior_is_told_level_by_level(self):
        measure = self.decided(self.known(), owner_id=self.nurse.id)
        self.remind(16)
        self.assertEqual(measure.escalation_level, 0)
        self.remind(17)
        self.assertEqual(self.kinds(self.head_user), ["escalated"])
        self.remind(24)
        self.assertEqual(self.kinds(self.deputy_user), ["escalated"])
        self.assertEqual(measure.sudo().escalated_to_id, self.deputy)
        seen = measure.with_user(self.deputy_user)
        self.assertEqual(seen.state, "planned")
        self.assertFalse(seen.title)

    def test_whoever_was_told_is_not_told_again(self):
        self.decided(self.known())
        self.remind(17)
        self.env["mail.activity"].search([("res_model", "=", "talk.measure.notice")]).unlink()
        self.remind(18)
        self.assertFalse(
            self.env["mail.activity"].search([("res_model", "=", "talk.measure.notice")])
        )

    def test_another_day_starts_afresh(self):
        measure = self.decided(self.known())
        self.remind(17)
        with self.on(str(self.days(17))):
            measure.with_user(self.head_user).date_due = self.days(30)
        self.assertEqual(self.kinds(self.inspector_user), ["assigned"])
        self.assertFalse(measure.sudo().escalated_to_id)
        self.remind(28)
        self.assertIn("due", self.kinds(self.inspector_user))

    def test_what_was_carried_out_is_no_longer_reminded_of(self):
        self.carried_out(self.known())
        self.remind(30)
        self.assertEqual(self.kinds(self.inspector_user), [])
        self.assertEqual(self.kinds(self.head_user), ["to_evaluate"])

    def test_what_is_between_two_is_brought_before_nobody(self):
        self.decided(self.raised(passing="none"), owner_id=self.head.id)
        self.remind(30)
        self.assertEqual(self.kinds(self.head_user), ["overdue"])
        self.assertEqual(self.kinds(self.deputy_user), [])

    def test_a_run_that_was_cut_off_goes_on_where_it_stopped(self):
        item = self.known()
        for _number in range(3):
            self.decided(item)
        measures = self.env["talk.measure"]
        with self.on(str(self.days(11))):
            self.assertEqual(measures._remind_owners(limit=2), 2)
            measures._remind_owners(limit=2)
        kinds = self.kinds(self.inspector_user)
        self.assertEqual(kinds.count("overdue"), 3)

    def test_the_job_runs(self):
        self.decided(self.known())
        with self.on(str(self.days(11))), self.enter_registry_test_mode():
            self.env.ref("talk_management.cron_measures").method_direct_trigger()
        self.assertIn("overdue", self.kinds(self.inspector_user))

    def test_ten_times_as_many_ask_for_no_more_queries(self):
        item = self.known()

        def queries(number):
            self.env["talk.measure"].create([self.like(item) for _number in range(number)])
            self.env["talk.measure"]._remind_owners()
            self.env["talk.measure"]._remind_superiors()
            self.flush()
            with self.on(str(self.days(17))):
                before = self.env.cr.sql_log_count
                self.env["talk.measure"]._remind_owners()
                self.env["talk.measure"]._remind_superiors()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        few = queries(5)
        self.assertLessEqual(queries(50), few + 10)
