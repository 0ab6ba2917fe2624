from odoo import fields, models

from .talk_obligation import UNSETTLED


class HrDepartment(models.Model):
    _inherit = "hr.department"

    talk_due_count = fields.Integer(
        string="Talks Due",
        compute="_compute_talk_due_count",
        groups="talk_management.group_talk_officer",
        help="Open talks owed to the people of this department and those below it.",
    )

    def _compute_talk_due_count(self):
        counts = self.env["talk.obligation"]._read_group(
            [("state", "in", UNSETTLED), ("department_id", "child_of", self.ids)],
            ["department_id"],
            ["__count"],
        )
        for department in self:
            path = department.parent_path or "/"
            department.talk_due_count = sum(
                count for below, count in counts if (below.parent_path or "").startswith(path)
            )

    def action_talk_obligations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_obligation"
        )
        return action | {"domain": [("department_id", "child_of", self.id)]}
