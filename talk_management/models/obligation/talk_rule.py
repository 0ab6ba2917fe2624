from odoo import fields, models


class TalkRule(models.Model):
    _inherit = "talk.rule"

    obligation_ids = fields.One2many("talk.obligation", "rule_id", string="Obligations")
    obligation_count = fields.Integer(
        compute="_compute_obligation_count", help="How many talks this rule has made due so far."
    )

    excused_by = fields.Selection(
        [
            ("officer", "HR officer"),
            ("superior", "HR officer or whoever answers for the responsible"),
        ],
        string="Excuses Given By",
        required=True,
        default="officer",
        help="Who may say that a talk under this rule need not be held. Nobody excuses a talk "
        "they owe themselves or that is owed to them.",
    )

    def _compute_obligation_count(self):
        counts = dict(
            self.env["talk.obligation"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.obligation_count = counts.get(rule, 0)

    def action_view_obligations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_obligation"
        )
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}

    def action_preview(self):
        """Open the preview of what making these rules due would do."""
        wizard = self.env["talk.generate"].create({"rule_ids": [fields.Command.set(self.ids)]})
        return wizard._action_open()
