from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class TalkItemDialog(models.AbstractModel):
    """A dialog about raised items: what is written in it is read by whoever writes it."""

    _name = "talk.item.dialog"
    _description = "Dialog about Raised Items"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin"]

    item_ids = fields.Many2many(
        "talk.item",
        string="Raised Items",
        default=lambda self: self._default_items(),
        help="What it is about.",
    )

    @api.model
    def _default_items(self):
        about_items = self.env.context.get("active_model") == "talk.item"
        return about_items and self.env.context.get("active_ids")

    @api.model
    def _domain_allowed(self, operation):
        return Domain("create_uid", "=", self.env.uid)

    # not as a constraint: those are checked as the superuser, who reads anything
    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs.item_ids.check_access("read")
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        self.item_ids.check_access("read")
        return result

    def _update_cache(self, values, validate=True):
        result = super()._update_cache(values, validate)
        if "item_ids" in values and not self.env.su:
            self.item_ids._origin.check_access("read")
        return result

    def _close(self):
        """What was written is kept with the item. Where the user reads it no longer, the list
        is shown; else the dialog closes."""
        items = self.item_ids
        self.sudo().unlink()
        if items == items._filtered_access("read"):
            return {"type": "ir.actions.act_window_close"}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_items_of_mine"
        )
        return action | {"target": "main"}


class TalkItemHand(models.TransientModel):
    """Hand raised items over to a person or a department (B6a)."""

    _name = "talk.item.hand"
    _description = "Hand Over"
    _inherit = ["talk.item.dialog"]

    item_ids = fields.Many2many(relation="talk_item_hand_item_rel")
    department_id = fields.Many2one(
        "hr.department",
        string="To the Department",
        ondelete="cascade",
        help="Its head gets it; where it has none, whoever answers for it.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="To the Person",
        ondelete="cascade",
        help="Who handles it from now on. Empty: the head of the department.",
    )
    note = fields.Text(help="What whoever gets it should know. Those who deal with it read it.")

    def action_hand_over(self):
        """Hand them over. Raises UserError with what stands in the way."""
        self.ensure_one()
        self.check_access("read")
        self.item_ids._hand_over(self.employee_id, self.department_id, self.note)
        return self._close()


class TalkItemReason(models.TransientModel):
    """Why a raised item is returned, or not adopted (H4.4b)."""

    _name = "talk.item.reason"
    _description = "Reason"
    _inherit = ["talk.item.dialog"]

    item_ids = fields.Many2many(relation="talk_item_reason_item_rel")
    what = fields.Selection(
        [("return", "Return"), ("decline", "Do Not Adopt")],
        required=True,
        readonly=True,
        default="return",
        help="What is done.",
    )
    reason = fields.Text(help="Why.")

    def action_confirm(self):
        """Do it. Raises UserError without a reason, or with what is still open."""
        self.ensure_one()
        self.check_access("read")
        if self.what == "return":
            self.item_ids._return(self.reason)
        else:
            self.item_ids._decline(self.reason)
        return self._close()


class TalkItemMergeDialog(models.TransientModel):
    """Make several raised items one, where they are about the same matter."""

    _name = "talk.item.merge"
    _description = "Merge Raised Items"
    _inherit = ["talk.item.dialog"]

    item_ids = fields.Many2many(relation="talk_item_merge_item_rel")
    target_id = fields.Many2one(
        "talk.item",
        string="Into",
        ondelete="cascade",
        domain="[('state', 'in', ('new', 'in_progress'))]",
        default=lambda self: self._default_target(),
        help="The item that stays, under its number.",
    )
    _looked_up = frozenset({"target_id"})

    @api.model
    def _default_target(self):
        items = self.env["talk.item"].browse(self._default_items() or [])
        return items._filtered_access("read").sorted(lambda item: (item.is_private, item.id))[:1]

    def action_merge(self):
        """Merge them. Raises UserError with what stands in the way."""
        self.ensure_one()
        self.check_access("read")
        if not self.target_id:
            raise UserError(self.env._("Choose the item that stays."))
        self.target_id.check_access("read")
        sources = self.item_ids
        if len(sources) > 1:
            sources -= self.target_id
        target = sources._merge_into(self.target_id)
        self.sudo().unlink()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_items_of_mine"
        )
        return action | {"res_id": target.id, "views": [(False, "form")], "domain": []}
