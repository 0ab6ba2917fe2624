from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_officer_id = fields.Many2one(related="company_id.talk_officer_id", readonly=False)
    talk_seal_line = fields.Char(related="company_id.talk_seal_line", readonly=False)
    talk_capacity_per_day = fields.Integer(
        related="company_id.talk_capacity_per_day", readonly=False
    )
