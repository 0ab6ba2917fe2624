import logging

from psycopg2 import Error

from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .security_case import REFUSALS, ROLES, SecurityCase, table

WORDS = "zq9 her mother is ill"
# methods of the addon that only open a window or draw what record rules let through
WINDOWS = {
    ("hr.department", "action_talk_obligations"),
    ("hr.employee", "action_talk_chain"),
    ("hr.employee", "action_talk_obligations"),
    ("hr.employee", "action_talks"),
    ("talk.edge", "get_chain"),
    ("talk.edge", "get_institution"),
    ("talk.edge", "get_unit_people"),
    ("talk.edge", "search_people"),
    ("talk.layer", "action_view_edges"),
    ("talk.rule", "action_preview"),
    ("talk.rule", "action_view_obligations"),
}


@tagged("post_install", "-at_install", "talk_security")
class TestDoors(SecurityCase):
    """Buttons, guarded fields, the superuser, reorganisations, as real users over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.hold(cls.nurse, words=WORDS)
        cls.draft = cls.hold(cls.clerk, complete=False, words=WORDS)
        cls.empty = cls.make_talk(cls.head, cls.nurse, "2025-11-21")
        cls.empty.action_hold()
        cls.planned = cls.make_talk(cls.head, cls.nurse, "2025-11-25").sudo()
        cls.upcoming = cls.make_talk(cls.head, cls.nurse, "2035-11-25").sudo()
        cls.cancelled = cls.make_talk(cls.head, cls.nurse, "2025-11-26").sudo()
        cls.cancelled.with_user(cls.head.user_id).action_cancel()
        cls.surgeons = cls.make_talk(cls.surgeon, cls.porter, "2025-11-25").sudo()
        cls.surgeons_held = cls.make_talk(cls.surgeon, cls.porter, "2025-11-24").sudo()
        cls.surgeons_held.with_user(cls.surgeon.user_id).action_hold()
        cls.rule = cls.make_rule("head_staff", "leader_head")
        cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def assertRefused(self, answer, what=""):
        self.assertIn(answer.error, REFUSALS, f"{what} {answer}")

    def assertWorks(self, answer, what=""):
        self.assertIsNone(answer.error, f"{what} {answer}")

    # ---- buttons

    def rows_of_methods(self):
        excused = self.obligation(self.deputy, self.surgeon)[:1]
        excused.sudo()._excuse("on leave")
        officer = self.env(user=self.officer_user, su=False)
        wizard = officer["talk.generate"].create({"rule_ids": [Command.set(self.rule.ids)]})
        owed = self.obligation(self.deputy, self.head)[:1]
        excuse = officer["talk.excuse"].create(
            {"obligation_ids": [Command.set(owed.ids)], "reason": "ill"}
        )
        schedule, _like = self.make_schedule()
        delivery = schedule._plan(schedule._finished(self.company._talk_today()))
        delivery._fail("no mail server")
        schedule, _like = self.make_schedule()
        return {
            ("talk.ledger", "asked for by the HR officer"): officer["talk.ledger"].create({}),
            ("talk.report.schedule", "of the hospital"): schedule,
            ("talk.report.delivery", "of the hospital"): delivery,
            ("talk.record", "being written"): self.draft.record_ids,
            ("talk.record", "completed"): self.own.record_ids,
            ("talk.talk", "planned"): self.planned,
            ("talk.talk", "cancelled"): self.cancelled,
            ("talk.talk", "held"): self.own,
            ("talk.obligation", "owed to the employee"): self.obligation(self.head, self.nurse)[:1],
            ("talk.obligation", "excused"): excused,
            ("talk.excuse", "opened by the HR officer"): excuse,
            ("talk.generate", "opened by the HR officer"): wizard,
        }

    def test_every_button_works_for_those_it_is_for_and_nobody_else(self):
        rows = self.rows_of_methods()
        self.flush()
        wrong = []
        for role in ROLES:
            person = self.person(role)
            for number, row in enumerate(table("methods")):
                record = rows[row["model"], row["row"]]
                transport, call = person.transports[number % 2]
                with self.rolled_back():
                    answer = call(row["model"], row["method"], ids=record.ids)
                allowed = role in row["called by"].split()
                if (answer.error is None) != allowed or (answer.error or "AccessError") not in (
                    *REFUSALS,
                    "AccessError",
                ):
                    wrong.append(f"{row['model']}.{row['method']} by {role}, {transport}: {answer}")
        self.assertFalse(wrong, "\n".join(wrong))

    def test_every_public_method_of_the_addon_has_a_row(self):
        standard = set(dir(self.env["base"])) | set(dir(self.env["mail.thread"]))
        found = set()
        for name in self.env:
            model = self.env[name]
            for cls in type(model).mro():
                if (
                    cls.__module__.startswith("odoo.addons.talk_management.")
                    and not model._abstract
                ):
                    found |= {
                        (name, method)
                        for method, function in vars(cls).items()
                        if not method.startswith("_")
                        and callable(function)
                        and method not in standard
                        and not getattr(function, "_api_private", False)
                    }
        rows = {(row["model"], row["method"]) for row in table("methods")}
        roster = {key for key in found if key[0].startswith("talk.roster.")}
        self.assertEqual(found - rows - WINDOWS - roster, set(), "methods without a row")
        self.assertEqual(rows - found, set(), "rows without a method")

    def test_roster_buttons_are_refused_to_all_but_the_one_who_uploaded(self):
        wizard = self.env["talk.roster.import"].with_user(self.officer_user)
        wizard = wizard.create({"company_id": self.company.id})
        buttons = [name for name in dir(wizard) if name.startswith("action_")]
        for role in ROLES:
            for button in set(buttons) - {"action_archive", "action_unarchive"}:
                if role == "hr_officer":
                    continue
                with self.rolled_back():
                    answer = self.person(role).web("talk.roster.import", button, ids=wizard.ids)
                if button not in ("action_chain", "action_people"):
                    self.assertRefused(answer, f"{role} {button}")

    # ---- what follows from what is done cannot be set by hand

    def test_guarded_fields_are_not_written(self):
        head, officer = self.person("responsible"), self.person("hr_officer")
        event = self.upcoming.event_id.id
        for person in (head, officer):
            for vals in (
                {"state": "held"},
                {"name": "TALK/1"},
                {"event_id": event},
                {"date": "2020-01-01"},
                {"department_id": self.surgery.id},
                {"responsible_id": self.surgeon.id},
            ):
                with self.rolled_back():
                    answer = person.web("talk.talk", "write", ids=self.planned.ids, vals=vals)
                self.assertRefused(answer, f"{person.role} {vals}")
        for vals in (
            {"state": "completed"},
            {"talk_id": self.planned.id},
            {"participant_id": self.planned.participant_ids.id},
        ):
            answer = head.web("talk.record", "write", ids=self.draft.record_ids.ids, vals=vals)
            self.assertRefused(answer, vals)

    def test_defaults_in_the_context_set_nothing_guarded(self):
        vals = {
            "responsible_id": self.head.id,
            "employee_id": self.nurse.id,
            "company_id": self.company.id,
            "date_start": "2025-11-28 02:00:00",
        }
        context = {
            "default_state": "held",
            "default_event_id": self.upcoming.event_id.id,
            "default_name": "TALK/1",
            "default_date": "2020-01-01",
        }
        for _transport, call in self.person("responsible").transports:
            with self.rolled_back():
                answer = call("talk.talk", "create", vals_list=[vals], context=context)
                self.assertWorks(answer)
                talk = self.env["talk.talk"].browse(answer.result)
                self.assertEqual(talk.state, "planned")
                self.assertNotEqual(talk.event_id, self.upcoming.event_id)
                self.assertEqual(str(talk.date), "2025-11-28")
                self.assertNotEqual(talk.name, "TALK/1")

    def test_defaults_in_the_context_write_no_words_for_the_responsible(self):
        context = {"default_content": "forged", "default_state": "completed"}
        with self.rolled_back():
            answer = self.person("hr_officer").web(
                "talk.talk", "action_hold", ids=self.planned.ids, context=context
            )
            self.assertWorks(answer)
            record = self.planned.record_ids
            self.assertEqual((record.content, record.state), (False, "draft"))

    def test_a_participant_is_not_moved_to_another_talk(self):
        """Else somebody of one's choice would read the common part of a colleague's talk."""
        participant = self.planned.participant_ids
        for target in (self.surgeons, self.surgeons_held, self.upcoming):
            for role in ("responsible", "hr_officer"):
                with self.rolled_back():
                    answer = self.person(role).web(
                        "talk.participant",
                        "write",
                        ids=participant.ids,
                        vals={"talk_id": target.id},
                    )
                self.assertRefused(answer, role)
        links = {"participant_ids": [Command.link(participant.id)]}
        with self.rolled_back():
            answer = self.person("responsible").web(
                "talk.talk", "write", ids=self.upcoming.ids, vals=links
            )
        self.assertRefused(answer)

    def test_nobody_joins_a_talk_that_was_held(self):
        for talk in (self.own, self.surgeons_held):
            for role in ("responsible", "hr_officer", "administrator"):
                with self.rolled_back():
                    answer = self.person(role).web(
                        "talk.participant",
                        "create",
                        vals_list=[{"talk_id": talk.id, "employee_id": self.clerk.id}],
                    )
                self.assertRefused(answer, role)

    def test_a_commitment_is_not_moved_to_another_record(self):
        person = self.person("responsible")
        ids = self.draft.record_ids.commitment_ids.ids
        for target in (self.own.record_ids, self.surgeons_held.record_ids, self.empty.record_ids):
            with self.rolled_back():
                vals = {"record_id": target.id}
                answer = person.web("talk.commitment", "write", ids=ids, vals=vals)
            self.assertRefused(answer)
            with self.rolled_back():
                vals = {"commitment_ids": [Command.link(ids[0])]}
                answer = person.web("talk.record", "write", ids=target.ids, vals=vals)
            self.assertRefused(answer)

    def test_records_and_obligations_are_not_reached_through_the_talk(self):
        record = self.draft.record_ids
        owed = self.obligation(self.surgeon, self.porter)[:1]
        for role in ("hr_officer", "administrator", "responsible"):
            for talk, vals in (
                (self.planned, {"record_ids": [Command.create({"content": "forged"})]}),
                (self.planned, {"record_ids": [Command.link(record.id)]}),
                (self.planned, {"obligation_ids": [Command.link(owed.id)]}),
                (self.draft, {"record_ids": [Command.update(record.id, {"content": "forged"})]}),
                (self.draft, {"record_ids": [Command.delete(record.id)]}),
            ):
                with self.rolled_back():
                    answer = self.person(role).web("talk.talk", "write", ids=talk.ids, vals=vals)
                self.assertRefused(answer, f"{role} {vals}")

    def test_a_talk_with_commitments_alone_stays_held(self):
        record = self.empty.sudo().record_ids
        with self.rolled_back():
            record.commitment_ids.create({"record_id": record.id, "name": WORDS})
            for role in ("responsible", "hr_officer"):
                answer = self.person(role).web("talk.talk", "action_plan_again", ids=self.empty.ids)
                self.assertRefused(answer, role)

    def test_rules_of_another_company_are_not_run(self):
        person = self.person("other_company")
        for transport, call in person.transports:
            with self.rolled_back():
                vals = {"rule_ids": [Command.set(self.rule.ids)]}
                answer = call("talk.generate", "create", vals_list=[vals])
            self.assertRefused(answer, transport)

    def test_the_calendar_entry_follows_its_talk_alone(self):
        event = self.upcoming.event_id
        for role in ("responsible", "employee"):
            for vals in (
                {"privacy": "public"},
                {"is_talk": False},
                {"name": WORDS},
                {"start": "2035-11-26 02:00:00"},
                {"partner_ids": [Command.link(self.surgeon.user_id.partner_id.id)]},
            ):
                answer = self.person(role).web("calendar.event", "write", ids=event.ids, vals=vals)
                self.assertRefused(answer, f"{role} {vals}")
        own = self.env["calendar.event"].create(
            {"name": "Lunch", "start": "2035-11-26 02:00:00", "stop": "2035-11-26 03:00:00"}
        )
        answer = self.person("employee").web(
            "calendar.event", "write", ids=own.ids, vals={"is_talk": True}
        )
        self.assertRefused(answer, "an entry of others is hidden from them")

    def test_nobody_finds_the_calendar_entry_of_others(self):
        partner = self.nurse.user_id.partner_id
        for role in ROLES[2:]:
            person = self.person(role)
            for model, domain in (
                ("calendar.event", [["is_talk", "=", True]]),
                (
                    "calendar.event",
                    [["partner_ids", "in", partner.ids], ["start", ">", "2035-01-01"]],
                ),
                ("calendar.attendee", [["event_id.is_talk", "=", True]]),
                ("calendar.attendee", [["partner_id", "=", partner.id]]),
            ):
                answer = person.web(model, "search_read", domain=domain, fields=["display_name"])
                self.assertFalse(answer.result, f"{role} {model} {domain}")

    def test_the_message_of_a_refusal_names_nobody(self):
        """In debug mode Odoo adds the names of what was refused."""
        self.surgeon.user_id.group_ids += self.env.ref("base.group_no_one")
        person = self.person("other_responsible")
        person.get("/odoo?debug=1")
        participants = self.own.participant_ids
        edge = self.env["talk.edge"].search([("employee_id", "=", self.nurse.id)], limit=1)
        for records in (self.own, participants, self.own.record_ids, edge,
                        self.obligation(self.head, self.nurse)[:1]):  # fmt: skip
            answer = person.web(records._name, "read", ids=records.ids, fields=["display_name"])
            self.assertRefused(answer)
            self.assertNotIn("Nurse", answer.message, records._name)

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
        rules = self.env["ir.rule"].search(
            [("model_id.model", "in", ["talk.record", "talk.commitment"])]
        )
        self.assertTrue(rules)
        with self.rolled_back():
            self.assertWorks(person.web("ir.rule", "write", ids=rules.ids, vals={"active": False}))
            for role in ("settings", "hr_officer", "superior"):
                for ids in (self.own.record_ids.ids, self.draft.record_ids.ids):
                    answer = self.person(role).web("talk.record", "read", ids=ids)
                    self.assertRefused(answer, role)
                answer = self.person(role).web("talk.record", "search", domain=[])
                self.assertFalse(answer.result, role)
                answer = self.person(role).web("talk.commitment", "search", domain=[])
                self.assertFalse(answer.result, role)
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
