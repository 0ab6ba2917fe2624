from odoo import api, fields, models


class TalkBookFor(models.TransientModel):
    """Book a slot for somebody who cannot do so, such as a person without a user."""

    _name = "talk.book.for"
    _description = "Book for Somebody"
    _inherit = ["talk.form.mixin"]
    _looked_up = frozenset({"slot_id"})

    slot_id = fields.Many2one(
        "talk.slot",
        string="Time",
        required=True,
        ondelete="cascade",
        help="The slot that is booked.",
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="cascade", help="Who will come."
    )

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for slot in wizards.slot_id:
            slot._check_books_for()
        return wizards

    def action_book(self):
        """Book it. Raises UserError with what stands in the way, AccessError for anyone but
        whoever receives and the HR officer."""
        self.ensure_one()
        self.slot_id.action_book(self.employee_id.id)
        return {"type": "ir.actions.act_window_close"}
