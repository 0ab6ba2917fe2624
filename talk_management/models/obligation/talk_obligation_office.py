from odoo import api, models


class TalkObligation(models.Model):
    """What the office keeps in sight follows: escalations, plans, the weekly check."""

    _inherit = "talk.obligation"

    @api.model
    def _daily_steps(self):
        return [
            *super()._daily_steps(),
            ("the escalations", self.env["talk.escalation"]._refresh),
            ("the plans", self.env["talk.plan.part"]._refresh),
            ("the weekly check", self.env["talk.weekly.check"]._check_weekly),
        ]

    @api.model
    def _generate(self, rules):
        outcomes = super()._generate(rules)
        self.env["talk.escalation"]._refresh()
        return outcomes

    def _after_change(self):
        result = super()._after_change()
        self.env["talk.escalation"]._refresh_for(self)
        self.env["talk.plan.part"]._refresh_for(self)
        return result
