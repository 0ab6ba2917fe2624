from odoo import api, fields, models


class TalkActingHead(models.Model):
    """Somebody acts as head of a department (主持工作) from one day to another.

    Meanwhile that person answers as its head, and the regular head, if there is one,
    answers for nobody in it; both remain heads whom the leader in charge talks with.
    """

    _name = "talk.acting.head"
    _description = "Acting Head"
    _inherit = ["talk.chain.place"]
    _order = "department_id, date_from desc, id desc"
    _place_keys = ("department_id",)
    _check_company_auto = True

    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="The department headed meanwhile.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Acting Head",
        required=True,
        index=True,
        ondelete="cascade",
        help="Who answers as head of the department meanwhile.",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)

    @api.depends("department_id.name", "employee_id.name")
    def _compute_display_name(self):
        for acting in self:
            names = acting.department_id.name, acting.employee_id.name
            acting.display_name = " · ".join(filter(None, names))
