from odoo import api, fields, models

from .talk_talk import GROUP


class TalkRecord(models.Model):
    """The record of a group talk has a common part, and a part for each who came (H4.1): from
    the common part one goes to the others, and each part shows the common part above itself.
    Each reader is shown the parts that reader may read, as ever."""

    _inherit = "talk.record"

    part_ids = fields.Many2many(
        "talk.record",
        string="Personal Parts",
        compute="_compute_parts",
        help="The parts of a group talk that the current user may read, one for each person.",
    )
    common_ids = fields.Many2many(
        "talk.record",
        string="Common Part",
        compute="_compute_parts",
        help="The common part of the group talk, where the current user may read it.",
    )

    @api.depends_context("uid")
    @api.depends("talk_id", "participant_id")
    def _compute_parts(self):
        groups = self.talk_id.sudo().filtered(lambda talk: talk.format == GROUP)
        asked = self.sudo(False).search([("talk_id", "in", groups.ids)], order="id")
        for record in self:
            found = asked.filtered(lambda other, own=record: other.talk_id == own.talk_id)
            parts = found.filtered("participant_id")
            record.part_ids = parts if not record.participant_id else False
            record.common_ids = found - parts if record.participant_id else False

    def action_open_part(self):
        """Open this part in a form of its own."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_record")
        return action | {"res_id": self.id, "views": [(False, "form")], "domain": []}

    def action_next_part(self):
        """Go on to the part after this one; after the last, back to the common part."""
        self.ensure_one()
        self.check_access("read")
        parts = self.sudo(False).search([("talk_id", "=", self.talk_id.id)])
        parts = parts.sorted(lambda part: (bool(part.participant_id), part.id))
        following = parts[parts.ids.index(self.id) + 1 :] or parts
        return following[0].action_open_part()
