from odoo import fields, models


class TalkArea(models.Model):
    """What something raised is about: work, management, life …; a list users extend (B4a)."""

    _name = "talk.area"
    _description = "Area"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="The area in a word or two.")
    description = fields.Text(translate=True, help="What belongs to this area.")
    sequence = fields.Integer(default=10, help="In which order areas are offered.")
    active = fields.Boolean(
        default=True, help="An archived area is no longer offered; what was raised in it stays."
    )
