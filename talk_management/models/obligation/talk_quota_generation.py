from odoo import api, models
from odoo.tools import SQL

from .talk_obligation import OPEN, WITHDRAWN
from .talk_obligation_generation import Outcome

OUTCOMES = ("added", "reopened", "withdrawn", "redated")


class TalkQuota(models.Model):
    """Making quotas due: one statement for a rule, free to repeat.

    Everyone who holds the post and has somebody in reach owes one in the running period. While
    it runs, people in reach and target follow who is in post; what is over stays as it was.
    """

    _inherit = "talk.quota"

    @api.model
    def _generate_rule(self, rule, day):
        """Bring the quotas of ``rule`` up to date; see Outcome. What no longer goes by quotas
        asks for none."""
        is_asked = rule.active and rule.basis == "quota"
        period = rule._current_period(day) if is_asked else None
        self.env.flush_all()
        rows = self.env.execute_query(self._sql_generate(rule, day, period))
        if rows:
            self.invalidate_model()
        return Outcome(**{change: count for change, count in rows if change in OUTCOMES})

    @api.model
    def _preview_rule(self, rule, day):
        """``(outcome, rows)`` as talk.obligation's, without doing it: a row for each quota, with
        the number of people."""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """WITH %s SELECT change, responsible_id, date_due, asked_count
                     FROM judged WHERE change IN %s ORDER BY responsible_id""",
                self._sql_judged(rule, day, rule._current_period(day) if rule.active else None),
                OUTCOMES,
            )
        )
        changes = [row[0] for row in found]
        outcome = Outcome(**{change: changes.count(change) for change in OUTCOMES})
        return outcome, [(None, *row[1:]) for row in found if row[0] == "added"]

    @api.model
    def _sql_holders(self, rule, pairs):
        """SQL query ``(responsible_id, population_count, asked_count)``: who holds the post,
        how many people are in reach, and with how many of them to talk."""
        if rule.quota_kind == "share":
            asked = SQL("(population_count * %s + 99) / 100", rule.talk_count)
        else:
            asked = SQL("LEAST(population_count, %s)", rule.talk_count)
        return SQL(
            """SELECT responsible_id, population_count, %s AS asked_count
                 FROM (SELECT responsible_id, count(DISTINCT employee_id)::int AS population_count
                         FROM (%s) pair GROUP BY responsible_id) holder""",
            asked,
            pairs,
        )

    @api.model
    def _sql_pairs(self, rule, day):
        return self.env["talk.obligation"]._sql_rule_pairs(rule, day, is_deduplicated=False)

    @api.model
    def _sql_judged(self, rule, day, period):
        """SQL: the tables of a WITH clause ending with ``judged``, a row for each quota there is
        or should be; ``change`` says what becomes of it, NULL for nothing."""
        key = period and period.key
        holders = self._sql_holders(rule, self._sql_pairs(rule, day))
        if rule.basis != "quota":
            holders = SQL("SELECT * FROM (%s) nobody WHERE FALSE", holders)
        return SQL(
            """holder AS MATERIALIZED (%(holders)s), wanted AS (
                    SELECT holder.*, %(key)s::varchar AS period_key, %(start)s::date AS date_start,
                           %(end)s::date AS date_due
                      FROM holder WHERE %(key)s::varchar IS NOT NULL
                ), known AS (
                    SELECT * FROM talk_quota
                     WHERE rule_id = %(rule)s AND (state = %(open)s OR period_key = %(key)s)
                ), judged AS (
                    SELECT w.*, k.id, k.excused_count, CASE
                        WHEN k.id IS NULL THEN 'added'
                        WHEN w.responsible_id IS NOT NULL THEN CASE
                            WHEN k.state = %(withdrawn)s THEN 'reopened'
                            WHEN k.state <> %(open)s THEN NULL
                            WHEN (k.date_start, k.date_due, k.asked_count)
                                 <> (w.date_start, w.date_due, w.asked_count) THEN 'redated'
                            WHEN k.population_count <> w.population_count THEN 'recounted'
                            END
                        WHEN k.state = %(open)s AND (%(is_over)s) THEN 'withdrawn'
                        END AS change
                      FROM wanted w FULL JOIN known k
                        ON k.period_key = w.period_key AND k.responsible_id = w.responsible_id
                )""",
            holders=holders,
            key=key or None,
            start=period and period.start,
            end=period and period.end,
            rule=rule._origin.id or 0,
            is_over=self._sql_is_over(day, period),
            open=OPEN,
            withdrawn=WITHDRAWN,
        )

    @api.model
    def _sql_is_over(self, day, period):
        """SQL condition on a quota ``k`` that is not asked for: it is not owed any more. What is
        overdue stays, unless the responsible has left."""
        other_period = SQL("FALSE")
        if period:  # of another length, by the rule as it was
            other_period = SQL("k.date_start <= %s AND k.date_due >= %s", period.end, period.start)
        return SQL(
            """NOT EXISTS (SELECT 1 FROM hr_employee e WHERE e.id = k.responsible_id AND e.active)
               OR k.date_due >= %s AND (%s OR k.responsible_id NOT IN (
                    SELECT responsible_id FROM holder))""",
            day,
            other_period,
        )

    @api.model
    def _sql_generate(self, rule, day, period):
        """The statement; it returns ``(change, count)``."""
        return SQL(
            """WITH %(judged)s, changed AS (
                    UPDATE talk_quota q
                       SET state = CASE j.change WHEN 'reopened' THEN %(open)s
                                                 WHEN 'withdrawn' THEN %(withdrawn)s
                                                 ELSE q.state END,
                           date_start = COALESCE(j.date_start, q.date_start),
                           date_due = COALESCE(j.date_due, q.date_due),
                           population_count = COALESCE(j.population_count, q.population_count),
                           asked_count = COALESCE(j.asked_count, q.asked_count),
                           target_count = GREATEST(
                               COALESCE(j.asked_count, q.asked_count) - q.excused_count, 0),
                           write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM judged j WHERE j.id = q.id AND j.change IS NOT NULL
                    RETURNING j.change
                ), added AS (
                    INSERT INTO talk_quota
                           (responsible_id, responsible_user_id, company_id, rule_id, period_key,
                            origin, date_start, date_due, population_count, asked_count,
                            excused_count, target_count, state,
                            create_uid, create_date, write_uid, write_date)
                    SELECT j.responsible_id, e.user_id, %(company)s, %(rule)s, j.period_key,
                           'quota:' || %(rule)s || '/' || j.period_key, j.date_start, j.date_due,
                           j.population_count, j.asked_count, 0, j.asked_count, %(open)s,
                           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                      FROM judged j JOIN hr_employee e ON e.id = j.responsible_id
                     WHERE j.change = 'added'
                        ON CONFLICT DO NOTHING RETURNING 'added' AS change
                )
                SELECT change, count(*)::int
                  FROM (SELECT change FROM changed UNION ALL SELECT change FROM added) happened
                 GROUP BY change""",
            judged=self._sql_judged(rule, day, period),
            open=OPEN,
            withdrawn=WITHDRAWN,
            company=rule.company_id.id,
            rule=rule.id,
            uid=self.env.uid,
        )
