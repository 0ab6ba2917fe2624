import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..hr.talk_employment_status import AWAY_KINDS
from .talk_booking import BOOKED, TO_CONFIRM
from .talk_presence import FASTER
from .talk_session import CANCELLED, OVER, PUBLISHED

_logger = logging.getLogger(__name__)


class TalkSession(models.Model):
    """Whoever receives cannot come: the stand-in does, and those who booked are asked; without
    a stand-in the session is off, and they are told. And the job that notices it by itself."""

    _inherit = "talk.session"

    def action_cannot_come(self):
        """By whoever receives, or the HR officer."""
        self._check_receiver()
        for session in self:
            if session.state != PUBLISHED or session.date_start <= fields.Datetime.now():
                raise UserError(
                    self.env._("Only a published session that has not begun is handed over.")
                )
        for session in self.sudo():
            session._leader_is_absent()
        return True

    def _leader_is_absent(self):
        """As superuser: the stand-in takes over where there is one who can."""
        stand_in = self.stand_in_id
        if self.reception_id:
            self._hand_over_reception(stand_in)
        if stand_in and self._can_receive(stand_in) and self._hand_over(stand_in):
            return
        self._call_off()

    def _can_receive(self, leader):
        return leader.active and leader.id not in self._people_away(self.date, leader)

    @api.model
    def _people_away(self, day, people):
        """Ids of those on long leave or seconded on that day, as superuser."""
        statuses = self.env["talk.employment.status"].search(
            [
                ("employee_id", "in", people.ids),
                ("kind", "in", AWAY_KINDS),
                *("|", ("date_from", "=", False), ("date_from", "<=", day)),
                *("|", ("date_to", "=", False), ("date_to", ">=", day)),
            ]
        )
        return set(statuses.employee_id.ids)

    def _hand_over(self, leader):
        """Let ``leader`` receive and ask those who booked. False where they are taken up."""
        bookings = self._coming()
        own = bookings.filtered(lambda booking: booking.employee_id == leader)
        try:
            with self.env.cr.savepoint():
                own._cancel()
                self.env.flush_all()
                self.env.cr.execute(
                    SQL(
                        "UPDATE talk_presence SET employee_id = %s WHERE slot_id IN %s",
                        leader.id,
                        tuple(self.slot_ids.ids) or (0,),
                    ),
                    log_exceptions=False,
                )
                stand_in = self.stand_in_id - leader
                self.write({"responsible_id": leader.id, "stand_in_id": stand_in.id})
                self.env.flush_all()
        except FASTER:
            self.env.invalidate_all()
            return False
        others = bookings - own
        others.filtered(lambda booking: booking.state == BOOKED)._ask()
        return True

    def _call_off(self):
        """As superuser: cancelled, and whoever booked is told."""
        bookings = self._coming()
        self._step(CANCELLED)
        bookings._call_off()
        self.env["talk.presence"]._leave("slot_id", self.slot_ids.ids)

    def _coming(self):
        return self.env["talk.booking"].search(
            [("session_id", "in", self.ids), ("state", "in", (BOOKED, TO_CONFIRM))]
        )

    def _hand_over_reception(self, stand_in):
        """The reception by the rule says the same, and its rule does not undo it."""
        reception = self.reception_id
        if reception.state != "planned":
            return
        if stand_in and reception.responsible_id != stand_in:
            handed = {"responsible_id": stand_in.id, "handed_over_id": self.responsible_id.id}
            reception.write(handed | {"stand_in_id": False, "is_by_hand": True})
        elif not stand_in:
            reception._step("cancelled")

    # the job

    @api.model
    def _cron_sessions(self):
        """What is over becomes so, unanswered questions lapse, absent leaders are replaced.
        Each by itself: free to repeat, and a failing one stops no other."""
        now = fields.Datetime.now()
        sessions = self.sudo()
        bookings = sessions.env["talk.booking"].search(
            [("state", "=", TO_CONFIRM), ("date_start", "<=", now)]
        )
        ended = sessions.search([("state", "=", PUBLISHED), ("date_end", "<=", now)])
        steps = [
            *((booking, booking._cancel) for booking in bookings),
            *((session, session._end) for session in ended),
            *((session, session._leader_is_absent) for session in sessions._with_absent_leader()),
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(steps))
        for record, step in steps:
            self._try_apart(record, step)
            if not cron._commit_progress(1):
                return

    @api.model
    def _try_apart(self, record, step):
        """Whatever another worker holds is left to it."""
        before = record.state
        try:
            with self.env.cr.savepoint():
                if record.try_lock_for_update(allow_referencing=True) and record.state == before:
                    step()
                    self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            _logger.exception("%s %s could not be brought up to date", record._name, record.id)

    def _end(self):
        if self.state == PUBLISHED:
            self._step(OVER)

    @api.model
    def _with_absent_leader(self):
        """Published sessions ahead whose leader has left or is away on the day; one query."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT s.id FROM talk_session s JOIN hr_employee e ON e.id = s.responsible_id
                    WHERE s.state = %s AND s.date_start > %s
                      AND (e.active IS NOT TRUE OR EXISTS (
                          SELECT FROM talk_employment_status t
                           WHERE t.employee_id = e.id AND t.kind IN %s
                             AND (t.date_from IS NULL OR t.date_from <= s.date)
                             AND (t.date_to IS NULL OR t.date_to >= s.date)))
                    ORDER BY s.id""",
                PUBLISHED,
                fields.Datetime.now(),
                AWAY_KINDS,
            )
        )
        return self.browse(row[0] for row in rows)
