from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestRule(TalkCase):
    def make(self, *layers, **vals):
        rules = self.env["talk.rule"].with_user(self.officer_user)
        ids = [self.env.ref(f"talk_management.layer_{layer}").id for layer in layers]
        return rules.create(
            {"name": "R", "company_id": self.company.id, "layer_ids": [(6, 0, ids)], **vals}
        )

    def test_a_rule_without_layers_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "names no layer"):
            self.make()

    def test_a_layer_without_fixed_pairs_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "does not fix"):
            self.make("team_anyone")

    def test_a_rule_that_ends_before_it_begins_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "ends before"):
            self.make("head_staff", date_from="2027-01-01", date_to="2026-01-01")

    def test_lead_times_that_are_no_numbers_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "whole numbers"):
            self.make("head_staff", lead_days="two weeks")

    def test_the_form_says_the_next_date_in_plain_words(self):
        with self.on("2026-11-22"):
            self.assertEqual(self.make("head_staff").next_dates, "12/31/2026")

    def test_an_expired_rule_says_so(self):
        with self.on("2026-11-22"):
            rule = self.make("head_staff", date_to="2025-12-31")
            self.assertIn("Nothing comes due at present", rule.sentence)

    def test_a_reception_is_not_announced_two_months_ahead(self):
        rules = self.env["talk.rule"].with_user(self.officer_user).with_company(self.company)
        with Form(rules) as form:
            form.name = "Receptions"
            form.basis = "reception"
            form.layer_ids.add(self.env.ref("talk_management.layer_team_anyone"))
        self.assertEqual(form.record.lead_days, "7, 1")
