from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.item.talk_item import OPEN_STATES


class TalkMeetingPut(models.TransientModel):
    """Put on the agenda of a meeting what one handles: one by one, or an area in one go (B5)."""

    _name = "talk.meeting.put"
    _description = "Put on the Agenda"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin"]
    _looked_up = frozenset({"meeting_id"})

    meeting_id = fields.Many2one(
        "talk.meeting",
        required=True,
        help="The meeting that is to deal with it: one in which you take part.",
    )
    area_id = fields.Many2one(
        "talk.area",
        string="All of the Area",
        help="Takes everything of this area that you handle and that is still open.",
    )
    item_ids = fields.Many2many(
        "talk.item",
        string="Raised Items",
        help="What is put on. What was between two people becomes known to those who take part.",
    )
    is_one = fields.Boolean(
        string="As One Point", help="They have the same root and are dealt with together."
    )
    title = fields.Char(
        string="Point", help="What is dealt with, in a few words, without telling who raised it."
    )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("create_uid", "=", self.env.uid)

    @api.onchange("area_id")
    def _onchange_area_id(self):
        if self.area_id:
            self.item_ids |= self._handled([("area_id", "=", self.area_id.id)])

    def _handled(self, domain):
        """What the user handles of ``domain`` and is on no agenda of this meeting yet."""
        there = self.env["talk.meeting.point"].search([("meeting_id", "=", self.meeting_id.id)])
        return self.env["talk.item"].search(
            [
                ("owner_id.user_id", "=", self.env.uid),
                ("state", "in", OPEN_STATES),
                ("is_private", "=", False),
                ("id", "not in", there.item_ids.ids),
                *domain,
            ]
        )

    def action_put(self):
        """Put them on, and show the agenda."""
        self.ensure_one()
        self.check_access("read")
        meeting = self.meeting_id
        if not self.item_ids:
            raise UserError(self.env._("Choose what is put on the agenda of %s.", meeting.name))
        points = self.env["talk.meeting.point"]
        points._put(meeting, self.item_ids, as_one=self.is_one, title=self.title)
        self.sudo().unlink()  # what was written stays with the point alone
        return meeting.action_agenda()
