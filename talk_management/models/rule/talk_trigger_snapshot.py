from odoo import api, fields, models
from odoo.tools import SQL

from . import notice_sql
from .talk_trigger import NOTICED, OPEN, WITHDRAWN
from .talk_trigger_type import RESTRICTED


class TalkTriggerSnapshot(models.Model):
    """What was last known of a person, so that a change is noticed whichever way it came (H4.5a).

    A change of post may come through the employee's form, a version, Odoo's own nightly switch
    to a version, a roster or another program. All of them show as a difference to this row:
    the difference becomes an event, then the row follows. A company seen for the first time is
    only written down.
    """

    _name = "talk.trigger.snapshot"
    _description = "Person as Last Known"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one("hr.department", ondelete="set null")
    post = fields.Char(help="Technical: the job, or the title where there is no job.")
    rank_id = fields.Many2one("talk.rank", ondelete="set null")
    heads = fields.Char(help="Technical: the departments headed.")
    date_version = fields.Date(help="Since when the version of the records holds.")
    date_entry = fields.Date(help="Entered the institution on.")
    leaving = fields.Char(help="Technical: whether leaving or retiring.")
    date_leave = fields.Date(help="On long leave since.")
    is_seconded = fields.Boolean(help="Seconded or in training elsewhere.")
    date_party_joined = fields.Date(help="Probationary member of the Party since.")
    date_party_full = fields.Date(help="Full member of the Party since.")

    _natural_key = models.UniqueIndex("(employee_id)")

    @api.model
    def _notice(self):
        """Turn what has changed since last time into events. Free to repeat.

        One statement, however many people there are. Returns ``(new, withdrawn, moved)``.
        """
        self.env.flush_all()
        companies = self.env["res.company"].sudo().search([("active", "in", [True, False])])
        todays = [(company.id, company._talk_today()) for company in companies]
        retired = self.env.ref("hr.departure_retired", raise_if_not_found=False)
        new, withdrawn, moved = self.env.execute_query(
            SQL(
                """WITH %(change)s, taken AS (
                        UPDATE talk_trigger t
                           SET state = %(withdrawn)s, write_date = now() AT TIME ZONE 'UTC'
                          FROM change c
                         WHERE t.employee_id = c.employee_id AND t.notice_key = c.back
                           AND t.state = %(open)s AND t.source = %(noticed)s
                           AND t.date_entered >= c.today - c.reach
                           AND NOT (%(is_answered)s)
                        RETURNING t.id, t.employee_id, c.back
                    ), moved AS (
                        UPDATE talk_trigger t
                           SET date = c.date, notice_key = c.key,
                               write_date = now() AT TIME ZONE 'UTC'
                          FROM change c
                         WHERE t.employee_id = c.employee_id AND t.notice_key = c.moved_from
                           AND t.state = %(open)s AND t.source = %(noticed)s
                           AND NOT EXISTS (SELECT 1 FROM talk_trigger s
                                            WHERE s.employee_id = t.employee_id
                                              AND s.type_id = t.type_id AND s.date = c.date
                                              AND s.state = %(open)s)
                        RETURNING t.id
                    ), added AS (
                        INSERT INTO talk_trigger
                               (name, employee_id, type_id, date, date_entered, company_id, state,
                                source, is_restricted, notice_key,
                                create_uid, create_date, write_uid, write_date)
                        SELECT '/', c.employee_id, k.id, c.date, c.today, c.company_id, %(open)s,
                               %(noticed)s, k.confidentiality = %(restricted)s, c.key,
                               %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                          FROM change c
                          JOIN talk_trigger_type k ON k.source = c.source AND k.active
                         WHERE c.happened
                           AND NOT (c.is_undone_by_back AND EXISTS (
                                SELECT 1 FROM taken WHERE taken.employee_id = c.employee_id
                                                      AND taken.back = c.back))
                           AND NOT EXISTS (SELECT 1 FROM talk_trigger s
                                            WHERE s.employee_id = c.employee_id
                                              AND s.type_id = k.id AND s.state = %(open)s
                                              AND s.source <> %(noticed)s
                                              AND s.date BETWEEN c.date - 3 AND c.date + 3)
                            ON CONFLICT DO NOTHING RETURNING id
                    ), followed AS (%(follow)s)
                    SELECT (SELECT array_agg(id) FROM added), (SELECT count(*) FROM taken),
                           (SELECT count(*) FROM moved)""",
                change=notice_sql.changes(todays, retired.id if retired else 0),
                is_answered=self._sql_is_answered(SQL("t.id")),
                follow=notice_sql.follow(),
                open=OPEN,
                withdrawn=WITHDRAWN,
                noticed=NOTICED,
                restricted=RESTRICTED,
                uid=self.env.uid,
            )
        )[0]
        self._number(new or [])
        self.env["talk.trigger"].invalidate_model()
        self.invalidate_model()
        return len(new or []), withdrawn, moved

    @api.model
    def _sql_is_answered(self, trigger):
        """SQL condition, for later rooms to fill: the talk the event asked for was held."""
        return SQL("FALSE")

    @api.model
    def _number(self, trigger_ids):
        if not trigger_ids:
            return
        triggers = self.env["talk.trigger"].sudo().browse(trigger_ids)
        numbers = triggers._numbers(triggers)
        self.env.cr.execute(
            SQL(
                """UPDATE talk_trigger t SET name = n.name
                     FROM unnest(%s::int[], %s::varchar[]) n(id, name) WHERE n.id = t.id""",
                trigger_ids,
                numbers,
            )
        )
