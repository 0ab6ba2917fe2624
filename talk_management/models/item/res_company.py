from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_item_days = fields.Integer(
        string="Days to Solve What Was Raised",
        default=30,
        required=True,
        help="Within how many days a raised item is to be solved, if nobody says otherwise.",
    )
    talk_item_confirm_days = fields.Integer(
        string="Days to Reopen",
        default=14,
        required=True,
        help="For how many days those who raised something can say that it is not settled. Then "
        "it is closed.",
    )

    _talk_item_days_sane = models.Constraint(
        "CHECK (talk_item_days BETWEEN 1 AND 366)",
        "What was raised is to be solved within 1 to 366 days.",
    )
    _talk_item_confirm_days_sane = models.Constraint(
        "CHECK (talk_item_confirm_days BETWEEN 1 AND 366)",
        "Those who raised something have 1 to 366 days to reopen it.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_item_days = fields.Integer(related="company_id.talk_item_days", readonly=False)
    talk_item_confirm_days = fields.Integer(
        related="company_id.talk_item_confirm_days", readonly=False
    )
