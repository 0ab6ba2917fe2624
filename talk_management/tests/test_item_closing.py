from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_item import ItemCase

KNOWN = {"passing": "anonymous", "passed_words": "No access."}


@tagged("post_install", "-at_install")
class TestTalkClosing(ItemCase):
    """A completed record says what is still open from the talk (B10)."""

    def record_as(self, item, user):
        self.flush()
        return self.raiser(item).record_id.with_user(user)

    def test_it_counts_what_was_raised_asked_for_and_promised(self):
        item = self.raised(**KNOWN, wants_reply=True)
        record = self.record_as(item, self.head_user)
        self.assertEqual(
            record.open_ends, "Still open from this talk – raised items: 1, written replies: 1."
        )
        talk = record.talk_id
        self.assertEqual(talk.open_ends, record.open_ends)
        self.assertTrue(record.has_open_items)
        self.assertFalse(record.has_open_commitments)
        own = self.record_as(item, self.nurse_user)
        self.assertEqual(own.open_ends, record.open_ends, "and to whoever raised it")

    def test_what_is_promised_counts_until_it_is_kept(self):
        item = self.raised(**KNOWN)
        item.sudo().state = "solved"
        record = self.raiser(item).record_id
        promise = self.env["talk.commitment"].create({"record_id": record.id, "name": "Look."})
        record = self.record_as(item, self.nurse_user)
        self.assertEqual(record.open_ends, "Still open from this talk – commitments: 1.")
        action = record.action_open_commitments()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), promise)
        promise.state = "kept"
        self.assertFalse(self.record_as(item, self.nurse_user).open_ends)

    def test_while_it_is_written_it_says_nothing(self):
        item = self.raised(passing="none")
        record = self.record_as(item, self.head_user)
        record.action_write_again()
        self.assertFalse(record.open_ends)

    def test_each_side_opens_its_own_list(self):
        item = self.raised(**KNOWN)
        for user, rows in ((self.nurse_user, self.raiser(item)), (self.head_user, item)):
            action = self.record_as(item, user).action_open_items()
            found = self.env[action["res_model"]].with_user(user).search(action["domain"])
            self.assertEqual(found.sudo(), rows.sudo(), user.name)

    def test_whoever_reads_a_share_hears_of_no_raised_item(self):
        item = self.raised(**KNOWN)
        record = self.record_as(item, self.head_user)
        self.env["talk.share"].with_user(self.head_user).create(
            {"record_id": record.id, "user_id": self.deputy.user_id.id, "reason": "To help."}
        )
        shared = self.record_as(item, self.deputy.user_id)
        self.assertTrue(shared.read(["state"]))
        self.assertFalse(shared.open_ends)

    def test_others_hear_of_nothing_from_the_talk(self):
        item = self.raised(**KNOWN)
        talk = self.record_as(item, self.head_user).talk_id
        self.assertFalse(talk.with_user(self.officer_user).open_ends)
        with self.assertRaises(AccessError):
            self.record_as(item, self.officer_user).action_open_items()

    def test_a_page_of_talks_costs_the_same_for_few_and_many(self):
        def queries(talks):
            self.flush()
            before = self.env.cr.sql_log_count
            talks.web_read({"open_ends": {}})
            return self.env.cr.sql_log_count - before

        items = self.raised_by([self.nurse] * 8, **KNOWN)
        raisers = self.env["talk.item.raiser"].search([("item_id", "in", items.ids)])
        talks = self.env["talk.talk"].with_user(self.head_user)
        talks = talks.browse(raisers.record_id.talk_id.ids)
        queries(talks)
        self.assertEqual(queries(talks[:2]), queries(talks))


