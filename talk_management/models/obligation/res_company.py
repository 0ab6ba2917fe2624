from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.escalation import parse_escalation_days


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_escalation_days = fields.Char(
        string="Escalate Talks After",
        default="7, 14",
        help="For talks owed without a rule: how many days after the due date to tell whoever "
        "answers for the responsible, separated by commas, one number for each level up the chain.",
    )

    @api.constrains("talk_escalation_days")
    def _check_talk_escalation_days(self):
        for company in self:
            try:
                parse_escalation_days(company.talk_escalation_days)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be read as days after the due date. "
                        "Write whole numbers with commas between them, such as 7, 14.",
                        company.talk_escalation_days,
                    )
                ) from None
