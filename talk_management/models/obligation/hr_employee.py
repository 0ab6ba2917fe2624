from odoo import fields, models

from .talk_obligation import UNSETTLED


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    talk_owed_count = fields.Integer(
        string="Talks Owed",
        compute="_compute_talk_counts",
        groups="hr.group_hr_user",
        help="Open talks this person owes others.",
    )
    talk_due_count = fields.Integer(
        string="Talks Due",
        compute="_compute_talk_counts",
        groups="hr.group_hr_user",
        help="Open talks others owe this person.",
    )

    def _compute_talk_counts(self):
        obligations = self.env["talk.obligation"]
        unsettled = [("state", "in", UNSETTLED)]
        owed, due = (
            dict(
                obligations._read_group([*unsettled, (field, "in", self.ids)], [field], ["__count"])
            )
            for field in ("responsible_id", "employee_id")
        )
        for employee in self:
            employee.talk_owed_count = owed.get(employee, 0)
            employee.talk_due_count = due.get(employee, 0)

    def action_talk_obligations(self):
        """The talks this person owes, and those owed to this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_obligation"
        )
        domain = ["|", ("responsible_id", "=", self.id), ("employee_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}
