from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# so many talks are erased in one transaction
BATCH = 200


class TalkConfidentialMixin(models.AbstractModel):
    """What is erased with a record: whatever hangs on it."""

    _inherit = "talk.confidential.mixin"

    @api.model
    def _erasable(self, records):
        """The rows of this model that go with ``records``: those that hang on one, or on whoever
        a part of it is about. Models with another way to a record say so here."""
        if "record_id" in self._fields:
            return self.search([("record_id", "in", records.ids)])
        if "participant_id" in self._fields:
            return self.search([("participant_id", "in", records.participant_id.ids)])
        return self.browse()


class TalkRecord(models.Model):
    _inherit = "talk.record"

    @api.model
    def _erasable(self, records):
        return records

    @api.model
    def _erased_with_records(self):
        """The models whose rows go with a record, the record itself last."""
        models_ = (self.env[name] for name in self.env.registry)
        confidential = (
            model
            for model in models_
            if not model._abstract and hasattr(model, "_erasable") and model._name != self._name
        )
        return [*sorted(confidential, key=lambda model: model._name), self]

    def _erase(self):
        """Delete these records with all that hangs on them from the database.

        Returns {record id: how many rows}. The number of statements does not grow with them.
        """
        self = self.browse(self.ids)
        counts = dict.fromkeys(self.ids, 0)
        for model in self._erased_with_records():
            rows = model.sudo()._erasable(self)
            for row in rows:
                record = row._record_read()
                counts[record.id] = counts.get(record.id, 0) + 1
            rows.unlink()
        return counts


class TalkShare(models.Model):
    _inherit = "talk.share"

    def unlink(self):
        # with their activities, which the database would not take along
        self.sudo().notice_ids.unlink()
        return super().unlink()


class TalkRequestLineMixin(models.AbstractModel):
    _inherit = "talk.request.line.mixin"

    @api.model
    def _erasable(self, records):
        """What the two wrote to each other goes with the whole record of the talk it led to."""
        talks = records.talk_id
        kept = records.search([("talk_id", "in", talks.ids), ("id", "not in", records.ids)]).talk_id
        return self.search([("request_id.talk_id", "in", (talks - kept).ids)])


