from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_item_handling import HandlingCase


@tagged("post_install", "-at_install", "talk_security")
class TestItemForged(HandlingCase):
    """Calls that no screen makes, and screens of Odoo's settings, open nothing of what was
    raised (B4, H1.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.known(cls.nurse)
        cls.hand(cls.item, department=cls.office)
        cls.private = cls.known(cls.nurse, passing="none")
        cls.flush()

    def answer(self):
        self.write_answer(self.item)
        self.by(self.clerk, self.item).action_solve()
        self.flush()
        notices = self.env["talk.item.notice"].search([("item_id", "=", self.item.id)])
        return notices.filtered(lambda notice: notice.user_id == self.nurse_user)

    def test_whom_an_answer_was_told_is_known_to_nobody_without_the_record_rules_either(self):
        told = self.answer()
        self.assertEqual(told.kind, "answered")
        rules = self.env["ir.rule"].search([("model_id.model", "=", "talk.item.notice")])
        rules.active = False
        self.flush()
        for user in (self.clerk.user_id, self.head_user, self.officer_user, self.manager_user):
            mine = self.env["talk.item.notice"].with_user(user)
            self.assertFalse(mine.search([("id", "in", told.ids)]), user.login)
            with self.assertRaises(AccessError):
                mine.browse(told.ids).read(["user_id"])
        self.assertTrue(told.with_user(self.nurse_user).read(["item_id"]))

    def test_whoever_raised_it_is_not_shown_its_number(self):
        told = self.answer()
        row = self.raiser(self.item)
        self.assertTrue(self.item.name)
        for seen in (told, row):
            own = seen.with_user(self.nurse_user)
            self.assertNotIn(self.item.name, str(own.read(["display_name", "item_id"])))
            self.assertNotIn(self.item.name, str(own.web_read({"item_id": {"fields": {}}})))
        self.assertNotIn(self.item.name, str(told.activity_ids.mapped("res_name")))
        handled = self.item.with_user(self.clerk.user_id)
        self.assertEqual(handled.display_name, self.item.name)
        self.assertEqual(self.item.with_user(self.officer_user).display_name, self.item.name)

    def test_no_form_of_a_party_tells_that_there_is_an_item(self):
        for user in (self.officer_user, self.manager_user, self.technician.user_id):
            parties = self.env["talk.item.party"].with_user(user)
            with self.assertRaises(AccessError):
                parties.onchange(
                    {"item_id": self.private.id}, ["item_id"], {"company_id": {}, "item_id": {}}
                )

    def test_hr_officer_does_not_take_what_lies_with_somebody_who_is_away(self):
        today = fields.Date.today()
        self.env["talk.employment.status"].create(
            {"employee_id": self.clerk.id, "kind": "long_leave", "date_from": today}
        )
        self.flush()
        seen = self.item.with_user(self.officer_user)
        self.assertTrue(seen.may_hand_over)
        officer = self.env["hr.employee"].create(
            {"name": "Officer", "user_id": self.officer_user.id, "company_id": self.company.id}
        )
        with self.assertRaises(AccessError):
            seen._hand_over(officer)
        seen._hand_over(self.technician)
        self.assertEqual(self.item.owner_id, self.technician)

    def test_what_the_server_looks_up_is_not_shown_on_the_form_that_is_saved(self):
        shown = {
            "raiser_ids": {"fields": {"employee_id": {"fields": {"display_name": {}}}}},
            "party_ids": {"fields": {"display_name": {}}},
        }
        helper = {"kind": "inside", "employee_id": self.technician.id}
        seen = self.by(self.clerk, self.item)
        [saved] = seen.web_save({"party_ids": [Command.create(helper)]}, shown)
        self.assertEqual(len(saved["party_ids"]), 1)
        self.assertEqual(saved["raiser_ids"], [])
