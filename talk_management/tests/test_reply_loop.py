from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_reply import ReplyCase


@tagged("post_install", "-at_install")
class TestReplyLoop(ReplyCase):
    """The loop closes: answered, reopened once, replied to anew, confirmed, closed (B10)."""

    def setUp(self):
        super().setUp()
        self.item = self.of_many([self.nurse, self.inspector])

    def job(self):
        self.flush()
        for _name, step in self.env["talk.item"].sudo()._item_steps():
            step()
        self.flush()

    def solve(self):
        theirs = self.item.with_user(self.item.owner_id.user_id)
        theirs.write(
            {
                "title": "Access",
                "answer": "Access was granted.",
                "evaluation": "It works.",
                "effect": "effective",
            }
        )
        theirs.action_solve()
        self.flush()

    def reopen(self, employee=None):
        own = self.own(self.item, employee)
        own.reopen_reason = "Still no access from outside."
        own.action_reopen()
        self.flush()

    def test_it_is_not_solved_before_the_reply_is_delivered(self):
        with self.assertRaisesRegex(UserError, "A written reply is owed, due on"):
            self.solve()
        self.deliver(self.item)
        self.solve()
        self.assertEqual(self.own(self.item).state, "told")

    def test_reopened_it_is_handled_one_level_up_and_a_new_reply_is_owed(self):
        self.deliver(self.item)
        self.solve()
        self.reopen()
        self.assertEqual(self.item.state, "solved")  # the press writes nothing others read
        self.job()
        self.assertEqual(self.item.state, "in_progress")
        self.assertEqual(self.item.owner_id, self.deputy)
        self.assertIn("Still no access from outside.", self.item.word_ids.mapped("text"))
        new = self.item.reply_ids.filtered(lambda reply: reply.state == "due")
        self.assertEqual(new.round, 2)

    def test_only_whoever_reopened_is_given_the_new_reply(self):
        self.deliver(self.item)
        self.solve()
        self.reopen()
        self.job()
        self.deliver(self.item, "Access from outside was granted, too.")
        self.solve()
        theirs, others = self.own(self.item), self.own(self.item, self.inspector)
        self.assertIn("Access from outside", theirs.reply)
        self.assertNotIn("Access from outside", others.reply)
        self.assertEqual(theirs.state, "told")

    def test_the_others_notice_nothing_of_the_reopening(self):
        self.deliver(self.item)
        self.solve()
        fields = ["state", "item_state", "told_on", "answer", "outcome", "reply", "write_date"]
        before = self.own(self.item, self.inspector).read(fields)
        told = self.notices(self.inspector)
        self.reopen()
        self.job()
        self.item.with_user(self.deputy.user_id).answer = "Granted from outside, too."
        self.deliver(self.item, "Access from outside was granted, too.")
        self.assertEqual(self.own(self.item, self.inspector).read(fields), before)
        self.assertEqual(self.notices(self.inspector), told)

    def test_reopening_is_passed_on_once_however_often_the_job_runs(self):
        self.deliver(self.item)
        self.solve()
        self.reopen()
        self.job()
        owner, words = self.item.owner_id, self.item.word_ids
        self.job()
        self.assertEqual((self.item.owner_id, self.item.word_ids), (owner, words))
        self.assertEqual(len(self.item.reply_ids), 2)

    def test_confirmed_by_all_it_is_closed(self):
        self.deliver(self.item)
        self.solve()
        for employee in (self.nurse, self.inspector):
            self.own(self.item, employee).action_confirm()
        self.job()
        self.assertEqual(self.item.state, "closed")
        self.assertEqual(self.own(self.item).item_state, "closed")

    def test_what_was_written_is_not_lost_when_items_become_one(self):
        other = self.wanting()
        other.reply_ids.with_user(self.head_user).body = "Access will be granted."
        other.with_user(self.head_user)._merge_into(self.item)
        self.flush()
        (reply,) = self.item.reply_ids
        self.assertEqual(reply.with_user(self.head_user).body, "Access will be granted.")

    def test_the_reply_owed_to_one_is_owed_by_the_item_it_becomes_a_part_of(self):
        plain = self.raised(passing="anonymous", passed_words="No access.")
        other = self.wanting(employee=self.inspector, reply_by="2030-03-05")
        other.with_user(self.head_user)._merge_into(plain)
        self.flush()
        self.assertEqual(plain.reply_due, date(2030, 3, 5))
        self.assertFalse(other.reply_ids)

    # ---- overdue

    def test_who_owes_a_reply_is_reminded_and_then_the_superior_is_told(self):
        with self.on("2026-11-02"):
            item = self.wanting(reply_by="2026-11-12", employee=self.nurse)
        with self.on("2026-11-10"):
            self.job()
            self.assertIn("reply_due", [kind for kind, _words in self.notices(self.head)])
        with self.on("2026-11-20"):
            self.job()
            self.assertIn("reply_overdue", [kind for kind, _words in self.notices(self.head)])
            told = dict(self.notices(self.deputy))
            self.assertEqual(
                told["reply_escalated"],
                f"A written reply is overdue since 11/12/2026 {item.name}",
            )
            seen = item.reply_ids.with_user(self.deputy.user_id)
            self.assertEqual(seen.state, "due")
            self.assertFalse(seen.body)
            self.deliver(item)
            self.job()
            self.assertNotIn("reply_escalated", dict(self.notices(self.deputy)))

    def test_of_what_is_between_two_people_no_superior_is_told(self):
        self.deliver(self.item)
        with self.on("2026-11-02"):
            self.wanting(reply_by="2026-11-12", passing="none", employee=self.nurse)
        with self.on("2026-12-20"):
            self.job()
            self.assertIn("reply_overdue", dict(self.notices(self.head)))
            self.assertNotIn("reply_escalated", dict(self.notices(self.deputy)))
