from datetime import datetime, time
from zoneinfo import ZoneInfo

from odoo import api, fields, models

HOUR = time(10)  # what is offered; the leader names the real one


class TalkPlan(models.Model):
    _inherit = "talk.plan"

    @api.model
    def _days_agreed(self, obligations):
        """Talks that were given a date lie on that date, where it is within the plan."""
        agreed = super()._days_agreed(obligations)
        for obligation in obligations.filtered("talk_id"):
            day = obligation.talk_id.date
            if day and self.date_from <= day <= self.date_to:
                agreed[obligation.id] = day
        return agreed


class TalkPlanLine(models.Model):
    _inherit = "talk.plan.line"

    can_plan = fields.Boolean(related="obligation_id.can_plan")

    def action_plan_talk(self):
        """Open a new talk between these two, on the day of the plan."""
        self.ensure_one()
        self.check_access("read")
        action = self.obligation_id.action_plan_talk()
        if self.date_planned:
            zone = ZoneInfo(self.company_id._talk_timezone())
            start = datetime.combine(self.date_planned, HOUR, zone).astimezone(ZoneInfo("UTC"))
            action["context"]["default_date_start"] = fields.Datetime.to_string(start)
        return action
