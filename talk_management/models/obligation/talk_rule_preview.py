from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..rule.talk_rule import EVENT, QUOTA, RECEPTION, WITHOUT_PAIRS
from .talk_obligation import UNSETTLED

OFFICER = "talk_management.group_talk_officer"
NAMED = 3  # people the form names with their loads
# what the rule would have somebody hold: asked for, and not held yet
OWED = ("added", "reopened", "redated")


class TalkRule(models.Model):
    """Whom a rule will touch, reckoned while it is typed and before it is saved.

    One query, whatever the number of people. Who owes how much is for HR officers of the
    company alone, though everybody reads the rule itself.
    """

    _inherit = "talk.rule"

    preview_responsible_count = fields.Integer(
        string="Responsible",
        compute="_compute_preview",
        groups=OFFICER,
        help="How many people would owe talks under this rule.",
    )
    preview_employee_count = fields.Integer(
        string="Employees",
        compute="_compute_preview",
        groups=OFFICER,
        help="How many people would be talked with.",
    )
    preview_talk_count = fields.Integer(
        string="Talks Newly Due",
        compute="_compute_preview",
        groups=OFFICER,
        help="How many talks would be newly owed if the rule were made due today.",
    )
    preview_loads = fields.Text(
        string="Most to Hold",
        compute="_compute_preview",
        groups=OFFICER,
        copy=False,
        help="Who would have the most talks to hold, and by when.",
    )
    warning = fields.Text(
        compute="_compute_preview",
        groups=OFFICER,
        copy=False,
        help="Why the rule would do nothing, or ask for more than a person can hold.",
    )

    @api.depends(lambda self: self._preview_fields())
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_preview(self):
        for rule in self:
            found = rule._preview() if rule._may_preview() else {}
            rule.preview_responsible_count = found.get("responsible", 0)
            rule.preview_employee_count = found.get("employees", 0)
            rule.preview_talk_count = found.get("talks", 0)
            rule.preview_loads = found.get("loads", False)
            rule.warning = found.get("warning", False)

    @api.model
    def _preview_fields(self):
        return [
            *self._sentence_fields(),
            "layer_ids",
            "rank_ids",
            "department_ids",
            "party",
            "retired",
            "successor_owes",
            "owed_by",
        ]

    def _may_preview(self):
        """The unsaved rule may name any company: only one the officer works in is looked at."""
        return (
            self.env.user.has_group(OFFICER)
            and self.company_id in self.env.user.company_ids
            and not self._is_half_typed()
        )

    def _preview(self):
        """The figures and sentences of the form, as {name: value}."""
        self.ensure_one()
        day = self.company_id._talk_today()
        found = self._foreseen(day)
        lines = self._say_loads(found)
        if self.basis == RECEPTION:
            receptions = self._foreseen_without_pairs(day)
            lines = self._say_receptions(receptions["receptions"][:NAMED])
        warnings = [
            self._never_due(day, found) or self._touches_nobody(found),
            self._too_much(day, found["peaks"]),
        ]
        return {
            "responsible": found["responsible"],
            "employees": found["employees"],
            "talks": found["talks"],
            "loads": "\n".join(lines) or False,
            "warning": "\n".join(filter(None, warnings)) or False,
        }

    def _say_loads(self, found):
        """Who has the most to hold, a line for each."""
        names = self.env["hr.employee"].sudo().browse([load[0] for load in found["loads"]])
        return [
            self.env._(
                "%(name)s: %(talks)s by %(date)s",
                name=person.name,
                talks=self._say_talks(count),
                date=format_date(self.env, due),
            )
            for person, (_id, count, due) in zip(names, found["loads"], strict=True)
        ]

    def _say_receptions(self, receptions):
        """Who receives next, a line for each reception."""
        lines = []
        for day, unit, receiver, stand_in in receptions:
            name = receiver.sudo().name
            values = {
                "date": format_date(self.env, day),
                "who": self.env._("%(name)s (%(unit)s)", name=name, unit=unit) if unit else name,
            }
            if stand_in:
                other = stand_in.sudo().name
                line = self.env._("%(date)s: %(who)s, %(other)s stands in", other=other, **values)
            else:
                line = self.env._("%(date)s: %(who)s", **values)
            lines.append(line)
        return lines

    # figures

    def _foreseen(self, day):
        """{responsible, employees, dated, talks: numbers, loads: [(employee id, talks, last due)],
        peaks: [(start, due, employee id, talks)]}: the most anybody would hold by each day."""
        self.env.flush_all()
        found = self.env.execute_query(self._sql_foreseen(day))[0]
        names = ("responsible", "employees", "dated", "talks", "loads", "peaks")
        found = dict(zip(names, found))
        to_date = fields.Date.to_date
        found["loads"] = [(who, count, to_date(due)) for who, count, due in found["loads"] or []]
        found["peaks"] = [
            (to_date(start), to_date(due), who, count)
            for start, due, who, count in found["peaks"] or []
        ]
        return found

    def _sql_foreseen(self, day):
        tables, load = self._sql_loads(day)
        return SQL(
            """WITH %(tables)s, load AS MATERIALIZED (%(load)s), total AS (
                    SELECT responsible_id, sum(count)::int AS count, max(date_due) AS date_due
                      FROM load GROUP BY responsible_id
                     ORDER BY 2 DESC, 1 LIMIT %(named)s
                ), summed AS (
                    SELECT date_start, date_due, responsible_id, sum(count) OVER (
                               PARTITION BY responsible_id, date_start ORDER BY date_due)::int
                               AS count
                      FROM load
                ), peak AS (
                    SELECT DISTINCT ON (date_start, date_due) *
                      FROM summed ORDER BY date_start, date_due, count DESC, responsible_id
                )
                SELECT (SELECT count(*)::int FROM (
                            SELECT responsible_id FROM people GROUP BY responsible_id) leader),
                       (SELECT count(*)::int FROM (
                            SELECT employee_id FROM people GROUP BY employee_id) person),
                       (SELECT count(anniversary)::int FROM people),
                       (SELECT COALESCE(sum(fresh), 0)::int FROM load),
                       (SELECT json_agg(json_build_array(responsible_id, count, date_due)
                               ORDER BY count DESC, responsible_id) FROM total),
                       (SELECT json_agg(json_build_array(date_start, date_due, responsible_id,
                               count) ORDER BY date_due, date_start) FROM peak)""",
            tables=tables,
            load=load,
            named=NAMED,
        )

    def _sql_loads(self, day):
        """``(tables, query)``: the tables of a WITH clause, ``people (responsible_id,
        employee_id, anniversary)`` among them, and a query ``(responsible_id, date_start,
        date_due, count, fresh)`` on them; ``fresh`` of the talks are newly owed."""
        obligations = self.env["talk.obligation"]
        if self.basis in WITHOUT_PAIRS:
            pairs = obligations._sql_rule_pairs(self, day, is_deduplicated=False)
            return SQL("people AS MATERIALIZED (%s)", pairs), self._sql_quota_loads(day)
        if self.basis == EVENT:
            # whom an event could touch, never whom one has touched: some are restricted
            people = self._sql_event_people(day)
            return SQL("people AS MATERIALIZED (%s)", people), self._sql_no_loads()
        tables = SQL(
            """%s, people AS MATERIALIZED (
                    SELECT responsible_id, employee_id, anniversary FROM pair)""",
            obligations._sql_judged(self, day),
        )
        load = SQL(
            """SELECT responsible_id, date_start, date_due, count(*)::int AS count,
                      (count(*) FILTER (WHERE change IN ('added', 'reopened')))::int AS fresh
                 FROM judged
                WHERE origin IS NOT NULL
                  AND (change IN %s OR change IS NULL AND state IN %s) AND %s
                GROUP BY responsible_id, date_start, date_due""",
            OWED,
            UNSETTLED,
            obligations._sql_may_be_previewed() if self.basis == EVENT else SQL("TRUE"),
        )
        return tables, load

    def _sql_quota_loads(self, day):
        """With how many people each would have to talk by a quota, and whether that is new;
        who receives by a reception owes nothing by number."""
        period = self._current_period(day) if self.basis == QUOTA else None
        return SQL(
            """SELECT h.responsible_id, %(start)s::date AS date_start, %(due)s::date AS date_due,
                      h.asked_count AS count,
                      CASE WHEN k.id IS NULL THEN h.asked_count ELSE 0 END AS fresh
                 FROM (%(holders)s) h
                 LEFT JOIN talk_quota k ON k.responsible_id = h.responsible_id
                                       AND k.rule_id = %(rule)s AND k.period_key = %(key)s
                WHERE %(key)s::varchar IS NOT NULL""",
            holders=self.env["talk.quota"]._sql_holders(self, SQL("SELECT * FROM people")),
            rule=self._origin.id or 0,
            key=period and period.key or None,
            start=period and period.start,
            due=period and period.end,
        )

    def _sql_no_loads(self):
        return SQL(
            """SELECT NULL::int AS responsible_id, NULL::date AS date_start,
                      NULL::date AS date_due, 0 AS count, 0 AS fresh WHERE FALSE"""
        )

    def _sql_event_people(self, day):
        """Whom an event could touch: the edges of the layers by which it is owed."""
        obligations = self.env["talk.obligation"]
        layers = self.env["talk.layer"]
        for kind in obligations._event_types(self):
            layers |= obligations._event_layers(self, kind)
        return SQL(
            """SELECT responsible_id, employee_id, NULL::date AS anniversary
                 FROM (%s) x WHERE x.company_id = %s AND x.layer_id IN %s""",
            self.env["talk.edge"]._sql_answering(day),
            self.company_id.id,
            tuple(layers.ids) or (0,),
        )
