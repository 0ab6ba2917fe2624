from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_item_handling import HandlingCase

MANY = 500


@tagged("post_install", "-at_install")
class TestItemMerge(HandlingCase):
    """The same matter from several people becomes one item with many raisers (B6b)."""

    def merge(self, items, target, user=None):
        self.flush()
        dialogs = self.env["talk.item.merge"].with_user(user or self.head_user)
        dialog = dialogs.create({"item_ids": items.ids, "target_id": target.id})
        result = dialog.action_merge()
        self.flush()
        return result

    def test_several_items_become_one_with_all_who_raised_them(self):
        first, second, third = self.known(self.nurse, self.colleague, self.doctor)
        second.write({"urgency": "urgent", "date_due": self.today() + timedelta(days=3)})
        third.date_opened = self.today() - timedelta(days=9)
        self.merge(first | second | third, first)
        self.assertEqual(self.raiser(first).employee_id, self.nurse | self.colleague | self.doctor)
        self.assertEqual(first.raiser_count, 3)
        self.assertEqual(first.urgency, "urgent")
        self.assertEqual(first.date_due, self.today() + timedelta(days=3))
        self.assertEqual(first.date_opened, self.today() - timedelta(days=9))
        self.assertEqual(len(first.word_ids), 3)
        self.assertEqual(set((second | third).mapped("state")), {"merged"})
        self.assertEqual((second | third).merged_into_id, first)
        self.assertEqual(self.steps_of(first), ["merged"])
        self.assertEqual(self.steps_of(second), ["merged"])

    def test_each_of_them_follows_the_one_item(self):
        first, second = self.known(self.nurse, self.colleague)
        own = self.raiser(second)
        self.merge(first | second, first)
        self.solve(first)
        self.assertEqual(self.by(self.colleague, own).answer, "You have access now.")
        self.assertEqual(own.item_state, "solved")

    def test_whoever_raised_it_twice_counts_once_and_sees_it_once(self):
        first = self.known(self.nurse)
        second = self.known(self.nurse, wants_reply=True, reply_by=self.today())
        self.merge(first | second, first)
        kept = self.raiser(first)
        self.assertEqual(len(kept), 1)
        self.assertEqual(first.raiser_count, 1)
        self.assertTrue(kept.wants_reply)
        self.assertEqual(kept.reply_by, self.today())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_my_raised_items"
        )
        mine = self.env["talk.item.raiser"].with_user(self.nurse_user)
        mine = mine.search([("is_double", "=", False)])
        self.assertEqual(mine, kept)
        self.assertIn("is_double", action["domain"])

    def test_a_name_is_told_only_where_it_was_before(self):
        first = self.known(self.nurse)
        second = self.known(self.colleague, passing="named")
        self.merge(first | second, first)
        self.hand(first, self.clerk)
        seen = self.by(self.clerk, first)
        self.assertEqual(seen.raiser_ids.employee_id, self.colleague)
        self.assertEqual(seen.raiser_count, 2)

    def test_whoever_held_the_other_talk_reads_what_became_of_it(self):
        first = self.known(self.nurse)
        second = self.known(self.nurse, responsible=self.deputy)
        self.hand(second, self.head)
        self.merge(first | second, first)
        self.assertEqual(len(self.by(self.deputy, first).word_ids), 2)

    def test_what_was_private_becomes_known_where_it_may_be_passed_on(self):
        first, second = self.known(self.nurse, self.colleague, passing="none")
        with self.assertRaisesRegex(UserError, "Nobody agreed"):
            self.merge(first | second, first)
        self.assertTrue(first.is_private)

    def test_what_cannot_be_merged_is_said(self):
        first, second, third = self.known(self.nurse, self.colleague, self.doctor)
        with self.assertRaisesRegex(UserError, "into itself"):
            self.merge(first, first)
        with self.assertRaisesRegex(UserError, "Choose the item"):
            self.merge(first | second, self.env["talk.item"])
        self.solve(third)
        with self.assertRaisesRegex(UserError, "not being handled any more"):
            self.merge(first, third)
        with self.assertRaisesRegex(UserError, "cannot go from"):
            self.merge(first | third, first)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        second.company_id = other
        with self.assertRaisesRegex(UserError, "different companies"):
            second._merge_into(first)

    def test_what_was_merged_already_leads_to_where_it_went(self):
        first, second, third = self.known(self.nurse, self.colleague, self.doctor)
        self.merge(first, second)
        self.merge(third, first)
        self.assertEqual(third.merged_into_id, second)
        self.assertEqual(second.raiser_count, 3)
        with self.assertRaisesRegex(UserError, "into itself"):
            self.by(self.head, second)._merge_into(first)

    def test_where_the_target_is_merged_later_all_lead_to_the_last(self):
        first, second, third = self.known(self.nurse, self.colleague, self.doctor)
        self.merge(first, second)
        self.merge(second, third)
        self.assertEqual((first | second).merged_into_id, third)
        self.assertEqual(third.raiser_count, 3)

    def test_only_whoever_handles_all_of_them_merges(self):
        first, second = self.known(self.nurse, self.colleague)
        self.hand(second, self.clerk)
        for user in (self.head_user, self.clerk.user_id, self.officer_user, self.nurse_user):
            with self.assertRaises(AccessError):
                self.merge(first | second, first, user)
        self.assertFalse(second.merged_into_id)

    def test_parties_help_with_the_one_that_stays(self):
        first, second = self.known(self.nurse, self.colleague)
        parties = self.env["talk.item.party"].with_user(self.head_user)
        for item in first, second:
            parties.create({"item_id": item.id, "department_id": self.office.id})
        parties.create({"item_id": second.id, "kind": "outside", "name": "Headquarters"})
        self.merge(first | second, first)
        self.assertEqual(sorted(first.party_ids.mapped("display_name")), ["Headquarters", "IT"])

    def test_five_hundred_who_raised_it_need_no_more_queries(self):
        def count(items):
            target, source = items
            self.flush()
            self.env.cr.flush()
            before = self.env.cr.sql_log_count
            source.with_user(self.head_user)._merge_into(target.with_user(self.head_user))
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = count(self.known(self.nurse, self.colleague))
        items = self.known(self.nurse, self.colleague)
        people = self.env["hr.employee"].create(
            [{"name": f"Person {n}", "company_id": self.company.id} for n in range(MANY)]
        )
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """WITH raiser AS (
                       INSERT INTO talk_item_raiser (item_id, employee_id, responsible_id,
                                                     passing, words, is_passed_on, state)
                       SELECT %(item)s, e, %(head)s, 'anonymous', 'the same', TRUE, 'waiting'
                         FROM unnest(%(people)s::int[]) e RETURNING item_id, words
                   )
                   INSERT INTO talk_item_word (item_id, text)
                   SELECT item_id, words FROM raiser RETURNING id""",
                item=items[1].id,
                head=self.head.id,
                people=people.ids,
            )
        )
        self.assertLessEqual(count(items), few)
        self.assertEqual(items[0].raiser_count, MANY + 2)
        self.assertEqual(len(items[0].word_ids), MANY + 2)
