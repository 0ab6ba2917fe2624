from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrDepartment(models.Model):
    _name = "hr.department"
    _inherit = ["hr.department", "talk.chain.source"]

    _chain_fields = {"active", "parent_id", "manager_id", "company_id", "talk_leader_id"}

    talk_leader_id = fields.Many2one(
        "hr.employee",
        string="Leader in Charge",
        index="btree_not_null",
        check_company=True,
        help="The member of the leadership team this department answers to. "
        "Empty: the leader of the department above counts.",
    )
    talk_leader_effective_id = fields.Many2one(
        "hr.employee",
        string="Leader in Charge (Effective)",
        compute="_compute_talk_leader_effective_id",
        recursive=True,
        help="The leader in charge, set here or taken over from a department above.",
    )

    talk_acting_head_ids = fields.One2many(
        "talk.acting.head",
        "department_id",
        string="Acting Heads",
        help="Who answers as head for a time; the manager does not meanwhile.",
    )

    @api.depends("active", "talk_leader_id", "parent_id.talk_leader_effective_id")
    def _compute_talk_leader_effective_id(self):
        for department in self:
            department.talk_leader_effective_id = (
                department.active and department.talk_leader_id
            ) or department.parent_id.talk_leader_effective_id

    @api.constrains("talk_leader_id", "parent_id", "manager_id")
    def _check_talk_leader_cycle(self):
        """The leader in charge must not answer to the head of the department in turn."""
        members = self.env["talk.team.member"].sudo()
        today = self.env.company._talk_today()
        team = members.search(members._domain_current(today)).employee_id
        for department in self.sudo():
            leader = department.talk_leader_id
            home = leader.department_id
            if not leader or not home or leader == department.manager_id:
                continue
            below = f"{home.parent_path or ''}".startswith(department.parent_path or "/")
            if below and leader not in team:
                raise ValidationError(
                    self.env._(
                        "%(leader)s belongs to %(department)s and answers to its head, "
                        "so cannot be its leader in charge: the chain would run in a circle.",
                        leader=leader.name,
                        department=department.name,
                    )
                )
