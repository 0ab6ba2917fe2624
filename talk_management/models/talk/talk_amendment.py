from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .talk_record import LOCKED


class TalkAmendment(models.Model):
    """What is put right in a locked record (补正): it stands below the words, which stay.

    Added by whoever writes the record, and by the employee to their own part. Read by those
    who read the record; neither changed nor deleted.
    """

    _name = "talk.amendment"
    _description = "Amendment"
    _inherit = ["talk.record.row.mixin"]
    _order = "record_id, added_on, id"

    record_id = fields.Many2one(
        "talk.record", required=True, index=True, ondelete="cascade", help="What it is added to."
    )
    author_id = fields.Many2one(
        "hr.employee", string="Added By", readonly=True, ondelete="restrict", help="Who added it."
    )
    added_on = fields.Datetime(readonly=True, help="When it was added.")
    text = fields.Text(string="Amendment", required=True, help="What is put right, and how.")

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True) if operation in ("read", "create") else Domain.FALSE

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        return super().create([self._added(vals) for vals in vals_list])

    @api.model
    def _added(self, vals):
        """The values of the row: who adds it and when is not for the author to say."""
        record = self.env["talk.record"].browse(vals.get("record_id"))
        author = record._amender()
        text = (vals.get("text") or "").strip()
        if not text:
            raise UserError(self.env._("Write what is put right."))
        return {
            "record_id": record.id,
            "text": text,
            "author_id": author.id,
            "added_on": fields.Datetime.now(),
        }

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("An amendment stays as it is. Add another one."))
        return super().write(vals)


class TalkRecord(models.Model):
    _inherit = "talk.record"

    amendment_ids = fields.One2many(
        "talk.amendment",
        "record_id",
        string="Amendments",
        readonly=True,
        help="What was put right after the record was locked.",
    )
    can_amend = fields.Boolean(
        compute="_compute_can_amend", help="Whether the current user may add an amendment."
    )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_can_amend(self):
        for record in self:
            record.can_amend = record.state == LOCKED and bool(record._amending_employee())

    def _amending_employee(self):
        """Who of those who may add an amendment the current user is: whoever writes the record,
        or the employee in their own part."""
        self.ensure_one()
        record, user = self.sudo(), self.env.user
        writer = user.employee_ids if self.is_writer else user.employee_ids.browse()
        people = writer | record.participant_id.employee_id
        return people.sudo().filtered(lambda employee: employee.user_id == user)[:1]

    def _amender(self):
        self.ensure_one()
        self.check_access("read")
        if not (employee := self._amending_employee()):
            raise AccessError(
                self.env._("Whoever wrote the record, and the employee in their part, amend it.")
            )
        if self.state != LOCKED:
            raise UserError(
                self.env._("A record that is not locked yet is not amended, it is opened again.")
            )
        return employee

    def action_amend(self):
        """Open the box in which an amendment is written."""
        self._amender()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add an Amendment"),
            "res_model": "talk.amendment",
            "views": [(self.env.ref("talk_management.talk_amendment_view_box").id, "form")],
            "target": "new",
            "context": {"default_record_id": self.id},
        }
