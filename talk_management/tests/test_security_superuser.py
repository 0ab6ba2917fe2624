import logging

from psycopg2 import Error

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .security_case import WORDS, HeldTalksCase
from .security_rows_holding import LINES


@tagged("post_install", "-at_install", "talk_security")
class TestSuperuser(HeldTalksCase):
    """The superuser, the settings, reorganisations and the log, as real users over HTTP."""

    # ---- the superuser and the settings

    def test_a_session_that_became_superuser_reads_no_words(self):
        person = self.person("settings")
        person.get("/web/become")
        record = self.own.record_ids
        answer = person.web("res.users", "search_count", domain=[])
        self.assertWorks(answer, "the session is alive")
        who = person.request(person.opener, "POST", "/web/session/get_session_info", json={})
        self.assertEqual(who.json()["result"]["uid"], SUPERUSER_ID)
        spec = {"content": {}}
        for method, arguments in (
            ("read", {"ids": record.ids, "fields": ["content"]}),
            ("web_read", {"ids": record.ids, "specification": spec}),
            ("search_read", {"domain": []}),
            ("web_search_read", {"domain": [], "specification": spec}),
            ("search_count", {"domain": [["content", "ilike", "zq9"]]}),
            ("formatted_read_group", {"domain": [], "groupby": ["content"]}),
            ("name_search", {"name": ""}),
            ("export_data", {"ids": record.ids, "fields_to_export": ["content"]}),
            ("copy", {"ids": record.ids}),
            ("copy_data", {"ids": record.ids}),
            ("onchange", {"ids": record.ids, "values": {}, "field_names": [], "fields_spec": spec}),
            ("write", {"ids": record.ids, "vals": {"content": "forged"}}),
            ("unlink", {"ids": record.ids}),
            ("action_write_again", {"ids": record.ids}),
            ("create", {"vals_list": [{"talk_id": self.planned.id}]}),
        ):
            with self.rolled_back():
                answer = person.web("talk.record", method, **arguments)
            self.assertRefused(answer, method)
            self.assertNotIn("zq9", answer.message)
        for model, domain in (
            ("talk.talk", [["record_ids.content", "ilike", "zq9"]]),
            ("talk.obligation", [["talk_id.record_ids.content", "ilike", "zq9"]]),
            ("talk.commitment", [["name", "ilike", "zq9"]]),
            ("talk.record.item", [["text", "ilike", "zq9"]]),
            ("talk.record.topic", [["reason", "ilike", "zq9"]]),
            ("talk.record.notice", [["remark", "ilike", "zq9"]]),
        ):
            self.assertRefused(person.web(model, "search_count", domain=domain), model)

    def test_a_superuser_reads_no_file_of_a_record(self):
        record = self.draft.record_ids
        vals = {"name": "a.txt", "raw": "zq9 words", "mimetype": "text/plain"}
        vals |= {"res_model": "talk.record", "res_id": record.id}
        file = self.env["ir.attachment"].with_user(self.head.user_id).create(vals)
        self.flush()
        person = self.person("settings")
        person.get("/web/become")
        self.assertNotIn("zq9", person.get(f"/web/content/{file.id}").text)
        for method, arguments in (
            ("read", {"ids": file.ids, "fields": ["raw", "name"]}),
            ("search_read", {"domain": [["id", "=", file.id]], "fields": ["index_content"]}),
        ):
            answer = person.web("ir.attachment", method, **arguments)
            self.assertFalse(answer.result, method)

    def test_a_key_of_the_superuser_opens_no_record(self):
        root = self.env.ref("base.user_root")
        key = self.key_of(root)
        answer = self.person("public")
        answer.key = key
        answer = answer.json2("talk.record", "search_read", domain=[], fields=["content"])
        self.assertRefused(answer)
        self.assertNotIn("zq9", answer.message)

    def test_records_stay_closed_without_their_record_rules(self):
        """A settings administrator can archive a rule on a screen."""
        person = self.person("settings")
        rules = self.env["ir.rule"].search([("model_id.model", "in", ["talk.record", *LINES])])
        self.assertTrue(rules)
        with self.rolled_back():
            self.assertWorks(person.web("ir.rule", "write", ids=rules.ids, vals={"active": False}))
            for role in ("settings", "hr_officer", "superior"):
                for ids in (self.own.record_ids.ids, self.draft.record_ids.ids):
                    answer = self.person(role).web("talk.record", "read", ids=ids)
                    self.assertRefused(answer, role)
                answer = self.person(role).web("talk.record", "search", domain=[])
                self.assertFalse(answer.result, role)
                for model in LINES:
                    answer = self.person(role).web(model, "search", domain=[])
                    self.assertFalse(answer.result, f"{role} {model}")
        self.env.registry.clear_all_caches()

    # ---- reorganisation: access follows at once

    def reads(self, role, talk):
        answer = self.person(role).web("talk.record", "search", domain=[["talk_id", "=", talk.id]])
        return bool(answer.result)

    def test_a_former_head_keeps_what_they_held_and_gets_nothing_new(self):
        self.assertTrue(self.reads("responsible", self.own))
        answer = self.person("hr_officer").web(
            "hr.department", "write", ids=self.cardiology.ids, vals={"manager_id": self.surgeon.id}
        )
        self.assertWorks(answer)
        self.env["talk.edge"]._refresh()
        self.assertTrue(self.reads("responsible", self.own))
        self.assertFalse(self.reads("other_responsible", self.own))
        talk = self.make_talk(self.surgeon, self.nurse, "2025-11-28")
        talk.action_hold()
        self.flush()
        self.assertTrue(self.reads("other_responsible", talk))
        self.assertFalse(self.reads("responsible", talk))
        seen = self.person("responsible").web(
            "talk.obligation", "search", domain=[["employee_id", "=", self.inspector.id]]
        )
        self.assertFalse(seen.result)

    def test_a_user_moved_to_another_person_loses_the_records_at_once(self):
        self.assertTrue(self.reads("employee", self.own))
        self.nurse.sudo().user_id = False
        self.inspector.sudo().user_id = False
        self.flush()
        self.assertFalse(self.reads("employee", self.own))
        self.inspector.sudo().user_id = self.person("employee").user
        self.flush()
        self.assertFalse(self.reads("employee", self.own))

    def test_nobody_makes_their_own_user_a_person_with_records(self):
        officer = self.person("hr_officer")
        mine = self.env["hr.employee"].create(
            {"name": "Officer", "user_id": officer.user.id, "company_id": self.company.id}
        )
        nurse = self.nurse.sudo()
        resource = nurse.resource_id
        newcomer = self.make_employee("newcomer", login=False)
        self.flush()
        free = {"user_id": False}
        with self.rolled_back():
            self.assertWorks(officer.web("hr.employee", "write", ids=mine.ids, vals=free))
            take = {"user_id": officer.user.id}
            for model, record, vals in (
                ("hr.employee", nurse, take),
                ("resource.resource", resource, take),
                ("hr.employee", nurse, {"resource_id": mine.resource_id.id, **take}),
            ):
                with self.rolled_back():
                    answer = officer.web(model, "write", ids=record.ids, vals=vals)
                self.assertRefused(answer, f"{model} {vals}")
            answer = officer.web("hr.employee", "write", ids=newcomer.ids, vals=take)
            self.assertWorks(answer, "a person without records")

    def test_an_archived_user_gets_nothing(self):
        person = self.person("employee")
        self.assertTrue(self.reads("employee", self.own))
        person.user.sudo().active = False
        self.env.registry.clear_all_caches()
        self.flush()
        for _transport, call in person.transports:
            self.assertRefused(call("talk.record", "search", domain=[]))

    # ---- the server's log

    def test_a_statement_that_fails_leaves_no_words_in_the_log(self):
        with self.assertLogs("odoo.sql_db", "ERROR") as log, self.rolled_back():
            answer = self.person("responsible").web(
                "talk.commitment", "create", vals_list=[{"name": WORDS}]
            )
            self.assertIsNotNone(answer.error)
        self.assertNotIn("zq9", "".join(log.output))

    def test_an_update_that_fails_leaves_no_words_in_the_log(self):
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as log,
            self.assertRaises(Error),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE talk_record SET content = %s, state = NULL WHERE id = %s",
                (WORDS, self.draft.record_ids.id),
            )
        self.assertIn("not shown", "".join(log.output))
        self.assertNotIn("zq9", "".join(log.output))

    def test_the_log_of_all_this_holds_no_words(self):
        lines = []
        ear = logging.Handler()
        ear.emit = lambda record: lines.append(record.getMessage())
        ear.setLevel(logging.INFO)
        deaf = logging.getLogger("odoo.http")  # muted in these tests, so listened to by itself
        for logger in (logging.getLogger(), deaf):
            logger.addHandler(ear)
            self.addCleanup(logger.removeHandler, ear)
        for role in ("responsible", "employee", "hr_officer", "settings"):
            person = self.person(role)
            for call in (person.web, person.json2):
                with self.rolled_back():
                    vals = {"content": WORDS}
                    call("talk.record", "read", ids=self.draft.record_ids.ids)
                    call("talk.record", "write", ids=self.own.record_ids.ids, vals=vals)
                    call("talk.record", "search", domain=[["content", "ilike", "zq9"]])
        self.assertTrue(lines)
        self.assertNotIn("zq9", "\n".join(lines))
