from odoo import api, models
from odoo.tools import SQL

from ..hr.talk_employment_status import AWAY_KINDS, RETIRED
from ..rule.talk_rule import DAY, MEETING, PERIOD

# rules whose parts are the same for everybody
UNIFORM = (PERIOD, DAY, MEETING)
# what of a rule says whether and what it asks of all pairs alike; the rest is not read
RULE_FIELDS = (
    "active basis company_id date_from date_to is_once_per_employee party period_unit retired "
    "talk_count"
).split()


class TalkObligation(models.Model):
    """On most days nothing comes due: one look at keys, states and dates, for all rules at once,
    says under which of them there is anything to do. Only those run their statement.

    The look never misses work; it may name a rule under which nothing is to be done.
    """

    _inherit = "talk.obligation"

    @api.model
    def _generate_due(self, rules, day=None):
        """Make due what is not yet; ``{rule: Outcome}`` of those that had something to do."""
        wanted = self._rules_with_work(rules, day)
        return {rule: self._generate_rule(rule, day) for rule in rules if rule in wanted}

    @api.model
    def _rules_with_work(self, rules, day=None):
        """Those of ``rules`` under which something may have to be done on ``day``."""
        self.env.flush_all()
        rules.fetch(RULE_FIELDS)
        probed = rules.filtered(lambda rule: self._can_probe(rule))
        found = rules - probed
        todays = {} if day else probed.company_id._talk_todays()
        for company, own in probed.grouped("company_id").items():
            today = day or todays[company.id]
            rows = self.env.execute_query(self._sql_probe(own, company, today))
            found |= own.browse(row[0] for row in rows)
        return rules & found

    @api.model
    def _can_probe(self, rule):
        """Whether the look can tell what the rule asks for: the same of all pairs of its layers.

        Rules for certain ranks or departments are told by the statement itself.
        """
        return (
            rule.basis in UNIFORM
            and rule.party == "all"
            and rule.retired == "exclude"
            and not rule.is_once_per_employee
        )

    @api.model
    def _sql_probe(self, rules, company, day):
        """SQL query ``(rule_id)``. Edges and obligations are each read once for all rules."""
        asked = [(rule.id, found) for rule in rules if (found := rule._asked(day))]
        parts = [
            (rule_id, rules.browse(rule_id)._obligation_origin(part.key), part.start, part.due)
            for rule_id, found in asked
            for part in found.parts
        ]
        running = [(rule_id, found.start, found.end) for rule_id, found in asked]
        return SQL(
            """WITH scope AS MATERIALIZED (
                        SELECT rel.talk_rule_id AS rule_id, l.id AS layer_id
                          FROM talk_layer_talk_rule_rel rel
                          JOIN talk_layer l ON l.id = rel.talk_layer_id AND l.active
                         WHERE rel.talk_rule_id IN %(rules)s),
                    asked AS MATERIALIZED (
                        SELECT * FROM unnest(%(part_rules)s::int[], %(origins)s::varchar[],
                                             %(starts)s::date[], %(dues)s::date[])
                            asked(rule_id, origin, date_start, date_due)),
                    running AS MATERIALIZED (
                        SELECT * FROM unnest(%(running_rules)s::int[], %(firsts)s::date[],
                                             %(lasts)s::date[])
                            running(rule_id, date_start, date_end)),
                    part AS MATERIALIZED (
                        SELECT s.rule_id, s.layer_id, a.origin, a.date_start, a.date_due
                          FROM scope s JOIN asked a USING (rule_id)),
                    gone AS MATERIALIZED (SELECT id FROM hr_employee WHERE active IS NOT TRUE),
                    away AS MATERIALIZED (
                        SELECT s.employee_id AS id FROM talk_employment_status s
                         WHERE s.kind IN %(away)s
                           AND (s.date_from IS NULL OR s.date_from <= %(day)s)
                           AND (s.date_to IS NULL OR s.date_to >= %(day)s)),
                    odd AS MATERIALIZED ( -- or whose rule it is would be asked of every row
                SELECT COALESCE(w.rule_id, o.rule_id) AS rule_id
                  FROM (SELECT x.responsible_id, x.employee_id, p.rule_id, p.origin, p.date_start,
                               p.date_due
                          FROM talk_edge x JOIN part p ON p.layer_id = x.layer_id
                         WHERE x.date_to IS NULL AND x.company_id = %(company)s) w
                  FULL JOIN (
                        SELECT o.responsible_id, o.employee_id, o.origin, o.rule_id, o.state,
                               o.date_due, o.date_start
                          FROM talk_obligation o
                         WHERE o.rule_id IS NOT NULL
                           -- withdrawn counts as not there: what is asked again shows as missing
                           -- 'open' first: most are, and one comparison is enough for them
                           AND (o.state = 'open' OR o.state <> 'withdrawn'
                                AND (o.state = 'planned'
                                     OR o.origin IN (SELECT origin FROM asked)))) o
                    ON o.responsible_id = w.responsible_id AND o.employee_id = w.employee_id
                   AND o.origin = w.origin
                 WHERE o.origin IS NULL AND w.date_due >= %(day)s
                       AND w.employee_id NOT IN (SELECT id FROM away)
                       AND w.employee_id NOT IN (SELECT id FROM gone)
                       AND w.responsible_id NOT IN (SELECT id FROM gone)
                    -- the dates first: they are compared for every row
                    OR (o.date_due <> w.date_due OR o.date_start <> w.date_start)
                       AND o.state IN ('open', 'planned')
                    OR w.origin IS NULL AND (
                       -- a predecessor's talk given back, or held beside an open one
                       o.state IN ('settled', 'excused')
                       OR o.state = 'open' AND CASE
                            WHEN o.origin IN (SELECT origin FROM asked) THEN o.date_due >= %(day)s
                            WHEN EXISTS (SELECT 1 FROM running u
                                          WHERE u.rule_id = o.rule_id
                                            AND o.date_start <= u.date_end
                                            AND o.date_due >= u.date_start) THEN TRUE
                            ELSE o.date_due >= %(day)s AND NOT EXISTS (
                                    SELECT 1 FROM talk_edge x
                                      JOIN scope s ON s.layer_id = x.layer_id
                                                  AND s.rule_id = o.rule_id
                                     WHERE x.responsible_id = o.responsible_id
                                       AND x.employee_id = o.employee_id AND x.date_to IS NULL
                                       AND x.company_id = %(company)s) END)
                UNION ALL
                -- few people: an array finds theirs by index, a join would read all that is owed
                SELECT o.rule_id FROM talk_obligation o
                 WHERE o.employee_id = ANY(ARRAY(SELECT id FROM away))
                   AND o.state = 'open' AND o.date_due >= %(day)s
                UNION ALL
                SELECT o.rule_id FROM talk_obligation o
                 WHERE (o.employee_id = ANY(ARRAY(SELECT id FROM gone))
                        OR o.responsible_id = ANY(ARRAY(SELECT id FROM gone)))
                   AND o.state = 'open'
                UNION ALL
                SELECT talk_rule_id FROM talk_rank_talk_rule_rel
                UNION ALL
                SELECT talk_rule_id FROM hr_department_talk_rule_rel
                UNION ALL
                SELECT rule_id FROM scope WHERE %(has_substitutes)s
            )
            SELECT DISTINCT rule_id FROM odd WHERE rule_id IN %(rules)s""",
            part_rules=[row[0] for row in parts],
            origins=[row[1] for row in parts],
            starts=[row[2] for row in parts],
            dues=[row[3] for row in parts],
            running_rules=[row[0] for row in running],
            firsts=[row[1] for row in running],
            lasts=[row[2] for row in running],
            away=(*AWAY_KINDS, RETIRED),
            day=day,
            company=company.id,
            rules=tuple(rules.ids) or (0,),
            has_substitutes=self.env["talk.edge"]._sql_has_substitutes(company, day),
        )
