from odoo import api, fields, models
from odoo.exceptions import UserError

from ..item.talk_item import OPEN_STATES


class TalkMeetingPointContent(models.Model):
    """What is written about a point of an agenda, apart from its facts."""

    _name = "talk.meeting.point.content"
    _description = "Minutes of a Point"
    _inherit = ["talk.words.mixin"]
    _words_of = "point_id"
    _rec_names_search = ["point_id.meeting_id.name"]
    _not_handed_out = "what a meeting deals with, and about no employee"

    point_id = fields.Many2one(
        "talk.meeting.point",
        string="Point of the Agenda",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    title = fields.Char(string="Point", help="What is dealt with, in a few words.")
    cause = fields.Text(string="Root Cause", help="Why it is so (B5a).")
    discussion = fields.Text(help="What was said about it.")
    decision = fields.Text(
        string="What Was Decided", help="What was decided, as it stands in the minutes."
    )

    _once = models.UniqueIndex("(point_id)", "A point has its minutes once.")

    @api.model
    def _refusal_sentence(self):
        return self.env._("The minutes of a meeting are read by those who take part, nobody else.")

    @api.model_create_multi
    def create(self, vals_list):
        contents = super().create(vals_list)
        contents._note_causes()
        return contents

    def write(self, vals):
        self.point_id._check_writer(vals.keys())
        if "point_id" in vals and not self.env.su:
            raise UserError(self.env._("Words stay with the point they are about."))
        result = super().write(vals)
        if "cause" in vals:
            self._note_causes()
        return result

    def _note_causes(self):
        """The root cause is known to those who handle what was raised."""
        for content in self.sudo():
            if cause := (content.cause or "").strip():
                items = content.point_id.item_ids
                items = items.filtered(lambda item: item.state in OPEN_STATES)
                items.write({"cause": cause})
