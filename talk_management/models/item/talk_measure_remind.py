from odoo import api, models
from odoo.tools import SQL

from ...engine.escalation import escalation_level, parse_escalation_days
from .talk_measure import CARRIED_OUT
from .talk_measure_notice import DUE, ESCALATED, OVERDUE

DAYS_BEFORE = 3
BATCH = 500


class TalkMeasure(models.Model):
    """Reminders: the owner before the day and after it, then the owner's superior.

    Each is told once for each day a measure is due on. What was told already is left out of the
    next batch, so a run that was cut off goes on where it stopped.
    """

    _inherit = "talk.measure"

    @api.model
    def _cron_measures(self):
        cron = self.env["ir.cron"]
        for told in (self._remind_owners, self._remind_superiors):
            while number := told():
                if not cron._commit_progress(number, remaining=1):
                    return
        cron._commit_progress(remaining=0)

    @api.model
    def _remind_owners(self, limit=BATCH):
        """Tell owners of what falls due in the next days, and of what is overdue. Returns how
        many were told."""
        self.env.flush_all()
        rows = []
        for company, today in self._days_of_companies():
            rows += self.env.execute_query(self._sql_untold(company, today, limit - len(rows)))
            if len(rows) >= limit:
                break
        notices = self.env["talk.measure.notice"]
        for kind in (DUE, OVERDUE):
            notices._tell({(row[0], row[1]) for row in rows if row[2] == kind}, kind)
        return len(rows)

    @api.model
    def _days_of_companies(self):
        """(id, its date) of each company that has measures to be carried out."""
        open_ones = self.env["talk.measure"].sudo()
        grouped = open_ones._read_group([("state", "in", CARRIED_OUT)], ["company_id"])
        companies = self.env["res.company"].sudo().union(*(company for [company] in grouped))
        return companies._talk_todays().items() if companies else ()

    @api.model
    def _sql_untold(self, company, today, limit):
        """Query (measure id, user id, kind of news) of owners who were not told yet."""
        return SQL(
            """SELECT m.id, u.id, k.kind FROM talk_measure m
                 JOIN hr_employee e ON e.id = m.owner_id
                 JOIN res_users u ON u.id = e.user_id AND u.active
                CROSS JOIN LATERAL (SELECT CASE WHEN m.date_due < %(today)s THEN %(overdue)s
                                                ELSE %(due)s END AS kind) k
                WHERE m.company_id = %(company)s AND m.state IN %(open)s
                  AND m.date_due <= %(today)s::date + %(days)s
                  AND NOT EXISTS (SELECT FROM talk_measure_notice n
                                   WHERE n.measure_id = m.id AND n.user_id = u.id
                                     AND n.kind = k.kind)
                ORDER BY m.id LIMIT %(limit)s""",
            today=today,
            overdue=OVERDUE,
            due=DUE,
            company=company,
            open=CARRIED_OUT,
            days=DAYS_BEFORE,
            limit=limit,
        )

    @api.model
    def _remind_superiors(self, limit=BATCH):
        """Bring what has been overdue for long before whoever is next above its owner, level
        by level. What is between two people goes no further. Returns how many were brought."""
        self.env.flush_all()
        levels = {}
        for company, today in self._days_of_companies():
            text = self.env["res.company"].sudo().browse(company).talk_escalation_days
            days = parse_escalation_days(text)
            rows = self.env.execute_query(self._sql_late(company, today, days, limit))
            levels |= {row[0]: escalation_level(row[1], days, today) for row in rows}
        late = self.sudo().browse(levels)
        late._bring_up(levels)
        return len(late)

    @api.model
    def _sql_late(self, company, today, days, limit):
        """Query (measure id, day) of those overdue for so long that another level is to know."""
        reached = SQL(" + ").join(
            SQL("(m.date_due + %s <= %s::date)::int", day, today) for day in days
        )
        return SQL(
            """SELECT m.id, m.date_due FROM talk_measure m
                WHERE m.company_id = %s AND m.state IN %s AND NOT m.is_private
                  AND m.date_due < %s::date AND (%s) > COALESCE(m.escalation_level, 0)
                ORDER BY m.id LIMIT %s""",
            company,
            CARRIED_OUT,
            today,
            reached or SQL("0"),
            limit,
        )

    def _bring_up(self, levels):
        """Tell the superior of each at its level; the HR officer where there is nobody."""
        superiors = self._superiors(max(levels.values(), default=0))
        officers = {company: company._talk_officer() for company in self.company_id}
        pairs = set()
        for measure in self:
            level = levels[measure.id]
            superior = superiors.get((measure.id, level), self.env["hr.employee"])
            user = superior.user_id if superior.user_id.active else officers[measure.company_id]
            if user:
                pairs.add((measure.id, user.id))
            measure.write(
                {
                    "escalation_level": level,
                    "escalated_to_id": superior.id or measure.escalated_to_id.id,
                }
            )
        self.env["talk.measure.notice"]._tell(pairs, ESCALATED)

    def _superiors(self, level):
        """{(measure id, level): employee} above each owner, up to ``level``; one query."""
        asked = [
            {
                "id": measure.id,
                "responsible_id": measure.owner_id.id,
                "matter_id": None,
                "level": level,
            }
            for measure in self
        ]
        above = self.env["talk.escalation"].sudo()._superiors(asked)
        employees = self.env["hr.employee"].sudo()
        return {key: employees.browse(person) for key, person in above.items()}

    def _forget_delay(self):
        """With another day, everybody is told afresh."""
        self.env["talk.measure.notice"]._end(self, DUE, OVERDUE, ESCALATED)
        late = self.filtered(lambda measure: measure.escalation_level or measure.escalated_to_id)
        late.write({"escalation_level": 0, "escalated_to_id": False})
