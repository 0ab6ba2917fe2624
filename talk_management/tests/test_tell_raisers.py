from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_reply import ReplyCase


@tagged("post_install", "-at_install")
class TestTellRaisers(ReplyCase):
    """All who raised the matter are told at once, and say whether it is settled (B6b, B10)."""

    def setUp(self):
        super().setUp()
        self.item = self.of_many([self.nurse, self.inspector, self.doctor], wants_reply=False)

    # ---- being told

    def test_all_of_them_are_told_and_read_the_answer(self):
        self.answer(self.item)
        for employee in (self.nurse, self.inspector):
            own = self.own(self.item, employee)
            self.assertEqual((own.state, own.item_state), ("told", "solved"))
            self.assertEqual(own.answer, "Access was granted.")
            self.assertEqual(self.notices(employee), [("answered", "There is an answer for you")])

    def test_before_it_is_answered_nobody_reads_what_is_being_written(self):
        self.item.with_user(self.head_user).answer = "zq7 not decided yet"
        self.flush()
        self.assertFalse(self.own(self.item).answer)

    def test_each_is_told_in_their_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        notices = self.env["talk.item.notice"]
        self.nurse_user.lang = "zh_CN"
        self.answer(self.item)
        told = notices.search([("user_id", "=", self.nurse_user.id)])
        expected = told.with_context(lang="zh_CN")._notice_summary()
        self.assertEqual(self.notices(self.nurse), [("answered", expected)])

    def test_for_somebody_without_a_user_the_responsible_is_told(self):
        self.answer(self.item)
        self.assertIn("hand_out", [kind for kind, _summary in self.notices(self.head)])

    def test_telling_twice_tells_once(self):
        self.answer(self.item)
        before = self.raiser(self.item).read(["state", "told_on", "answer"])
        told = self.env["talk.item.notice"].search([("item_id", "=", self.item.id)])
        self.item.with_user(self.head_user)._tell_raisers()
        self.assertEqual(self.raiser(self.item).read(["state", "told_on", "answer"]), before)
        self.assertEqual(
            self.env["talk.item.notice"].search([("item_id", "=", self.item.id)]), told
        )

    def test_500_are_told_with_as_many_questions_as_5(self):
        counts = []
        for number in (5, 500):
            item = self.of_many(self.people(number), wants_reply=False)
            item.with_user(self.head_user).answer = "Access was granted."
            item.state = "solved"
            self.flush()
            counts.append(self.queries(item.with_user(self.head_user)._tell_raisers))
            self.assertEqual(set(self.raiser(item).mapped("state")), {"told"})
        self.assertLess(counts[1] - counts[0], 60, counts)

    # ---- what they say to it

    def test_the_raiser_confirms(self):
        self.answer(self.item)
        self.own(self.item).action_confirm()
        own = self.own(self.item)
        self.assertEqual(own.state, "confirmed")
        self.assertTrue(own.confirmed_on)
        self.assertFalse(self.notices(self.nurse))

    def test_nothing_is_confirmed_or_reopened_before_there_is_an_answer(self):
        with self.assertRaisesRegex(UserError, "no answer yet"):
            self.own(self.item).action_confirm()
        with self.assertRaisesRegex(UserError, "no answer yet"):
            self.own(self.item).action_reopen()

    def test_the_raiser_reopens_and_says_why(self):
        self.answer(self.item)
        own = self.own(self.item)
        with self.assertRaisesRegex(UserError, "what is not settled"):
            own.action_reopen()
        own.reopen_reason = "Still no access from outside."
        own.action_reopen()
        self.assertEqual(own.state, "reopened")

    def test_the_second_reopening_is_refused(self):
        self.answer(self.item)
        self.reopen()
        row = self.raiser(self.item).filtered(lambda row: row.state == "reopened")
        row.is_reopening_passed_on = True
        self.item.with_user(self.head_user)._tell_raisers()
        self.flush()
        own = self.own(self.item)
        self.assertEqual(own.state, "told")
        with self.assertRaisesRegex(UserError, "reopened once already"):
            own.action_reopen()
        own.action_confirm()
        self.assertEqual(own.state, "confirmed")

    def test_after_the_days_to_reopen_it_is_too_late(self):
        with self.on("2026-11-02"):
            self.answer(self.item)
        with self.on("2026-11-16"):
            self.assertTrue(self.own(self.item).can_reopen)
        self.flush()
        with self.on("2026-11-17"):
            own = self.own(self.item)
            self.assertFalse(own.can_reopen)
            with self.assertRaisesRegex(UserError, "could be reopened until"):
                own.action_reopen()

    def test_nobody_answers_for_another(self):
        self.answer(self.item)
        row = self.own(self.item)
        for user in (self.inspector.user_id, self.head_user, self.officer_user, self.manager_user):
            for button in ("action_confirm", "action_reopen"):
                with self.subTest(user=user.name), self.assertRaises(AccessError):
                    getattr(row.with_user(user), button)()

    def test_for_somebody_without_a_user_the_responsible_marks_it(self):
        self.answer(self.item)
        row = self.raiser(self.item).filtered(lambda row: row.employee_id == self.doctor)
        row = row.with_user(self.head_user)
        self.assertTrue(row.is_mine_to_answer)
        row.action_confirm()
        self.assertEqual(row.state, "confirmed")

    def reopen(self, employee=None):
        own = self.own(self.item, employee)
        own.reopen_reason = "Still no access from outside."
        own.action_reopen()
        self.flush()

    # ---- agreeing later

    def test_the_raiser_agrees_later_and_the_responsible_passes_it_on(self):
        item = self.raised(passing="none")
        own = self.own(item)
        own.write({"passing": "anonymous", "words": "No access to the office system."})
        self.flush()
        self.assertTrue(item.is_private)
        row = self.raiser(item).with_user(self.head_user)
        self.assertTrue(row.can_pass_on)
        row.action_pass_on()
        self.assertFalse(item.is_private)
        self.assertEqual(item.word_ids.mapped("text"), ["No access to the office system."])

    def test_the_responsible_does_not_agree_in_their_place(self):
        item = self.raised(passing="none")
        with self.assertRaises(AccessError):
            self.raiser(item).with_user(self.head_user).passing = "named"
        with self.assertRaises(UserError):
            self.raiser(item).with_user(self.head_user).action_pass_on()

    def test_what_was_passed_on_is_not_changed_any_more(self):
        own = self.own(self.item)
        for vals in ({"passing": "none"}, {"words": "zq7"}, {"wants_reply": True}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "passed on or answered"):
                own.write(vals)

    def test_nobody_writes_what_follows_from_the_steps(self):
        own = self.own(self.item)
        for vals in ({"state": "confirmed"}, {"answer": "x"}, {"employee_id": self.head.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                own.write(vals)
