from odoo import fields, models
from odoo.tools import format_date

from .talk_item_notice import ASSIGNED, DUE

BY_DAY = (ASSIGNED, DUE, "overdue", "helping")


class TalkItemNotice(models.Model):
    """What else people are told of a raised item while it is handled."""

    _inherit = "talk.item.notice"

    kind = fields.Selection(
        selection_add=[
            ("overdue", "Overdue"),
            ("stuck", "Nobody to Handle It"),
            ("helping", "Help Wanted"),
        ],
        ondelete={"overdue": "cascade", "stuck": "cascade", "helping": "cascade"},
    )

    def _notice_deadline(self):
        if self.kind in ("overdue", "helping"):
            return self.item_id.date_due or super()._notice_deadline()
        return super()._notice_deadline()

    def _notice_summary(self):
        self.ensure_one()
        number = self.item_id.name or ""
        day = format_date(self.env, self.item_id.date_due)
        match self.kind:
            case "overdue":
                return self.env._("Overdue since %(date)s: %(number)s", date=day, number=number)
            case "stuck":
                return self.env._("Whoever handles it cannot: hand over %(number)s", number=number)
            case "helping":
                return self.env._("Help is wanted with %(number)s", number=number)
        return super()._notice_summary()

    def _freshen_notice(self):
        """With the words, the day."""
        told = {notice.id: notice for notice in self if notice.kind in BY_DAY}
        for activity in self.browse(told)._open_activities():
            day = told[activity.res_id]._notice_deadline()
            if activity.date_deadline != day:
                activity.with_context(mail_activity_quick_update=True).date_deadline = day
        return super()._freshen_notice()
