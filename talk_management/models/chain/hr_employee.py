from odoo import models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "talk.chain.source"]

    _chain_fields = {"active", "user_id", "company_id", "department_id", "current_version_id"}

    def action_talk_chain(self):
        """Show who answers for this person and for whom this person answers (H4.7)."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "talk_management.chain",
            "name": self.env._("Chain of %s", self.name),
            "params": {"employee_id": self.id},
        }
