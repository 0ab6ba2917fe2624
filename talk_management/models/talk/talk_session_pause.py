from odoo import fields, models
from odoo.tools import SQL

from ...engine.slot import cut
from .talk_session import PUBLISHED


class TalkSession(models.Model):
    """A pause between slots, and publishing many sessions by a fixed number of statements."""

    _inherit = "talk.session"

    pause_minutes = fields.Integer(
        string="Pause", default=0, help="Minutes between two slots, to write something down."
    )

    _pause_sane = models.Constraint(
        "CHECK (pause_minutes BETWEEN 0 AND 240)", "A pause lasts from nothing to 240 minutes."
    )

    def _slot_times(self):
        self.ensure_one()
        step = fields.Datetime.add
        minutes = int((self.date_end - self.date_start).total_seconds() // 60)
        return [
            (step(self.date_start, minutes=begin), step(self.date_start, minutes=end))
            for begin, end in cut(minutes, self.slot_minutes, self.pause_minutes)
        ]

    def _publish_what_is_free(self):
        """As superuser: publish these drafts with the slots in which leader and place are free.

        One statement for the slots of all, one for the leaders' time. Drafts in which nothing
        is free stay drafts. Returns those published.
        """
        now = fields.Datetime.now()
        rows = [
            (session.id, session.company_id.id, session.responsible_id.id)
            + (session.place_id.id or None, start, end)
            for session in self
            for start, end in session._slot_times()
            if start > now
        ]
        if not rows:
            return self.browse()
        self.env.flush_all()
        presence = self.env["talk.presence"]
        made = presence._insert_free(
            SQL(
                """INSERT INTO talk_slot (session_id, company_id, responsible_id, place_id,
                          is_published, date_start, date_end, create_uid, create_date,
                          write_uid, write_date)
                   SELECT t.session_id, t.company_id, t.responsible_id, t.place_id::int, TRUE,
                          t.date_start::timestamp, t.date_end::timestamp, %(uid)s, %(now)s,
                          %(uid)s, %(now)s
                     FROM (VALUES %(rows)s) AS t(session_id, company_id, responsible_id,
                                                 place_id, date_start, date_end)
                   ON CONFLICT DO NOTHING
                   RETURNING id, session_id, responsible_id, date_start, date_end""",
                uid=self.env.uid,
                now=now,
                rows=SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
        presence._take("slot_id", [(slot, *rest) for slot, _session, *rest in made])
        published = self.browse(self._drop_busy_slots([row[0] for row in made]))
        published._step(PUBLISHED)
        self.env.invalidate_all()
        return published

    def _drop_busy_slots(self, slots):
        """Delete those in which the leader is elsewhere. Ids of the sessions that keep some."""
        if not slots:
            return []
        rows = self.env.execute_query(
            SQL(
                """WITH busy AS (
                       DELETE FROM talk_slot s WHERE s.id IN %(slots)s AND NOT EXISTS (
                           SELECT FROM talk_presence p WHERE p.slot_id = s.id)
                       RETURNING s.id)
                   SELECT DISTINCT session_id FROM talk_slot
                    WHERE id IN %(slots)s AND id NOT IN (SELECT id FROM busy)""",
                slots=tuple(slots),
            )
        )
        return [row[0] for row in rows]
