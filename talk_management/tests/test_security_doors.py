from odoo.fields import Command
from odoo.tests import tagged

from .security_case import REFUSALS, ROLES, WORDS, HeldTalksCase, table
from .security_rows import AllRows

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
    ("talk.rule.load", "action_view_rules"),
    ("talk.session", "action_bookings"),
    ("talk.session", "action_today"),
    ("talk.session", "action_slots"),
    ("talk.slot", "action_my_booking"),
}
# takes arguments: tested by its own tests, from outside too
WITH_ARGUMENTS = {("talk.booking", "action_move"), ("talk.trigger", "report_event")}


@tagged("post_install", "-at_install", "talk_security")
class TestDoors(AllRows, HeldTalksCase):
    """Buttons and guarded fields, as real users over HTTP."""

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
            **self.quota_methods(),
            **self.office_methods(),
            **self.preparation_methods(),
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
            **self.rows_of_request_methods(),
            **self.rows_of_record_methods(),
            **self.rows_of_session_methods(),
            **self.rows_of_session_day_methods(),
            ("talk.rule.load", "opened by the HR officer"): self.load_wizard(),
            ("talk.gap", "of the hospital"): self.env["talk.gap"].search(
                [("company_id", "=", self.company.id)], limit=1
            ),
            **self.trigger_rows_of_methods(),
            **self.holding_methods(),
            **self.proof_rows_of_methods(),
            **self.share_methods(),
            **self.item_methods(),
            **self.measure_methods(),
            **self.reply_methods(),
            **self.closing_methods(),
            **self.warning_methods(),
            **self.meeting_methods(),
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
        self.assertEqual(
            found - rows - WINDOWS - WITH_ARGUMENTS - roster, set(), "methods without a row"
        )
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
