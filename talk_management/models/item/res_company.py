from odoo import fields, models

SIGNED_BY_OWNER = "owner"
SIGNED_BY_HEAD = "head"


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

    talk_reply_days = fields.Integer(
        string="Days to Reply in Writing",
        default=15,
        required=True,
        help="Within how many days a written reply is given, where nobody names a day.",
    )
    talk_reply_signer = fields.Selection(
        [
            (SIGNED_BY_OWNER, "Whoever handles the matter"),
            (SIGNED_BY_HEAD, "The head of the department that handles it"),
        ],
        string="Written Replies Are Signed By",
        default=SIGNED_BY_OWNER,
        required=True,
        help="What is known to two people only is signed by whoever held the talk.",
    )

    _talk_item_days_sane = models.Constraint(
        "CHECK (talk_item_days BETWEEN 1 AND 366)",
        "What was raised is to be solved within 1 to 366 days.",
    )
    _talk_item_confirm_days_sane = models.Constraint(
        "CHECK (talk_item_confirm_days BETWEEN 1 AND 366)",
        "Those who raised something have 1 to 366 days to reopen it.",
    )
    _talk_reply_days_sane = models.Constraint(
        "CHECK (talk_reply_days BETWEEN 1 AND 366)",
        "A written reply is given within 1 to 366 days.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talk_item_days = fields.Integer(related="company_id.talk_item_days", readonly=False)
    talk_item_confirm_days = fields.Integer(
        related="company_id.talk_item_confirm_days", readonly=False
    )
    talk_reply_days = fields.Integer(related="company_id.talk_reply_days", readonly=False)
    talk_reply_signer = fields.Selection(related="company_id.talk_reply_signer", readonly=False)
