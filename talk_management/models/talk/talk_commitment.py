from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

OPEN = "open"
KEPT = "kept"
DROPPED = "dropped"
# what became of it is noted later, after the record was completed; the words stay
OUTCOME = frozenset({"state", "date_closed", "note"})


class TalkCommitment(models.Model):
    """What someone undertook in a talk, and by when (H4.3). As confidential as its record.

    Open ones come back in the preparation of the next talk. Whether it was kept is noted by
    the responsible, and by the employee for what the employee undertook.
    """

    _name = "talk.commitment"
    _description = "Commitment"
    _inherit = ["talk.record.row.mixin"]
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
    date_due = fields.Date(string="By When", help="Until when it is to be done.")
    state = fields.Selection(
        [(OPEN, "Still Open"), (KEPT, "Kept"), (DROPPED, "Dropped")],
        required=True,
        default=OPEN,
        help="Whether it was done. What is open comes back when the next talk is prepared.",
    )
    date_closed = fields.Date(
        string="Noted On", help="On which day it was noted as kept or dropped."
    )
    note = fields.Char(string="What Became of It", help="How it was kept, or why it was dropped.")
    employee_id = fields.Many2one(
        related="record_id.participant_id.employee_id",
        string="Employee",
        help="With whom the talk was; empty for the common part of a group talk.",
    )
    date = fields.Date(related="record_id.talk_id.date", string="Date", help="The day of the talk.")
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", help="Still open after its day."
    )
    can_note = fields.Boolean(
        string="May Note What Became of It",
        compute="_compute_can_note",
        help="Whether the current user notes what became of it.",
    )

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for commitment in self:
            today = commitment.record_id.sudo().talk_id.company_id._talk_today()
            due = commitment.date_due
            commitment.is_overdue = commitment.state == OPEN and bool(due) and due < today

    @api.depends_context("uid")
    def _compute_can_note(self):
        allowed = self.sudo().filtered_domain(self._domain_allowed("write"))
        for commitment in self:
            commitment.can_note = commitment.id in allowed._ids

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        mine = Domain("record_id.talk_id.is_written_by_me", "=", True)
        return mine | self._domain_own() if operation == "write" else mine

    @api.model
    def _domain_own(self):
        """What the user undertook as the employee, once the record can be read."""
        return (
            Domain("side", "=", "employee")
            & Domain("is_visible", "=", True)
            & Domain("record_id.participant_id.employee_id.user_id", "=", self.env.uid)
        )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_words(vals)
        commitments = super().create(vals_list)
        commitments._check_open()
        return commitments

    def write(self, vals):
        self.check_access("write")
        if "name" in vals:
            self._check_words(vals)
        if vals.keys() - OUTCOME:
            self._check_open()
        if "state" in vals and "date_closed" not in vals:
            vals = {**vals, "date_closed": self._date_closed(vals["state"])}
        if not self.env.su and "record_id" in vals:
            raise AccessError(self.env._("A commitment is not moved from one record to another."))
        return super().write(vals)

    def _date_closed(self, state):
        return state != OPEN and self.env.company._talk_today()

    def action_keep(self):
        """It was done."""
        self.write({"state": KEPT})
        return True

    def action_drop(self):
        """It will not be done, or no longer matters."""
        self.write({"state": DROPPED})
        return True

    def action_open_again(self):
        """It is still to be done after all."""
        self.write({"state": OPEN})
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._check_open()

    def _check_words(self, vals):
        if not str(vals.get("name") or "").strip():
            raise UserError(
                self.env._("A commitment says what will be done: write it, or remove the line.")
            )

    def _check_open(self):
        """A completed record keeps its commitments as they are. Raises UserError."""
        if not self.env.su and any(record.state != "draft" for record in self.record_id):
            raise UserError(self.env._("A completed record is opened again before it is changed."))
