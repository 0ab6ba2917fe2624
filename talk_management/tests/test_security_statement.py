from odoo.tests import tagged

from .security_calls import MARK, calls
from .security_case import REFUSALS, ROLES, HeldTalksCase, dumped
from .security_rows_record import RecordRows

DRAFT, HANDED_IN = f"{MARK}draft words", f"{MARK}handed in words"
MAY_READ = {"employee": {DRAFT, HANDED_IN}, "responsible": {HANDED_IN}}


@tagged("post_install", "-at_install", "talk_security")
class TestStatementStaysSecret(RecordRows, HeldTalksCase):
    """Marked words of the employee's statements are looked for as everybody, over HTTP; and so
    is what those who hold a talk note for themselves."""

    def setUp(self):
        super().setUp()
        self.draft_statement, self.handed_in, self.paper = self.make_statements()
        self.draft_statement.text = DRAFT
        self.handed_in.sudo().text = HANDED_IN
        self.observation = self.make_observation(self.own.record_ids)
        self.observation.write({"is_follow_up_needed": True, "date_next": "2041-03-04"})
        self.flush()

    def test_no_method_hands_words_of_a_statement_to_anybody_else(self):
        statements = self.draft_statement | self.handed_in | self.paper
        for role in ROLES:
            person = self.person(role)
            for number, (method, arguments) in enumerate(calls(["text"], statements.ids)):
                _transport, call = person.transports[number % 2]
                with self.rolled_back():
                    text = dumped(call("talk.statement", method, **arguments))
                for allowed in MAY_READ.get(role, ()):
                    text = text.replace(allowed, "")
                self.assertNotIn(MARK, text, f"{role}: {method}")

    def test_both_sides_do_read_what_was_handed_in(self):
        for role, own in MAY_READ.items():
            answer = dumped(self.person(role).web("talk.statement", "search_read", domain=[]))
            for words in own:
                self.assertIn(words, answer)
            self.assertEqual(DRAFT in answer, role == "employee")

    def test_nobody_else_finds_out_whether_there_is_an_observation(self):
        domains = (
            ("talk.observation", [["mood", "=", "low"]]),
            ("talk.observation", [["date_next", "=", "2041-03-04"]]),
            ("mail.activity", [["res_model", "=", "talk.observation"]]),
            ("mail.activity", [["date_deadline", "=", "2041-03-04"]]),
            ("mail.message", [["model", "=", "talk.observation"]]),
            ("mail.followers", [["res_model", "=", "talk.observation"]]),
        )
        for role in ROLES:
            if role in ("responsible", "public"):
                continue
            person = self.person(role)
            for model, domain in domains:
                answer = person.web(model, "search_read", domain=domain)
                self.assertFalse(answer.result, f"{role} {model} {domain}")
            answer = person.web("talk.observation", "read", ids=self.observation.ids)
            self.assertIn(answer.error, REFUSALS, role)
        answer = self.person("responsible").web("talk.observation", "search_read", domain=[])
        self.assertIn("2041-03-04", dumped(answer))

    def test_a_participant_of_a_group_sees_no_part_of_another(self):
        group = self.hold(self.nurse, self.clerk, self.doctor, words=f"{MARK}group ",
                          date_start="2025-11-19 08:00:00")  # fmt: skip
        parts = group.record_ids
        self.flush()
        person = self.person("employee")
        for method, arguments in (
            ("search_read", {"domain": [["talk_id", "=", group.id]]}),
            ("web_search_read", {"domain": [["talk_id", "=", group.id]], "specification": {
                "part_ids": {"fields": {"content": {}}}, "content": {},
                "common_ids": {"fields": {"content": {}, "part_ids": {}}}}}),
        ):  # fmt: skip
            text = dumped(person.web("talk.record", method, **arguments))
            self.assertIn(f"{MARK}group Nurse", text)
            self.assertNotIn(f"{MARK}group Clerk", text)
            self.assertNotIn(f"{MARK}group Doctor", text)
        others = parts.filtered(lambda part: part.employee_id.name in ("Clerk", "Doctor"))
        for part in others:
            for method in ("read", "action_open_part", "action_next_part"):
                answer = person.web("talk.record", method, ids=part.ids)
                self.assertIn(answer.error, REFUSALS, method)
