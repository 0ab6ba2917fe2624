from odoo import api, fields, models
from odoo.exceptions import UserError

from . import talk_record
from .talk_record import DRAFT


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_upper_body = fields.Char(
        string="Higher Body",
        help="Who receives a copy of the records of those kinds of talk that say so, such as the "
        "discipline inspection office one level up.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_upper_body = fields.Char(related="company_id.talk_upper_body", readonly=False)


class TalkTalk(models.Model):
    _inherit = "talk.talk"

    copy_note = fields.Char(
        string="Copy",
        compute="_compute_copy_note",
        help="To whom a copy of the record goes, where the kind of talk says so.",
    )

    @api.depends_context("lang")
    @api.depends("kind_id", "company_id")
    def _compute_copy_note(self):
        for talk in self:
            talk.copy_note = False
            if talk.sudo().kind_id.copy_to_upper:
                body = talk.company_id.sudo().talk_upper_body
                talk.copy_note = (
                    self.env._("A copy of the record goes to the higher body: %s.", body)
                    if body
                    else self.env._("A copy of the record goes to the higher body.")
                )


class TalkRecord(models.Model):
    """A copy for the higher body, where the kind of talk says so: the printed form, sent by
    hand. Nothing is sent by itself; who sent it, and when, is marked here."""

    _inherit = "talk.record"
    _guarded_fields = talk_record.TalkRecord._guarded_fields | {"date_copy_sent", "copy_sender_id"}

    copy_note = fields.Char(related="talk_id.copy_note")
    date_copy_sent = fields.Date(
        string="Copy Sent On",
        readonly=True,
        copy=False,
        help="When the printed form was sent to the higher body.",
    )
    copy_sender_id = fields.Many2one(
        "res.users", string="Copy Sent By", readonly=True, copy=False, ondelete="restrict"
    )

    def action_copy_sent(self):
        """Mark that the printed form was sent to the higher body."""
        self._check_stands_for()
        for record in self:
            if not record.copy_note or record.state == DRAFT:
                raise UserError(
                    self.env._("A copy is sent of a completed record whose kind asks for one.")
                )
        today = fields.Date.context_today(self)
        self.sudo().write({"date_copy_sent": today, "copy_sender_id": self.env.uid})
        return True
