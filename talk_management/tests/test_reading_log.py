from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .security_case import SecurityCase
from .test_share import WORDS, ShareCase


class LogCase(ShareCase):
    """The record is shared with the deputy, who was not in the talk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.deputy.user_id
        cls.env["talk.share"].with_user(cls.head.user_id).create(
            {"record_id": cls.record.id, "user_id": cls.reader.id, "reason": "to help her"}
        )
        cls.flush()

    def lines(self):
        self.flush()
        lines = self.env["talk.reading"].search([("record_id", "=", self.record.id)])
        return sorted((line.user_id.login, line.way) for line in lines)

    def read_as_deputy(self, method, model="talk.record", **arguments):
        self.flush()
        return getattr(self.env[model].with_user(self.reader), method)(**arguments)


@tagged("post_install", "-at_install")
class TestReadingLog(LogCase):
    """Who was not in a talk leaves a line by reading of it, and those who were see it (B9)."""

    def test_opening_leaves_a_line(self):
        self.record.with_user(self.reader).read(["content"])
        self.assertEqual(self.lines(), [("talk_deputy", "opened")])

    def test_those_who_took_part_leave_none(self):
        for employee in (self.head, self.nurse):
            self.flush()
            records = self.env["talk.record"].with_user(employee.user_id)
            records.search([("content", "ilike", WORDS)]).read()
            records.env["talk.commitment"].search([]).read()
        self.assertEqual(self.lines(), [])

    def test_a_list_of_numbers_and_dates_is_no_reading(self):
        facts = {"talk_id": {"fields": {"display_name": {}}}, "date": {}, "state": {}}
        facts |= {"responsible_id": {}, "employee_id": {}, "display_name": {}}
        found = self.read_as_deputy("web_search_read", domain=[], specification=facts)
        self.assertEqual(found["length"], 1)
        self.record.with_user(self.reader).mapped("display_name")
        self.assertEqual(self.lines(), [])

    def test_every_way_of_reading_leaves_a_line(self):
        ids = [("id", "=", self.record.id)]
        record = self.record.with_user(self.reader)
        commitments = self.env["talk.commitment"].with_user(self.reader)
        ways = {
            "read": lambda: record.read(["content"]),
            "read all": lambda: record.read(),
            "web_read": lambda: record.web_read({"content": {}}),
            "search_read": lambda: record.search_read(ids, ["content"]),
            "web_search_read": lambda: record.web_search_read(ids, {"content": {}}),
            "attribute": lambda: record.content,
            "mapped": lambda: record.mapped("response"),
            "of a commitment": lambda: commitments.search([]).read(["name"]),
            "commitment to record": lambda: commitments.search([]).record_id.mapped("content"),
            "commitments in a record": lambda: record.web_read(
                {"commitment_ids": {"fields": {"name": {}}}}
            ),
            "from memory": lambda: (record.sudo().content, record.read(["content"])),
            "share to record": lambda: record.env["talk.share"]
            .search([])
            .web_read({"record_id": {"fields": {"content": {}}}}),
        }
        for name, way in ways.items():
            self.env.cr.execute("DELETE FROM talk_reading")
            self.flush()
            way()
            self.assertEqual(self.lines(), [("talk_deputy", "opened")], name)

    def test_searching_by_words_is_reading(self):
        record = self.env["talk.record"].with_user(self.reader)
        commitments = record.env["talk.commitment"]
        words = [("content", "ilike", "mother")]
        ways = {
            "search": lambda: record.search(words),
            "search in vain": lambda: record.search([("content", "ilike", "nothing")]),
            "count": lambda: record.search_count(words),
            "order": lambda: record.search([], order="content"),
            "group": lambda: record.formatted_read_group([], ["content"], ["__count"]),
            "sum": lambda: record.formatted_read_group([], [], ["content:max"]),
            "by commitment": lambda: commitments.search([("record_id.content", "ilike", "m")]),
            "words of a commitment": lambda: commitments.search_count([("name", "ilike", "m")]),
            "into commitments": lambda: record.search([("commitment_ids.name", "ilike", "m")]),
            "from shares": lambda: record.env["talk.share"].search(words_of_shares),
            "with a context": lambda: record.with_context(talk_no_search=True).search(words),
        }
        words_of_shares = [("record_id.content", "ilike", "m")]
        for name, way in ways.items():
            self.env.cr.execute("DELETE FROM talk_reading")
            self.flush()
            way()
            self.assertIn(("talk_deputy", "searched"), self.lines(), name)

    def test_exporting_and_printing_leave_a_line(self):
        self.reader.group_ids += self.env.ref("base.group_allow_export")
        self.record.with_user(self.reader).export_data(["content", "commitment_ids/name"])
        self.assertIn(("talk_deputy", "exported"), self.lines())
        report = self.env["ir.actions.report"].with_user(self.reader)
        name = "talk_management.report_talk_record_form"
        report._render_qweb_html(name, self.record.ids)
        self.assertIn(("talk_deputy", "printed"), self.lines())

    def test_a_file_of_the_record_is_part_of_it(self):
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"x", "res_model": "talk.record", "res_id": self.record.id}
        )
        self.flush()
        file.with_user(self.reader).read(["raw"])
        self.assertEqual(self.lines(), [("talk_deputy", "opened")])

    def test_one_line_for_each_day_and_way(self):
        for day in ("2026-12-01", "2026-12-01", "2026-12-02"):
            with self.on(day):
                self.flush()
                self.record.with_user(self.reader).read(["content"])
        self.assertEqual(len(self.lines()), 2)

    def test_where_the_line_cannot_be_written_there_is_no_reading(self):
        readings = type(self.env["talk.reading"])
        with (
            patch.object(readings, "_note", side_effect=RuntimeError("disk is full")),
            self.assertRaises(RuntimeError),
        ):
            self.record.with_user(self.reader).read(["content"])

    def test_those_who_took_part_see_who_read_and_nobody_else(self):
        self.record.with_user(self.reader).read(["content"])
        self.flush()
        for user, sees in (
            (self.head.user_id, 1),
            (self.nurse.user_id, 1),
            (self.reader, 0),
            (self.secretary.user_id, 0),
            (self.officer_user, 0),
            (self.manager_user, 0),
            (self.discipline_user, 0),
        ):
            readings = self.env["talk.reading"].with_user(user)
            self.assertEqual(len(readings.search([])), sees, user.name)
        self.assertEqual(self.record.with_user(self.nurse.user_id).reading_ids.way, "opened")

    def test_nobody_enters_changes_or_deletes_a_line(self):
        self.record.with_user(self.reader).read(["content"])
        self.flush()
        line = self.env["talk.reading"].search([])
        access = self.env["ir.model.access"].search([("model_id.model", "=", "talk.reading")])
        access.write({"perm_create": True, "perm_write": True, "perm_unlink": True})
        vals = {"record_id": self.record.id, "user_id": self.head.user_id.id, "way": "opened"}
        vals |= {"date": "2026-01-01", "moment": "2026-01-01 00:00:00"}
        for user in (self.head.user_id, self.nurse.user_id, self.reader, self.manager_user):
            mine = line.with_user(user)
            for change in (
                lambda mine=mine: mine.create(vals),
                lambda mine=mine: mine.write({"way": "printed"}),
                lambda mine=mine: mine.unlink(),
            ):
                with self.assertRaises(AccessError, msg=user.name):
                    change()

    def test_the_log_costs_those_who_took_part_nothing(self):
        record = self.record.with_user(self.nurse.user_id)
        with patch.object(type(self.env["talk.reading"]), "_note") as note:
            self.flush()
            record.read(["content"])
            self.flush()
            with self.assertQueryCount(
                3
            ):  # the user's language, the rules, and the one that fetches
                record.read(["content", "strengths", "response"])
            self.assertFalse(note.called)

    def test_no_field_of_another_model_hands_words_out_as_the_superuser(self):
        for name in self.env.registry:
            for field in self.env[name]._fields.values():
                if not field.related or not name.startswith("talk."):
                    continue
                *steps, last = field.related.split(".")
                target = self.env[name]
                for step in steps:
                    target = target[step]
                if target._name in ("talk.record", "talk.commitment"):
                    self.assertFalse(target._is_word(last), field)


@tagged("post_install", "-at_install", "talk_security")
class TestReadingLogOverHttp(SecurityCase, HttpCase):
    """The line is there although Odoo serves reading on a read-only connection."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.hold(cls.nurse, words="zq9 ")
        cls.record = cls.own.record_ids
        cls.env["talk.share"].with_user(cls.head.user_id).create(
            {"record_id": cls.record.id, "user_id": cls.deputy.user_id.id, "reason": "to help"}
        )
        cls.flush()

    def ways(self):
        self.env.invalidate_all()
        return sorted(self.env["talk.reading"].search([]).mapped("way"))

    def test_each_way_in_leaves_its_line(self):
        deputy = self.person("superior")
        ids = self.record.ids
        for call in (deputy.web, deputy.json2):
            for method, arguments in (
                ("read", {"ids": ids, "fields": ["content"]}),
                ("web_read", {"ids": ids, "specification": {"content": {}}}),
                ("search_read", {"domain": [], "fields": ["content"]}),
                ("web_search_read", {"domain": [], "specification": {"content": {}}}),
            ):
                with self.rolled_back(), mute_logger("odoo.http", "odoo.sql_db"):
                    answer = call("talk.record", method, **arguments)
                    self.assertIn("zq9", answer.text, (method, answer))
                    self.assertEqual(self.ways(), ["opened"], method)

    def test_printing_over_http_leaves_its_line(self):
        deputy = self.person("superior")
        path = f"/report/html/talk_management.report_talk_record_form/{self.record.id}"
        with mute_logger("odoo.http", "odoo.sql_db"):
            answer = deputy.get(path)
        self.assertIn("zq9", answer.text)
        self.assertIn("printed", self.ways())

    def test_what_is_refused_leaves_no_line(self):
        stranger = self.person("other_responsible")
        answer = stranger.web("talk.record", "read", ids=self.record.ids, fields=["content"])
        self.assertTrue(answer.is_refused)
        self.assertEqual(self.ways(), [])
