from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_request import RequestCase

WORDS = "zq6 no access to the office system"


@tagged("post_install", "-at_install")
class TestRaiseWithRequest(RequestCase):
    """Whoever asked for a talk raises something without waiting for it (H4.6)."""

    def dialog(self, request, employee=None, **vals):
        dialogs = self.env["talk.item.raise"].with_user((employee or self.nurse).user_id)
        return dialogs.create({"request_id": request.id, "words": WORDS, **vals})

    def raised(self, request, **vals):
        self.dialog(request, **vals).action_raise()
        self.flush()
        return self.env["talk.item.raiser"].search([("request_id", "=", request.id)])

    def test_the_leader_has_it_in_hand_and_nobody_else_knows(self):
        raiser = self.raised(self.ask(), passing="anonymous", wants_reply=True)
        item = raiser.item_id
        self.assertEqual((item.owner_id, raiser.responsible_id), (self.director, self.director))
        self.assertTrue(item.is_private)
        self.assertFalse(item.name)
        self.assertEqual(raiser.with_user(self.nurse.user_id).words, WORDS)
        self.assertEqual(raiser.with_user(self.director.user_id).words, WORDS)
        items = self.env["talk.item"]
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            for rows in (item, raiser, item.reply_ids):
                with self.subTest(user=user.name, model=rows._name):
                    theirs = items.env[rows._name].with_user(user)
                    self.assertFalse(theirs.search([("id", "in", rows.ids)]))
                    with self.assertRaises(AccessError):
                        rows.with_user(user).read(["display_name"])

    def test_the_leader_passes_on_what_may_be_passed_on(self):
        raiser = self.raised(self.ask(), passing="anonymous")
        raiser.with_user(self.director.user_id).action_pass_on()
        self.assertFalse(raiser.item_id.is_private)
        self.assertEqual(raiser.item_id.word_ids.mapped("text"), [WORDS])

    def test_what_was_not_agreed_to_be_passed_on_stays_with_the_leader(self):
        raiser = self.raised(self.ask())
        with self.assertRaises(UserError):
            raiser.with_user(self.director.user_id).action_pass_on()
        self.assertTrue(raiser.item_id.is_private)

    def test_where_the_request_is_no_secret_it_is_known_at_once(self):
        self.company.talk_request_published = True
        raiser = self.raised(self.ask(), passing="anonymous")
        self.assertFalse(raiser.item_id.is_private)

    def test_a_written_reply_wanted_by_a_day_is_owed_by_that_day(self):
        raiser = self.raised(self.ask(), wants_reply=True, reply_by="2026-12-01")
        self.assertEqual(str(raiser.item_id.reply_ids.date_due), "2026-12-01")

    def test_its_words_stay_in_no_dialog(self):
        dialog = self.dialog(self.ask())
        dialog.action_raise()
        self.assertFalse(dialog.exists())

    def test_nothing_is_raised_without_words_or_with_nobody(self):
        with self.assertRaisesRegex(UserError, "Write what you would like"):
            self.dialog(self.ask(), words=" ").action_raise()
        with self.assertRaisesRegex(UserError, "leader who has been asked"):
            self.dialog(self.ask(send=False)).action_raise()
        with self.assertRaisesRegex(UserError, "lies in the past"):
            self.dialog(self.ask(), reply_by="2026-11-01").action_raise()

    def test_nobody_raises_something_in_another_s_name(self):
        request = self.ask()
        for employee in (self.director, self.head, self.inspector):
            with self.subTest(employee=employee.name), self.assertRaises(AccessError):
                self.dialog(request, employee)

    def test_nobody_reads_the_dialog_of_another(self):
        dialog = self.dialog(self.ask())
        self.flush()
        for user in (self.director.user_id, self.officer_user, self.manager_user):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                dialog.with_user(user).read(["words"])
