from odoo import fields, models
from odoo.fields import Domain

from .talk_item import OPEN_STATES
from .talk_measure import CARRIED_OUT
from .talk_reply import DELIVERED

# figure: the action that shows its list
LISTS = {
    "item_overdue_count": "talk_management.action_talk_item",
    "reply_overdue_count": "talk_management.action_talk_reply",
    "measure_overdue_count": "talk_management.action_talk_measure",
}


class TalkWeeklyCheck(models.Model):
    """The office also sees what was raised and is overdue; never what is between two people."""

    _inherit = "talk.weekly.check"

    item_overdue_count = fields.Integer(
        string="Overdue Raised Items",
        readonly=True,
        help="What was raised and is neither solved nor declined by its day.",
    )

    reply_overdue_count = fields.Integer(
        string="Overdue Written Replies",
        readonly=True,
        help="Written replies that were not delivered by their day.",
    )
    measure_overdue_count = fields.Integer(
        string="Overdue Measures",
        readonly=True,
        help="Measures that are neither done nor dropped by their day.",
    )

    def _domains_raised(self):
        """Hook: ``{figure: domain}`` of what was raised, as the check counts it."""
        self.ensure_one()
        late = Domain("company_id", "=", self.company_id.id) & Domain("date_due", "<", self.date)
        known = Domain("is_private", "=", False)
        return {
            "item_overdue_count": late & known & Domain("state", "in", OPEN_STATES),
            "reply_overdue_count": late
            & Domain("item_id.is_private", "=", False)
            & Domain("state", "!=", DELIVERED),
            "measure_overdue_count": late & known & Domain("state", "in", CARRIED_OUT),
        }

    def _count(self):
        result = super()._count()
        for check in self:
            check.write(
                {
                    figure: self._listed(figure).search_count(domain)
                    for figure, domain in check._domains_raised().items()
                }
            )
        return result

    def _listed(self, figure):
        """The model whose rows the figure counts."""
        return self.env[self.env.ref(LISTS[figure]).sudo().res_model]

    def action_open(self):
        figure = self.env.context.get("figure")
        if figure not in LISTS:
            return super().action_open()
        self.ensure_one()
        self.check_access("read")
        return self._open_list(LISTS[figure], self._domains_raised()[figure])
