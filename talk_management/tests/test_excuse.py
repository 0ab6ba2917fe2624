from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestExcuse(TalkCase):
    """Who may say that a talk need not be held, and who reads why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", excused_by="superior")
        with cls.on(cls, "2026-11-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.owed = cls.obligation(cls, cls.head, cls.nurse)
        cls.flush()

    def excuse(self, user, reason="on long leave"):
        wizard = (
            self.env["talk.excuse"]
            .with_user(user)
            .create({"obligation_ids": [Command.set(self.owed.ids)], "reason": reason})
        )
        with self.on("2026-11-21"):
            wizard.action_excuse()
        self.flush()

    def test_the_leader_in_charge_excuses_a_head_and_it_is_noted(self):
        self.excuse(self.deputy.user_id)
        self.assertEqual(self.owed.state, "excused")
        self.assertEqual(self.owed.excused_by_id, self.deputy.user_id)
        self.assertEqual(str(self.owed.date_excused), "2026-11-21")

    def test_everybody_further_up_may_as_well(self):
        self.excuse(self.director.user_id)
        self.assertEqual(self.owed.state, "excused")

    def test_the_officer_may_under_every_rule(self):
        self.rule.excused_by = "officer"
        self.excuse(self.officer_user)
        self.assertEqual(self.owed.state, "excused")

    def test_the_leader_in_charge_may_not_where_the_rule_leaves_it_to_the_officer(self):
        self.rule.excused_by = "officer"
        with self.assertRaisesRegex(AccessError, "HR officer"):
            self.excuse(self.deputy.user_id)

    def test_neither_of_the_two_people_may(self):
        for employee in (self.head, self.nurse):
            with self.assertRaises(AccessError):
                self.excuse(employee.user_id)
        self.head.user_id.group_ids += self.officer_user.group_ids
        with self.assertRaisesRegex(AccessError, "never by one of the two"):
            self.excuse(self.head.user_id)

    def test_nobody_learns_of_talks_by_opening_the_dialog_on_them(self):
        with self.assertRaises(AccessError):
            self.excuse(self.inspector.user_id)

    def test_an_excuse_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "reason"):
            self.owed.with_user(self.deputy.user_id)._excuse("  ")

    def test_the_reason_is_read_by_officers_and_by_whoever_gave_it(self):
        self.excuse(self.deputy.user_id)
        mine = self.owed.with_user(self.deputy.user_id)
        self.assertEqual(mine.own_excuse_reason, "on long leave")
        self.assertFalse(self.owed.with_user(self.director.user_id).own_excuse_reason)
        self.assertFalse(self.owed.with_user(self.nurse.user_id).own_excuse_reason)
        with self.assertRaises(AccessError):
            mine.read(["excuse_reason"])
        officers = self.owed.with_user(self.officer_user)
        self.assertEqual(officers.read(["excuse_reason"])[0]["excuse_reason"], "on long leave")

    def test_an_excuse_is_taken_back_by_those_who_may_give_it(self):
        self.excuse(self.officer_user)
        with self.assertRaises(AccessError):
            self.owed.with_user(self.head.user_id).action_reopen()
        self.owed.with_user(self.deputy.user_id).action_reopen()
        self.assertEqual(self.owed.state, "open")
        self.assertFalse(self.owed.excused_by_id or self.owed.date_excused)
        self.assertFalse(self.owed.sudo().excuse_reason)

    def test_a_talk_without_a_rule_is_excused_by_the_officer_only(self):
        self.owed.rule_id = False
        with self.assertRaises(AccessError):
            self.excuse(self.deputy.user_id)
        self.excuse(self.officer_user)
        self.assertEqual(self.owed.state, "excused")

    def test_who_excused_is_not_set_by_hand(self):
        with self.assertRaises(AccessError):
            self.owed.with_user(self.officer_user).write({"excused_by_id": self.officer_user.id})

    def test_the_button_is_there_for_those_who_may(self):
        may = {
            user.name
            for user in (
                self.deputy.user_id,
                self.secretary.user_id,
                self.head.user_id,
                self.nurse.user_id,
                self.officer_user,
                self.discipline_user,
            )
            if self.owed.with_user(user).can_excuse
        }
        self.assertEqual(may, {"Deputy", "Secretary", "Officer"})

    def test_the_dialog_is_not_opened_on_talks_one_may_not_excuse(self):
        self.rule.excused_by = "officer"
        dialogs = self.env["talk.excuse"].with_user(self.deputy.user_id)
        with self.assertRaises(AccessError):
            dialogs.create({"obligation_ids": [Command.set(self.owed.ids)], "reason": "x"})
