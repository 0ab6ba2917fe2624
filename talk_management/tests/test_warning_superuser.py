from odoo.tests import tagged

from .security_case import SecurityCase
from .security_rows_warning import WarningRows

ABSENT = 2**31 - 2


@tagged("post_install", "-at_install", "talk_security")
class TestWarningSuperuser(WarningRows, SecurityCase):
    """Whoever has become superuser, over HTTP: early warnings are refused and not counted."""

    def setUp(self):
        super().setUp()
        self.warning = self.make_warning()
        self.flush()
        self.superuser = self.person("settings")
        self.superuser.get("/web/become")

    def test_rows_are_refused_whether_they_are_there_or_not(self):
        for row in (self.warning, self.notice_of(self.warning)):
            for ids in (row.ids, [ABSENT]):
                for method, arguments in (
                    ("read", {"ids": ids, "fields": ["display_name"]}),
                    ("web_read", {"ids": ids, "specification": {"display_name": {}}}),
                    ("search_count", {"domain": []}),
                    ("search_read", {"domain": [["id", "in", ids]]}),
                    ("formatted_read_group", {"domain": [], "aggregates": ["__count"]}),
                    ("name_search", {"name": ""}),
                    ("export_data", {"ids": ids, "fields_to_export": [".id"]}),
                    ("get_metadata", {"ids": ids}),
                    ("copy", {"ids": ids}),
                    ("write", {"ids": ids, "vals": {"display_name": "x"}}),
                    ("unlink", {"ids": ids}),
                ):
                    with self.subTest(model=row._name, method=method), self.rolled_back():
                        answer = self.superuser.web(row._name, method, **arguments)
                        self.assertTrue(answer.is_refused, f"{method}: {answer}")
                        self.assertNotIn("zq8", answer.text)

    def test_activities_messages_and_the_list_of_models_tell_nothing(self):
        names = ["talk.warning", "talk.warning.notice"]
        for model, field in (
            ("mail.activity", "res_model"),
            ("mail.message", "model"),
            ("ir.attachment", "res_model"),
            ("ir.model.data", "model"),
        ):
            domain = [[field, "in", names], ["res_id", "!=", 0]]
            answer = self.superuser.web(model, "search_count", domain=domain)
            self.assertEqual(answer.result, 0, model)
        answer = self.superuser.web(
            "ir.model", "search_read", domain=[["model", "in", names]], fields=["count"]
        )
        self.assertEqual([row["count"] for row in answer.result], [0, 0])

    def test_button_presses_are_refused(self):
        for method in ("action_take_up", "action_withdraw", "action_close"):
            with self.rolled_back():
                answer = self.superuser.web("talk.warning", method, ids=self.warning.ids)
                self.assertTrue(answer.is_refused, f"{method}: {answer}")
        self.assertEqual(self.warning.state, "submitted")
