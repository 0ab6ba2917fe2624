from odoo import fields, models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "talk.chain.source"]

    _chain_fields = {"active", "user_id", "company_id", "department_id", "current_version_id"}

    talk_delegation_ids = fields.One2many(
        "talk.delegation",
        "delegator_id",
        string="Delegations of Talks",
        groups="talk_management.group_talk_officer",
        help="Whom this person has entrusted with talks, and for what time.",
    )

    def action_talk_chain(self):
        """Show who answers for this person and for whom this person answers (H4.7)."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "talk_management.chain",
            "name": self.env._("Chain of %s", self.name),
            "params": {"employee_id": self.id},
        }
