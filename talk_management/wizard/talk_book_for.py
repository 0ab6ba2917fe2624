from odoo import fields, models


class TalkBookFor(models.TransientModel):
    """Book a slot for somebody who cannot do so, such as a person without a user."""

    _name = "talk.book.for"
    _description = "Book for Somebody"

    slot_id = fields.Many2one(
        "talk.slot", required=True, ondelete="cascade", help="The time that is booked."
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="cascade", help="Who will come."
    )

    def action_book(self):
        """Book it. Raises UserError with what stands in the way, AccessError for anyone but
        whoever receives and the HR officer."""
        self.ensure_one()
        self.slot_id.action_book(self.employee_id.id)
        return {"type": "ir.actions.act_window_close"}
