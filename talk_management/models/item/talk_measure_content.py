import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class TalkMeasureContent(models.Model):
    """What is written on a measure, apart from its facts: what is to be done, and what came of
    it. The evidence is as confidential as the words."""

    _name = "talk.measure.content"
    _description = "Content of a Measure"
    _inherit = ["talk.words.mixin"]
    _words_of = "measure_id"
    _log_access = False
    _rec_names_search = ["measure_id.name"]
    _not_handed_out = "what is done about a matter, and about no employee"

    measure_id = fields.Many2one(
        "talk.measure", required=True, readonly=True, index=True, ondelete="cascade"
    )
    title = fields.Char(string="What Is to Be Done", help="What is to be done.")
    progress_note = fields.Text(help="How far it is, and what stands in the way.")
    evidence = fields.Text(string="What Was Done", help="So that others can see it.")
    evidence_file = fields.Binary(
        string="Evidence", copy=False, help="A picture or document that shows it."
    )
    evidence_filename = fields.Char(string="File Name", help="The name of that file.")
    evaluation = fields.Text(help="Whether it helped, and what is still to be done.")
    drop_reason = fields.Text(
        string="Why It Is Dropped", help="Why it is not carried out after all."
    )

    _once = models.UniqueIndex("(measure_id)", "A measure has its words once.")

    @api.model
    def _refusal_sentence(self):
        return self.env._("What a measure is about is read by those who deal with it, nobody else.")

    @api.model
    def _of_items(self, items):
        """Those of measures whose items, all of them, keep their facts alone."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT r.measure_id FROM talk_measure_item_rel r
                     LEFT JOIN talk_item_content c ON c.item_id = r.item_id
                    GROUP BY r.measure_id
                   HAVING bool_or(r.item_id IN %(items)s)
                      AND bool_and(r.item_id IN %(items)s OR c.id IS NULL)""",
                items=tuple(items.ids) or (0,),
            )
        )
        return self.search([("measure_id", "in", [row[0] for row in rows])])

    def write(self, vals):
        self.measure_id._check_writer(vals.keys())
        if "measure_id" in vals and not self.env.su:
            raise UserError(self.env._("Words stay with the measure they are about."))
        if vals.get("evidence_file"):
            for words in self:
                words._check_size(vals["evidence_file"])
        return super().write(vals)

    def _check_size(self, data):
        """Raise UserError where the file is larger than files may be here."""
        try:
            size = len(base64.b64decode(data, validate=False))
        except (binascii.Error, ValueError) as error:
            raise UserError(self.env._("The file could not be read: attach it again.")) from error
        limit = self.sudo().measure_id.company_id.talk_scan_megabytes
        if size > limit * 1_000_000:
            raise UserError(
                self.env._(
                    "The file has %(size)s MB; at most %(limit)s MB can be attached. Make it "
                    "smaller, or attach the part that matters.",
                    size=round(size / 1_000_000, 1),
                    limit=limit,
                )
            )
