from odoo import api, fields, models
from odoo.exceptions import UserError

# what the entry takes from its talk; the rest (reminders, colours) is everybody's own
FOLLOWS_TALK = {
    "active",
    "allday",
    "description",
    "duration",
    "is_talk",
    "location",
    "name",
    "partner_ids",
    "privacy",
    "recurrency",
    "start",
    "start_date",
    "stop",
    "stop_date",
    "user_id",
}


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

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        if not self.env.su and any(event.is_talk for event in events.sudo()):
            self._refuse_by_hand()
        return events

    def write(self, vals):
        if (
            not self.env.su
            and FOLLOWS_TALK & vals.keys()
            and ("is_talk" in vals or any(event.is_talk for event in self.sudo()))
        ):
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_talk(self):
        if not self.env.su and any(event.is_talk for event in self.sudo()):
            self._refuse_by_hand()

    def _refuse_by_hand(self):
        raise UserError(
            self.env._("This entry follows its talk: move or cancel the talk, and it moves along.")
        )