class TalkTalk(models.Model):
    """How long the words of a talk are kept (保存期限): as its kind says, else as the company does.

    Then they are erased and the fact of the talk stays: who, when, of which kind. The figures of
    the years before stay right, and there is nothing left to read or restore. Where the addon has
    just come to erase, nothing is erased before ``talk_erase_from``.
    """

    _inherit = "talk.talk"

    @api.model
    def _sql_years_kept(self):
        """SQL: how many years the words of talk ``t`` of kind ``k`` in company ``c`` are kept."""
        return SQL(
            """COALESCE(NULLIF(k.retention_years, 0),
                        CASE WHEN k.is_disciplinary THEN c.talk_retention_formal_years
                             ELSE c.talk_retention_years END)"""
        )

    @api.model
    def _sql_kept_back(self):
        """Hook: SQL condition under which the words of talk ``t`` are kept although it is time:
        as long as somebody objects to it, and nobody has decided."""
        return SQL(
            """EXISTS (SELECT FROM talk_confirmation c
                        WHERE c.talk_id = t.id AND c.is_disputed AND c.decision IS NULL)"""
        )

    @api.model
    def _sql_to_erase(self, days=0):
        """SQL: the talks whose words are to be erased within ``days``, and their companies."""
        return SQL(
            """FROM talk_talk t
               JOIN talk_kind k ON k.id = t.kind_id
               JOIN res_company c ON c.id = t.company_id
               LEFT JOIN resource_calendar z ON z.id = c.resource_calendar_id
              WHERE t.state = 'held'
                AND EXISTS (SELECT FROM talk_record r WHERE r.talk_id = t.id)
                AND GREATEST(t.date + make_interval(years => %(years)s), c.talk_erase_from)
                    <= (%(now)s AT TIME ZONE 'UTC'
                                AT TIME ZONE COALESCE(z.tz, 'Asia/Shanghai'))::date
                       + make_interval(days => %(days)s)
                AND NOT (%(kept_back)s)""",
            now=fields.Datetime.now(),
            years=self._sql_years_kept(),
            days=days,
            kept_back=self._sql_kept_back(),
        )

    @api.model
    def _cron_erase(self):
        """Erase what has been kept long enough. Free to be killed and repeated: each batch is a
        transaction of its own, and what it erased is due no longer."""
        cron = self.env["ir.cron"]
        self.env.flush_all()
        waiting = self.env.execute_query(SQL("SELECT count(*) %s", self._sql_to_erase()))[0][0]
        cron._commit_progress(remaining=waiting)
        while talks := self._lock_to_erase():
            talks._erase_words()
            if not cron._commit_progress(len(talks)):
                return

    @api.model
    def _lock_to_erase(self):
        """The next talks to erase, which no other worker is at."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT t.id %s ORDER BY t.id LIMIT %s FOR UPDATE OF t SKIP LOCKED",
                self._sql_to_erase(),
                BATCH,
            )
        )
        return self.sudo().browse(row[0] for row in rows)

    def _erase_words(self):
        """Erase all records of these talks by rule, and their calendar entries."""
        events = self.event_id.with_context(dont_notify=True, no_mail_to_attendees=True)
        # they are years old: else Odoo works out for each guest which reminder comes next
        self.env.cr.execute(
            SQL(
                "DELETE FROM calendar_alarm_calendar_event_rel WHERE calendar_event_id IN %s",
                tuple(events.ids) or (0,),
            )
        )
        events.invalidate_recordset(["alarm_ids"])
        events.unlink()
        self.env["talk.erasure"]._erase_by_rule(self.record_ids)

    def _check_reopen(self):
        erased = self.env["talk.erasure"].sudo()
        if erased.search_count([("talk_id", "in", self.ids), ("state", "=", "erased")], limit=1):
            raise UserError(self.env._("Its record was erased, so the talk was held and stays so."))
        return super()._check_reopen()


class TalkRequest(models.Model):
    _inherit = "talk.request"

    @api.model
    def _cron_erase(self):
        """Words and times of requests that led to no talk are kept as long as a record is."""
        cron = self.env["ir.cron"]
        for name in ("talk.request.word", "talk.request.time"):
            while rows := self._old_lines(self.env[name].sudo()):
                rows.unlink()
                if not cron._commit_progress(len(rows), remaining=0):
                    return

    @api.model
    def _old_lines(self, lines):
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """SELECT l.id FROM %s l
                     JOIN talk_request q ON q.id = l.request_id AND q.talk_id IS NULL
                     JOIN res_company c ON c.id = q.company_id
                    WHERE GREATEST(q.create_date + make_interval(years => c.talk_retention_years),
                                   c.talk_erase_from) <= %s
                    LIMIT 1000""",
                SQL.identifier(lines._table),
                fields.Datetime.now(),
            )
        )
        return lines.browse(row[0] for row in found)


class TalkWeeklyCheck(models.Model):
    _inherit = "talk.weekly.check"

    erase_count = fields.Integer(
        string="Records to Be Erased",
        readonly=True,
        help="Talks whose records will have been kept long enough within 30 days. They are erased "
        "by themselves; talks known to those who take part only are not counted.",
    )

    def _count(self):
        result = super()._count()
        talks = self.env["talk.talk"]
        self.env.flush_all()
        counts = dict(
            self.env.execute_query(
                SQL(
                    "SELECT t.company_id, count(*) %s AND NOT t.is_reserved GROUP BY t.company_id",
                    talks._sql_to_erase(days=30),
                )
            )
        )
        for check in self:
            check.erase_count = counts.get(check.company_id.id, 0)
        return result
