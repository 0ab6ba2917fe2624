"""Rows of the security tables: quotas, receptions, and the dialog that excuses a quota."""

from odoo.fields import Command


class QuotaRows:
    """Of the responsible, with another responsible as stand-in; mixed into the security tests."""

    def quota_values(self):
        """Values of a quota and of a reception of the responsible."""
        quota_rule = self.make_rule("head_staff", basis="quota")
        reception_rule = self.make_rule("head_staff", basis="reception")
        common = {"responsible_id": self.head.id, "company_id": self.company.id}
        quota = {
            **common,
            "rule_id": quota_rule.id,
            "period_key": "2025",
            "origin": f"quota:{quota_rule.id}/2025",
            "date_start": "2025-01-01",
            "date_due": "2025-12-31",
            "asked_count": 2,
        }
        reception = {
            **common,
            "rule_id": reception_rule.id,
            "stand_in_id": self.surgeon.id,
            "key": "2025-11-27",
            "slot": "department:1",
            "origin": f"reception:{reception_rule.id}/2025-11-27",
            "date": "2025-11-27",
            "date_start": "2025-11-27 06:30:00",
            "date_end": "2025-11-27 09:30:00",
        }
        return quota, reception

    def excuse_of(self, quota):
        like = {"quota_ids": [Command.set(quota.ids)], "reason": "ill"}
        officer = self.env(user=self.officer_user, su=False)
        return officer["talk.quota.excuse"].create(like), like

    def rows_of_quotas(self):
        like, other = self.quota_values()
        quota = self.env["talk.quota"].create(like)
        like = {**like, "period_key": "2026"}
        yield "talk.quota", "of the responsible", quota, like, {"asked_count": 1}
        excuse, like = self.excuse_of(quota)
        change = {"reason": "on leave"}
        yield "talk.quota.excuse", "opened by the HR officer", excuse, like, change
        reception = self.env["talk.reception"].create(other)
        like = {**other, "key": "2025-12-25"}
        change = {"stand_in_id": self.porter.id}
        yield "talk.reception", "planned", reception, like, change

    def quota_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        quota, reception = self.quota_values()
        quota = self.env["talk.quota"].create(quota)
        held = {**reception, "key": "2025-10-30", "state": "held"}
        return {
            ("talk.quota", "of the responsible"): quota,
            ("talk.quota.excuse", "opened by the HR officer"): self.excuse_of(quota)[0],
            ("talk.reception", "planned"): self.env["talk.reception"].create(reception),
            ("talk.reception", "held"): self.env["talk.reception"].create(held),
        }
