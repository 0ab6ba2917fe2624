from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_reply import ReplyCase


@tagged("post_install", "-at_install")
class TestReply(ReplyCase):
    """Where a written reply was asked for it is owed, written, signed and delivered (H4.4c)."""

    # ---- when it is owed

    def test_a_reply_is_owed_by_the_day_the_raiser_named(self):
        item = self.wanting(reply_by="2030-03-05")
        self.assertEqual(item.reply_state, "due")
        self.assertEqual(str(item.reply_due), "2030-03-05")

    def test_without_a_named_day_the_organisation_s_term_counts(self):
        with self.on("2026-11-18"):
            self.company.talk_reply_days = 10
            item = self.wanting()
        self.assertEqual(str(item.reply_due), "2026-11-28")

    def test_nobody_asked_for_one_so_none_is_owed(self):
        item = self.raised(passing="anonymous", passed_words="No access.")
        self.assertFalse(item.reply_ids)
        self.assertFalse(item.reply_state)

    def test_between_the_two_a_reply_is_owed_all_the_same(self):
        item = self.wanting(passing="none")
        self.assertTrue(item.is_private)
        reply = self.deliver(item)
        self.assertEqual(reply.signer_id, self.head)
        own = self.raiser(item).with_user(self.nurse_user)
        self.assertIn("Access was granted.", own.reply)

    def test_who_no_longer_wants_one_is_owed_none(self):
        item = self.wanting(passing="none")
        self.raiser(item).with_user(self.nurse_user).wants_reply = False
        self.assertFalse(item.reply_ids.exists())

    def test_a_reply_written_already_stays_when_nobody_wants_it_any_more(self):
        item = self.wanting(passing="none")
        item.reply_ids.with_user(self.head_user).body = "Access was granted."
        self.raiser(item).with_user(self.nurse_user).wants_reply = False
        self.assertTrue(item.reply_ids.exists())

    def test_an_earlier_wish_moves_the_day(self):
        item = self.wanting(reply_by="2030-03-05", passing="none")
        self.raiser(item).with_user(self.nurse_user).reply_by = "2030-03-01"
        self.assertEqual(str(item.reply_due), "2030-03-01")

    # ---- writing, signing, delivering

    def test_it_is_written_signed_with_name_and_post_and_delivered(self):
        self.head.job_title = "Head of Cardiology"
        with self.on("2026-11-18"):
            item = self.wanting()
        with self.on("2026-11-23"):
            reply = self.deliver(item)
        self.assertEqual(reply.state, "delivered")
        self.assertEqual(reply.signer_name, "Head")
        self.assertEqual(reply.signer_post, "Head of Cardiology")
        self.assertEqual((reply.days, item.days_to_reply), (5, 5))
        self.assertEqual(item.reply_state, "delivered")
        self.assertFalse(item.reply_due)

    def test_what_is_not_answered_yet_does_not_count_as_answered_in_no_time(self):
        self.wanting()
        with self.on("2026-11-18"):
            item = self.wanting(employee=self.inspector)
        with self.on("2026-11-22"):
            self.deliver(item)
        domain = [("company_id", "=", self.company.id)]
        for model, field in (("talk.reply", "days"), ("talk.item", "days_to_reply")):
            ((average,),) = self.env[model]._read_group(domain, [], [f"{field}:avg"])
            self.assertEqual(average, 4, model)

    def test_an_empty_reply_is_not_signed(self):
        reply = self.wanting().reply_ids.with_user(self.head_user)
        with self.assertRaisesRegex(UserError, "is empty"):
            reply.action_draft()

    def test_nothing_is_signed_before_it_is_written(self):
        reply = self.wanting().reply_ids.with_user(self.head_user)
        with self.assertRaisesRegex(UserError, "not written yet"):
            reply.action_sign()

    def test_nothing_is_delivered_before_it_is_signed(self):
        reply = self.wanting().reply_ids.with_user(self.head_user)
        reply.body = "Access was granted."
        reply.action_draft()
        with self.assertRaisesRegex(UserError, "not signed yet"):
            reply.action_deliver()

    def test_a_delivered_reply_stays_as_it_is(self):
        reply = self.deliver(self.wanting()).with_user(self.head_user)
        with self.assertRaisesRegex(UserError, "delivered and stays"):
            reply.body = "Something else."
        with self.assertRaisesRegex(UserError, "delivered and stays"):
            reply.action_write_again()
        with self.assertRaises(UserError):
            reply.action_deliver()

    def test_a_signed_reply_is_changed_only_after_taking_the_signature_back(self):
        reply = self.wanting().reply_ids.with_user(self.head_user)
        reply.body = "Access was granted."
        reply.action_draft()
        reply.action_sign()
        with self.assertRaisesRegex(UserError, "Draft Again"):
            reply.body = "Something else."
        reply.action_write_again()
        self.flush()
        reply.body = "Something else."
        self.assertFalse(reply.signed_on)
        self.assertEqual(reply.state, "drafted")

    def test_there_is_nobody_left_to_deliver_it_to(self):
        item = self.wanting()
        reply = item.reply_ids.with_user(self.head_user)
        reply.body = "Access was granted."
        reply.action_draft()
        reply.action_sign()
        self.raiser(item).unlink()
        with self.assertRaisesRegex(UserError, "nobody left"):
            reply.action_deliver()

    def test_nobody_but_the_handler_writes_signs_or_delivers(self):
        reply = self.wanting().reply_ids
        self.flush()
        for user in (self.nurse_user, self.officer_user, self.manager_user, self.deputy.user_id):
            for button in ("action_draft", "action_sign", "action_write_again", "action_deliver"):
                with self.subTest(user=user.name, button=button), self.assertRaises(AccessError):
                    getattr(reply.with_user(user), button)()
        self.assertEqual(reply.state, "due")

    def test_where_the_head_of_the_department_signs_the_handler_does_not(self):
        self.company.talk_reply_signer = "head"
        item = self.wanting(employee=self.nurse, responsible=self.deputy)
        self.deputy.department_id = self.cardiology
        reply = item.reply_ids.with_user(self.deputy.user_id)
        reply.body = "Access was granted."
        reply.action_draft()
        self.assertEqual(reply.signer_id, self.head)
        with self.assertRaisesRegex(AccessError, "Head signs"):
            reply.action_sign()
        self.flush()
        theirs = reply.with_user(self.head_user)
        self.assertEqual(theirs.body, "Access was granted.")
        theirs.action_sign()
        self.assertEqual(reply.signer_name, "Head")

    # ---- with an item of many

    def test_everybody_who_raised_it_is_given_it(self):
        item = self.of_many([self.nurse, self.inspector, self.doctor], wants_reply=False)
        self.raiser(item)[:1].wants_reply = True
        self.deliver(item)
        for raiser in self.raiser(item):
            self.assertTrue(raiser.reply_ids)

    def test_a_reply_costs_as_many_questions_to_the_database_for_500_as_for_5(self):
        few, many = (self.of_many(self.people(number)) for number in (5, 500))
        self.flush()
        counts = []
        for item in (few, many):
            reply = item.reply_ids.with_user(self.head_user)
            reply.body = "Access was granted."
            reply.action_draft()
            reply.action_sign()
            self.flush()
            counts.append(self.queries(reply.action_deliver))
            self.assertEqual(len(self.raiser(item).filtered("reply_ids")), item.raiser_count)
        self.assertLess(counts[1] - counts[0], 60, counts)
