from odoo import fields, models
from odoo.tools.misc import clean_context

from .talk_talk import CANCELLED, PLANNED

QUIET = {
    "no_mail_to_attendees": True,
    "skip_contact_description": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "dont_notify": True,
}


class TalkTalk(models.Model):
    """The talk in both sides' calendars: private, with neutral words, moving as it moves."""

    _inherit = "talk.talk"

    event_id = fields.Many2one(
        "calendar.event",
        string="Calendar Entry",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="The private entry in the calendars of those who take part.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "place" in vals:
            self._sync_event()
        return result

    def unlink(self):
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(**QUIET).unlink()
        return result

    def _after_plan(self):
        self._sync_event()
        return super()._after_plan()

    def _after_release(self):
        self._sync_event()
        return super()._after_release()

    def _sync_event(self):
        """Make, move or remove the entry so that it says what the talk says."""
        for talk in self.sudo():
            if talk.state == CANCELLED:
                talk.event_id.with_context(**QUIET).unlink()
            elif talk.state == PLANNED:
                talk._write_event()

    def _write_event(self):
        self.ensure_one()
        people = self._holders() | self.participant_ids.employee_id
        users = people.user_id.filtered("active")
        events = self.event_id.with_context(**QUIET)
        written_down_later = not events and self.date_end < fields.Datetime.now()
        if not users or written_down_later:
            events.unlink()
            return
        owner = self.responsible_id.user_id.filtered("active") or users[:1]
        vals = self._event_vals(owner)
        partners = [fields.Command.set(users.partner_id.ids)]
        if events:
            known = events.read(list(vals), load=None)[0]
            changed = {name: value for name, value in vals.items() if known[name] != value}
            if events.partner_ids != users.partner_id:
                changed["partner_ids"] = partners
            if changed:
                events.write(changed)
        else:
            clean = clean_context(self.env.context)
            quiet = self.env["calendar.event"].with_context(clean, **QUIET).with_user(owner).sudo()
            self.event_id = quiet.create({**vals, "partner_ids": partners}).sudo()

    def _event_vals(self, owner):
        """What the entry takes from the talk, beside its people."""
        return {
            "name": self.with_context(lang=owner.lang).env._("Talk"),
            "start": self.date_start,
            "stop": self.date_end,
            "location": self.place,
            "privacy": "private",
            "is_talk": True,
            "user_id": owner.id,
        }
