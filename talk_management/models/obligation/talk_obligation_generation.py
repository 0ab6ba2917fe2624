from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from .talk_obligation import OPEN, UNSETTLED, WITHDRAWN


@dataclass(frozen=True)
class Outcome:
    """What making one rule due did, or would do: numbers of obligations."""

    added: int = 0
    reopened: int = 0
    withdrawn: int = 0
    redated: int = 0

    @property
    def changed(self):
        return self != Outcome()


class TalkObligation(models.Model):
    """Making talks due: set-based, and free to repeat.

    Dates are reckoned in Python; people are paired in SQL, one statement for each
    rule however many people there are.

    A rule asks for the parts of the period that runs now. What it asked for in
    periods gone by stays as it was: past dues of a pair that no longer holds tell
    that the talk was not held, and are withdrawn only when one of the two has left.
    """

    _inherit = "talk.obligation"

    @api.model
    def _sql_rule_pairs(self, rule, day):
        """SQL query: the pairs that owe a talk under ``rule`` on ``day``, each once.

        People on long leave or seconded are left out while it lasts.
        """
        return SQL(
            """SELECT DISTINCT ON (x.responsible_id, x.employee_id)
                      x.responsible_id, x.employee_id, x.layer_id, x.company_id,
                      r.user_id, v.department_id
                 FROM talk_edge x
                 JOIN talk_layer l ON l.id = x.layer_id
                 JOIN hr_employee e ON e.id = x.employee_id AND e.active
                 JOIN hr_employee r ON r.id = x.responsible_id AND r.active
                 JOIN hr_version v ON v.id = e.current_version_id
                WHERE x.date_to IS NULL AND x.layer_id IN %s AND x.company_id = %s
                  AND NOT %s
                ORDER BY x.responsible_id, x.employee_id, l.sequence, l.id""",
            tuple(rule.layer_ids.ids) or (0,),
            rule.company_id.id,
            self.env["talk.employment.status"]._sql_away(SQL.identifier("e", "id"), day),
        )

    @api.model
    def _sql_judged(self, rule, day):
        """SQL: the tables of a WITH clause that says what is to happen under ``rule`` on ``day``.

        ``pair`` who owes whom; ``part`` what each pair is asked for; ``judged`` what becomes of
        obligations there are (``change``, NULL for nothing); ``missing`` those to be added.
        Nothing is born overdue: a part whose due date lies before ``day`` is neither added nor
        reopened, and no due date is moved there; what was overdue before stays so.
        """
        period = rule._current_period(day) if rule.active else None
        dues = period.due_dates(rule.talk_count) if period else []
        origins = [rule._obligation_origin(period, nth) for nth in range(1, len(dues) + 1)]
        return SQL(
            """pair AS MATERIALIZED (%(pairs)s),
               part AS (
                    SELECT * FROM unnest(%(origins)s::varchar[], %(dues)s::date[])
                                    part(origin, date_due)
                ), known AS (
                    SELECT o.id, o.state, o.date_due, o.responsible_id, o.employee_id,
                           part.date_due AS asked_due,
                           pair.employee_id IS NOT NULL AS holds,
                           part.origin IS NOT NULL AND
                               (part.date_due >= %(day)s OR o.date_due < %(day)s) AS is_asked,
                           %(is_running)s AS is_running
                      FROM talk_obligation o
                      LEFT JOIN part ON part.origin = o.origin
                      LEFT JOIN pair ON pair.responsible_id = o.responsible_id
                                    AND pair.employee_id = o.employee_id
                     WHERE o.rule_id = %(rule)s
                       AND (o.state IN %(unsettled)s
                            OR o.state = %(withdrawn)s AND part.date_due >= %(day)s
                               AND pair.employee_id IS NOT NULL)
                ), judged AS (
                    SELECT k.id, k.asked_due,
                           CASE WHEN k.state = %(withdrawn)s THEN 'reopened'
                                WHEN k.state = %(open)s AND k.is_running AND NOT k.is_asked
                                THEN 'withdrawn'
                                WHEN k.state = %(open)s AND NOT k.holds
                                     AND (k.date_due >= %(day)s OR EXISTS (
                                            SELECT 1 FROM hr_employee e
                                             WHERE e.id IN (k.responsible_id, k.employee_id)
                                               AND NOT e.active))
                                THEN 'withdrawn'
                                WHEN k.holds AND k.is_asked AND k.asked_due <> k.date_due
                                THEN 'redated'
                            END AS change
                      FROM known k
                ), missing AS (
                    SELECT pair.*, part.origin, part.date_due
                      FROM pair JOIN part ON part.date_due >= %(day)s
                     WHERE NOT EXISTS (SELECT 1 FROM talk_obligation o
                                        WHERE o.origin = part.origin
                                          AND o.responsible_id = pair.responsible_id
                                          AND o.employee_id = pair.employee_id)
                )""",
            pairs=self._sql_rule_pairs(rule, day),
            origins=origins,
            dues=dues,
            day=day,
            is_running=SQL("o.date_start <= %s AND o.date_due >= %s", period.end, period.start)
            if period
            else SQL("FALSE"),
            rule=rule.id,
            open=OPEN,
            withdrawn=WITHDRAWN,
            unsettled=UNSETTLED,
        )

    @api.model
    def _generate_rule(self, rule, day=None):
        """Owe what the edges say for ``rule`` in the period of ``day``; see Outcome."""
        day = day or rule.company_id._talk_today()
        period = rule._current_period(day)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH %(judged)s, changed AS (
                        UPDATE talk_obligation o
                           SET state = CASE j.change WHEN 'reopened' THEN %(open)s
                                                     WHEN 'withdrawn' THEN %(withdrawn)s
                                                     ELSE o.state END,
                               date_due = CASE j.change WHEN 'withdrawn' THEN o.date_due
                                                        ELSE j.asked_due END,
                               write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                          FROM judged j WHERE j.id = o.id AND j.change IS NOT NULL
                        RETURNING j.change
                    ), added AS (
                        INSERT INTO talk_obligation
                               (responsible_id, employee_id, layer_id, company_id,
                                responsible_user_id, department_id, rule_id, origin, date_start,
                                date_due, state, is_late, create_uid, create_date, write_uid,
                                write_date)
                        SELECT m.responsible_id, m.employee_id, m.layer_id, m.company_id,
                               m.user_id, m.department_id, %(rule)s, m.origin, %(start)s,
                               m.date_due, %(open)s, FALSE, %(uid)s, now() AT TIME ZONE 'UTC',
                               %(uid)s, now() AT TIME ZONE 'UTC'
                          FROM missing m
                            ON CONFLICT DO NOTHING RETURNING 'added' AS change
                    )
                    SELECT change, count(*)
                      FROM (SELECT change FROM changed UNION ALL SELECT change FROM added) happened
                     GROUP BY change""",
                judged=self._sql_judged(rule, day),
                open=OPEN,
                withdrawn=WITHDRAWN,
                rule=rule.id,
                start=period.start if period else day,
                uid=self.env.uid,
            )
        )
        outcome = Outcome(**dict(rows))
        if outcome.changed:
            self.invalidate_model()
        return outcome

    @api.model
    def _preview_rule(self, rule, day=None):
        """What _generate_rule would do, without doing it, and the rows it would add.

        Returns ``(outcome, rows)``: rows ``(layer_id, responsible_id, date_due, number)``.
        """
        day = day or rule.company_id._talk_today()
        self.env.flush_all()
        judged = self._sql_judged(rule, day)
        changes = self.env.execute_query(
            SQL(
                """WITH %s SELECT change, count(*) FROM judged
                           WHERE change IS NOT NULL GROUP BY change""",
                judged,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """WITH %s SELECT layer_id, responsible_id, date_due, count(*)::int FROM missing
                           GROUP BY layer_id, responsible_id, date_due
                           ORDER BY date_due, layer_id, responsible_id""",
                judged,
            )
        )
        return Outcome(added=sum(row[3] for row in rows), **dict(changes)), rows

    @api.model
    def _left_out(self, rule, day=None):
        """The employees with an edge under ``rule`` to whom nothing is owed on ``day``."""
        day = day or rule.company_id._talk_today()
        away = self.env["talk.employment.status"]._sql_away(SQL.identifier("e", "id"), day)
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT e.id FROM talk_edge x JOIN hr_employee e ON e.id = x.employee_id
                    WHERE x.date_to IS NULL AND x.layer_id IN %s AND x.company_id = %s AND %s""",
                tuple(rule.layer_ids.ids) or (0,),
                rule.company_id.id,
                away,
            )
        )
        return self.env["hr.employee"].browse(row[0] for row in rows)
