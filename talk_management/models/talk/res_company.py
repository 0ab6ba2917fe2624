from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_request_days = fields.Integer(
        string="Days to Answer a Request",
        default=3,
        required=True,
        help="Within how many working days a leader answers somebody who asked for a talk. After "
        "the same time again the employee is asked whom else to try.",
    )
    talk_request_published = fields.Boolean(
        string="Talks Asked For Are on the Ledger",
        help="The institution's published rule says so. Otherwise a talk asked for is known to "
        "the two alone, until the employee lets it be known. Requests sent before keep "
        "to what held when they were sent.",
    )

    _talk_request_days_sane = models.Constraint(
        "CHECK (talk_request_days BETWEEN 1 AND 60)",
        "A request is to be answered within 1 to 60 working days.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_request_days = fields.Integer(related="company_id.talk_request_days", readonly=False)
    talk_request_published = fields.Boolean(
        related="company_id.talk_request_published", readonly=False
    )
