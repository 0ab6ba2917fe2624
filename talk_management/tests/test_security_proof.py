from odoo.tests import tagged

from .common_proof import PDF
from .security_calls import MARK, calls
from .security_case import REFUSALS, ROLES, HeldTalksCase, dumped
from .security_rows_proof import ProofRows
from .security_rows_request import RequestRows

OTHERS = [role for role in ROLES if role not in ("employee", "responsible")]


@tagged("post_install", "-at_install", "talk_security")
class TestProofStaysSecret(RequestRows, ProofRows, HeldTalksCase):
    """Why somebody objects, what is amended and what was signed, hunted as everybody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        asked = cls.objected()
        cls.objection = cls.env["talk.objection"].search([("confirmation_id", "=", asked.id)])
        cls.objection.with_user(cls.nurse.user_id).text = f"{MARK} I was on duty"
        locked = cls.locked()
        amendments = cls.env["talk.amendment"].with_user(cls.nurse.user_id)
        cls.amendment = amendments.create({"record_id": locked.id, "text": f"{MARK} my father"})
        record = cls.hold_more(cls.doctor).record_ids
        signatures = cls.env["talk.signature"].with_user(cls.head.user_id)
        cls.signature = signatures.create({"record_id": record.id, "how": "paper", "scan": PDF})
        cls.flush()

    def test_no_method_hands_them_to_anybody_else(self):
        for rows in (self.objection, self.amendment):
            for role in OTHERS:
                person = self.person(role)
                for number, (method, arguments) in enumerate(calls(["text"], rows.ids)):
                    transport, call = person.transports[number % 2]
                    with self.rolled_back():
                        answer = call(rows._name, method, **arguments)
                    self.assertNotIn(MARK, dumped(answer), f"{role} {rows._name}.{method}")

    def test_those_they_are_for_do_read_them(self):
        for role in ("employee", "responsible"):
            for rows in (self.objection, self.amendment):
                answer = self.person(role).web(rows._name, "read", ids=rows.ids, fields=["text"])
                self.assertIn(MARK, dumped(answer), f"{role} {rows._name}")

    def test_a_search_through_other_models_is_no_oracle(self):
        for role in ("superior", "hr_officer", "discipline_officer", "administrator", "settings"):
            person = self.person(role)
            for model, path in (
                ("talk.record", "amendment_ids.text"),
                ("talk.talk", "record_ids.amendment_ids.text"),
                ("talk.participant", "confirmation_ids.is_disputed"),
            ):
                planted, nothing = (
                    person.web(model, "search", domain=[[path, "ilike", text]])
                    for text in (MARK, "zq8nobody")
                )
                self.assertEqual(planted.result, nothing.result, f"{role} {model} {path}")

    def test_the_scan_of_a_signed_form_is_for_those_who_read_the_record(self):
        path = f"/web/content/talk.signature/{self.signature.id}/scan"
        self.assertIn("signed by hand", self.person("responsible").get(path).text)
        for role in ROLES:
            if role == "responsible":
                continue
            self.assertNotIn("signed by hand", self.person(role).get(path).text, role)

    def test_a_session_that_became_superuser_learns_nothing(self):
        confided, _measure = self.reserved_confirmations()
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "talk.confirmation"), ("res_id", "in", confided.ids)]
        )
        self.assertTrue(activities)
        self.flush()
        person = self.person("settings")
        person.get("/web/become")
        self.assertIsNone(person.web("res.users", "search_count", domain=[]).error)
        for rows in (self.objection, self.amendment, self.signature, confided, activities):
            for method, arguments in (
                ("read", {"ids": rows.ids, "fields": ["display_name"]}),
                ("search_count", {"domain": [["id", "in", rows.ids]]}),
                ("search_read", {"domain": [["id", "in", rows.ids]], "fields": ["id"]}),
            ):
                answer = person.web(rows._name, method, **arguments)
                if answer.error:
                    self.assertIn(answer.error, REFUSALS, f"{rows._name} {method} {answer}")
                else:
                    self.assertFalse(answer.result, f"{rows._name} {method}")
        locked = self.amendment.record_id
        for rows, vals in ((locked, {"content": "forged"}), (self.amendment, {"text": "x"})):
            answer = person.web(rows._name, "write", ids=rows.ids, vals=vals)
            self.assertRefused(answer, rows._name)
