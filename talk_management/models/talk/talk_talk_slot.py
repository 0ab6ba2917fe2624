from odoo import fields, models


class TalkTalk(models.Model):
    """A talk that was booked as a slot of an open session: it follows its bookings."""

    _inherit = "talk.talk"

    slot_id = fields.Many2one(
        "talk.slot",
        string="Booked Slot",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The slot of an open session in which the talk is held.",
    )
