from odoo import api, models


class TalkEdge(models.Model):
    _inherit = "talk.edge"

    @api.model
    def _after_refresh(self):
        """A changed chain changes what is owed: the daily job runs now instead of tonight."""
        cron = self.env.ref("talk_management.cron_obligation", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()
        return super()._after_refresh()
