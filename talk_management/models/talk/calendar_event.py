from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

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
    "videocall_location",
}


class CalendarEvent(models.Model):
    """The entry of a talk is seen by its people: who talks with whom, and when, is what it tells.
    Said by a record rule and here, as of the talks themselves."""

    _name = "calendar.event"
    _inherit = ["calendar.event", "talk.reserved.mixin"]
    _reserved_path = "is_talk"

    is_talk = fields.Boolean(
        string="Entry of a Talk",
        readonly=True,
        copy=False,
        index=True,
        export_string_translation=False,
        help="Technical: only the people of the entry see it, whatever else they may see.",
    )

    @api.model
    def _domain_known(self):
        mine = Domain("user_id", "=", self.env.uid)
        mine |= Domain("partner_ids", "in", self.env.user.partner_id.ids)
        return Domain("is_talk", "=", False) | mine

    @api.model
    def _sql_reserved(self, alias):
        return SQL.identifier(alias, "is_talk")

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
