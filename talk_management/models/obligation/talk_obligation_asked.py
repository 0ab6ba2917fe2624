from odoo import api, models
from odoo.tools import SQL

from ..hr.hr_employee import PARTY_MEMBER, PARTY_PROBATIONARY
from ..rule.talk_rule import EVENT

PARTY_STATUSES = (PARTY_MEMBER, PARTY_PROBATIONARY)
# the employee's own date from which anniversaries are reckoned
ANNIVERSARY_DATES = {
    "entry": SQL("v.contract_date_start"),
    "party": SQL("e.party_join_date"),
}


class TalkObligation(models.Model):
    """What a rule asks for, as one SQL query: who owes whom which part, from when to when.

    Dates are reckoned in Python; people are paired in SQL, however many there are.
    """

    _inherit = "talk.obligation"

    @api.model
    def _sql_asked(self, rule, day):
        """``(tables, asked)``: the tables of a WITH clause that ends with ``pair`` and ``asked``
        ``(origin, date_start, date_due, responsible_id, employee_id, layer_id, company_id,
        trigger_id)``, and the rule's Asked, None for events and where nothing is asked."""
        if rule.basis == EVENT:
            return self._sql_asked_events(rule, day), None
        asked = rule._asked(day)
        pairs = self._sql_rule_pairs(rule, day)
        if not asked or not asked.parts:
            return SQL(
                "pair AS MATERIALIZED (%s), asked AS (%s)", pairs, self._sql_nothing()
            ), asked
        months = asked.months or [(None, None)] * len(asked.parts)
        part = SQL(
            """part AS (SELECT * FROM unnest(%s::varchar[], %s::date[], %s::date[], %s::int[],
                               %s::int[]) part(origin, date_start, date_due, month, day))""",
            [rule._obligation_origin(part.key) for part in asked.parts],
            [part.start for part in asked.parts],
            [part.due for part in asked.parts],
            [month for month, _day in months],
            [number for _month, number in months],
        )
        joined = SQL("TRUE")
        if asked.months:
            joined = SQL(
                """part.month = date_part('month', pair.anniversary)
                   AND part.day = date_part('day', pair.anniversary)
                   AND date_part('year', pair.anniversary) < split_part(part.origin, '/', 2)::int"""
            )
        tables = SQL(
            """pair AS MATERIALIZED (%s), %s, every AS (
                    SELECT part.origin, part.date_start, part.date_due, pair.responsible_id,
                           pair.employee_id, pair.layer_id, pair.company_id, NULL::int AS trigger_id
                      FROM pair JOIN part ON %s)""",
            pairs,
            part,
            joined,
        )
        if rule.is_once_per_employee:
            return SQL("%s, asked AS (%s)", tables, self._sql_one_for_each(rule)), asked
        return SQL("%s, asked AS (SELECT * FROM every)", tables), asked

    @api.model
    def _sql_nothing(self):
        return SQL(
            """SELECT NULL::varchar AS origin, NULL::date AS date_start, NULL::date AS date_due,
                      NULL::int AS responsible_id, NULL::int AS employee_id, NULL::int AS layer_id,
                      NULL::int AS company_id, NULL::int AS trigger_id WHERE FALSE"""
        )

    @api.model
    def _sql_one_for_each(self, rule):
        """Of all who could, one for each person and part: whoever owes it already, else one
        drawn by the two ids, which spreads people evenly and stays when others come or go."""
        return SQL(
            """SELECT DISTINCT ON (a.origin, a.employee_id) a.* FROM every a
                 LEFT JOIN talk_obligation o ON o.origin = a.origin AND o.state <> 'withdrawn'
                      AND o.responsible_id = a.responsible_id AND o.employee_id = a.employee_id
                ORDER BY a.origin, a.employee_id, o.id IS NULL,
                         hashint8(a.responsible_id::bigint << 32 | a.employee_id)"""
        )

    # who with whom

    @api.model
    def _sql_rule_pairs(self, rule, day, is_deduplicated=True):
        """SQL query: the pairs that owe a talk under ``rule`` on ``day``, each once, with the
        first of the rule's layers that joins them.

        People on long leave or seconded are left out while it lasts.
        """
        # _origin: an unsaved rule holds copies of its layers, without ids
        layers = rule.layer_ids._origin.filtered("active")
        layers = layers.sorted(lambda layer: (layer.sequence, layer.id))
        if not layers:
            return self._sql_no_pairs()
        loose = layers.filtered(lambda layer: not layer.has_pairs)
        sources = [
            SQL(
                """SELECT layer_id, responsible_id, employee_id, company_id FROM (%s) x
                    WHERE layer_id IN %s""",
                self.env["talk.edge"]._sql_answering(day),
                tuple((layers - loose).ids) or (0,),
            ),
            *(layer._sql_reach(day) for layer in loose),
        ]
        first = SQL("")
        order = SQL("")
        if len(layers) > 1 and is_deduplicated:
            first = SQL("DISTINCT ON (x.responsible_id, x.employee_id)")
            order = SQL(
                "ORDER BY x.responsible_id, x.employee_id, array_position(%s, x.layer_id)",
                layers.ids,
            )
        anniversary = ANNIVERSARY_DATES[rule.anniversary_of]
        is_dated = rule.basis == "anniversary"
        return SQL(
            """SELECT %(first)s x.responsible_id, x.employee_id, x.layer_id, x.company_id,
                      %(anniversary)s AS anniversary
                 FROM (%(sources)s) x
                 JOIN hr_employee e ON e.id = x.employee_id
                 JOIN hr_employee r ON r.id = x.responsible_id AND r.active
                 %(version)s
                WHERE x.company_id = %(company)s AND %(concerned)s
                %(order)s""",
            first=first,
            anniversary=anniversary if is_dated else SQL("NULL::date"),
            sources=SQL(" UNION ALL ").join(sources),
            version=SQL("JOIN hr_version v ON v.id = e.current_version_id")
            if is_dated or rule.rank_ids or rule.department_ids
            else SQL(""),
            company=rule.company_id.id,
            concerned=self._sql_concerned(rule, day),
            order=order,
        )

    @api.model
    def _sql_no_pairs(self):
        return SQL(
            """SELECT NULL::int AS responsible_id, NULL::int AS employee_id,
                      NULL::int AS layer_id, NULL::int AS company_id, NULL::date AS anniversary
                WHERE FALSE"""
        )

    @api.model
    def _sql_concerned(self, rule, day):
        """SQL condition on employee ``e`` (and version ``v``): the rule is about this person."""
        status = self.env["talk.employment.status"]
        conditions = [SQL("e.active"), SQL("NOT %s", status._sql_away(SQL("e.id"), day))]
        if rule.retired != "include":
            retired = status._sql_retired(SQL("e.id"), day)
            conditions.append(retired if rule.retired == "only" else SQL("NOT %s", retired))
        if rule.party != "all":
            is_in = SQL("COALESCE(e.political_status IN %s, FALSE)", PARTY_STATUSES)
            conditions.append(is_in if rule.party == "party" else SQL("NOT %s", is_in))
        if rule.rank_ids:
            conditions.append(SQL("v.rank_id IN %s", tuple(rule.rank_ids.ids)))
        if rule.department_ids:
            conditions.append(
                SQL(
                    """v.department_id IN (
                        SELECT d.id FROM hr_department d JOIN hr_department top
                            ON d.parent_path LIKE top.parent_path || '%%' WHERE top.id IN %s)""",
                    tuple(rule.department_ids.ids),
                )
            )
        return SQL(" AND ").join(conditions)

    @api.model
    def _responsible_ids(self, rule, employees):
        """Who under ``rule`` may hold a talk with one of ``employees`` today."""
        day = rule.company_id._talk_today()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT responsible_id FROM (%s) pair WHERE employee_id IN %s",
                self._sql_rule_pairs(rule, day, is_deduplicated=False),
                tuple(employees.ids) or (0,),
            )
        )
        return {row[0] for row in rows}
