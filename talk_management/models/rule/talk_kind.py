from odoo import fields, models


class TalkKind(models.Model):
    """A kind of talk: exchange, care, reminder and so on; a list users extend."""

    _name = "talk.kind"
    _description = "Kind of Talk"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What such a talk is called.")
    sequence = fields.Integer(default=10, help="In which order kinds of talk are offered.")
    active = fields.Boolean(
        default=True, help="An archived kind is no longer offered; talks of this kind stay."
    )
    description = fields.Text(translate=True, help="When this kind of talk is held, and why.")
