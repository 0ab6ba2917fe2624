from odoo import fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    is_talk = fields.Boolean(
        string="Entry of a Talk",
        readonly=True,
        copy=False,
        index=True,
        export_string_translation=False,
        help="Technical: only the people of the entry see it, whatever else they may see.",
    )
