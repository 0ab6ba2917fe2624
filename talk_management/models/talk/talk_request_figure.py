from odoo import api, fields, models
from odoo.tools import SQL

# below this many requests a figure could tell who asked
SMALL = 5
YEARS = 3


class TalkRequestFigure(models.Model):
    """How many talks were asked for in a quarter, and whether they were answered in time: all
    that anybody but the two learns of requests (H4.6).

    Quarters that are over, so that no figure moves on the day somebody asks; a line for every
    quarter, so that none tells whether anybody asked at all; nothing below five.
    """

    _name = "talk.request.figure"
    _description = "Requests in Figures"
    _auto = False
    _order = "date_from desc, company_id"

    company_id = fields.Many2one("res.company", readonly=True, help="Where the employees work.")
    date_from = fields.Date(string="From", readonly=True, help="The first day of the quarter.")
    date_to = fields.Date(string="To", readonly=True, help="The last day of the quarter.")
    is_few = fields.Boolean(
        string="Fewer Than 5",
        readonly=True,
        help="Fewer than five talks were asked for, or none: the figures are not shown.",
    )
    asked_count = fields.Integer(string="Requests", readonly=True, help="Talks asked for.")
    in_time_count = fields.Integer(
        string="Answered in Time", readonly=True, help="Answered by the day set for it."
    )
    late_count = fields.Integer(
        string="Answered Late", readonly=True, help="Answered after the day set for it."
    )
    unanswered_count = fields.Integer(
        string="Never Answered",
        readonly=True,
        help="Not answered while the employee waited, nor later.",
    )

    @api.depends("date_from")
    def _compute_display_name(self):
        for figure in self:
            day = figure.date_from
            figure.display_name = day and f"{day.year}-Q{(day.month + 2) // 3}"

    @property
    def _table_query(self):
        return SQL(
            """SELECT c.id * 10000 + (q.year - 2000) * 4 + q.nth AS id, c.id AS company_id,
                      q.date_from, q.date_to, COALESCE(n.asked, 0) < %(small)s AS is_few,
                      %(figures)s
                 FROM res_company c
                CROSS JOIN (
                      SELECT date_part('year', d)::int AS year,
                             date_part('quarter', d)::int AS nth, d::date AS date_from,
                             (d + interval '3 months' - interval '1 day')::date AS date_to
                        FROM generate_series(
                             date_trunc('quarter', %(today)s::date) - %(span)s * interval '1 year',
                             date_trunc('quarter', %(today)s::date) - interval '3 months',
                             interval '3 months') d) q
                 LEFT JOIN (
                      SELECT company_id, date_trunc('quarter', date_asked)::date AS date_from,
                             COUNT(*)::int AS asked,
                             (COUNT(*) FILTER (WHERE is_answered_in_time))::int AS in_time,
                             (COUNT(*) FILTER (WHERE date_answered IS NOT NULL
                                        AND NOT is_answered_in_time))::int AS late,
                             (COUNT(*) FILTER (WHERE date_answered IS NULL
                                        AND is_lapsed))::int AS unanswered
                        FROM talk_request
                       WHERE date_asked IS NOT NULL
                       GROUP BY 1, 2) n
                   ON n.company_id = c.id AND n.date_from = q.date_from""",
            small=SMALL,
            span=YEARS,
            today=self.env.company._talk_today(),
            figures=SQL(", ").join(
                SQL(
                    "CASE WHEN n.asked >= %s THEN n.%s END AS %s",
                    SMALL,
                    SQL.identifier(name),
                    SQL.identifier(f"{name}_count"),
                )
                for name in ("asked", "in_time", "late", "unanswered")
            ),
        )
