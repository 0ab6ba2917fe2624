from odoo import fields, models


class TalkRank(models.Model):
    """A rank of post (职级) such as 正科 or 中层正职; rules may tell people apart by it."""

    _name = "talk.rank"
    _description = "Rank"
    _order = "sequence, name, id"

    name = fields.Char(required=True, help="The rank as the institution writes it.")
    sequence = fields.Integer(default=10, help="Higher ranks come first.")
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name)", "There is already a rank with this name.")
