from psycopg2.errors import (
    DeadlockDetected,
    ExclusionViolation,
    SerializationFailure,
    UniqueViolation,
)

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

# what the database answers when somebody else was faster
FASTER = (DeadlockDetected, ExclusionViolation, SerializationFailure, UniqueViolation)


class TalkPresence(models.Model):
    """When somebody is taken up by a talk that lies ahead: the database lets nobody be in two.

    Kept for the people of planned talks, for those who booked, and for leaders during the slots
    they published. Talks known to their people alone leave no trace here, as the refusal would
    tell of them. Nobody reads it.
    """

    _name = "talk.presence"
    _description = "Time Taken"
    _log_access = False

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    date_start = fields.Datetime(required=True)
    date_end = fields.Datetime(required=True)
    # what takes the person up: one of the three
    talk_id = fields.Many2one("talk.talk", index="btree_not_null", ondelete="cascade")
    booking_id = fields.Many2one("talk.booking", index="btree_not_null", ondelete="cascade")
    slot_id = fields.Many2one("talk.slot", index="btree_not_null", ondelete="cascade")

    # ranges of numbers, since a plain number has no such index without an extension
    _person_free = models.Constraint(
        "EXCLUDE USING gist (int4range(employee_id, employee_id, '[]') WITH &&, "
        "tsrange(date_start, date_end) WITH &&)",
        "This person is not free at that time.",
    )

    @api.model
    def _insert_free(self, query):
        """Run an INSERT … ON CONFLICT DO NOTHING RETURNING in a savepoint: its rows.

        A conflict with what another transaction has written meanwhile is an error of the
        database; it is caught before Odoo would start the whole request again, after a pause.
        """
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(query, log_exceptions=False)
                return self.env.cr.fetchall()
        except FASTER:
            return []

    @api.model
    def _take(self, owner, rows):
        """Take people up; ``rows`` are ``(owner id, employee id, start, end)``.

        Returns the employees who are not free, whose rows are left out; all of them where
        another transaction was faster.
        """
        if not rows:
            return self.env["hr.employee"]
        rows = sorted(rows, key=lambda row: (row[1], row[2]))  # all take in the same order
        taken = self._insert_free(
            SQL(
                """INSERT INTO talk_presence (%s, employee_id, date_start, date_end)
                   VALUES %s ON CONFLICT DO NOTHING RETURNING employee_id, date_start""",
                SQL.identifier(owner),
                SQL(", ").join(SQL("%s", tuple(row)) for row in rows),
            )
        )
        missing = {(row[1], row[2]) for row in rows} - set(taken)
        return self.env["hr.employee"].browse(sorted({employee for employee, _start in missing}))

    @api.model
    def _leave(self, owner, ids):
        """What these talks, bookings or slots took up is free again."""
        if ids:
            self.env.cr.execute(
                SQL("DELETE FROM talk_presence WHERE %s IN %s", SQL.identifier(owner), tuple(ids))
            )

    @api.model
    def _check_taken(self, missing):
        """Raise ValidationError, naming no more than who is not free."""
        if missing:
            raise ValidationError(
                self.env._("%s is not free at that time.", missing[0].sudo().name)
            )
