from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_escalation_days = fields.Char(related="company_id.talk_escalation_days", readonly=False)
