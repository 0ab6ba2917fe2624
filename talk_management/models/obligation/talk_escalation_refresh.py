from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.escalation import escalation_level, parse_escalation_days
from ..chain.talk_layer import PARTY
from .talk_obligation import UNSETTLED

ACTIVITY_ESCALATED = "talk_management.activity_type_talk_escalated"


class TalkEscalation(models.Model):
    """Keeping escalations up to date: what has been overdue for how long, and who is above."""

    _inherit = "talk.escalation"

    @api.model
    def _refresh_for(self, obligations):
        """What has changed with these obligations counts at once: mostly, that it is over."""
        obligations = obligations.sudo()
        reminders = self.env["talk.reminder"].sudo()
        reminders = reminders.search(reminders._domain_of(obligations))
        if reminders:
            self._refresh(reminders)

    @api.model
    def _refresh(self, reminders=None):
        """Tell whoever is next above what has been overdue for long, end what is over.

        Free to repeat: each level is told of once. Without ``reminders``: all there are.
        """
        self = self.sudo()
        self.env.flush_all()
        self.invalidate_model(["overdue_count", "date_due"])
        overdue = self._overdue(reminders)
        known = {
            (escalation.reminder_id.id, escalation.level): escalation
            for escalation in self.search(self._domain_known(reminders, overdue))
        }
        wanted = self._wanted(overdue)
        open_ones = {key for key, escalation in known.items() if not escalation.is_ended}
        self._end(self.browse().concat(*(known[key] for key in open_ones - wanted.keys())))
        again = self._tell_anew(known, wanted) | self._insert_missing(known, wanted)
        again._give_notice(ACTIVITY_ESCALATED)
        kept = self.browse().concat(*(known[key] for key in known.keys() & wanted.keys()))
        (kept - again)._freshen_notice()

    @api.model
    def _domain_known(self, reminders, overdue):
        if reminders is not None:
            return Domain("reminder_id", "in", reminders.ids)
        return Domain("is_ended", "=", False) | Domain("reminder_id", "in", list(overdue))

    @api.model
    def _overdue(self, reminders=None):
        """{reminder id: row} of the reminders with overdue talks, by one query.

        ``matter_id`` is the employee whom all the overdue talks are with, where it is one.
        """
        if reminders is None:
            groups = self.env["talk.reminder"].sudo()._read_group([], ["company_id"])
            companies = self.env["res.company"].concat(*(company for (company,) in groups))
        else:
            companies = reminders.company_id
        if not companies:
            return {}
        days = [SQL("(%s, %s::date)", company.id, company._talk_today()) for company in companies]
        asked = (
            SQL("TRUE") if reminders is None else SQL("r.id IN %s", tuple(reminders.ids) or (0,))
        )
        self.env["talk.obligation"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """SELECT r.id, r.responsible_id, r.company_id, today.day AS today,
                          min(o.rule_id) AS rule_id, min(o.date_due) AS date_due,
                          count(*)::int AS number,
                          CASE WHEN min(o.employee_id) = max(o.employee_id)
                               THEN min(o.employee_id) END AS matter_id
                     FROM talk_obligation o
                     JOIN talk_reminder r ON r.origin = o.origin
                                         AND r.responsible_id = o.responsible_id
                     JOIN (VALUES %(days)s) today(company_id, day)
                          ON today.company_id = r.company_id
                    WHERE o.state IN %(unsettled)s AND o.date_due < today.day AND %(asked)s
                    GROUP BY r.id, today.day""",
                days=SQL(", ").join(days),
                unsettled=UNSETTLED,
                asked=asked,
            )
        )
        return {row["id"]: row for row in rows}

    @api.model
    def _levels(self, overdue):
        """{reminder id: levels reached}: those that are overdue for long enough."""
        rules = self.env["talk.rule"].browse({row["rule_id"] for row in overdue.values()} - {None})
        companies = self.env["res.company"].browse({row["company_id"] for row in overdue.values()})
        of_rule = {rule.id: parse_escalation_days(rule.escalation_days) for rule in rules}
        of_company = {
            company.id: parse_escalation_days(company.talk_escalation_days) for company in companies
        }
        levels = {}
        for key, row in overdue.items():
            days = of_rule.get(row["rule_id"], of_company[row["company_id"]])
            if level := escalation_level(row["date_due"], days, row["today"]):
                levels[key] = level
        return levels

    @api.model
    def _wanted(self, overdue):
        """{(reminder id, level): values} of what is to be told today, and to whom."""
        levels = self._levels(overdue)
        asked = [overdue[key] | {"level": level} for key, level in levels.items()]
        above = self._superiors(asked)
        companies = self.env["res.company"].browse({row["company_id"] for row in asked})
        officers = {company.id: company._talk_officer() for company in companies}
        superiors = self.env["hr.employee"].browse(above.values())
        users = {superior.id: superior.user_id for superior in superiors}
        wanted = {}
        for row in asked:
            for level in range(1, row["level"] + 1):
                superior_id = above.get((row["id"], level))
                user = users.get(superior_id, self.env["res.users"])
                user = user if user.active else officers[row["company_id"]]
                wanted[row["id"], level] = {
                    "responsible_id": row["responsible_id"],
                    "company_id": row["company_id"],
                    "superior_id": superior_id,
                    "user_id": user.id or None,
                    "date": row["today"],
                }
        return wanted

    @api.model
    def _superiors(self, asked):
        """{(reminder id, level): employee id} of who is above each responsible; one query."""
        if not asked:
            return {}
        rows = self.env.execute_query(self._sql_superiors(asked))
        return {(reminder_id, level): person_id for reminder_id, level, person_id in rows}

    @api.model
    def _sql_superiors(self, asked):
        """SQL query ``(reminder_id, level, person_id)``: the way up the chain for each row.

        The next above is found by the administrative line, else by the Party line, in each by
        the layer nearest to the top. Whoever the talks are about is passed over for another of
        the same level, else for the one above; that is no level of its own.
        """
        return SQL(
            """WITH RECURSIVE asked(reminder_id, responsible_id, matter_id, levels) AS (
                    VALUES %(asked)s
                ), climb(reminder_id, person_id, level, path) AS (
                    SELECT reminder_id, responsible_id, 0, ARRAY[responsible_id] FROM asked
                    UNION ALL
                    SELECT c.reminder_id, next.responsible_id,
                           c.level + (NOT next.is_matter)::int, c.path || next.responsible_id
                      FROM climb c
                      JOIN asked a ON a.reminder_id = c.reminder_id
                      CROSS JOIN LATERAL (
                            SELECT x.responsible_id,
                                   x.responsible_id IS NOT DISTINCT FROM a.matter_id AS is_matter
                              FROM talk_edge x
                              JOIN talk_layer l ON l.id = x.layer_id AND l.is_hierarchical
                             WHERE x.employee_id = c.person_id AND x.date_to IS NULL
                               AND x.responsible_id <> ALL(c.path)
                             ORDER BY is_matter, l.line = %(party)s, l.sequence, x.is_covering,
                                      l.id, x.responsible_id
                             LIMIT 1) next
                     WHERE c.level < a.levels
                )
                SELECT c.reminder_id, c.level, c.person_id
                  FROM climb c JOIN asked a ON a.reminder_id = c.reminder_id
                 WHERE c.level > 0 AND c.person_id IS DISTINCT FROM a.matter_id""",
            asked=SQL(", ").join(
                SQL(
                    "(%s::int, %s::int, %s::int, %s::int)",
                    row["id"],
                    row["responsible_id"],
                    row["matter_id"],
                    row["level"],
                )
                for row in asked
            ),
            party=PARTY,
        )

    # applying

    @api.model
    def _end(self, over):
        """Everything is settled: the activities are done. Or the talks are no longer overdue for
        that long, by later due dates or more patience: they only go."""
        if not over:
            return
        over.is_ended = True
        held = self.env["talk.reminder"]._still_unsettled(over.reminder_id)
        waiting = over.filtered(lambda escalation: escalation.reminder_id in held)
        waiting._end_notice(is_done=False)
        (over - waiting)._end_notice(is_done=True)

    @api.model
    def _tell_anew(self, known, wanted):
        """Those that begin afresh, and those for somebody else since the chain has changed."""
        again = self.browse()
        for key in known.keys() & wanted.keys():
            escalation, vals = known[key], wanted[key]
            if escalation.is_ended or escalation.user_id.id != (vals["user_id"] or False):
                escalation.write({**vals, "is_ended": False})
                again |= escalation
            elif escalation.superior_id.id != (vals["superior_id"] or False):
                escalation.superior_id = vals["superior_id"]
        return again

    @api.model
    def _insert_missing(self, known, wanted):
        """A row for each key not there yet. Losing the race to another worker is no error:
        the transaction is tried again, as after any concurrent update."""
        missing = [(*key, *vals.values()) for key, vals in wanted.items() if key not in known]
        if not missing:
            return self.browse()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO talk_escalation (reminder_id, level, responsible_id, company_id,
                                                superior_id, user_id, date, is_ended,
                                                create_uid, create_date)
                   SELECT v.reminder_id, v.level, v.responsible_id, v.company_id,
                          v.superior_id::int, v.user_id::int, v.date::date, FALSE,
                          %s, now() AT TIME ZONE 'UTC'
                     FROM (VALUES %s) v(reminder_id, level, responsible_id, company_id,
                                        superior_id, user_id, date)
                       ON CONFLICT DO NOTHING RETURNING id""",
                self.env.uid,
                SQL(", ").join(
                    SQL("(%s)", SQL(", ").join(SQL("%s", value) for value in row))
                    for row in missing
                ),
            )
        )
        return self.browse(row[0] for row in rows)
