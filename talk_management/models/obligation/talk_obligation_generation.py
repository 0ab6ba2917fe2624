from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from ..rule.talk_rule import EVENT, WITHOUT_PAIRS
from .talk_obligation import EXCUSED, OPEN, SETTLED, UNSETTLED, WITHDRAWN


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

    What is asked (talk_obligation_asked.py) and what there is are laid side by side once, by
    their key; all that follows is told from the differences.

    A rule asks for what runs now. What it asked for in times gone by stays as it was: past
    dues of a pair that no longer holds tell that the talk was not held, and are withdrawn only
    when one of the two has left.
    """

    _inherit = "talk.obligation"

    @api.model
    def _sql_judged(self, rule, day):
        """SQL: the tables of a WITH clause that says what is to happen under ``rule`` on ``day``.

        ``judged`` has a row for each obligation there is or should be; ``change`` says what
        becomes of it, NULL for nothing. Nothing is born overdue: what was due before ``day``
        is neither added nor reopened, and no due date is moved there; what was overdue before
        stays so. What an earlier leader has held or was excused from counts for the successor.
        """
        tables, asked = self._sql_asked(rule, day)
        is_event = rule.basis == EVENT
        origins = [rule._obligation_origin(key) for key in asked.keys] if asked else []
        return SQL(
            """%(tables)s, known AS (
                    SELECT o.id, o.origin, o.responsible_id, o.employee_id, o.layer_id, o.state,
                           o.date_start, o.date_due, o.trigger_id
                      FROM talk_obligation o
                     WHERE %(ours)s AND (o.state IN %(unsettled)s OR %(in_parts)s)
                ), joined AS MATERIALIZED (
                    SELECT k.id, k.state, k.origin AS known_origin, k.employee_id AS known_employee,
                           k.responsible_id AS known_responsible, k.layer_id AS known_layer,
                           k.date_start AS known_start, k.date_due AS known_due,
                           k.trigger_id AS known_trigger, a.*
                      FROM asked a FULL JOIN known k
                        ON k.origin = a.origin AND k.responsible_id = a.responsible_id
                       AND k.employee_id = a.employee_id
                ), covered AS (
                    SELECT j.known_origin, j.known_employee, j.known_layer
                      FROM joined j JOIN talk_layer l ON l.id = j.known_layer
                                       AND l.is_mutual IS NOT TRUE
                     WHERE j.origin IS NULL AND j.state IN %(done)s AND %(passes_on)s
                ), judged AS (
                    SELECT j.*, CASE
                        WHEN j.id IS NULL THEN
                            CASE WHEN %(may_add)s AND NOT %(covered)s THEN 'added' END
                        WHEN j.origin IS NOT NULL THEN CASE
                            WHEN j.state = %(withdrawn)s THEN
                                CASE WHEN j.date_due >= %(day)s AND NOT %(covered)s
                                     THEN 'reopened' END
                            WHEN j.state NOT IN %(unsettled)s THEN NULL
                            WHEN j.state = %(open)s AND %(covered)s THEN 'withdrawn'
                            WHEN (j.date_due, j.date_start) = (j.known_due, j.known_start) THEN NULL
                            WHEN j.date_due >= %(day)s OR j.known_due < %(day)s THEN 'redated'
                            WHEN j.state = %(open)s THEN 'withdrawn'
                            END
                        WHEN j.state = %(open)s AND (%(is_over)s) THEN 'withdrawn'
                        END AS change
                      FROM joined j
                )""",
            tables=tables,
            ours=SQL(
                "o.source_rule_id = %s" if is_event else "o.rule_id = %s", rule._origin.id or 0
            ),
            in_parts=SQL("o.trigger_id IN (SELECT trigger_id FROM asked)")
            if is_event
            else SQL("o.origin = ANY(%s::varchar[])", origins),
            may_add=SQL(
                """(j.date_due >= %s OR NOT EXISTS (
                        SELECT 1 FROM talk_obligation s WHERE s.origin = j.origin))""",
                day,
            )
            if is_event
            else SQL("j.date_due >= %s", day),
            covered=SQL(
                """(j.origin, j.employee_id, j.layer_id) IN (
                        SELECT known_origin, known_employee, known_layer FROM covered)"""
            ),
            passes_on=SQL("FALSE") if rule.successor_owes else SQL("TRUE"),
            is_over=self._sql_is_over(rule, asked, origins, day),
            day=day,
            open=OPEN,
            withdrawn=WITHDRAWN,
            unsettled=UNSETTLED,
            done=(SETTLED, EXCUSED),
        )

    @api.model
    def _sql_is_over(self, rule, asked, origins, day):
        """SQL condition on a row of ``joined`` that is not asked for: it is not owed any more."""
        inactive = SQL(
            """EXISTS (SELECT 1 FROM hr_employee e
                        WHERE e.id IN (j.known_responsible, j.known_employee) AND NOT e.active)"""
        )
        if rule.basis == EVENT:
            return SQL(
                """%s OR j.known_due >= %s OR NOT EXISTS (
                        SELECT 1 FROM talk_trigger t
                         WHERE t.id = j.known_trigger AND t.state = 'open')""",
                inactive,
                day,
            )
        in_parts = SQL("j.known_origin = ANY(%s::varchar[])", origins)
        is_running = SQL("FALSE")
        if asked and asked.start:
            is_running = SQL("j.known_start <= %s AND j.known_due >= %s", asked.end, asked.start)
        # the pairs are looked through only for a row that asks for it
        return SQL(
            """%(inactive)s OR %(is_running)s AND NOT %(in_parts)s
               OR j.known_due >= %(day)s AND (%(in_parts)s
                  OR (j.known_responsible, j.known_employee) NOT IN (
                        SELECT responsible_id, employee_id FROM pair))""",
            inactive=inactive,
            is_running=is_running,
            in_parts=in_parts,
            day=day,
        )

    @api.model
    def _generate_rule(self, rule, day=None):
        """Owe what ``rule`` asks for on ``day``; see Outcome."""
        day = day or rule.company_id._talk_today()
        if rule.basis in WITHOUT_PAIRS:
            return self._generate_without_pairs(rule, day)
        self.env.flush_all()
        rows = self.env.execute_query(self._sql_generate(rule, day))
        outcome = Outcome(**dict(rows))
        if outcome.changed:
            self.invalidate_model()
        return outcome

    @api.model
    def _generate_without_pairs(self, rule, day):
        """Hook: make due what such a rule asks for that no two people owe each other."""
        return Outcome()

    @api.model
    def _sql_generate(self, rule, day):
        is_event = rule.basis == EVENT
        return SQL(
            """WITH %(judged)s, todo AS MATERIALIZED (
                    SELECT * FROM judged WHERE change IS NOT NULL
                ), changed AS (
                    UPDATE talk_obligation o
                       SET state = CASE j.change WHEN 'reopened' THEN %(open)s
                                                 WHEN 'withdrawn' THEN %(withdrawn)s
                                                 ELSE o.state END,
                           date_start = CASE j.change WHEN 'withdrawn' THEN o.date_start
                                                      ELSE j.date_start END,
                           date_due = CASE j.change WHEN 'withdrawn' THEN o.date_due
                                                    ELSE j.date_due END,
                           write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM todo j WHERE j.id = o.id
                    RETURNING j.change
                ), added AS (
                    INSERT INTO talk_obligation
                           (responsible_id, employee_id, layer_id, company_id,
                            responsible_user_id, department_id, rule_id, source_rule_id,
                            trigger_id, origin, date_start, date_due, state, is_late,
                            create_uid, create_date, write_uid, write_date)
                    SELECT m.responsible_id, m.employee_id, m.layer_id, m.company_id,
                           r.user_id, v.department_id, %(rule)s, %(source)s, m.trigger_id,
                           m.origin, m.date_start, m.date_due, %(open)s, FALSE,
                           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                      FROM todo m
                      JOIN hr_employee r ON r.id = m.responsible_id
                      JOIN hr_employee e ON e.id = m.employee_id
                      JOIN hr_version v ON v.id = e.current_version_id
                     WHERE m.change = 'added'
                        ON CONFLICT DO NOTHING RETURNING 'added' AS change
                )
                SELECT change, count(*)
                  FROM (SELECT change FROM changed UNION ALL SELECT change FROM added) happened
                 GROUP BY change""",
            judged=self._sql_judged(rule, day),
            open=OPEN,
            withdrawn=WITHDRAWN,
            rule=None if is_event else rule.id,
            source=rule.id if is_event else None,
            uid=self.env.uid,
        )

    @api.model
    def _preview_rule(self, rule, day=None):
        """What _generate_rule would do, without doing it, and the rows it would add.

        The rule need not be saved. Returns ``(outcome, rows)``: rows ``(layer_id,
        responsible_id, date_due, number)``.
        """
        day = day or rule.company_id._talk_today()
        if rule.basis in WITHOUT_PAIRS:
            return Outcome(), []
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """WITH %s SELECT change, layer_id, responsible_id, date_due, count(*)::int
                     FROM judged WHERE change IS NOT NULL
                      AND %s
                    GROUP BY change, layer_id, responsible_id, date_due
                    ORDER BY date_due, layer_id, responsible_id""",
                self._sql_judged(rule, day),
                self._sql_may_be_previewed(),
            )
        )
        counts = {}
        for change, *_who, number in found:
            counts[change] = counts.get(change, 0) + number
        return Outcome(**counts), [row[1:] for row in found if row[0] == "added"]

    @api.model
    def _sql_may_be_previewed(self):
        """SQL condition on a row of ``judged``: no restricted event is behind it. A figure of
        the rule for just that event would tell that it happened, and to whose people."""
        return SQL(
            """NOT EXISTS (SELECT 1 FROM talk_trigger t
                            WHERE t.id IN (trigger_id, known_trigger) AND t.is_restricted)"""
        )

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
