from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TalkLink(models.Model):
    """A leader is linked to a department or Party branch not in their charge (联系点).

    A second way down beside the hierarchy: layers of linked leaders are made of these.
    """

    _name = "talk.link"
    _description = "Link of a Leader"
    _inherit = ["talk.chain.place"]
    _order = "employee_id, department_id, branch_id, id"
    _place_keys = ("employee_id", "department_id", "branch_id")
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        string="Linked Leader",
        required=True,
        index=True,
        ondelete="cascade",
        help="Who keeps in touch with the department or branch, beside its own leaders.",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        help="The department linked with. Leave empty for a Party branch.",
    )
    branch_id = fields.Many2one(
        "talk.branch",
        string="Party Branch",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        help="The Party branch linked with. Leave empty for a department.",
    )
    include_below = fields.Boolean(
        string="With Departments Below",
        help="The link holds for the departments below this one as well.",
    )

    @api.depends("employee_id.name", "department_id.name", "branch_id.name")
    def _compute_display_name(self):
        for link in self:
            place = link.department_id.name or link.branch_id.name
            link.display_name = " · ".join(filter(None, (link.employee_id.name, place)))

    @api.constrains("employee_id", "department_id", "branch_id")
    def _check_place(self):
        for link in self:
            if bool(link.department_id) == bool(link.branch_id):
                raise ValidationError(
                    self.env._(
                        "%s is linked either with a department or with a Party branch: "
                        "name one of the two.",
                        link.employee_id.name,
                    )
                )
