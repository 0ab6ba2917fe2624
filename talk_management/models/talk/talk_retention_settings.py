from datetime import timedelta

from odoo import fields, models

YEARS = "CHECK (%s BETWEEN 1 AND 50)"
# so long after the addon came, or came to erase, the years kept can be set in peace
DAYS_OF_GRACE = 90


class TalkKind(models.Model):
    _inherit = "talk.kind"

    retention_years = fields.Integer(
        string="Years Its Records Are Kept",
        help="So many years after the talk its record is erased. 0: as the company's settings say.",
    )

    _retention_years_sane = models.Constraint(
        "CHECK (retention_years BETWEEN 0 AND 50)", "Records are kept for up to 50 years."
    )


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_retention_years = fields.Integer(
        string="Years Records Are Kept",
        default=5,
        required=True,
        help="So many years after a talk its record is erased, unless its kind says otherwise.",
    )
    talk_retention_formal_years = fields.Integer(
        string="Years Records of Formal Measures Are Kept",
        default=10,
        required=True,
        help="So many years after a formal disciplinary measure its record is erased.",
    )

    talk_erase_from = fields.Date(
        string="Nothing Is Erased Before",
        default=lambda self: fields.Date.today() + timedelta(days=DAYS_OF_GRACE),
        required=True,
        help="Until this day all records are kept, however old, so that the years can be set.",
    )

    _talk_retention_years_sane = models.Constraint(
        YEARS % "talk_retention_years", "Records are kept for 1 to 50 years."
    )
    _talk_retention_formal_years_sane = models.Constraint(
        YEARS % "talk_retention_formal_years", "Records are kept for 1 to 50 years."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_retention_years = fields.Integer(related="company_id.talk_retention_years", readonly=False)
    talk_retention_formal_years = fields.Integer(
        related="company_id.talk_retention_formal_years", readonly=False
    )
    talk_erase_from = fields.Date(related="company_id.talk_erase_from", readonly=False)
