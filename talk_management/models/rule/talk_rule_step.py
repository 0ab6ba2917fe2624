from odoo import api, fields, models

from .talk_trigger_type import DEADLINE_UNITS


class TalkRuleStep(models.Model):
    """One deadline after an event: in the first week, and again in the first month."""

    _name = "talk.rule.step"
    _description = "Deadline After an Event"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one("talk.rule", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="rule_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    count = fields.Integer(string="Within", required=True, default=1)
    unit = fields.Selection(DEADLINE_UNITS, required=True, default="workday")

    _count_positive = models.Constraint(
        "CHECK (count BETWEEN 0 AND 1000)", "A deadline lies after the event."
    )

    @api.depends("count", "unit")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for step in self:
            step.display_name = self.env["talk.rule"]._say_step(step)
