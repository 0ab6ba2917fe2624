from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_sign_late_days = fields.Integer(
        string="Days Until a Talk Is Entered",
        default=14,
        required=True,
        help="A talk marked held, or a record completed, more days after the talk than this is a "
        "sign for the HR officer to look at.",
    )

    _talk_sign_late_days_sane = models.Constraint(
        "CHECK (talk_sign_late_days BETWEEN 1 AND 365)",
        "Talks are entered within 1 to 365 days.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_sign_late_days = fields.Integer(related="company_id.talk_sign_late_days", readonly=False)
