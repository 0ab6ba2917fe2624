from odoo import api, fields, models


class TalkClosing(models.Model):
    """That a period was closed, with what was still open on that day (B10).

    Written once by the HR officer's dialog and never changed: who opens it later sees the figures
    of that day, and by its buttons what is left of them.
    """

    _name = "talk.closing"
    _description = "Closing of a Period"
    _inherit = ["talk.closing.mixin"]
    _order = "date_to desc, date_from desc, id desc"

    company_id = fields.Many2one(readonly=True)
    date_from = fields.Date(readonly=True)
    date_to = fields.Date(readonly=True)
    remark = fields.Text(
        readonly=True,
        copy=False,
        groups="talk_management.group_talk_officer",
        help="What the HR officer says to what was open. HR officers read it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Closed By",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="Who closed it.",
    )
    closed_on = fields.Datetime(
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When it was closed: the figures are of that moment.",
    )

    _period_once = models.UniqueIndex(
        "(company_id, date_from, date_to)", "This period is closed already."
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for closing in self:
            closing.display_name = closing._period_name()
