from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_request import RequestCase


@tagged("post_install", "-at_install")
class TestRequestSilence(RequestCase):
    """Silence is reminded of once, then the employee is asked whom else to try (H4.6)."""

    # ---- silence

    def test_silence_reminds_once_and_then_asks_whom_else_to_try(self):
        request = self.ask()
        self.remind("2026-11-20")
        self.assertFalse(request.is_reminded)
        self.remind("2026-11-23")
        self.remind("2026-11-23")
        self.assertTrue(request.is_reminded)
        self.assertEqual(len(self.activities(self.director)), 1)
        self.remind("2026-11-26")
        self.assertEqual(request.state, "asked", "three more working days")
        self.remind("2026-11-27")
        self.remind("2026-11-28")
        self.assertEqual(request.state, "unanswered")
        question = "No answer yet. Whom else would you like to ask?"
        self.assertEqual(self.activities(self.nurse), [question])
        self.assertFalse(self.activities(self.director))

    def test_an_activity_marked_done_does_not_come_back(self):
        request = self.ask()
        self.remind("2026-11-23")
        activity = (
            self.env["mail.activity"]
            .with_user(self.director.user_id)
            .search([("res_model", "=", "talk.request")])
        )
        activity.action_feedback(feedback="zq secret")
        self.remind("2026-11-24")
        self.assertFalse(self.activities(self.director))
        self.assertFalse(request.sudo().message_ids, "nothing is kept beside the request")

    def test_the_employee_asks_somebody_else_with_what_was_written(self):
        request = self.ask(
            times=("2026-12-15 02:00:00",), word_ids=[Command.create({"text": "About my shifts"})]
        )
        self.remind("2026-11-30")
        with self.on("2026-11-30"):
            action = self.by(self.nurse, request).action_ask_another()
            anew = request.browse(action["res_id"])
            anew.leader_id = self.secretary
            anew.action_ask()
        self.assertEqual(request.state, "withdrawn")
        self.assertEqual(anew.word_ids.text, "About my shifts")
        self.assertEqual(anew.state, "asked")
        self.assertEqual(len(self.activities(self.secretary)), 1)
        self.assertFalse(self.activities(self.nurse))

    def test_a_late_answer_is_still_one_and_counts_as_late(self):
        request = self.ask(times=("2026-12-15 02:00:00",))
        self.remind("2026-11-30")
        with self.on("2026-12-01"):
            self.by(self.director, request).time_ids.action_accept()
        self.assertEqual(request.state, "accepted")
        self.assertFalse(request.is_answered_in_time)

    def test_reminding_takes_the_same_queries_for_one_and_for_many(self):
        def queries(number):
            for _n in range(number):
                self.ask()
            before = self.env.cr.sql_log_count
            self.remind("2026-11-23")
            return self.env.cr.sql_log_count - before

        queries(1)
        one = queries(2)
        self.assertLessEqual(queries(8), one + 10)

    # ---- after the request

    def test_an_employee_deletes_only_what_was_not_sent(self):
        self.ask(send=False).unlink()
        with self.assertRaises(AccessError):
            self.ask().unlink()

    def test_words_are_changed_by_their_author_alone(self):
        request = self.ask(word_ids=[Command.create({"text": "About my shifts"})])
        word = self.by(self.director, request).word_ids
        self.assertEqual(word.text, "About my shifts")
        with self.assertRaises(AccessError):
            word.text = "About nothing"
        self.by(self.nurse, request).word_ids.text = "About my duty"

    def test_the_next_leader_reads_no_words_of_the_one_before(self):
        request = self.ask()
        asked = self.by(self.director, request)
        asked.word_ids = [Command.create({"text": "Not mine to decide"})]
        asked.action_decline()
        action = self.by(self.nurse, request).action_ask_another()
        self.assertFalse(request.browse(action["res_id"]).word_ids)
        self.assertEqual(request.state, "declined")
