from odoo import api, fields, models
from odoo.fields import Domain


class TalkMeetingClose(models.TransientModel):
    """Close a meeting though something on its agenda is still being handled: it is named, and a
    remark says what becomes of it."""

    _name = "talk.meeting.close"
    _description = "Close the Meeting"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin"]
    _looked_up = frozenset({"meeting_id"})

    meeting_id = fields.Many2one("talk.meeting", required=True, help="The meeting to be closed.")
    open_item_ids = fields.Many2many(
        "talk.item",
        string="Still Being Handled",
        compute="_compute_open_item_ids",
        help="What stands on the agenda and is neither solved nor declined.",
    )
    remark = fields.Text(
        string="What Becomes of It",
        help="Who goes on with it, and when it is looked at again. Kept with the minutes.",
    )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("create_uid", "=", self.env.uid)

    @api.depends_context("uid")
    @api.depends("meeting_id")
    def _compute_open_item_ids(self):
        for wizard in self:
            meeting = wizard.meeting_id.sudo(False)
            taking_part = meeting.filtered("is_visible")
            wizard.open_item_ids = taking_part._open_items()

    def action_close(self):
        """Close it with the remark."""
        self.ensure_one()
        self.check_access("read")
        self.meeting_id._close(self.remark)
        self.sudo().unlink()  # what was written stays with the minutes alone
        return {"type": "ir.actions.act_window_close"}
