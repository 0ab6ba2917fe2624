from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestObligationJob(TalkCase):
    """The daily job goes on when one part fails, and steps aside for another worker."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff")

    def run_job(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("talk_management.cron_obligation")
            return cron.method_direct_trigger()

    def let_fail(self, model, method, *errors):
        """Let ``method`` raise these errors at its first calls; how often it was called."""
        real = getattr(type(self.env[model]), method)
        left, calls = list(errors), []

        def failing(records, *args, **kwargs):
            calls.append(records)
            if left:
                raise left.pop(0)
            return real(records, *args, **kwargs)

        self.patch(type(self.env[model]), method, failing)
        return calls

    def test_running_the_job_twice_owes_the_same(self):
        self.run_job()
        owed = self.obligations(rule_id=self.rule.id)
        self.run_job()
        self.assertTrue(owed)
        self.assertEqual(self.obligations(rule_id=self.rule.id), owed)

    def test_a_rule_overtaken_by_another_worker_is_tried_again(self):
        self.let_fail("talk.obligation", "_generate_rule", SerializationFailure())
        self.assertNotIsInstance(self.run_job(), dict)
        self.assertTrue(self.obligations(rule_id=self.rule.id))

    def test_a_chain_overtaken_by_another_worker_is_tried_again(self):
        calls = self.let_fail("talk.edge", "_refresh", SerializationFailure())
        self.run_job()
        self.assertEqual(len(calls), 2)

    def test_a_chain_that_fails_stops_no_rule_and_shows(self):
        self.let_fail("talk.edge", "_refresh", ValueError("broken on purpose"))
        with self.assertLogs("odoo.addons", "ERROR"):
            shown = self.run_job()
        self.assertEqual(shown["tag"], "display_exception")
        self.assertTrue(self.obligations(rule_id=self.rule.id))

    def test_the_chain_is_left_to_the_worker_that_is_at_it(self):
        calls = self.let_fail("talk.edge", "_refresh")
        with self.registry.cursor() as other:
            other.execute("SELECT pg_advisory_xact_lock(hashtext('talk.edge/daily'))")
            self.env["talk.edge"]._cron_refresh()
            self.assertFalse(calls)
        self.env["talk.edge"]._cron_refresh()
        self.assertTrue(calls)

    def test_an_archived_rule_withdraws_what_no_longer_holds(self):
        self.run_job()
        self.rule.action_archive()
        self.cardiology.manager_id = self.nurse
        self.run_job()
        owed = self.obligations(rule_id=self.rule.id, responsible_id=self.head.id)
        self.assertEqual({row[3] for row in owed}, {"withdrawn"})
