from odoo import fields, models


class TalkPlace(models.Model):
    """A room in which talks are held (谈话地点): one open session at a time."""

    _name = "talk.place"
    _description = "Place of Talks"
    _order = "sequence, name, id"

    name = fields.Char(required=True, help="What people look for on the door: building and room.")
    sequence = fields.Integer(default=10, help="In which order places are offered.")
    active = fields.Boolean(
        default=True, help="An archived place is no longer offered; what was held there stays."
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose place it is.",
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name)", "The company already has a place with this name."
    )
