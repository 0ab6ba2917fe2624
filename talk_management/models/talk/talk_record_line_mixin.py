from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

DRAFT = "draft"


class TalkRecordLineMixin(models.AbstractModel):
    """A line of a record: read by whoever reads the record, written by whoever writes it, as
    long as it is being written. Confidential as the record itself."""

    _name = "talk.record.line.mixin"
    _description = "Line of a Record"
    _inherit = ["talk.workflow.mixin", "talk.record.row.mixin"]

    record_id = fields.Many2one(
        "talk.record",
        required=True,
        index=True,
        ondelete="cascade",
        help="The record it belongs to.",
    )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        return Domain("record_id.talk_id.is_written_by_me", "=", True)

    # the field whose value stands in a record at most once
    _once_by = None

    @api.model_create_multi
    def create(self, vals_list):
        self._check_once(vals_list)
        lines = super().create(vals_list)
        lines._check_changeable({})
        return lines

    def _check_once(self, vals_list):
        """Raise UserError where the record has such a line, as far as the user reads it."""
        if not self._once_by or self.env.su:
            return
        new = {(vals.get("record_id"), vals.get(self._once_by)) for vals in vals_list}
        there = self.search([("record_id", "in", [record for record, _value in new if record])])
        for line in there:
            if (line.record_id.id, line[self._once_by].id) in new:
                raise UserError(
                    self.env._(
                        "“%s” is in the record already.", line[self._once_by].sudo().display_name
                    )
                )

    def write(self, vals):
        self.check_access("write")
        if not self.env.su:
            self._check_changeable(vals)
            if "record_id" in vals:
                raise AccessError(self.env._("A line is not moved from one record to another."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_while_written(self):
        self._check_changeable(None)

    def _check_changeable(self, vals):
        """Raise UserError unless the lines may be made or changed; ``vals`` is None to delete."""
        if not self.env.su and any(record.state != DRAFT for record in self.sudo().record_id):
            raise UserError(self.env._("A completed record is opened again before it is changed."))
