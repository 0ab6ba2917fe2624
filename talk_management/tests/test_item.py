from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_item import ItemCase


@tagged("post_install", "-at_install")
class TestItem(ItemCase):
    """What was raised in a talk becomes an item that others can help with (H1.4, B4, B6)."""

    def test_what_is_to_be_followed_up_becomes_an_item_when_the_record_is_completed(self):
        item = self.raised(passing="anonymous", passed_words="No access to the office system.")
        self.assertEqual(item.state, "new")
        self.assertEqual(item.owner_id, self.head)
        self.assertFalse(item.is_private)
        self.assertTrue(item.name.startswith("F"))
        self.assertEqual(item.word_ids.mapped("text"), ["No access to the office system."])
        self.assertEqual(item.raiser_ids.employee_id, self.nurse)

    def test_what_may_not_be_passed_on_stays_between_the_two(self):
        item = self.raised(passing="none")
        self.assertTrue(item.is_private)
        self.assertFalse(item.name)
        self.assertFalse(item.word_ids)
        items = self.env["talk.item"].with_user(self.officer_user)
        self.assertFalse(items.search([("id", "=", item.id)]))
        with self.assertRaises(AccessError):
            item.with_user(self.officer_user).read(["kind"])

    def test_hr_officer_sees_kind_area_state_and_day_and_no_word(self):
        item = self.raised(passing="anonymous", passed_words="zq7 no access")
        item.with_user(self.head_user).title = "zq7 office system"
        self.env.invalidate_all()
        seen = item.with_user(self.officer_user)
        self.assertEqual(seen.kind, "difficulty")
        self.assertFalse(seen.title)
        self.assertFalse(seen.word_ids)
        self.assertFalse(seen.raiser_ids)
        self.assertEqual(item.with_user(self.head_user).title, "zq7 office system")

    def test_raiser_sees_the_state_and_not_what_others_write(self):
        item = self.raised(passing="anonymous", passed_words="No access.")
        item.with_user(self.head_user).cause = "zq7 somebody forgot"
        own = self.raiser(item).with_user(self.nurse_user)
        self.assertEqual(own.item_state, "new")
        self.assertFalse(own.item_id.cause)
        self.assertFalse(own.answer)

    def test_a_line_settled_after_all_takes_its_item_away(self):
        item = self.raised(passing="none")
        record = self.raiser(item).record_id
        record.with_user(self.head_user).action_write_again()
        record.item_ids.with_user(self.head_user).write({"state": "settled", "response": "Done."})
        record.with_user(self.head_user).action_complete()
        self.assertFalse(item.exists())
