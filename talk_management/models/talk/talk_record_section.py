from odoo import api, fields, models

from .talk_record import SHARED_SECTIONS


class TalkRecordSection(models.Model):
    """One section of a record, such as the shortcomings named: a kind of talk picks which of
    them its record shows, on the screen and on paper, so that nobody faces boxes they do not
    need. Which there are is given; each stands for a field of the record."""

    _name = "talk.record.section"
    _description = "Section of a Record"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What the section is called.")
    code = fields.Char(
        required=True, readonly=True, help="Technical: the field of the record that it shows."
    )
    sequence = fields.Integer(default=10, help="In which order sections stand.")
    is_ordinary = fields.Boolean(
        string="Shown Where Nothing Is Picked",
        default=True,
        help="Whether the records of a kind that picks no sections show it.",
    )

    _code_unique = models.UniqueIndex("(code)", "There is such a section already.")


class TalkKind(models.Model):
    _inherit = "talk.kind"

    section_ids = fields.Many2many(
        "talk.record.section",
        string="Sections of the Record",
        help="What the record of such a talk asks for. Empty: all the ordinary sections. "
        "What was written in another section stays to be read.",
    )

    def _section_codes(self):
        """Codes of the sections to show, in their order."""
        sections = self.sudo().section_ids or self.env["talk.record.section"].sudo().search(
            [("is_ordinary", "=", True)]
        )
        return [section.code for section in sections.sorted() if section.code in SHARED_SECTIONS]


class TalkRecord(models.Model):
    _inherit = "talk.record"

    reason = fields.Text(
        "Reason for the Talk", help="What gave rise to the talk, as the two of them see it."
    )
    outline = fields.Text(help="The points that were talked about, one a line.")
    remark = fields.Text(help="What else should be kept.")
    section_codes = fields.Char(
        compute="_compute_section_codes",
        export_string_translation=False,
        help="Technical: the sections to show, between commas.",
    )

    @api.depends("talk_id")
    def _compute_section_codes(self):
        for record in self:
            codes = record._shown_sections()
            record.section_codes = f",{','.join(codes)},"

    def _shown_sections(self):
        """Codes of the sections of the kind, and of others in which something is written."""
        self.ensure_one()
        picked = self.talk_id.sudo().kind_id._section_codes()
        written = [
            name for name in SHARED_SECTIONS if name not in picked and (self[name] or "").strip()
        ]
        return picked + written
