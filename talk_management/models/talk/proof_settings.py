from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_lock_days = fields.Integer(
        string="Days Until a Record Is Locked",
        default=7,
        required=True,
        help="How many days after it is completed a record is locked. A kind of talk may say "
        "otherwise.",
    )
    talk_link_days = fields.Integer(
        string="Days a Link to Confirm Can Be Used",
        default=14,
        required=True,
        help="For how long somebody without a user can confirm by the link sent to them.",
    )
    talk_scan_megabytes = fields.Integer(
        string="Size of a Scan (Megabytes)",
        default=10,
        required=True,
        help="How large the scan of a signed form may be.",
    )

    _talk_proof_sane = models.Constraint(
        "CHECK (talk_lock_days BETWEEN 1 AND 365 AND talk_link_days BETWEEN 1 AND 60 "
        "AND talk_scan_megabytes BETWEEN 1 AND 100)",
        "A record is locked within 1 to 365 days, a link can be used for 1 to 60 days, and a "
        "scan has 1 to 100 megabytes.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_lock_days = fields.Integer(related="company_id.talk_lock_days", readonly=False)
    talk_link_days = fields.Integer(related="company_id.talk_link_days", readonly=False)
    talk_scan_megabytes = fields.Integer(related="company_id.talk_scan_megabytes", readonly=False)
