import random
import time

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.talk_management.models.talk.talk_sign import KINDS

from .common import TalkCase

RECORDS = 10_000
LEADERS = 100
NUMBERS = 48
SECONDS = 10


@tagged("post_install", "-at_install")
class TestSignScale(TalkCase):
    """Ten thousand records are compared in seconds, with as many queries as ten."""

    def make_records(self, count, leaders):
        """Held talks of ``leaders`` with the nurse, a day apart, each with numbers of its own."""
        heads = self.env["hr.employee"].create(
            [{"name": f"Leader {n}", "company_id": self.company.id} for n in range(leaders)]
        )
        self.env.flush_all()
        kind = self.env["talk.kind"]._ordinary().id
        rows = self.env.execute_query(
            SQL(
                """WITH t AS (
                       INSERT INTO talk_talk (name, state, responsible_id, employee_id, format,
                              company_id, kind_id, channel, date_start, date_end, date, duration,
                              is_reserved)
                       SELECT 'SCALE/' || n || '/' || %(first)s, 'held',
                              (%(heads)s::int[])[1 + n %% %(leaders)s], %(nurse)s, 'individual',
                              %(company)s, %(kind)s, 'face_to_face', m, m + interval '30 minutes',
                              m::date, 0.5, FALSE
                         FROM generate_series(1, %(count)s) n,
                              LATERAL (SELECT timestamp '2026-11-20 02:00' - n * interval '50 min'
                                              AS m) x
                       RETURNING id
                   ), p AS (
                       INSERT INTO talk_participant (talk_id, employee_id, company_id, attendance)
                       SELECT id, %(nurse)s, %(company)s, 'present' FROM t RETURNING id, talk_id
                   )
                   INSERT INTO talk_record (talk_id, participant_id, state)
                   SELECT talk_id, id, 'completed' FROM p RETURNING id""",
                first=heads[0].id,
                heads=heads.ids,
                leaders=leaders,
                nurse=self.nurse.id,
                company=self.company.id,
                kind=kind,
                count=count,
            )
        )
        chance = random.Random(7)
        numbers = [
            (row[0], chance.randint(-(2**31), 2**31 - 1)) for row in rows for _n in range(NUMBERS)
        ]
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_fingerprint (completed_id, digest)
                   SELECT * FROM unnest(%s::int[], %s::int[]) ON CONFLICT DO NOTHING""",
                [record for record, _number in numbers],
                [number for _record, number in numbers],
            )
        )
        return [row[0] for row in rows]

    def make_alike(self, records):
        """These records all say what the first says."""
        self.env.cr.execute(
            SQL("DELETE FROM talk_fingerprint WHERE completed_id IN %s", tuple(records[1:]))
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_fingerprint (completed_id, digest)
                   SELECT r, digest FROM talk_fingerprint, unnest(%s::int[]) r
                    WHERE completed_id = %s""",
                records[1:],
                records[0],
            )
        )

    def counted(self):
        before = self.env.cr.sql_log_count
        self.env["talk.sign"]._refresh()
        return self.env.cr.sql_log_count - before

    def test_the_number_of_queries_does_not_follow_the_talks(self):
        with self.on("2026-11-21"):
            self.make_records(20, 2)
            few = self.counted()
            self.make_records(200, 2)
            self.assertEqual(self.counted(), few)

    def test_ten_thousand_records_are_compared_in_seconds(self):
        records = self.make_records(RECORDS, LEADERS)
        self.make_alike(records[::LEADERS])  # a hundred of one leader, all the same
        self.env.cr.execute("ANALYZE talk_fingerprint, talk_record, talk_talk, talk_participant")
        took = {}
        for kind in KINDS:
            began = time.monotonic()
            with self.on("2026-11-21"):  # where the clock stands still
                self.env["talk.sign"]._refresh_kind(kind)
            took[kind] = time.monotonic() - began
        own = [("kind", "=", "same_text"), ("company_id", "=", self.company.id)]
        found = self.env["talk.sign"].search(own)
        self.assertEqual(set(found.mapped("figure")), {RECORDS // LEADERS})
        self.assertEqual(len(found), RECORDS // LEADERS)
        self.assertLess(sum(took.values()), SECONDS, took)
