import logging
from dataclasses import dataclass

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .talk_obligation import OPEN, WITHDRAWN

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What making one rule due did, or would do: numbers of obligations."""

    added: int
    reopened: int
    withdrawn: int

    @property
    def changed(self):
        return bool(self.added or self.reopened or self.withdrawn)


class TalkObligation(models.Model):
    """Making talks due: set-based, and free to repeat.

    Dates are reckoned in Python; people are paired in SQL, a fixed number of
    statements for each rule and period however many people there are.
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
    def _sql_missing(self, rule, origin, day):
        """SQL query: the pairs that owe a talk for ``origin`` and have no obligation yet."""
        return SQL(
            """SELECT p.* FROM (%s) p
                WHERE NOT EXISTS (SELECT 1 FROM talk_obligation o
                                   WHERE o.origin = %s AND o.responsible_id = p.responsible_id
                                     AND o.employee_id = p.employee_id)""",
            self._sql_rule_pairs(rule, day),
            origin,
        )

    @api.model
    def _sql_where_pair(self, rule, day, state, holds):
        """SQL condition on obligation ``o``: of ``rule``, in ``state``, its pair holds or not."""
        return SQL(
            """o.rule_id = %s AND o.state = %s AND %s EXISTS (
                    SELECT 1 FROM (%s) p
                     WHERE p.responsible_id = o.responsible_id
                       AND p.employee_id = o.employee_id)""",
            rule.id,
            state,
            SQL("") if holds else SQL("NOT"),
            self._sql_rule_pairs(rule, day),
        )

    @api.model
    def _generate_rule(self, rule, day=None):
        """Owe what the edges say for ``rule`` in the period of ``day``; see Outcome."""
        day = day or rule.company_id._talk_today()
        period = rule._current_period(day)
        self.env.flush_all()
        reopened = self._move(rule, day, WITHDRAWN, OPEN, holds=True)
        withdrawn = self._move(rule, day, OPEN, WITHDRAWN, holds=False)
        added = 0
        for nth, date_due in enumerate(period.due_dates(rule.talk_count) if period else [], 1):
            added += self._insert_missing(
                rule, rule._obligation_origin(period, nth), period, date_due, day
            )
        outcome = Outcome(added, reopened, withdrawn)
        if outcome.changed:
            self.invalidate_model()
        return outcome

    @api.model
    def _move(self, rule, day, source, target, holds):
        """Withdraw what no longer holds, or bring back what holds again; how many."""
        return len(
            self.env.execute_query(
                SQL(
                    """UPDATE talk_obligation o
                          SET state = %s, write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                        WHERE %s RETURNING o.id""",
                    target,
                    self.env.uid,
                    self._sql_where_pair(rule, day, source, holds),
                )
            )
        )

    @api.model
    def _insert_missing(self, rule, origin, period, date_due, day):
        return len(
            self.env.execute_query(
                SQL(
                    """INSERT INTO talk_obligation (
                            responsible_id, employee_id, layer_id, company_id,
                            responsible_user_id, department_id, rule_id, origin, date_start,
                            date_due, state, is_late, create_uid, create_date, write_uid,
                            write_date)
                       SELECT m.responsible_id, m.employee_id, m.layer_id, m.company_id,
                              m.user_id, m.department_id, %(rule)s, %(origin)s, %(start)s,
                              %(due)s, %(state)s, FALSE, %(uid)s, now() AT TIME ZONE 'UTC',
                              %(uid)s, now() AT TIME ZONE 'UTC'
                         FROM (%(missing)s) m
                           ON CONFLICT DO NOTHING RETURNING id""",
                    rule=rule.id,
                    origin=origin,
                    start=period.start,
                    due=date_due,
                    state=OPEN,
                    uid=self.env.uid,
                    missing=self._sql_missing(rule, origin, day),
                )
            )
        )

    @api.model
    def _preview_rule(self, rule, day=None):
        """What _generate_rule would do, without doing it, and the rows it would add.

        Returns ``(outcome, rows)``: rows ``(layer_id, responsible_id, date_due, number)``.
        """
        day = day or rule.company_id._talk_today()
        period = rule._current_period(day)
        self.env.flush_all()
        counts = [
            self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM talk_obligation o WHERE %s",
                    self._sql_where_pair(rule, day, state, holds),
                )
            )[0][0]
            for state, holds in ((WITHDRAWN, True), (OPEN, False))
        ]
        rows = []
        for nth, date_due in enumerate(period.due_dates(rule.talk_count) if period else [], 1):
            rows += self.env.execute_query(
                SQL(
                    """SELECT m.layer_id, m.responsible_id, %s::date, count(*)::int
                         FROM (%s) m GROUP BY m.layer_id, m.responsible_id
                        ORDER BY m.layer_id, m.responsible_id""",
                    date_due,
                    self._sql_missing(rule, rule._obligation_origin(period, nth), day),
                )
            )
        return Outcome(sum(row[3] for row in rows), *counts), rows

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

    @api.model
    def _generate(self, rules):
        """Make ``rules`` due now and remind at once. Returns {rule: Outcome}."""
        outcomes = {rule: self._generate_rule(rule) for rule in rules.sudo()}
        self.env["talk.reminder"]._refresh()
        return outcomes

    @api.model
    def _cron_daily(self):
        """Chain, then each rule by itself, then reminders; a failing rule stops no other."""
        cron = self.env["ir.cron"]
        self.env["talk.edge"]._refresh()
        rules = self.env["talk.rule"].search([("active", "=", True)])
        cron._commit_progress(remaining=len(rules) + 1)
        failed = None
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    self._generate_rule(rule)
            except Exception as error:
                _logger.exception("Rule %s could not be made due", rule.id)
                failed = error
            if not cron._commit_progress(1):
                return
        self.env["talk.reminder"]._refresh()
        cron._commit_progress(1)
        if failed:
            raise UserError(
                self.env._("At least one rule could not be made due; the log tells which.")
            ) from failed
