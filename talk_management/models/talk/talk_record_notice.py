from odoo import fields, models


class TalkRecordNotice(models.Model):
    """A reference notice in a record, and whether it was conveyed (B4c)."""

    _name = "talk.record.notice"
    _description = "Notice Conveyed in a Talk"
    _inherit = ["talk.record.line.mixin", "talk.confidential.mixin"]
    _order = "record_id, id"

    notice_id = fields.Many2one(
        "talk.notice",
        required=True,
        index=True,
        ondelete="restrict",
        help="What is to be conveyed.",
    )
    is_conveyed = fields.Boolean(string="Conveyed", help="Whether it was conveyed in the talk.")
    remark = fields.Char(help="How it was taken, or why it was not conveyed.")

    _once = models.UniqueIndex("(record_id, notice_id)", "This notice is in the record already.")


class TalkRecord(models.Model):
    _inherit = "talk.record"

    notice_ids = fields.One2many(
        "talk.record.notice",
        "record_id",
        string="Notices",
        help="Reference notices that the talk was to convey, and did (B4c).",
    )

    def _has_lines(self):
        noted = any(line.is_conveyed or (line.remark or "").strip() for line in self.notice_ids)
        return noted or super()._has_lines()
