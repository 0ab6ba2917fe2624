from odoo import api, models


class CalendarAttendee(models.Model):
    """Who is invited to a talk follows the talk; each answers the invitation for themselves."""

    _inherit = "calendar.attendee"

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
