from odoo import fields, models


class HrVersion(models.Model):
    _inherit = "hr.version"

    rank_id = fields.Many2one(
        "talk.rank",
        index="btree_not_null",
        groups="hr.group_hr_user",
        help="The rank of the post; who owes whom a talk, and how often, may depend on it.",
    )
    post_date = fields.Date(
        string="In Post Since",
        groups="hr.group_hr_user",
        help="The day the present post was taken up.",
    )
