from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from .talk_record import DRAFT
from .talk_sign import (
    AWAY,
    BEFORE_ENTRY,
    CROWDED,
    KINDS,
    LATE,
    NEW,
    OBJECTED,
    OVERLAP,
    SAME_TEXT,
)
from .talk_talk import HELD

# how far back talks are compared, and what counts as many
REACH_DAYS = 400
MANY_RECORDS = 3
MANY_AN_HOUR = 5
# so much of a text must stand in other records
MOST = 0.8


class TalkSign(models.Model):
    """How signs are found: one statement for each kind, whatever the number of talks.

    What is found and what is kept are laid side by side: new signs are added, those that no
    longer hold and nobody looked at go, the rest stays. So it may be repeated, or stopped
    anywhere. Talks known to their people only are left out before anything is counted.
    """

    _inherit = "talk.sign"

    @api.model
    def _refresh(self):
        for kind in KINDS:
            self._refresh_kind(kind)

    @api.model
    def _refresh_kind(self, kind):
        """Bring the signs of one kind up to date. Returns ``(added, gone)``."""
        self.env.flush_all()
        added, gone = self.env.execute_query(
            SQL(
                """WITH %(talks)s, found AS MATERIALIZED (%(found)s), gone AS (
                       DELETE FROM talk_sign s
                        WHERE s.kind = %(kind)s
                          AND NOT EXISTS (SELECT 1 FROM found f WHERE f.talk_id = s.talk_id)
                          AND (s.state = %(new)s AND s.date >= %(since)s
                               OR s.talk_id IN (SELECT id FROM talk_talk
                                                 WHERE state <> %(held)s OR is_reserved))
                       RETURNING s.id
                   ), kept AS (
                       INSERT INTO talk_sign AS s
                              (talk_id, kind, figure, strength, responsible_id, company_id, date,
                               state, create_uid, create_date, write_uid, write_date)
                       SELECT t.id, %(kind)s, f.figure, f.strength::varchar, t.responsible_id,
                              t.company_id, t.date, %(new)s, %(uid)s, now() AT TIME ZONE 'UTC',
                              %(uid)s, now() AT TIME ZONE 'UTC'
                         FROM found f JOIN talk t ON t.id = f.talk_id
                           ON CONFLICT (talk_id, kind) DO UPDATE
                          SET figure = EXCLUDED.figure, strength = EXCLUDED.strength,
                              responsible_id = EXCLUDED.responsible_id, date = EXCLUDED.date
                        WHERE (s.figure, s.strength, s.responsible_id, s.date)
                              IS DISTINCT FROM (EXCLUDED.figure, EXCLUDED.strength,
                                                EXCLUDED.responsible_id, EXCLUDED.date)
                       RETURNING s.id, xmax = 0 AS is_new
                   )
                   SELECT (SELECT count(*) FROM kept WHERE is_new), (SELECT count(*) FROM gone)""",
                talks=self._sql_talks(),
                found=self._sql_found()[kind],
                kind=kind,
                new=NEW,
                held=HELD,
                since=self._since(),
                uid=self.env.uid,
            )
        )[0]
        self.invalidate_model()
        return added, gone

    @api.model
    def _sql_talks(self):
        """``talk``: the talks that are looked at; ``person``: who sat in them."""
        return SQL(
            """talk AS (
                   SELECT * FROM talk_talk
                    WHERE state = %s AND is_reserved IS NOT TRUE
                      AND date >= %s
               ), person AS (
                   SELECT id AS talk_id, responsible_id AS employee_id, TRUE AS is_holder
                     FROM talk
                    UNION ALL
                   SELECT p.talk_id, p.employee_id, FALSE FROM talk_participant p
                     JOIN talk ON talk.id = p.talk_id WHERE p.attendance <> 'absent'
                    UNION ALL
                   SELECT h.talk_id, h.employee_id, FALSE FROM talk_talk_co_holder_rel h
                     JOIN talk ON talk.id = h.talk_id
                    UNION ALL
                   SELECT t.id, t.recorder_id, FALSE FROM talk_talk t
                     JOIN talk ON talk.id = t.id WHERE t.recorder_id IS NOT NULL
               )""",
            HELD,
            self._since(),
        )

    @api.model
    def _since(self):
        return fields.Date.today() - timedelta(days=REACH_DAYS)

    @api.model
    def _sql_found(self):
        """``{kind: query (talk_id, figure, strength)}`` over ``talk`` and ``person``."""
        return {
            SAME_TEXT: self._sql_same_text(),
            LATE: self._sql_late(),
            CROWDED: self._sql_crowded(),
            OVERLAP: self._sql_overlap(),
            AWAY: self._sql_away(),
            BEFORE_ENTRY: self._sql_before_entry(),
            OBJECTED: self._sql_objected(),
        }

    @api.model
    def _sql_same_text(self):
        """Records most of whose text stands in at least three talks of one responsible.

        Each piece is counted by talks, never compared pair by pair. The parts of one group
        talk may be alike; they count once.
        """
        return SQL(
            """WITH piece AS MATERIALIZED (
                   SELECT t.responsible_id, r.talk_id, f.completed_id AS record_id, f.digest
                     FROM talk_fingerprint f
                     JOIN talk_record r ON r.id = f.completed_id AND r.state <> %(draft)s
                     JOIN talk t ON t.id = r.talk_id
               )
               SELECT r.talk_id, max(r.figure) AS figure, max(CASE WHEN r.figure >= 10 THEN 3
                                                      WHEN r.figure >= 5 THEN 2 ELSE 1 END)
                      AS strength
                 FROM (SELECT x.talk_id, x.record_id,
                              percentile_disc(%(rest)s) WITHIN GROUP (ORDER BY x.talks)::int
                              AS figure
                         FROM (SELECT p.talk_id, p.record_id, c.talks
                                 FROM piece p
                                 JOIN (SELECT responsible_id, digest,
                                              count(DISTINCT talk_id) AS talks
                                         FROM piece GROUP BY responsible_id, digest) c
                                   ON c.responsible_id = p.responsible_id
                                  AND c.digest = p.digest) x
                        GROUP BY x.talk_id, x.record_id) r
                WHERE r.figure >= %(many)s GROUP BY r.talk_id""",
            draft=DRAFT,
            rest=1 - MOST,
            many=MANY_RECORDS,
        )

    @api.model
    def _sql_late(self):
        """Marked held, or written down for the first time, later than the company finds usual."""
        return SQL(
            """SELECT l.id AS talk_id, l.days AS figure,
                      CASE WHEN l.days > 4 * l.usual THEN 3 WHEN l.days > 2 * l.usual THEN 2
                           ELSE 1 END AS strength
                 FROM (SELECT t.id, c.talk_sign_late_days AS usual,
                              GREATEST(t.date_marked_held,
                                       (SELECT max(r.date_first_completed) FROM talk_record r
                                         WHERE r.talk_id = t.id)) - t.date AS days
                         FROM talk t JOIN res_company c ON c.id = t.company_id) l
                WHERE l.days > l.usual"""
        )

    @api.model
    def _sql_crowded(self):
        """Talks that begin within an hour together with four or more others of the responsible."""
        return SQL(
            """SELECT w.id AS talk_id, w.most::int AS figure,
                      CASE WHEN w.most >= 2 * %(many)s THEN 3 ELSE 2 END AS strength
                 FROM (SELECT id, max(n) OVER (
                                  PARTITION BY responsible_id ORDER BY date_start
                                  RANGE BETWEEN '59 minutes 59 seconds' PRECEDING AND CURRENT ROW)
                              AS most
                         FROM (SELECT id, responsible_id, date_start, count(*) OVER (
                                          PARTITION BY responsible_id ORDER BY date_start
                                          RANGE BETWEEN CURRENT ROW
                                            AND '59 minutes 59 seconds' FOLLOWING) AS n
                                 FROM talk) h) w
                WHERE w.most >= %(many)s""",
            many=MANY_AN_HOUR,
        )

    @api.model
    def _sql_overlap(self):
        """Somebody sat in two talks at once; by how many minutes."""
        return SQL(
            """SELECT o.talk_id, max(o.minutes)::int AS figure,
                      max(CASE WHEN o.minutes >= 15 THEN 2 ELSE 1 END) AS strength
                 FROM (SELECT s.talk_id, ceil(extract(epoch FROM GREATEST(
                                  CASE WHEN s.ended IS NOT NULL
                                       THEN LEAST(s.date_end, s.ended) - s.date_start END,
                                  CASE WHEN s.next_start IS NOT NULL
                                       THEN LEAST(s.date_end, s.next_end) - s.next_start END
                              )) / 60) AS minutes
                         FROM (SELECT p.talk_id, t.date_start, t.date_end,
                                      max(t.date_end) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING
                                                              AND 1 PRECEDING) AS ended,
                                      lead(t.date_start) OVER w AS next_start,
                                      lead(t.date_end) OVER w AS next_end
                                 FROM person p JOIN talk t ON t.id = p.talk_id
                               WINDOW w AS (PARTITION BY p.employee_id
                                            ORDER BY t.date_start, t.id)) s
                        WHERE s.ended > s.date_start OR s.next_start < s.date_end) o
                WHERE o.minutes > 0 GROUP BY o.talk_id"""
        )

    @api.model
    def _sql_away(self):
        """Face to face with somebody on long leave, who may well be visited or called."""
        return SQL(
            """SELECT DISTINCT t.id AS talk_id, 0 AS figure, 2 AS strength
                 FROM talk t
                 JOIN person p ON p.talk_id = t.id
                 JOIN talk_employment_status s ON s.employee_id = p.employee_id
                  AND s.kind = 'long_leave' AND (s.date_from IS NULL OR s.date_from <= t.date)
                  AND (s.date_to IS NULL OR s.date_to >= t.date)
                WHERE t.channel = 'face_to_face'"""
        )

    @api.model
    def _sql_before_entry(self):
        """Held with or by somebody whose contracts all begin later."""
        return SQL(
            """SELECT t.id AS talk_id, 0 AS figure, 2 AS strength
                 FROM talk t
                 JOIN person p ON p.talk_id = t.id
                 JOIN hr_version v ON v.employee_id = p.employee_id AND v.active
                GROUP BY t.id, t.date, p.employee_id
               HAVING min(v.contract_date_start) > t.date"""
        )

    @api.model
    def _sql_objected(self):
        """Talks that somebody says did not take place like this, while the objection stands."""
        return SQL(
            """SELECT DISTINCT c.talk_id, 0 AS figure, 3 AS strength
                 FROM talk_confirmation c JOIN talk t ON t.id = c.talk_id WHERE c.is_disputed"""
        )


class TalkObligation(models.Model):
    _inherit = "talk.obligation"

    @api.model
    def _daily_steps(self):
        signs = self.env["talk.sign"]
        return [
            *super()._daily_steps(),
            *((f"the signs: {kind}", partial(signs._refresh_kind, kind)) for kind in KINDS),
        ]
