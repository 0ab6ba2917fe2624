from odoo import models


class HrVersion(models.Model):
    _name = "hr.version"
    _inherit = ["hr.version", "talk.chain.source"]

    _chain_fields = {"active", "department_id", "employee_id", "date_version"}
