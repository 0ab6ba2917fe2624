from odoo import fields, models


class TalkRule(models.Model):
    """Receptions that people can book: cut into slots of a length, for one or for several."""

    _inherit = "talk.rule"

    is_bookable = fields.Boolean(
        string="People Can Book",
        help="Each reception is cut into slots, which people book beforehand (H3.2, H3.3).",
    )
    slot_minutes = fields.Integer(
        string="Minutes per Slot", default=30, required=True, help="How long each slot is."
    )
    capacity = fields.Integer(
        string="People per Slot",
        default=1,
        required=True,
        help="1: one-on-one. More: those who book the same slot are received together.",
    )

    _slot_minutes = models.Constraint(
        "CHECK (basis <> 'reception' OR is_bookable IS NOT TRUE OR (slot_minutes BETWEEN 5 AND 480 "
        "AND slot_minutes <= (hour_to - hour_from) * 60 + 0.5))",
        "A slot lasts from 5 minutes to 8 hours and is not longer than the reception.",
    )
    _capacity = models.Constraint(
        "CHECK (capacity BETWEEN 1 AND 100)", "A slot is for 1 to 100 people."
    )
