import io

import openpyxl

from odoo.fields import Command
from odoo.tests import tagged

from ..models.talk.talk_held import NOT_HANDED_OUT
from .security_case import SecurityCase

PATH = "/talk_management/held_about_me.xlsx"


@tagged("post_install", "-at_install", "talk_security")
class TestHeldAboutMe(SecurityCase):
    """Everybody gets what is held about them, in one file, and nothing about others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.hold(cls.nurse, words="zq9 ")
        cls.draft = cls.hold(cls.nurse, complete=False, words="zqdraft ")
        cls.others = cls.hold(cls.clerk, words="zqother ")
        cls.group = cls.hold(cls.nurse, cls.clerk, words="zqgroup ")
        cls.rule = cls.make_rule("head_staff", lead_days="366")
        with cls.on(cls, "2025-11-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        record = cls.own.record_ids
        cls.env["talk.share"].with_user(cls.head.user_id).create(
            {"record_id": record.id, "user_id": cls.deputy.user_id.id, "reason": "zqreason"}
        )
        record.with_user(cls.deputy.user_id).read(["content"])
        observations = cls.env["talk.observation"].with_user(cls.head.user_id)
        observations.create({"record_id": record.id, "mood": "low"})
        requests = cls.env["talk.request"].with_user(cls.nurse.user_id)
        requests.with_company(cls.company).create(
            {
                "leader_id": cls.head.id,
                "time_ids": [Command.create({"date_start": "2035-06-01 02:00:00"})],
                "word_ids": [Command.create({"text": "zqask about shifts"})],
            }
        )
        types = cls.env["talk.trigger.type"].search(
            [("confidentiality", "=", "restricted")], limit=1
        )
        plain = cls.env["talk.trigger.type"].search([("confidentiality", "=", "open")], limit=1)
        vals = {"employee_id": cls.nurse.id, "company_id": cls.company.id, "date": "2026-01-05"}
        events = cls.env["talk.trigger"].with_user(cls.officer_user)
        events.create({**vals, "type_id": plain.id, "note": "zqevent"})
        events.create({**vals, "type_id": types.id, "note": "zqsecret"})
        cls.flush()

    def book(self, role="employee"):
        answer = self.person(role).get(PATH)
        self.assertEqual(answer.status_code, 200, answer.text[:300])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return {
            sheet.title: [
                [cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in book
        }

    def test_the_file_is_complete(self):
        book = self.book()
        text = str(book)
        for words in ("zq9 ", "zqreason", "zqask about shifts", "zqevent", "Nurse"):
            self.assertIn(words, text)
        for sheet in (
            "Talk",
            "Participant",
            "Talk Record",
            "Commitment",
            "Obligation",
            "Share of a Record",
            "Reading of a Record",
            "Request for a Talk",
        ):
            self.assertIn(sheet, book)

    def test_what_the_leaders_noted_about_them_is_handed_out_though_no_screen_shows_it(self):
        observations = self.env["talk.observation"].with_user(self.nurse.user_id)
        self.assertFalse(observations.search([]))
        self.assertIn("Low", str(self.book()["Observation"]))

    def test_nothing_of_others_is_in_it(self):
        text = str(self.book())
        self.assertNotIn("zqother", text)
        self.assertNotIn("Clerk", text.replace("zqgroup Clerk", "Clerk"))

    def test_what_one_raised_is_a_chapter_with_the_answer(self):
        lines = self.env["talk.record.item"].with_user(self.nurse.user_id)
        lines.create(
            {
                "record_id": self.own.record_ids.id,
                "text": "zqline",
                "state": "follow_up",
                "passing": "anonymous",
                "passed_words": "zqpassed on",
            }
        )
        raiser = self.env["talk.item.raiser"].search([("words", "=", "zqpassed on")])
        item = raiser.item_id
        item.with_user(self.head.user_id).write({"answer": "zqanswer", "cause": "zqcause"})
        item.state = "solved"
        self.flush()
        item._tell_raisers()
        self.flush()
        text = str(self.book()["Raised by Me"])
        for words in ("zqpassed on", "zqanswer", "Solved"):
            self.assertIn(words, text)
        self.assertNotIn("zqcause", str(self.book()))
        self.assertNotIn("zqpassed", str(self.book("responsible")))

    def test_what_is_still_being_written_and_restricted_events_are_not_in_it(self):
        text = str(self.book())
        self.assertNotIn("zqdraft", text)
        self.assertNotIn("zqsecret", text)
        self.assertIn("Restricted events are not in it", text)

    def test_reading_ones_own_leaves_no_line(self):
        before = self.env["talk.reading"].search_count([])
        self.book()
        self.assertEqual(self.env["talk.reading"].search_count([]), before)

    def test_others_get_only_their_own(self):
        for role in ("superior", "hr_officer", "administrator", "settings", "discipline_officer"):
            text = str(self.book(role))
            for words in ("zq9 ", "zqask", "zqevent", "zqother"):
                self.assertNotIn(words, text, role)

    def test_nobody_without_an_account_here_gets_one(self):
        for role in ("portal", "public"):
            answer = self.person(role).get(PATH)
            self.assertNotIn("spreadsheet", answer.headers.get("Content-Type", ""), role)

    def test_it_is_stored_nowhere(self):
        before = self.env["ir.attachment"].search_count([])
        self.book()
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_every_model_with_an_employee_is_a_chapter_or_says_why_not(self):
        held, forgotten = self.env["talk.held"], []
        for name in self.env.registry:
            model = self.env[name]
            if not name.startswith("talk.") or model._abstract or model._transient:
                continue
            confidential = isinstance(model, self.env.registry["talk.confidential.mixin"])
            if "employee_id" not in model._fields and not confidential:
                continue
            if name in NOT_HANDED_OUT or getattr(model, "_not_handed_out", None):
                continue
            if not held._way(model):
                forgotten.append(name)
            elif not held._is_looked_up(model):
                # handed out as the person reads it: so the person must be able to read it
                user = model.with_user(self.nurse.user_id)
                self.assertTrue(user.has_access("read"), name)
        self.assertEqual(forgotten, [], "say in talk_held.py how these are about a person")
        self.assertFalse(set(NOT_HANDED_OUT) - set(self.env.registry))
