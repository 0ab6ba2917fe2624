from odoo import fields, models

from .talk_talk_calendar import QUIET


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_alarm_ids = fields.Many2many(
        "calendar.alarm",
        string="Reminders Before a Talk",
        default=lambda self: self.env.ref("calendar.alarm_notif_5", raise_if_not_found=False),
        help="Both sides are reminded by the private entry in their calendars, in neutral words: "
        "by a notification, or by mail. Each can change that in the own calendar.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_alarm_ids = fields.Many2many(related="company_id.talk_alarm_ids", readonly=False)


class TalkTalk(models.Model):
    """Both sides are reminded the day before, by Odoo's own alarms on the private entry."""

    _inherit = "talk.talk"

    def _write_event(self):
        before = self.event_id
        result = super()._write_event()
        event = self.event_id
        if event and not before and self.company_id.talk_alarm_ids:
            event.with_context(**QUIET).alarm_ids = self.company_id.talk_alarm_ids
        return result
