from odoo import api, models


class TalkDaysWake(models.AbstractModel):
    """Days by which talks come due: when they change, the daily job runs now, not tonight."""

    _name = "talk.days.wake"
    _description = "Days by Which Talks Come Due"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._wake_daily_job()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._wake_daily_job()
        return result

    def unlink(self):
        result = super().unlink()
        self._wake_daily_job()
        return result

    @api.model
    def _wake_daily_job(self):
        cron = self.env.ref("talk_management.cron_obligation", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()


class TalkWorkday(models.Model):
    _name = "talk.workday"
    _inherit = ["talk.workday", "talk.days.wake"]


class TalkTerm(models.Model):
    _name = "talk.term"
    _inherit = ["talk.term", "talk.days.wake"]
