import logging

from odoo.tests import TransactionCase, tagged

from ..models.talk.confidential_log import CONFIDENTIAL_TABLES, WithoutConfidentialWords
from ..models.talk.ir_attachment import confidential_models


@tagged("post_install", "-at_install")
class TestConfidentialModels(TransactionCase):
    """A model that keeps words is protected everywhere, those of later rooms too."""

    def test_no_statement_on_a_confidential_table_is_written_to_the_log(self):
        for name in confidential_models(self.env):
            table = self.env[name]._table
            self.assertIn(table, CONFIDENTIAL_TABLES, "add the table to models/talk")
            statement = f'INSERT INTO "{table}" VALUES (zq9)'
            line = logging.LogRecord("x", 40, "", 0, "bad query: %s", (statement,), None)
            self.assertTrue(WithoutConfidentialWords().filter(line))
            self.assertNotIn("zq9", line.getMessage())

    def test_every_confidential_model_has_a_rule_that_binds_everybody(self):
        for name in confidential_models(self.env):
            if self.env[name]._transient:
                continue
            rules = self.env["ir.rule"].search([("model_id.model", "=", name)])
            granted = self.env["ir.model.access"].search(
                [("model_id.model", "=", name), ("perm_read", "=", True)]
            )
            self.assertTrue(
                not granted or rules.filtered(lambda rule: not rule.groups),
                f"{name} is read by rights alone",
            )

    def test_no_confidential_model_tracks_what_is_written(self):
        for name in confidential_models(self.env):
            for field in self.env[name]._fields.values():
                self.assertFalse(getattr(field, "tracking", False), field)
