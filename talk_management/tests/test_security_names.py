from odoo.fields import Command
from odoo.tests import tagged

from .security_case import ROLES, HeldTalksCase
from .security_rows_request import RequestRows
from .security_rows_trigger import TriggerRows

OTHERS = ("other_responsible", "superior", "hr_officer", "administrator", "settings")


@tagged("post_install", "-at_install", "talk_security")
class TestNamesStaySecret(TriggerRows, RequestRows, HeldTalksCase):
    """Odoo works out names as the superuser, for forms too that are not saved: whoever may begin
    a form could type any number and read who talks with whom."""

    def setUp(self):
        super().setUp()
        _draft, self.asked = self.make_requests()
        self.confided, self.measure, _plan = self.make_reserved_talks()
        self.secret, _like = self.make_trigger("integrity", "2025-11-05")
        self.recusal = self.env["talk.recusal"].create(
            {"responsible_id": self.deputy.id, "employee_id": self.nurse.id, "reason": "kin"}
        )
        self.delegation = self.env["talk.delegation"].create(
            {"delegator_id": self.head.id, "delegate_id": self.clerk.id, "date_from": "2025-11-01"}
        )
        self.owed = self.obligation(self.head, self.nurse)[:1]
        self.flush()

    def hidden(self, user):
        """Records that ``user`` may not read."""
        records = [
            self.asked,
            self.asked.time_ids,
            self.asked.word_ids,
            self.confided,
            self.confided.participant_ids,
            self.measure.participant_ids,
            self.confided.event_id.attendee_ids[:1],
            self.own.record_ids[:1],
            self.secret,
            self.recusal,
            self.delegation,
            self.owed,
            self.env["talk.edge"].search([("employee_id", "=", self.nurse.id)], limit=1),
            self.env["talk.branch.member"].search([], limit=1),
            self.env["talk.reminder"].search([("responsible_id", "=", self.head.id)], limit=1),
        ]
        return [record for record in records if not record.with_user(user).has_access("read")]

    def assertSays(self, answer, field, what):
        """The form names nothing, or is refused."""
        value = (answer.result or {}).get("value", {}).get(field)
        self.assertFalse(value, f"{what}: {answer}")

    def test_no_activity_or_message_being_typed_names_a_record(self):
        for role in OTHERS:
            person = self.person(role)
            records = self.hidden(person.user)
            self.assertTrue(records)
            for record in records:
                for model, key, field in (
                    ("mail.activity", "res_model", "res_name"),
                    ("mail.message", "model", "record_name"),
                    ("ir.attachment", "res_model", "res_name"),
                ):
                    values = {key: record._name, "res_id": record.id}
                    answer = person.web(
                        model, "onchange", ids=[], values=values, field_names=[],
                        fields_spec={field: {}},
                    )  # fmt: skip
                    self.assertSays(answer, field, f"{role} {model} {record._name}")

    def test_an_activity_being_typed_names_what_its_author_may_read(self):
        answer = self.person("responsible").web(
            "mail.activity", "onchange", ids=[], field_names=[], fields_spec={"res_name": {}},
            values={"res_model": "talk.obligation", "res_id": self.owed.id},
        )  # fmt: skip
        self.assertEqual(answer.result["value"]["res_name"], "Head → Nurse")

    def test_an_activity_of_ones_own_is_not_hung_on_a_record_of_others(self):
        for role in OTHERS:
            person = self.person(role)
            kind = self.env.ref("mail.mail_activity_data_todo")
            vals = {"summary": "x", "user_id": person.user.id, "activity_type_id": kind.id}
            for record in self.hidden(person.user):
                with self.rolled_back():
                    made = person.web("mail.activity", "create", vals_list=[vals])
                    self.assertWorks(made)
                    moved = {
                        "res_model_id": self.env["ir.model"]._get_id(record._name),
                        "res_id": record.id,
                    }
                    answer = person.web("mail.activity", "write", ids=made.result, vals=moved)
                    self.assertRefused(answer, f"{role} {record._name}")

    def test_an_administrators_message_is_not_moved_to_a_record_of_others(self):
        person = self.person("settings")
        vals = {"body": "x", "author_id": person.user.partner_id.id}
        made = person.web("mail.message", "create", vals_list=[vals])
        for record in self.hidden(person.user):
            moved = {"model": record._name, "res_id": record.id}
            with self.rolled_back():
                answer = person.web("mail.message", "write", ids=made.result, vals=moved)
            self.assertRefused(answer, record._name)

    def test_no_form_being_typed_shows_anything_of_a_row_it_names(self):
        """Of a talk known to its people only, the day; of another company's, who owes whom."""
        record = self.own.record_ids[:1]
        for role in (*OTHERS, "other_company", "portal"):
            person = self.person(role)
            for model, key, target in (
                ("talk.participant", "talk_id", self.confided),
                ("talk.request.time", "request_id", self.asked),
                ("talk.request.word", "request_id", self.asked),
                ("talk.commitment", "record_id", record),
                ("talk.observation", "record_id", record),
                ("talk.statement", "participant_id", self.confided.participant_ids),
                ("talk.plan.line", "obligation_id", self.owed),
            ):
                own = {"allowed_company_ids": person.user.company_ids.ids}
                if target.with_user(person.user).with_context(**own).has_access("read"):
                    continue
                for names in ([], [key]):
                    for spec in (
                        {key: {"fields": {"display_name": {}}}},
                        {"display_name": {}},
                        *({name: {}} for name in ("date", "date_due", "state", "employee_id")
                          if name in self.env[model]._fields),
                    ):  # fmt: skip
                        answer = person.web(
                            model, "onchange", ids=[], values={key: target.id},
                            field_names=names, fields_spec=spec,
                        )  # fmt: skip
                        self.assertRefused(answer, f"{role} {model} {spec}")

    def test_rows_typed_inside_another_form_show_nothing_either(self):
        spec = {"line_ids": {"fields": {"employee_id": {"fields": {"display_name": {}}}}}}
        line = Command.create({"obligation_id": self.owed.id})
        answer = self.person("other_company").web(
            "talk.plan", "onchange", ids=[], values={"line_ids": [line]},
            field_names=["line_ids"], fields_spec=spec,
        )  # fmt: skip
        self.assertRefused(answer)

    def test_entries_of_talks_are_closed_with_the_rules_switched_off(self):
        rules = self.env["ir.rule"].search([("model_id.model", "like", "calendar.")])
        rules.active = False
        self.flush()
        event = self.confided.event_id
        for role in set(ROLES) - {"employee", "responsible", "public"}:
            person = self.person(role)
            for row in (event, event.attendee_ids):
                answer = person.web(row._name, "read", ids=row.ids, fields=["create_uid"])
                self.assertRefused(answer, f"{role} {row._name}")
                answer = person.web(row._name, "search", domain=[["id", "in", row.ids]])
                self.assertFalse(answer.result, f"{role} {row._name}")
        self.assertWorks(self.person("employee").web("calendar.event", "read", ids=event.ids))

    def test_whose_calendar_an_entry_is_in_is_not_asked_by_its_number(self):
        event = self.confided.event_id
        two = (self.head | self.nurse).user_id.partner_id
        for role in (*OTHERS, "other_company"):
            person = self.person(role)
            for model, path, ids in (
                ("res.partner", "meeting_ids", two.ids),
                ("res.users", "meeting_ids", two.user_ids.ids),
                ("res.users", "partner_id.meeting_ids", two.user_ids.ids),
            ):
                here = ["id", "in", ids]
                for found, everybody in (
                    ([here, [path, "in", event.ids]], False),
                    ([here, [path, "=", event.id]], False),
                    ([here, "!", [path, "not in", event.ids]], False),
                    ([here, [path, "any", [["id", "in", event.ids]]]], False),
                    ([here, [path, "not in", event.ids]], True),
                    ([here, [path, "!=", event.id]], True),
                ):
                    answer = person.web(model, "search_count", domain=found)
                    none = person.web(model, "search_count", domain=[here])
                    expected = none.result if everybody else 0
                    self.assertEqual(answer.result, expected, f"{role} {model} {found} {answer}")
        answer = self.person("responsible").web(
            "res.partner", "search", domain=[["meeting_ids", "in", event.ids]]
        )
        self.assertEqual(sorted(answer.result), sorted(two.ids))
