from odoo import api, fields, models


class TalkExcuse(models.TransientModel):
    """Say why talks need not be held; they stay on the ledger as excused."""

    _name = "talk.excuse"
    _description = "Excuse Talks"

    obligation_ids = fields.Many2many(
        "talk.obligation",
        string="Obligations",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
        help="The talks that need not be held.",
    )
    reason = fields.Char(
        required=True,
        help="Only HR officers and you yourself read it. Name what the institution's rule "
        "accepts as an excuse.",
    )

    @api.constrains("obligation_ids")
    def _check_excuser(self):
        for wizard in self:
            wizard.obligation_ids.check_access("read")
            wizard.obligation_ids._check_excuser()

    def action_excuse(self):
        """Excuse them all. Raises UserError without a reason or for a talk no longer open."""
        self.obligation_ids.check_access("read")
        self.obligation_ids._excuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
