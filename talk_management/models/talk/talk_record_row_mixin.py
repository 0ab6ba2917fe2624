from odoo import api, models
from odoo.tools import SQL


class TalkRecordRowMixin(models.AbstractModel):
    """What hangs on a record by ``record_id``: named by the number of its talk, never by its
    words, and read by whoever reads the record."""

    _name = "talk.record.row.mixin"
    _description = "Row of a Record"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"record_id"})
    _rec_names_search = ["record_id.talk_id"]

    @api.depends("record_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.record_id.sudo().display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT r.id FROM talk_record r WHERE %s))",
            SQL.identifier(alias, "record_id"),
            self.env["talk.record"]._sql_visible("r", uid),
        )
