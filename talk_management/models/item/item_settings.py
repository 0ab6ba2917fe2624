from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_item_remind_days = fields.Integer(
        string="Days to Remind Ahead",
        default=3,
        required=True,
        help="How many days before a raised item is due whoever handles it is reminded.",
    )
    talk_item_escalation_days = fields.Integer(
        string="Days until the Superior Is Told",
        default=7,
        required=True,
        help="After how many days overdue a raised item is brought before the superior of whoever "
        "handles it, and after as many again before the next one up.",
    )

    _talk_item_remind_days_sane = models.Constraint(
        "CHECK (talk_item_remind_days BETWEEN 0 AND 366)",
        "The reminder comes 0 to 366 days before an item is due.",
    )
    _talk_item_escalation_days_sane = models.Constraint(
        "CHECK (talk_item_escalation_days BETWEEN 1 AND 366)",
        "The superior is told after 1 to 366 days overdue.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_item_remind_days = fields.Integer(
        related="company_id.talk_item_remind_days", readonly=False
    )
    talk_item_escalation_days = fields.Integer(
        related="company_id.talk_item_escalation_days", readonly=False
    )
