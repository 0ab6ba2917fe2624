from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class TalkCommitment(models.Model):
    """What someone undertook in a talk, and by when (H4.3). As confidential as its record."""

    _name = "talk.commitment"
    _description = "Commitment"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"record_id"})
    _rec_names_search = ["record_id.talk_id"]  # by the number of its talk, never by its words
    _order = "record_id, date_due, id"

    record_id = fields.Many2one("talk.record", required=True, index=True, ondelete="cascade")
    name = fields.Char(string="What", required=True, help="What will be done.")
    side = fields.Selection(
        [("employee", "Employee"), ("responsible", "Responsible")],
        string="By",
        required=True,
        default="employee",
        help="Who undertook it.",
    )
    date_due = fields.Date(string="By When")

    @api.depends("record_id")
    def _compute_display_name(self):
        for commitment in self:
            commitment.display_name = commitment.record_id.sudo().display_name

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT r.id FROM talk_record r WHERE %s))",
            SQL.identifier(alias, "record_id"),
            self.env["talk.record"]._sql_visible("r", uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        return Domain("record_id.talk_id.is_written_by_me", "=", True)

    @api.model_create_multi
    def create(self, vals_list):
        commitments = super().create(vals_list)
        commitments._check_open()
        return commitments

    def write(self, vals):
        self.check_access("write")
        self._check_open()
        if not self.env.su and "record_id" in vals:
            raise AccessError(self.env._("A commitment is not moved from one record to another."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._check_open()

    def _check_open(self):
        """A completed record keeps its commitments as they are. Raises UserError."""
        if not self.env.su and any(record.state != "draft" for record in self.record_id):
            raise UserError(self.env._("A completed record is opened again before it is changed."))
