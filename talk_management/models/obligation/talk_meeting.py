from odoo import api, models

from ..rule.talk_rule import MEETING

# what moves the days before a meeting
MOVING = {"date", "kind", "company_id", "active"}


class TalkMeeting(models.Model):
    """Moving a meeting moves what is not yet held, at once; calling it off withdraws it (H3.1a)."""

    _inherit = "talk.meeting"

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        meetings._follow(meetings._places())
        return meetings

    def write(self, vals):
        if not MOVING & vals.keys():
            return super().write(vals)
        before = self._places()
        result = super().write(vals)
        self._follow(before | self._places())
        return result

    def unlink(self):
        before = self._places()
        result = super().unlink()
        self._follow(before)
        return result

    def _places(self):
        """The companies and kinds whose rules look at these meetings."""
        return {(meeting.company_id.id, meeting.kind) for meeting in self}

    @api.model
    def _follow(self, places):
        """Make the rules before such meetings due anew, as they now are."""
        rules = self.env["talk.rule"].sudo().search([("basis", "=", MEETING)])
        rules = rules.filtered(lambda rule: (rule.company_id.id, rule.meeting_kind) in places)
        if rules:
            self.env["talk.obligation"].sudo()._generate(rules)
