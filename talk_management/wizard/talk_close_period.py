from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..engine.period import period_of


class TalkClosePeriod(models.TransientModel):
    """Close a period: see what is still open of it, say what is to become of that, and keep it.

    Nothing is stopped by it: what is open stays open and is followed up as before.
    """

    _name = "talk.close.period"
    _description = "Close a Period"
    _inherit = ["talk.closing.mixin"]

    term_id = fields.Many2one("talk.term", help="Takes the days of the period from a term.")
    date_from = fields.Date(default=lambda self: self._last_quarter().start)
    date_to = fields.Date(default=lambda self: self._last_quarter().end)
    remark = fields.Text(help="What is to become of what is open. It is asked for if anything is.")

    @api.model
    def _last_quarter(self):
        """The last quarter that is over."""
        current = period_of("quarter", self.env.company._talk_today())
        return period_of("quarter", current.start - timedelta(days=1))

    @api.onchange("term_id")
    def _onchange_term_id(self):
        if self.term_id:
            self.date_from, self.date_to = self.term_id.date_from, self.term_id.date_to

    def action_close(self):
        """Keep the figures of the period. Raises UserError where it cannot be closed yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_officer()
        self._check_closable()
        closing = (
            self.env["talk.closing"]
            .sudo()
            .create(
                {
                    "company_id": self.company_id.id,
                    "date_from": self.date_from,
                    "date_to": self.date_to,
                    "remark": (self.remark or "").strip(),
                    "user_id": self.env.user.id,
                }
            )
        )
        closing.flush_recordset()  # the figures are of this moment
        return {
            "type": "ir.actions.act_window",
            "res_model": closing._name,
            "res_id": closing.id,
            "views": [(False, "form")],
        }

    def _check_closable(self):
        _ = self.env._
        if self.date_to < self.date_from:
            raise UserError(_("The period ends before it begins: choose a later last day."))
        if self.date_to >= self.company_id._talk_today():
            raise UserError(
                _(
                    "The period runs until %(date)s. It can be closed on the day after.",
                    date=format_date(self.env, self.date_to),
                )
            )
        closed = self.env["talk.closing"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_from", "=", self.date_from),
                ("date_to", "=", self.date_to),
            ]
        )
        if closed:
            raise UserError(
                _(
                    "This period was closed on %(date)s by %(name)s.",
                    date=format_date(self.env, closed.closed_on),
                    name=closed.user_id.name,
                )
            )
        # counted anew: the dialog may have been open for long
        self._compute_open_ends()
        if self.open_count and not (self.remark or "").strip():
            raise UserError(
                _("Something is still open of this period: write what is to become of it.")
            )
