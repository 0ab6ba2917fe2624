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

    # not as a constraint: those are checked as the superuser, who may excuse anything
    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_excuser()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_excuser()
        return result

    def _check_excuser(self):
        """Nobody opens the dialog on talks that they may not excuse."""
        self.obligation_ids.check_access("read")
        self.obligation_ids._check_excuser()

    def action_excuse(self):
        """Excuse them all. Raises UserError without a reason or for a talk no longer open."""
        self.obligation_ids.check_access("read")
        self.obligation_ids._excuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