@tagged("post_install", "-at_install")
class TestPeriodClosing(ItemCase):
    """Closing a period says what is still open of it, and keeps the figures (B10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._talk_today()
        cls.period = {
            "date_from": cls.today - timedelta(days=30),
            "date_to": cls.today - timedelta(days=1),
        }

    def dialog(self, user=None, **vals):
        dialogs = self.env["talk.close.period"].with_user(user or self.officer_user)
        self.flush()
        return dialogs.with_company(self.company).create({**self.period, **vals})

    def close(self, **vals):
        action = self.dialog(**vals).action_close()
        return self.env["talk.closing"].with_user(self.officer_user).browse(action["res_id"])

    def owed(self, **vals):
        rule = self.make_rule("head_staff")
        return self.env["talk.obligation"].create(
            {
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "rule_id": rule.id,
                "origin": f"test {rule.id}",
                "company_id": self.company.id,
                "date_start": self.period["date_from"],
                "date_due": self.period["date_to"],
                **vals,
            }
        )

    def opened_then(self, **vals):
        item = self.raised(**vals).sudo()
        item.date_opened = self.period["date_to"]
        return item

    def test_the_dialog_counts_before_anything_is_kept(self):
        self.opened_then(**KNOWN)
        self.raised(**KNOWN)
        self.owed()
        self.owed(state="settled", date_settled=self.period["date_to"])
        self.owed(state="excused")
        self.owed(date_due=self.today)
        self.flush()
        dialogs = self.env["talk.close.period"].with_user(self.officer_user)
        with Form(dialogs.with_company(self.company)) as form:
            form.date_from, form.date_to = self.period["date_from"], self.period["date_to"]
            self.assertEqual((form.owed_count, form.not_held_count, form.item_count), (2, 1, 1))
            form.remark = "To be held in the first week."
        action = form.record.with_context(figure="not_held_count").action_open()
        self.assertEqual(self.env[action["res_model"]].search_count(action["domain"]), 1)

    def test_a_term_gives_the_days(self):
        calendar = self.env["talk.term.calendar"].create(
            {"name": "Terms", "company_id": self.company.id}
        )
        term = self.env["talk.term"].create(
            {
                "name": "First",
                "calendar_id": calendar.id,
                "date_from": "2026-02-01",
                "date_to": "2026-06-30",
            }
        )
        dialogs = self.env["talk.close.period"].with_user(self.officer_user)
        form = Form(dialogs.with_company(self.company))
        form.term_id = term
        self.assertEqual((form.date_from, form.date_to), (term.date_from, term.date_to))

    def test_with_something_open_a_remark_is_asked_for(self):
        self.owed()
        with self.assertRaisesRegex(UserError, "what is to become of it"):
            self.close(remark="  ")
        closing = self.close(remark="To be held in the first week.")
        self.assertEqual((closing.not_held_count, closing.open_count), (1, 1))
        self.assertEqual(closing.user_id, self.officer_user)
        self.assertTrue(closing.closed_on)

    def test_with_nothing_open_no_remark_is_asked_for(self):
        self.assertEqual(self.close().open_count, 0)

    def test_the_figures_stay_when_things_move_on(self):
        owed = self.owed()
        closing = self.close(remark="Soon.")
        owed.write({"state": "settled", "date_settled": self.today})
        self.flush()
        self.assertEqual(closing.not_held_count, 1)
        action = closing.with_context(figure="not_held_count").action_open()
        self.assertFalse(self.env[action["res_model"]].search(action["domain"]))

    def test_a_period_is_closed_once(self):
        self.close()
        with self.assertRaisesRegex(UserError, "was closed on .* by Officer"):
            self.close()
        vals = {**self.period, "company_id": self.company.id, "user_id": self.officer_user.id}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["talk.closing"].create(vals)

    def test_a_period_that_is_not_over_is_not_closed_nor_one_that_ends_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "on the day after"):
            self.close(date_to=self.today)
        with self.assertRaisesRegex(UserError, "ends before it begins"):
            self.close(date_to=self.period["date_from"] - timedelta(days=1))

    def test_what_is_between_two_people_is_not_counted(self):
        self.opened_then(passing="none")
        self.assertEqual(self.close().item_count, 0)
        domain = self.env["talk.weekly.check"]._check(self.company)._domains_raised()
        self.assertFalse(self.env["talk.item"].search(domain["item_overdue_count"]))

    def test_an_officer_who_has_a_private_item_does_not_count_it_either(self):
        self.officer = self.env["hr.employee"].create(
            {"name": "O", "user_id": self.officer_user.id, "company_id": self.company.id}
        )
        item = self.raised(responsible=self.officer, passing="none").sudo()
        item.date_opened = self.period["date_to"]
        self.assertEqual(self.dialog().item_count, 0)

    def test_nobody_edits_a_closing_and_only_hr_officers_read_it(self):
        closing = self.close()
        for user in (self.officer_user, self.manager_user):
            one = closing.with_user(user)
            self.assertTrue(one.read(["owed_count"]))
            for change in (
                lambda one=one: one.write({"remark": "other"}),
                lambda one=one: one.unlink(),
                lambda one=one: one.create({**self.period}),
            ):
                with self.assertRaises(AccessError):
                    change()
        for user in (self.head_user, self.discipline_user):
            with self.assertRaises(AccessError):
                closing.with_user(user).read(["owed_count"])
            with self.assertRaises(AccessError):
                self.dialog(user=user)

    def test_the_weekly_check_counts_what_is_overdue_and_opens_it(self):
        item = self.raised(**KNOWN).sudo()
        item.date_due = self.today - timedelta(days=1)
        self.raised(passing="none").sudo().date_due = self.today - timedelta(days=1)
        check = self.env["talk.weekly.check"]._check(self.company)
        self.assertEqual(check.item_overdue_count, 1)
        opened = check.with_user(self.officer_user).with_context(figure="item_overdue_count")
        action = opened.action_open()
        found = self.env[action["res_model"]].with_user(self.officer_user)
        self.assertEqual(found.search(action["domain"]), item)
        opened = check.with_user(self.officer_user).with_context(figure="due_count")
        self.assertEqual(opened.action_open()["res_model"], "talk.obligation")
