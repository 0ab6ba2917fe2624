from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_item import ItemCase

WORDS = "zq6 no access to the office system"
KNOWN = {"passing": "anonymous", "passed_words": WORDS}


@tagged("post_install", "-at_install")
class TestItemRetention(ItemCase):
    """Words of what was raised are kept as long as the records it was raised in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.talk_erase_from = "2020-01-01"

    def end(self, item, state="closed"):
        item.with_user(self.head_user).write({"title": WORDS, "cause": WORDS, "answer": WORDS})
        item.sudo().write({"state": state, "days_to_solve": 7, "date_solved": "2026-11-01"})
        self.flush()

    def erase(self, record):
        self.env["talk.erasure"]._erase_by_rule(record.sudo())
        self.flush()

    def is_due(self, talk):
        """Whether the talk's words would be erased in twenty years."""
        with self.on("2046-12-31"):
            self.flush()
            rows = self.env.execute_query(
                SQL("SELECT t.id %s", self.env["talk.talk"]._sql_to_erase())
            )
        return talk.id in {row[0] for row in rows}

    def words_left(self, item):
        """All that any table of words still says of the item."""
        return [
            row
            for name in ("talk.item.content", "talk.item.word", "talk.item.raiser")
            for row in self.env[name].sudo().search([("item_id", "=", item.id)]).read()
        ]

    def test_a_record_with_an_open_item_is_kept_until_it_is_closed(self):
        for passing in (KNOWN, {"passing": "none"}):
            item = self.raised(**passing)
            talk = self.raiser(item).record_id.talk_id
            self.assertFalse(self.is_due(talk), passing)
            item.sudo().write({"state": "solved"})
            self.assertFalse(self.is_due(talk), "whoever raised it may still reopen it")
            item.sudo().write({"state": "closed"})
            self.assertTrue(self.is_due(talk))

    def test_what_was_merged_is_open_as_long_as_the_item_it_became(self):
        first, second = self.raised_by([self.nurse, self.nurse], **KNOWN)
        second.sudo().write({"state": "merged", "merged_into_id": first.id})
        record = self.raiser(second).record_id
        self.assertFalse(self.is_due(record.talk_id))
        with self.assertRaisesRegex(UserError, "still open"):
            record.with_user(self.nurse_user).action_ask_erasing()
        first.sudo().state = "closed"
        self.assertTrue(self.is_due(record.talk_id))

    def test_with_the_last_record_the_words_go_and_the_facts_stay(self):
        item = self.raised(**KNOWN)
        number, record = item.name, self.raiser(item).record_id
        self.end(item)
        self.assertIn(WORDS, str(self.words_left(item)))
        self.erase(record)
        self.assertFalse(record.exists())
        self.assertEqual(self.words_left(item), [])
        self.assertEqual((item.name, item.state, item.area_id), (number, "closed", self.area))
        self.assertEqual((item.days_to_solve, item.raiser_count), (7, 1))
        for user in (self.head_user, self.nurse_user, self.officer_user):
            items = self.env["talk.item"].with_user(user).with_company(self.company)
            for found in items.search([("id", "=", item.id)]):
                self.assertNotIn("zq6", str(found.read()))
        officer = self.env["talk.item"].with_user(self.officer_user).with_company(self.company)
        self.assertEqual(officer.search_count([("id", "=", item.id)]), 1)

    def test_as_long_as_one_of_several_records_is_there_the_words_stay(self):
        first, second = self.raised_by([self.nurse, self.doctor], **KNOWN)
        raiser = self.raiser(second).sudo()
        raiser.write({"item_id": first.id})
        self.end(first)
        second.sudo().write({"state": "merged", "merged_into_id": first.id})
        self.erase(self.raiser(first).record_id - raiser.record_id)
        self.assertIn(WORDS, str(self.words_left(first)))
        self.assertTrue(self.words_left(second))
        self.erase(raiser.record_id)
        self.assertEqual(self.words_left(first), [])
        self.assertEqual(self.words_left(second), [], "it was merged into the first")

    def test_what_was_replied_and_done_loses_its_words_too_once_nothing_else_needs_it(self):
        first, second = self.raised_by([self.nurse, self.doctor], **KNOWN)
        measures = self.env["talk.measure"].sudo()
        vals = {"company_id": self.company.id, "owner_id": self.head.id, "date_due": "2035-01-01"}
        own = measures.create({**vals, "item_ids": first.ids, "title": WORDS})
        shared = measures.create({**vals, "item_ids": (first | second).ids, "title": WORDS})
        reply = (
            self.env["talk.reply"]
            .sudo()
            .create(
                {
                    "item_id": first.id,
                    "company_id": self.company.id,
                    "date_since": "2026-11-01",
                    "date_due": "2026-11-20",
                    "body": WORDS,
                }
            )
        )
        self.end(first)
        self.erase(self.raiser(first).record_id)
        self.assertFalse(own._words_of_all())
        self.assertTrue(shared._words_of_all())
        self.assertFalse(reply._words_of_all())
        self.assertTrue(own.exists() and reply.exists(), "they are facts")
        self.end(second)
        self.erase(self.raiser(second).record_id)
        self.assertFalse(shared._words_of_all())

    def test_words_that_were_erased_are_not_written_anew(self):
        item = self.raised(**KNOWN)
        self.end(item)
        self.erase(self.raiser(item).record_id)
        with self.assertRaises(UserError):
            item.sudo().write({"cause": "zq6 written anew"})

    def test_erasing_costs_the_same_for_one_item_and_for_many(self):
        def queries(number):
            items = self.raised_by([self.nurse] * number, **KNOWN)
            self.end(items)
            records = self.raiser_of(items).record_id
            self.flush()
            before = self.env.cr.sql_log_count
            records.sudo()._erase()
            self.flush()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(8))

    def raiser_of(self, items):
        return self.env["talk.item.raiser"].search([("item_id", "in", items.ids)])

    def test_one_cannot_have_ones_part_erased_while_what_one_raised_is_open(self):
        item = self.raised(**KNOWN)
        record = self.raiser(item).record_id.with_user(self.nurse_user)
        with self.assertRaisesRegex(UserError, "still open"):
            record.action_ask_erasing()
        self.end(item)
        record.action_ask_erasing()
        asked = self.env["talk.erasure"].search([("record_id", "=", record.id)])
        item.sudo().state = "in_progress"
        with self.assertRaisesRegex(UserError, "still open"):
            asked.with_user(self.head_user).action_agree()
        item.sudo().state = "closed"
        asked.with_user(self.head_user).action_agree()
        self.flush()
        self.assertFalse(record.exists())
        self.assertEqual(self.words_left(item), [])

    def test_what_came_with_a_request_that_led_to_no_talk_goes_in_time_too(self):
        request = self.env["talk.request"].create(
            {"employee_id": self.nurse.id, "leader_id": self.head.id}
        )
        raiser = {
            "employee_id": self.nurse.id,
            "responsible_id": self.head.id,
            "request_id": request.id,
            "passing": "anonymous",
            "words": WORDS,
        }
        item = self.env["talk.item"]._raise(
            [(self.company, {"area_id": self.area.id}, raiser, False)]
        )
        self.assertFalse(item.sudo().is_private)
        with self.on("2046-12-31"):
            self.assertFalse(self.raiser(item) & self.env["talk.request"]._old_raisers())
            item.sudo().state = "closed"
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_, **__: 1):
                self.env["talk.request"]._cron_erase()
        self.flush()
        self.assertEqual(self.words_left(item), [])
        self.assertEqual(item.sudo().state, "closed")

    def test_somebody_who_leaves_is_still_told_through_whoever_held_the_talk(self):
        item = self.raised(**KNOWN)
        self.nurse.sudo().active = False
        self.flush()
        own = self.env["talk.item.raiser"].with_user(self.head_user)
        self.assertEqual(own.search([("item_id", "=", item.id)]).employee_id, self.nurse)
        self.assertEqual(item.sudo().state, "new")

    def test_with_an_employee_deleted_the_item_stays_without_a_name(self):
        leaver = self.make_employee("leaver", login=False)
        item = self.raised(**KNOWN)
        vals = {"item_id": item.id, "employee_id": leaver.id, "responsible_id": self.head.id}
        raiser = self.env["talk.item.raiser"].sudo().create(vals)
        leaver.unlink()
        self.flush()
        self.assertFalse(raiser.exists())
        self.assertEqual(item.sudo().state, "new")
        self.assertEqual(item.word_ids.mapped("text"), [WORDS])
