from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_reply import ReplyCase

SECRET = "zq7 access was granted"


@tagged("post_install", "-at_install", "talk_security")
class TestReplySecrecy(ReplyCase):
    """Who reads what was written, and what nobody learns by the way."""

    # pylint: disable=missing-return
    @classmethod
    def setUpPeople(cls):
        super().setUpPeople()
        cls.porter = cls.make_employee("porter")

    def setUp(self):
        super().setUp()
        self.item = self.of_many([self.nurse, self.inspector])
        self.reply = self.item.reply_ids

    def strangers(self):
        return (
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.deputy.user_id,
            self.porter.user_id,
        )

    def raisers_users(self):
        return self.nurse_user, self.inspector.user_id

    # ---- what is written

    def test_what_is_written_is_read_by_those_who_deal_with_it(self):
        self.reply.with_user(self.head_user).body = SECRET
        self.flush()
        content = self.env["talk.reply.content"].search([("reply_id", "=", self.reply.id)])
        self.assertEqual(content.with_user(self.head_user).body, SECRET)
        for user in (*self.strangers(), *self.raisers_users()):
            with self.subTest(user=user.name):
                theirs = self.env["talk.reply.content"].with_user(user)
                self.assertFalse(theirs.search([("reply_id", "=", self.reply.id)]))
                self.assertFalse(theirs.search([("body", "ilike", "zq7")]))
                with self.assertRaises(AccessError):
                    content.with_user(user).read(["body"])

    def test_hr_officers_read_the_facts_and_not_the_words(self):
        self.deliver(self.item, SECRET)
        for user in (self.officer_user, self.manager_user):
            seen = self.reply.with_user(user)
            self.assertEqual((seen.state, seen.signer_name), ("delivered", "Head"))
            self.assertFalse(seen.body)
            self.assertFalse(seen.raiser_ids)

    def test_hr_officers_learn_nothing_of_what_is_between_two_people(self):
        item = self.wanting(passing="none")
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            replies = self.env["talk.reply"].with_user(user)
            self.assertFalse(replies.search([("item_id", "=", item.id)]))
            with self.assertRaises(AccessError):
                item.reply_ids.with_user(user).read(["state"])

    def test_raisers_read_it_from_the_day_it_is_delivered(self):
        reply = self.reply.with_user(self.head_user)
        reply.body = SECRET
        reply.action_draft()
        reply.action_sign()
        self.flush()
        self.assertFalse(self.own(self.item).reply)
        reply.action_deliver()
        self.flush()
        self.assertIn(SECRET, self.own(self.item).reply)
        self.assertIn(SECRET, self.own(self.item, self.inspector).reply)

    def test_whoever_handles_it_with_a_name_is_not_given_the_reply_as_that_person(self):
        item = self.wanting(passing="named")
        self.deliver(item, SECRET)
        item.sudo().owner_id = self.porter
        self.flush()
        row = self.raiser(item).with_user(self.porter.user_id)
        self.assertEqual(row.employee_id, self.nurse)
        self.assertFalse(row.reply)

    # ---- that there are others

    def test_a_raiser_reads_nothing_of_the_item_but_the_own_row(self):
        items = self.env["talk.item"]
        for user in self.raisers_users():
            self.assertFalse(items.with_user(user).search([("id", "=", self.item.id)]))
            self.assertFalse(items.with_user(user).search([("raiser_count", ">", 1)]))
            with self.assertRaises(AccessError):
                self.item.with_user(user).read(["raiser_count"])
            rows = self.env["talk.item.raiser"].with_user(user)
            self.assertEqual(len(rows.search([("item_id", "=", self.item.id)])), 1)
            self.assertEqual(rows.search_count([("item_id.raiser_count", "=", 9)]), 0)

    def test_a_raiser_reads_no_reply_and_to_nobody_it_was_delivered(self):
        self.deliver(self.item, SECRET)
        replies = self.env["talk.reply"].with_user(self.nurse_user)
        self.assertFalse(replies.search([("item_id", "=", self.item.id)]))
        with self.assertRaises(AccessError):
            self.reply.with_user(self.nurse_user).read(["raiser_ids", "round"])
        self.assertFalse(self.own(self.item).reply_ids)

    def test_the_own_row_is_called_by_the_day_it_was_raised(self):
        other = self.raised(passing="anonymous", passed_words="No access.")
        before = self.own(other).read(["display_name", "date_opened"])
        other.with_user(self.head_user)._merge_into(self.item)
        self.flush()
        row = self.env["talk.item.raiser"].browse(before[0]["id"]).with_user(self.nurse_user)
        self.assertEqual(row.read(["display_name", "date_opened"]), before)

    # ---- who it was

    def test_whoever_handles_it_learns_no_name_by_the_press_of_a_raiser(self):
        """Neither the item, its words, its replies nor their notices were written by a raiser."""
        self.deliver(self.item)
        self.item.sudo().owner_id = self.porter
        self.item.state = "solved"
        self.flush()
        self.item._tell_raisers()
        own = self.own(self.item)
        own.reopen_reason = "Not from outside."
        own.action_reopen()
        self.flush()
        self.env["talk.item"].with_user(self.env.ref("base.user_root"))._follow_raisers()
        self.flush()
        people = self.nurse_user | self.inspector.user_id
        for model in ("talk.item", "talk.item.word", "talk.reply", "talk.reply.content"):
            self.assertNotIn("create_uid", self.env[model]._fields)
            self.assertNotIn("write_uid", self.env[model]._fields)
        theirs = self.env["talk.item.notice"].search([("item_id", "=", self.item.id)])
        theirs = theirs.filtered(lambda notice: notice.user_id not in people)
        self.assertFalse((theirs.create_uid | theirs.write_uid) & people)
        activities = theirs._open_activities()
        self.assertFalse((activities.create_uid | activities.write_uid) & people)
        triggers = self.env["ir.cron.trigger"].search([])
        self.assertFalse(triggers.create_uid & people)

    def test_whoever_handles_it_sees_no_row_of_those_who_stay_unnamed(self):
        self.deliver(self.item)
        self.item.sudo().owner_id = self.porter
        self.flush()
        theirs = self.reply.with_user(self.porter.user_id)
        self.assertFalse(theirs.raiser_ids)
        rows = self.env["talk.item.raiser"].with_user(self.porter.user_id)
        self.assertFalse(rows.search([("told_on", "!=", False)], order="told_on"))

    def test_neither_facts_nor_words_are_set_by_hand(self):
        reply = self.reply.with_user(self.head_user)
        for vals in ({"state": "delivered"}, {"date_due": "2040-01-01"}, {"signer_name": "x"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                reply.write(vals)

    def test_what_one_was_written_is_handed_out_with_what_is_held_about_oneself(self):
        self.deliver(self.item, SECRET)
        held = self.env["talk.held"].with_user(self.nurse_user)
        texts = [
            str(row[field.name])
            for _title, fields, rows in held._chapters()
            for row in rows
            for field in fields
            if rows._name == "talk.item.raiser"
        ]
        self.assertTrue(any(SECRET in text for text in texts), texts)
