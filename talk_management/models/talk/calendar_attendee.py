from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CalendarAttendee(models.Model):
    """Who is invited to a talk follows the talk; each answers the invitation for themselves."""

    _name = "calendar.attendee"
    _inherit = ["calendar.attendee", "talk.reserved.mixin"]
    _reserved_path = "event_id.is_talk"

    @api.model
    def _domain_known(self):
        mine = Domain("event_id.user_id", "=", self.env.uid)
        mine |= Domain("event_id.partner_ids", "in", self.env.user.partner_id.ids)
        return Domain("event_id.is_talk", "=", False) | mine

    @api.model
    def _sql_reserved(self, alias):
        return SQL(
            "%s IN (SELECT id FROM calendar_event WHERE is_talk)",
            SQL.identifier(alias, "event_id"),
        )

    @api.model_create_multi
    def create(self, vals_list):
        attendees = super().create(vals_list)
        attendees._refuse_by_hand()
        return attendees

    def write(self, vals):
        if vals.keys() - {"state", "availability"}:
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_talk(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        talks = self.sudo().event_id.filtered("is_talk")
        if talks and not self.env.su:
            talks._refuse_by_hand()
