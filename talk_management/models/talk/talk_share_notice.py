from odoo import api, fields, models
from odoo.tools import SQL


class TalkShareNotice(models.Model):
    """Tells one person that a record was shared with them: no reason, no words, no names."""

    _name = "talk.share.notice"
    _description = "Notice of a Share"
    _hides_activities = True
    _inherit = ["talk.visible.mixin", "talk.notice.mixin"]
    _order = "id desc"

    share_id = fields.Many2one(
        "talk.share",
        string="Share of a Record",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="With whom it was shared.",
    )
    number = fields.Char(
        string="Talk", compute="_compute_number", compute_sudo=True, help="The talk's number."
    )

    @api.depends("share_id")
    def _compute_number(self):
        for notice in self:
            notice.number = notice.share_id.record_id.display_name

    @api.depends("share_id")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice.sudo().number

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL("%s = %s", SQL.identifier(alias, "user_id"), uid)

    def _notice_summary(self):
        return self.env._("A talk record was shared with you")

    def action_open_shared(self):
        """Open the record that was shared."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_shared_with_me"
        )
        record = self.sudo().share_id.record_id
        return action | {"res_id": record.id, "views": [(False, "form")], "domain": []}
