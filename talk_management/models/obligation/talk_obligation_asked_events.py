from datetime import datetime

from odoo import api, models
from odoo.tools import SQL

from ...engine.deadline import steps
from ..rule.talk_trigger import OPEN as IN_FORCE

# events older than this, in days, make nothing due any more
EVENT_REACH = 400


class TalkObligation(models.Model):
    """What a rule after events asks for: each event in force its own parts, of its own people
    (H4.5). Nobody the matter is about handles it; the next one up does."""

    _inherit = "talk.obligation"

    @api.model
    def _sql_asked_events(self, rule, day):
        """The tables for a rule after events: each event asks its own parts of its own people."""
        parts = self._event_parts(rule, day)
        owed = self._sql_nothing()
        if parts:
            owed = self._sql_events_owed(rule, day, parts)
        return SQL(
            """pair AS MATERIALIZED (%s), asked AS MATERIALIZED (%s)""",
            self._sql_no_pairs(),
            owed,
        )

    @api.model
    def _event_types(self, rule):
        """The types in use that the rule names; every one where it names none."""
        named = rule.with_context(active_test=False).trigger_type_ids._origin
        if named:
            return named.filtered("active")
        return self.env["talk.trigger.type"].search([("active", "=", True)])

    @api.model
    def _event_parts(self, rule, day):
        """``[(type id, date, date entered, part)]`` for the days on which something happened."""
        if not rule.active:
            return []
        types = self._event_types(rule)
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT type_id, date, date_entered FROM talk_trigger
                    WHERE company_id = %s AND state = %s AND type_id IN %s AND date >= %s::date - %s
                    ORDER BY type_id, date, date_entered""",
                rule.company_id.id,
                IN_FORCE,
                tuple(types.ids) or (0,),
                day,
                EVENT_REACH,
            )
        )
        calendar = rule.company_id._talk_work_calendar() if rows else None
        found = []
        for type_id, date, entered in rows:
            kind = types.browse(type_id)
            wanted = [(step.count, step.unit) for step in rule.step_ids] or [
                (kind.deadline_count, kind.deadline_unit)
            ]
            parts = steps(date, wanted, calendar)
            if entered > parts[0].due:
                # known too late to be in time: the deadline runs from when it was known
                parts = steps(entered, wanted, calendar)
            found += [
                (type_id, date, entered, part) for part in parts if rule._is_valid(date, part.due)
            ]
        return found

    @api.model
    def _sql_events_owed(self, rule, day, parts):
        """SQL query ``asked``: whom each event in force is owed by, nobody the matter is about."""
        places = [
            (kind.id, layer.id, nth)
            for kind in self._event_types(rule)
            for nth, layer in enumerate(self._event_layers(rule, kind))
        ]
        if not places:
            places = [(0, 0, 0)]
        answering = self.env["talk.edge"]._sql_answering(day)
        return SQL(
            """WITH part AS (
                    SELECT * FROM unnest(%(types)s::int[], %(dates)s::date[], %(entered)s::date[],
                            %(keys)s::varchar[], %(starts)s::date[], %(dues)s::date[])
                        part(type_id, date, date_entered, key, date_start, date_due)
                ), place AS (
                    SELECT * FROM unnest(%(place_types)s::int[], %(layers)s::int[], %(nths)s::int[])
                        place(type_id, layer_id, nth)
                ), event AS MATERIALIZED (
                    SELECT t.* FROM talk_trigger t JOIN hr_employee e ON e.id = t.employee_id
                     WHERE t.company_id = %(company)s AND t.state = %(in_force)s AND e.active
                       AND t.type_id = ANY(%(types)s)
                       AND t.date >= %(day)s::date - %(reach)s
                       -- a rule made afterwards would tell by what it adds of whom it was
                       AND (t.is_restricted IS NOT TRUE OR t.create_date >= %(since)s)
                ), answering AS MATERIALIZED (
                    SELECT x.* FROM (%(answering)s) x
                     WHERE x.company_id = %(company)s
                       AND (x.employee_id IN (SELECT employee_id FROM event)
                            OR x.employee_id IN (SELECT about_id FROM event))
                ), candidate AS (
                    SELECT event.id, x.responsible_id, x.layer_id, place.nth
                      FROM event
                      JOIN place ON place.type_id = event.type_id
                      JOIN answering x ON x.employee_id = event.employee_id
                                      AND x.layer_id = place.layer_id
                     WHERE event.responsible_id IS NULL
                    UNION ALL
                    SELECT id, responsible_id, NULL, 0 FROM event WHERE responsible_id IS NOT NULL
                ), handled AS (
                    SELECT c.id, c.layer_id, c.nth,
                           CASE WHEN c.responsible_id IS DISTINCT FROM event.about_id
                                THEN c.responsible_id
                                ELSE (SELECT above.responsible_id FROM answering above
                                        JOIN talk_layer l ON l.id = above.layer_id
                                       WHERE above.employee_id = event.about_id
                                         AND above.responsible_id <> event.employee_id
                                         AND l.is_hierarchical
                                       ORDER BY l.line, l.sequence DESC, above.responsible_id
                                       LIMIT 1) END AS responsible_id
                      FROM candidate c JOIN event ON event.id = c.id
                ), chosen AS (
                    SELECT DISTINCT ON (%(once)s) h.id, h.layer_id, h.responsible_id
                      FROM handled h JOIN event ON event.id = h.id
                      JOIN hr_employee r ON r.id = h.responsible_id AND r.active
                     WHERE h.responsible_id <> event.employee_id
                     ORDER BY %(once)s, h.nth, h.responsible_id
                )
                SELECT 'event:' || event.id || '/' || %(rule)s || '/' || part.key AS origin,
                       part.date_start, part.date_due, chosen.responsible_id, event.employee_id,
                       chosen.layer_id, event.company_id, event.id AS trigger_id
                  FROM event JOIN chosen ON chosen.id = event.id
                  JOIN part ON part.type_id = event.type_id AND part.date = event.date
                           AND part.date_entered = event.date_entered""",
            types=[type_id for type_id, _date, _entered, _part in parts],
            dates=[date for _type, date, _entered, _part in parts],
            entered=[entered for _type, _date, entered, _part in parts],
            keys=[part.key for _type, _date, _entered, part in parts],
            starts=[part.start for _type, _date, _entered, part in parts],
            dues=[part.due for _type, _date, _entered, part in parts],
            place_types=[type_id for type_id, _layer, _nth in places],
            layers=[layer for _type, layer, _nth in places],
            nths=[nth for _type, _layer, nth in places],
            company=rule.company_id.id,
            in_force=IN_FORCE,
            day=day,
            reach=EVENT_REACH,
            since=rule._origin.create_date or datetime.max,
            answering=answering,
            once=SQL("h.id") if rule.owed_by == "nearest" else SQL("h.id, h.responsible_id"),
            rule=rule._origin.id or 0,
        )

    @api.model
    def _event_layers(self, rule, kind):
        """The layers by which an event of that type is owed, the nearest to the person first."""
        layers = (rule.layer_ids._origin or kind.layer_ids).filtered(lambda layer: layer.has_pairs)
        return layers.sorted(lambda layer: (layer.line, -layer.sequence, layer.id))
