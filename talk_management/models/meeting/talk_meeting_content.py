from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class TalkMeetingContent(models.Model):
    """What is written down about a meeting as a whole: who was absent, other notes, and what
    becomes of what was left open. For those who take part."""

    _name = "talk.meeting.content"
    _description = "Minutes of a Meeting"
    _inherit = ["talk.words.mixin"]
    _words_of = "meeting_id"
    _rec_names_search = ["meeting_id.name"]
    _not_handed_out = "the minutes of a meeting, which are about no employee"

    meeting_id = fields.Many2one(
        "talk.meeting", required=True, readonly=True, index=True, ondelete="cascade"
    )
    absent_ids = fields.Many2many(
        "hr.employee",
        "talk_meeting_absent_rel",
        "content_id",
        "employee_id",
        help="Members who were not there.",
    )
    notes = fields.Text(string="Other Notes", help="What belongs to no point of the agenda.")
    closing_remark = fields.Text(
        readonly=True, help="What becomes of what was still open when the meeting was closed."
    )

    _once = models.UniqueIndex("(meeting_id)", "A meeting has its minutes once.")

    def init(self):
        """Meetings that were planned before there were minutes get an empty row, once."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_meeting_content (meeting_id)
                   SELECT id FROM talk_meeting ON CONFLICT DO NOTHING"""
            )
        )

    @api.model
    def _refusal_sentence(self):
        return self.env._("The minutes of a meeting are read by those who take part, nobody else.")

    def write(self, vals):
        if not self.env.su:
            self.meeting_id._check_secretary()
            if {"meeting_id", "closing_remark"} & vals.keys():
                raise AccessError(
                    self.env._("What is left open is explained when the meeting is closed.")
                )
        return super().write(vals)
