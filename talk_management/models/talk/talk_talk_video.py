from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS

from ..rule.link import check_link
from .talk_talk import PLANNED

VIDEO = "video"


class TalkTalk(models.Model):
    """The link to a talk by video. Whoever has it can come in: those who take part see it,
    the HR officer and whoever answers for them do not."""

    _inherit = "talk.talk"

    videocall_stored = fields.Char(
        groups=NO_ACCESS, copy=False, help="Technical: the link, handed out to those concerned."
    )
    videocall_url = fields.Char(
        string="Video Link",
        compute="_compute_videocall_url",
        inverse="_inverse_videocall_url",
        copy=False,
        help="Where the people meet. Only those who take part see it, here and in their calendar.",
    )

    @api.depends_context("uid")
    @api.depends("videocall_stored", "responsible_id", "participant_ids.employee_id")
    def _compute_videocall_url(self):
        for talk in self:
            concerned = talk._origin.sudo(False).is_visible or talk.is_mine
            talk.videocall_url = concerned and talk.sudo().videocall_stored

    def _inverse_videocall_url(self):
        for talk in self:
            if not self.env.su and not talk.is_mine:
                raise AccessError(self.env._("The link is set by whoever holds the talk."))
            check_link(self.env, talk.videocall_url)
            talk.sudo().videocall_stored = (talk.videocall_url or "").strip()
            if talk.state == PLANNED:
                talk._sync_event()

    def write(self, vals):
        result = super().write(vals)
        if "channel" in vals:
            self._sync_event()
        return result

    def _event_vals(self, owner):
        link = self.videocall_stored if self.channel == VIDEO else False
        return super()._event_vals(owner) | {"videocall_location": link}
