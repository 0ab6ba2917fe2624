from odoo import api, models
from odoo.tools import SQL

LOCK = "talk.edge/daily"


class TalkEdge(models.Model):
    _inherit = "talk.edge"

    @api.model
    def _cron_refresh(self):
        """Two jobs bring the chain up to date; while one is at it the other leaves it be.

        Nothing is missed: a change found wakes the obligation job again.
        """
        lock = SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s))", LOCK)
        if self.env.execute_query(lock)[0][0]:
            return super()._cron_refresh()
        return None

    @api.model
    def _after_refresh(self):
        """A changed chain changes what is owed: the daily job runs now instead of tonight."""
        cron = self.env.ref("talk_management.cron_obligation", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()
        return super()._after_refresh()
