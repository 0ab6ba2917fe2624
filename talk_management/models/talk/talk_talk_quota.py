from odoo import models

from ..obligation.talk_obligation import OPEN, UNSETTLED


class TalkTalk(models.Model):
    """A quota follows the talks held: its figures by themselves, its reminder at once."""

    _inherit = "talk.talk"

    def _has_talks_to_hold(self, responsible):
        """Whether that person answers for somebody, or owes talks without an edge of their own:
        by a quota that runs, or because they were entrusted with them."""
        mine = [("responsible_id", "=", responsible.id)]
        today = responsible.company_id._talk_today()
        return any(
            self.env[model].sudo().search_count([*mine, *domain], limit=1)
            for model, domain in (
                ("talk.edge", [("date_to", "=", False)]),
                ("talk.quota", [("state", "=", OPEN), ("date_due", ">=", today)]),
                ("talk.obligation", [("state", "in", UNSETTLED)]),
            )
        )

    def _after_hold(self):
        result = super()._after_hold()
        self._refresh_quotas()
        return result

    def _after_release(self):
        result = super()._after_release()
        self._refresh_quotas()
        return result

    def _refresh_quotas(self):
        """Those of the talks' responsible in whose period the talks lie."""
        if not self:
            return
        quotas = self.env["talk.quota"].search(
            [
                ("responsible_id", "in", self.responsible_id.ids),
                ("state", "=", OPEN),
                ("date_start", "<=", max(self.mapped("date"))),
                ("date_due", ">=", min(self.mapped("date"))),
            ]
        )
        if quotas:
            quotas.invalidate_recordset(["held_count", "progress", "is_met"])
            self.env["talk.reminder"]._refresh_for(quotas)
