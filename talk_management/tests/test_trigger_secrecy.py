import json

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_ledger import LedgerCase, pdf_text
from .security_case import ROLES, SecurityCase, dumped
from .test_trigger import TriggerCase

NOTE = "zq8 took an envelope"
DAY = "2026-11-20"


class SecrecyCase(TriggerCase):
    """A restricted event of the nurse, entered by the discipline officer; the head is to talk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.on(cls, DAY):
            cls.promotion = cls.enter(cls.officer_user, cls.doctor, "promotion", DAY)
            cls.secret = cls.enter(
                cls.discipline_user, cls.nurse, "integrity", DAY, note=NOTE
            ).sudo()
        cls.talk_owed = cls.env["talk.obligation"].search([("trigger_id", "=", cls.secret.id)])
        cls.flush()


@tagged("post_install", "-at_install", "talk_security")
class TestTriggerSecrecy(SecrecyCase):
    """A restricted event's reason shows nowhere outside its own record (H4.5e)."""

    def as_user(self, user, record):
        return record.with_user(user).with_company(self.company)

    def test_who_entered_it_who_holds_the_talk_and_the_discipline_officer_read_it(self):
        other = self.make_user("second", "talk_management.group_talk_discipline")
        for user in (self.discipline_user, self.head.user_id, other):
            self.assertEqual(self.as_user(user, self.secret).note, NOTE)
        for user in (self.officer_user, self.manager_user, self.nurse.user_id, self.deputy.user_id):
            with self.assertRaises(AccessError):
                self.as_user(user, self.secret).read(["display_name"])
            events = self.as_user(user, self.env["talk.trigger"])
            self.assertFalse(events.search([("id", "=", self.secret.id)]))
            self.assertFalse(events.search_count([("note", "ilike", "zq8")]))

    def test_whoever_does_not_hold_the_talk_any_more_reads_it_no_longer(self):
        self.as_user(self.discipline_user, self.secret).responsible_id = self.deputy
        self.flush()
        self.assertEqual(self.as_user(self.deputy.user_id, self.secret).note, NOTE)
        with self.assertRaises(AccessError):
            self.as_user(self.head.user_id, self.secret).read(["note"])

    def test_without_the_record_rules_a_restricted_event_stays_closed(self):
        rules = self.env["ir.rule"].search([("model_id.model", "=", "talk.trigger")])
        rules.active = False
        self.flush()
        events = self.as_user(self.officer_user, self.env["talk.trigger"])
        with self.assertRaises(AccessError):
            events.browse(self.secret.id).read(["note"])
        with self.assertRaises(AccessError):
            events.browse(self.secret.id).write({"note": "forged"})
        self.assertNotIn(self.secret, events.search([]))
        groups = events.formatted_read_group([], ["type_id"], ["__count"])
        self.assertNotIn(self.secret.type_id.id, [group["type_id"][0] for group in groups])

    def test_an_hr_officer_reads_only_the_restricted_events_of_their_own(self):
        own = self.enter(self.officer_user, self.nurse, "reported", DAY, note="zq8 heard")
        self.assertEqual(own.note, "zq8 heard")
        with self.assertRaises(AccessError):
            self.as_user(self.manager_user, own).read(["note"])
        with self.assertRaises(AccessError):
            own.unlink()

    def test_entering_the_same_restricted_event_tells_nothing_of_the_other(self):
        own = self.enter(self.officer_user, self.nurse, "integrity", DAY)
        self.assertFalse(own.twice_warning)
        again = self.as_user(self.officer_user, self.env["talk.trigger"])
        ids = again.report_event(self.nurse.id, "integrity", DAY, note="zq8")
        self.assertEqual(ids, own.ids)
        own.action_withdraw()
        own.action_put_in_force()

    def test_nothing_of_an_obligation_tells_who_entered_the_event(self):
        self.assertEqual(self.talk_owed.create_uid, self.env.ref("base.user_root"))
        self.as_user(self.discipline_user, self.secret).action_withdraw()
        self.talk_owed.invalidate_recordset()
        self.assertEqual(self.talk_owed.state, "withdrawn")
        self.assertEqual(self.talk_owed.write_uid, self.env.ref("base.user_root"))
        reminders = self.env["talk.reminder"].search([("responsible_id", "=", self.head.id)])
        self.assertNotIn(self.discipline_user, reminders.create_uid | reminders.write_uid)

    def test_a_rule_made_afterwards_is_no_way_to_find_out(self):
        rules = self.as_user(self.officer_user, self.env["talk.rule"])
        probe = rules.create(
            {
                "name": "Whom does it concern?",
                "basis": "event",
                "trigger_type_ids": [Command.set(self.kind("integrity").ids)],
                "layer_ids": [Command.set(self.rule.layer_ids.ids)],
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE talk_rule SET create_date = create_date + interval '1 second' WHERE id = %s",
            [probe.id],
        )
        self.env.invalidate_all()
        wizard = self.as_user(self.officer_user, self.env["talk.generate"]).create(
            {"rule_ids": [Command.set(probe.ids)]}
        )
        self.assertEqual(wizard.added_count, 0)
        wizard.action_generate()
        self.assertFalse(self.env["talk.obligation"].search([("source_rule_id", "=", probe.id)]))

    def test_the_figures_on_a_rules_form_leave_restricted_events_out(self):
        rule = self.as_user(self.officer_user, self.rule)
        form = Form(rule)
        whom = (form.preview_responsible_count, form.preview_employee_count)
        self.assertTrue(all(whom))
        form.trigger_type_ids.clear()
        form.trigger_type_ids.add(self.kind("integrity"))
        self.assertEqual((form.preview_talk_count, form.preview_loads), (0, False))
        self.assertEqual((form.preview_responsible_count, form.preview_employee_count), whom)

    def test_why_is_shown_to_whoever_holds_the_talk_and_never_to_hr(self):
        promotion = self.env["talk.obligation"].search([("trigger_id", "=", self.promotion.id)])
        for user, shown in (
            (self.head.user_id, [True, True]),
            (self.discipline_user, [True, False]),
            (self.officer_user, [False, False]),
            (self.deputy.user_id, [False, False]),
        ):
            owed = self.as_user(user, self.talk_owed | promotion)
            self.assertEqual(owed.mapped("has_visible_trigger"), shown, user.name)
        opened = self.as_user(self.head.user_id, self.talk_owed).action_open_trigger()
        self.assertEqual(opened["res_id"], self.secret.id)
        with self.assertRaises(AccessError):
            self.as_user(self.officer_user, promotion).action_open_trigger()

    def test_a_type_made_restricted_hides_its_past_and_never_opens_it_again(self):
        kind = self.as_user(self.officer_user, self.kind("promotion"))
        kind.confidentiality = "restricted"
        self.assertTrue(self.promotion.is_restricted)
        kind.confidentiality = "open"
        self.assertTrue(self.promotion.is_restricted)


@tagged("post_install", "-at_install", "talk_security")
class TestTriggerLeaks(SecrecyCase, SecurityCase):
    """Every role looks everywhere for the words, the number and the reason of the event."""

    AWAY = set(ROLES) - {"responsible", "discipline_officer"}

    def assertHidden(self, role, content, what):
        self.assertNotIn("zq8", content, f"{role}: {what}")
        self.assertNotIn(self.secret.name, content, f"{role}: {what}")

    def test_obligations_reminders_and_activities_tell_nothing(self):
        words = [self.secret.type_id.name, self.secret.type_id.technical_name]
        for role in ROLES:
            person = self.person(role)
            for model in ("talk.obligation", "talk.reminder", "mail.activity", "mail.message"):
                fields = person.web(model, "fields_get", attributes=["type"]).result or {}
                answers = [
                    person.web(model, "search_read", domain=[]),
                    person.json2(model, "search_read", domain=[]),
                    person.web(model, "name_search", name=""),
                ]
                ids = [row["id"] for row in answers[0].result or []]
                names = [name for name in fields if name != "id"]
                answers.append(person.web(model, "export_data", ids=ids, fields_to_export=names))
                for answer in answers:
                    content = dumped(answer)
                    self.assertHidden(role, content, model)
                    for word in words:
                        self.assertNotIn(json.dumps(word)[1:-1], content, f"{role}: {model}")

    def test_the_way_from_an_obligation_to_its_event_is_closed_to_all(self):
        for role in ROLES:
            person = self.person(role)
            for name in ("trigger_id", "source_rule_id", "origin"):
                for arguments in (
                    {"method": "search_count", "domain": [[name, "!=", False]]},
                    {"method": "search", "domain": [], "order": name},
                    {"method": "read", "ids": self.talk_owed.ids, "fields": [name]},
                    {
                        "method": "formatted_read_group",
                        "domain": [],
                        "groupby": [name],
                        "aggregates": ["__count"],
                    },
                    {
                        "method": "export_data",
                        "ids": self.talk_owed.ids,
                        "fields_to_export": [name],
                    },
                ):
                    answer = person.web("talk.obligation", **arguments)
                    self.assertTrue(answer.is_refused, f"{role} {name} {arguments}: {answer}")
            for domain in (
                [["trigger_id.note", "ilike", "zq8"]],
                [["trigger_id.type_id", "=", self.secret.type_id.id]],
            ):
                answer = person.web("talk.obligation", "search_count", domain=domain)
                self.assertTrue(answer.is_refused, f"{role} {domain}: {answer}")

    def test_the_event_itself_is_not_found_by_any_search(self):
        for role in sorted(self.AWAY):
            person = self.person(role)
            for method, arguments in (
                ("search_read", {"domain": []}),
                ("web_search_read", {"domain": [], "specification": {"note": {}}}),
                ("name_search", {"name": self.secret.name}),
                ("formatted_read_group", {"domain": [], "groupby": ["note"], "aggregates": []}),
                ("read", {"ids": self.secret.ids, "fields": ["note", "display_name"]}),
                ("web_read", {"ids": self.secret.ids, "specification": {"type_id": {}}}),
                ("export_data", {"ids": self.secret.ids, "fields_to_export": ["note"]}),
                ("copy_data", {"ids": self.secret.ids}),
                ("get_metadata", {"ids": self.secret.ids}),
            ):
                answer = person.web("talk.trigger", method, **arguments)
                self.assertHidden(role, dumped(answer), method)
        for role in ("responsible", "discipline_officer"):
            answer = self.person(role).web("talk.trigger", "search_read", domain=[])
            self.assertIn("zq8", dumped(answer), role)

    def test_other_programs_report_events_with_the_right_to_enter_them_only(self):
        arguments = {"employee_ids": self.porter.ids, "event": "commendation", "date": DAY}
        for role in ROLES:
            person = self.person(role)
            for transport in (person.json2, person.web):
                answer = transport("talk.trigger", "report_event", **arguments)
                may = role in ("hr_officer", "administrator", "discipline_officer")
                self.assertEqual(answer.error is None, may, f"{role}: {answer}")
                self.assertTrue(may or answer.is_refused, f"{role}: {answer}")
        events = self.env["talk.trigger"].search([("employee_id", "=", self.porter.id)])
        self.assertEqual(len(events), 1)


@tagged("post_install", "-at_install", "talk_security")
class TestTriggerLedger(SecrecyCase, LedgerCase):
    """A ledger of a set of must-talks counts the events its reader may open, no others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set = cls.env.ref("talk_management.trigger_set_hospital")

    def test_what_is_owed_because_of_events_the_reader_may_open(self):
        for user, people in (
            (self.officer_user, {"Doctor"}),
            (self.head.user_id, {"Doctor", "Nurse"}),
            (self.discipline_user, {"Nurse"}),
            (self.deputy.user_id, set()),
        ):
            dates = (self.day(11), self.day(12))
            owed = LedgerCase.owed(self, user, must_talks=self.set, dates=dates)
            self.assertEqual({row[1] for row in owed}, people, user.name)
        five = self.env.ref("talk_management.trigger_set_five")
        self.assertFalse(LedgerCase.owed(self, self.officer_user, must_talks=five))

    def day(self, month):
        return self.secret.date.replace(month=month, day=1 if month == 11 else 31)

    def test_held_talks_of_the_set_on_paper_and_in_the_workbook(self):
        promoted = self.hold(self.head, self.nurse, "2026-11-23")
        self.enter(self.officer_user, self.nurse, "promotion", DAY)
        self.env["talk.obligation"]._generate(self.rule)
        self.flush()
        other = self.hold(self.head, self.nurse, "2026-11-24")
        numbers = self.numbers(self.officer_user, must_talks=self.set)
        self.assertEqual(numbers, [promoted.name])
        self.assertIn(other.name, self.numbers(self.officer_user))
        ledger = self.ledger(self.officer_user, must_talks=self.set)
        text = pdf_text(self.pdf(ledger))
        self.assertIn("Hospital's Rule", text)
        book = self.workbook(ledger)
        cells = " ".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        )
        whole = self.ledger(self.officer_user)
        for content in (text, cells, pdf_text(self.pdf(whole))):
            for word in ("zq8", self.secret.name, self.secret.type_id.name):
                self.assertNotIn(word, content)

    def test_the_screen_asks_for_the_set(self):
        ledgers = self.env["talk.ledger"].with_user(self.officer_user).with_company(self.company)
        ledger = ledgers.create(
            {
                "period": "custom",
                "date_from": self.day(11),
                "date_to": self.day(12),
                "set_id": self.set.id,
            }
        )
        self.assertEqual([row[3] for row in ledger._read().owed.rows()], ["Doctor"])
