from odoo.fields import Command
from odoo.tests import tagged

from .security_calls import MARK, calls
from .security_case import REFUSALS, ROLES, HeldTalksCase, dumped
from .security_rows_request import RequestRows

OTHERS = [role for role in ROLES if role not in ("employee", "responsible")]


@tagged("post_install", "-at_install", "talk_security")
class TestRequestsStaySecret(RequestRows, HeldTalksCase):
    """Requests and the talks they lead to, asked for over HTTP as everybody else (H4.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.not_sent, cls.asked = cls.make_requests(f"{MARK} about my shifts")
        _draft, cls.agreed = cls.make_requests(f"{MARK} about my pay")
        cls.agreed.time_ids.date_start = "2035-06-08 02:00:00"
        cls.agreed.time_ids.with_user(cls.head.user_id).action_accept()
        cls.talk = cls.agreed.talk_id
        cls.flush()

    def private(self):
        """(model, ids) of everything that tells of a request."""
        requests = self.not_sent | self.asked | self.agreed
        activities = self.env["mail.activity"].search([("res_model", "=", "talk.request")])
        self.assertTrue(activities)
        return [
            ("talk.request", requests.ids),
            ("talk.request.time", requests.time_ids.ids),
            ("talk.request.word", requests.word_ids.ids),
            ("talk.talk", self.talk.ids),
            ("talk.participant", self.talk.participant_ids.ids),
            ("calendar.event", self.talk.event_id.ids),
            ("calendar.attendee", self.talk.event_id.attendee_ids.ids),
            ("mail.activity", activities.ids),
        ]

    def asking(self, ids):
        """Ways to read, find, count, group and export these."""
        mine = [["id", "in", ids]]
        yield "read", {"ids": ids, "fields": ["display_name", "create_uid"]}
        yield "web_read", {"ids": ids, "specification": {"display_name": {}}}
        yield "search", {"domain": mine}
        yield "search_count", {"domain": mine}
        yield "search_read", {"domain": mine, "fields": ["display_name"]}
        yield "web_search_read", {"domain": mine, "specification": {"display_name": {}}}
        group = {"domain": mine, "groupby": ["create_uid"], "aggregates": ["__count"]}
        yield "formatted_read_group", group
        yield "web_read_group", group
        yield "export_data", {"ids": ids, "fields_to_export": [".id", "display_name"]}
        yield "copy", {"ids": ids}
        yield "write", {"ids": ids, "vals": {"create_uid": 1}}
        yield "unlink", {"ids": ids}

    def test_nobody_else_reads_finds_counts_groups_or_exports_them(self):
        private = self.private()
        for role in OTHERS:
            person = self.person(role)
            for model, ids in private:
                for number, (method, arguments) in enumerate(self.asking(ids)):
                    transport, call = person.transports[number % 2]
                    with self.rolled_back():
                        answer = call(model, method, **arguments)
                    what = f"{role} {model}.{method} by {transport}: {answer}"
                    if answer.error is None:
                        result = answer.result
                        if method == "web_search_read":
                            result = result["records"]
                        elif method == "web_read_group":
                            result = result["groups"]
                        self.assertFalse(result, what)
                    else:
                        self.assertIn(answer.error, REFUSALS, what)

    def test_the_two_do_read_them(self):
        """Else the hunt would be green because there was nothing to find."""
        for role in ("employee", "responsible"):
            person = self.person(role)
            for model, records in (
                ("talk.request", self.asked | self.agreed),
                ("talk.request.word", self.asked.word_ids),
                ("talk.talk", self.talk),
                ("calendar.event", self.talk.event_id),
            ):
                answer = person.web(model, "read", ids=records.ids, fields=["display_name"])
                self.assertEqual(len(answer.result or []), len(records), f"{role} {model} {answer}")
        answer = self.person("responsible").web("talk.request", "read", ids=self.not_sent.ids)
        self.assertIn(answer.error, REFUSALS, "what was not sent is the employee's alone")

    def test_no_method_hands_the_words_to_anybody_else(self):
        words = (self.not_sent | self.asked | self.agreed).word_ids
        for role in OTHERS:
            person = self.person(role)
            for number, (method, arguments) in enumerate(calls(["text"], words.ids)):
                transport, call = person.transports[number % 2]
                with self.rolled_back():
                    answer = call("talk.request.word", method, **arguments)
                self.assertNotIn(MARK, dumped(answer), f"{role} {method} {transport}")

    def test_a_search_through_other_models_is_no_oracle(self):
        for role in ("superior", "hr_officer", "discipline_officer", "administrator", "settings"):
            person = self.person(role)
            for model, domain in (
                ("hr.employee", [["id", "=", self.nurse.id],
                                 ["activity_ids.res_model", "=", "talk.request"]]),
                ("mail.activity", [["res_model", "=", "talk.request"]]),
                ("mail.message", [["model", "=", "talk.request"]]),
                ("mail.followers", [["res_model", "=", "talk.request"]]),
                ("ir.attachment", [["res_model", "=like", "talk.request%"]]),
                ("talk.talk", [["is_reserved", "=", True]]),
                ("talk.talk", [["kind_id.name", "=", "Own request"]]),
                ("talk.participant", [["talk_id.is_reserved", "=", True]]),
                ("talk.obligation", [["talk_id", "in", self.talk.ids]]),
                ("calendar.event", [["id", "=", self.talk.event_id.id]]),
            ):  # fmt: skip
                answer = person.web(model, "search_count", domain=domain)
                self.assertFalse(answer.result, f"{role} {model} {domain} {answer}")

    def test_a_session_that_became_superuser_learns_nothing(self):
        private = self.private()
        person = self.person("settings")
        person.get("/web/become")
        self.assertWorks(person.web("res.users", "search_count", domain=[]), "alive")
        for model, ids in private:
            for method, arguments in (
                ("read", {"ids": ids, "fields": ["display_name"]}),
                ("search_read", {"domain": [["id", "in", ids]], "fields": ["display_name"]}),
                ("search_count", {"domain": [["id", "in", ids]]}),
            ):
                answer = person.web(model, method, **arguments)
                if answer.error:
                    self.assertRefused(answer, f"{model} {method}")
                else:
                    self.assertFalse(answer.result, f"{model} {method}")

    def test_guarded_fields_and_defaults_open_nothing(self):
        person = self.person("responsible")
        for vals in ({"is_confided": False}, {"is_reserved": False}, {"name": "TALK/2026/1"}):
            answer = person.web("talk.talk", "write", ids=self.talk.ids, vals=vals)
            self.assertRefused(answer, vals)
        context = {"default_state": "accepted", "default_is_disclosed": True,
                   "default_talk_id": self.own.id, "default_is_answered_in_time": True}  # fmt: skip
        vals = {"leader_id": self.head.id}
        with self.rolled_back():
            answer = self.person("employee").web(
                "talk.request", "create", vals_list=[vals], context=context
            )
            self.assertWorks(answer)
            made = self.env["talk.request"].browse(answer.result)
            self.assertEqual((made.state, made.is_disclosed), ("draft", False))
            self.assertFalse(made.talk_id)

    def test_a_line_is_not_moved_to_another_request(self):
        word = self.asked.word_ids
        for vals in ({"request_id": self.agreed.id}, {"side": "leader"}):
            answer = self.person("employee").web(
                "talk.request.word", "write", ids=word.ids, vals=vals
            )
            self.assertRefused(answer, vals)

    def test_no_line_is_added_to_a_request_of_others(self):
        for role in OTHERS:
            for model, vals in (
                ("talk.request.word", {"text": "x"}),
                ("talk.request.time", {"date_start": "2035-06-02 02:00:00"}),
            ):
                with self.rolled_back():
                    answer = self.person(role).web(
                        model, "create", vals_list=[{"request_id": self.asked.id, **vals}]
                    )
                self.assertRefused(answer, role)

    def test_messages_are_not_left_beside_a_request(self):
        answer = self.person("employee").web(
            "talk.request", "message_post", ids=self.asked.ids, body=f"{MARK} words"
        )
        self.assertRefused(answer)

    def test_figures_below_five_are_exact_for_nobody(self):
        with self.rolled_back():
            self.asked.date_asked = "2025-11-20"
            self.flush()
            for role in ("hr_officer", "administrator"):
                answer = self.person(role).web(
                    "talk.request.figure",
                    "formatted_read_group",
                    domain=[],
                    groupby=["date_from:quarter"],
                    aggregates=["asked_count:sum", "in_time_count:sum", "unanswered_count:sum"],
                )
                self.assertWorks(answer)
                self.assertTrue(answer.result)
                self.assertFalse(any(group["asked_count:sum"] for group in answer.result))

    def test_a_formal_measure_is_not_planned_over_rpc_by_others(self):
        kind = self.env.ref("talk_management.kind_admonition")
        vals = {"responsible_id": self.head.id, "employee_id": self.nurse.id, "kind_id": kind.id,
                "company_id": self.company.id, "date_start": "2035-07-03 02:00:00"}  # fmt: skip
        for role in ROLES:
            if role == "discipline_officer":
                continue
            with self.rolled_back():
                answer = self.person(role).web("talk.talk", "create", vals_list=[vals])
            self.assertRefused(answer, role)
            context = {"default_kind_id": kind.id}
            rest = {key: value for key, value in vals.items() if key != "kind_id"}
            with self.rolled_back():
                answer = self.person(role).web(
                    "talk.talk", "create", vals_list=[rest], context=context
                )
            self.assertRefused(answer, f"{role} by default")

    def test_files_on_a_request_are_as_confidential(self):
        vals = {"name": "a.txt", "raw": "x", "res_model": "talk.request", "res_id": self.asked.id}
        file = self.env["ir.attachment"].with_user(self.nurse.user_id).create(vals)
        self.flush()
        for role in OTHERS:
            answer = self.person(role).web("ir.attachment", "read", ids=file.ids, fields=["name"])
            self.assertRefused(answer, role)
        links = {"word_ids": [Command.link(self.asked.word_ids.id)]}
        answer = self.person("employee").web(
            "talk.request", "write", ids=self.not_sent.ids, vals=links
        )
        self.assertRefused(answer)
