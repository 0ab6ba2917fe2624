from odoo import api, fields, models
from odoo.tools import SQL

from .talk_item import ANSWERED_STATES, OPEN_STATES


class TalkItem(models.Model):
    """Raised items in figures: how many are open or overdue, how long it took (B6a).

    A figure counts the items whose facts the reader may see: for HR officers those of the
    organisation, for others their own. What is between two people is in nobody else's.
    """

    _inherit = "talk.item"

    open_count = fields.Integer(
        string="Not Yet Settled",
        compute="_compute_figures",
        aggregator="sum",
        help="How many are neither solved nor declined.",
    )
    overdue_count = fields.Integer(
        string="Of Them Overdue",
        compute="_compute_figures",
        aggregator="sum",
        help="How many are neither solved nor declined after their day.",
    )
    in_time_share = fields.Float(
        string="Solved in Time (%)",
        compute="_compute_figures",
        aggregator="avg",
        digits=(5, 1),
        help="Of a hundred that were solved or declined, how many by their day.",
    )

    @api.depends("state", "date_due", "date_solved")
    def _compute_figures(self):
        for item in self:
            item.open_count = item.state in OPEN_STATES
            item.overdue_count = item.is_overdue
            late = item.date_due and item.date_solved and item.date_solved > item.date_due
            item.in_time_share = 100.0 if item.date_solved and not late else 0.0

    @api.model
    def _field_to_sql(self, alias, field_expr, query=None):
        """The figures are no columns: they are worked out where they are summed up. An average
        of days is one of the items that have come so far."""
        match field_expr:
            case "open_count":
                return SQL("(%s)::int", self._sql_in_states(alias, OPEN_STATES))
            case "overdue_count":
                return SQL(
                    "(%s AND COALESCE(%s < %s, FALSE))::int",
                    self._sql_in_states(alias, OPEN_STATES),
                    self._field_to_sql(alias, "date_due"),
                    self.env.company._talk_today(),
                )
            case "in_time_share":
                solved = self._field_to_sql(alias, "date_solved")
                return SQL(
                    """CASE WHEN %(solved)s IS NULL THEN NULL
                            WHEN %(solved)s > %(due)s THEN 0 ELSE 100 END""",
                    solved=solved,
                    due=self._field_to_sql(alias, "date_due"),
                )
            case "days_to_solve":
                days = super()._field_to_sql(alias, field_expr, query)
                answered = self._sql_in_states(alias, ANSWERED_STATES)
                return SQL("CASE WHEN %s THEN %s END", answered, days)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _sql_in_states(self, alias, states):
        return SQL("%s IN %s", self._field_to_sql(alias, "state"), states)
