from odoo import api, fields, models
from odoo.exceptions import AccessError

from .talk_record import DRAFT


class TalkRecord(models.Model):
    """Who reads a record, said before anybody writes (B9); who writes it, and who stands for it.

    The responsible and those who hold the talk together, and the recorder, read it from
    the first word on. The responsible and the recorder write; the responsible completes it.
    """

    _inherit = "talk.record"

    co_holder_ids = fields.Many2many(related="talk_id.co_holder_ids")
    recorder_id = fields.Many2one(related="talk_id.recorder_id")
    is_mine = fields.Boolean(related="talk_id.is_mine")
    readers = fields.Char(
        string="Who Can Read This",
        compute="_compute_readers",
        help="Everyone who can read these words, now and once the record is completed.",
    )

    @api.depends("participant_id", "talk_id", "state")
    def _compute_readers(self):
        separator = self.env._(", ")
        for record in self:
            now = [*record.talk_id._holders().mapped("name"), *record._readers_extra()]
            later = record._employees_reading().mapped("name")
            if later and record.state == DRAFT:
                record.readers = self.env._(
                    "Now: %(now)s. Once completed, also: %(others)s. Nobody else.",
                    now=separator.join(now),
                    others=separator.join(later),
                )
            else:
                record.readers = self.env._(
                    "%(everybody)s. Nobody else.", everybody=separator.join([*now, *later])
                )

    def _employees_reading(self):
        """Whom of those the talk is with it is for: each their part, all the common part."""
        self.ensure_one()
        record = self.sudo()
        parts = record.participant_id or record.talk_id.participant_ids
        return parts.filtered(lambda part: part.attendance != "absent").employee_id

    def _readers_extra(self):
        """Hook: names of further readers, such as those the record is shared with.

        Whatever gives somebody a right to read a record adds that name here, as one string
        each, in the order to be shown: the screen promises that nobody else reads it.
        """
        self.ensure_one()
        return []

    def action_complete(self):
        self._check_stands_for()
        return super().action_complete()

    def action_write_again(self):
        self._check_stands_for()
        return super().action_write_again()

    def _check_stands_for(self):
        """The recorder writes; what it says is for the responsible to stand for."""
        self._check_writer()
        if not self.env.su and not all(record.is_mine for record in self):
            raise AccessError(self.env._("The responsible completes the record, and opens it."))
