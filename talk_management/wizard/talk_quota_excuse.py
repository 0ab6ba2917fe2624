from odoo import fields, models


class TalkQuotaExcuse(models.TransientModel):
    """Say why fewer people are enough for a quota, or none; the figures stay beside it."""

    _name = "talk.quota.excuse"
    _description = "Excuse a Quota"

    quota_ids = fields.Many2many(
        "talk.quota",
        string="Quotas",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
        help="Of whom less is asked.",
    )
    extent = fields.Selection(
        [("all", "All of it"), ("part", "Some of the people")],
        required=True,
        default="all",
        help="Whether no talk is owed any more, or the target is lowered.",
    )
    count = fields.Integer(
        string="People Taken Off",
        default=1,
        help="By how many people the target is lowered.",
    )
    reason = fields.Char(
        required=True,
        help="Only HR officers read it. Name what the institution's rule accepts as an excuse.",
    )

    def action_excuse(self):
        """Excuse them. Raises UserError without a reason or for a quota that is not owed."""
        self.quota_ids.check_access("read")
        for wizard in self:
            # a count of nothing is no way around saying “all of it”
            count = (wizard.count or -1) if wizard.extent == "part" else 0
            wizard.quota_ids._excuse(wizard.reason, count)
        return {"type": "ir.actions.act_window_close"}
