import logging

from psycopg2 import OperationalError
from psycopg2.errors import IntegrityError

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from .talk_booking import COMING
from .talk_talk import GROUP, INDIVIDUAL, PLANNED

_logger = logging.getLogger(__name__)

# how long a booking made in a rush is left alone before its talk is planned
SETTLE_SECONDS = 10


class TalkBooking(models.Model):
    """The talk that follows a booking: planned, private in both calendars, settling what is owed.

    At once where one person books. In a rush the place alone is secured while the person waits,
    and a job plans the talks a little later; nobody can take the time meanwhile.
    """

    _inherit = "talk.booking"

    def _after_secured(self, is_rush, is_moved):
        """The place is taken: let the talk follow, or leave it to the job."""
        booking = self.sudo()
        if is_rush or not booking._may_plan_now():
            if is_moved:
                booking._leave_talks()
            return
        try:
            with self.env.cr.savepoint():
                booking._follow()
        except (OperationalError, IntegrityError):
            # somebody changed the same rows at the same moment: the job plans it
            _logger.info("The talk of booking %s is planned a little later", booking.id)

    def _may_plan_now(self):
        """Nobody else plans a talk with that leader at this moment, and the talk of a group
        is there, or this is its first."""
        booked = self.search_count(
            [("slot_id", "=", self.slot_id.id), ("state", "in", COMING), ("id", "!=", self.id)],
            limit=1,
        )
        if booked and not self._slot_talk():
            return False
        self.env.cr.execute(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext('talk.booking'), %s)",
                self.responsible_id.id,
            )
        )
        return self.env.cr.fetchone()[0]

    def _slot_talk(self):
        return self.env["talk.talk"].search(
            [("slot_id", "=", self.slot_id.id), ("state", "=", PLANNED)], limit=1
        )

    def _follow(self):
        """The talk is where the booking is."""
        talk = self.talk_id
        if talk and self._can_take_along(talk):
            talk.write(self._prepare_talk_vals())
        elif not talk or talk.slot_id != self.slot_id:
            self._leave_talks()
            self._join_talk()

    def _can_take_along(self, talk):
        """A one-on-one talk with the same leader moves; any other is left, and one joined."""
        session = self.session_id
        return (
            talk.format == INDIVIDUAL
            and session.capacity == 1
            and talk.state == PLANNED
            and talk.responsible_id == self.responsible_id
            and talk.kind_id == session.kind_id
        )

    def _join_talk(self):
        """Plan the talk of the slot, or take part in the one there is."""
        clean = self.with_env(self.env(context=clean_context(self.env.context)))
        talk = clean._slot_talk()
        if talk:
            clean.env["talk.participant"].create(
                {"talk_id": talk.id, "employee_id": self.employee_id.id}
            )
        else:
            talk = clean.env["talk.talk"].create(clean._prepare_new_talk_vals())
        self.talk_id = talk.id

    def _prepare_talk_vals(self):
        """When and where the talk is."""
        slot, session = self.slot_id, self.session_id
        return {
            "slot_id": slot.id,
            "date_start": slot.date_start,
            "duration": (slot.date_end - slot.date_start).total_seconds() / 3600,
            "place": slot.place_id.name,
            "channel": session.channel,
        }

    def _prepare_new_talk_vals(self):
        session = self.session_id
        vals = self._prepare_talk_vals() | {
            "company_id": self.company_id.id,
            "responsible_id": self.responsible_id.id,
            "kind_id": session.kind_id.id,
        }
        if session.capacity == 1:
            return vals | {"format": INDIVIDUAL, "employee_id": self.employee_id.id}
        person = fields.Command.create({"employee_id": self.employee_id.id})
        return vals | {"format": GROUP, "employee_id": False, "participant_ids": [person]}

    def _leave_talks(self):
        """Whoever booked takes no part any more; a talk left with nobody is cancelled."""
        for booking in self:
            talk = booking.talk_id
            booking.talk_id = False
            if talk.state != PLANNED:
                continue
            parts = talk.participant_ids
            mine = parts.filtered_domain([("employee_id", "=", booking.employee_id.id)])
            if parts - mine:
                mine.unlink()
            else:
                talk.action_cancel()

    # what a rush left over

    @api.model
    def _cron_plan_talks(self):
        """Plan the talks of those who booked in a rush; one that fails stops no other."""
        cron = self.env["ir.cron"]
        settled = fields.Datetime.subtract(fields.Datetime.now(), seconds=SETTLE_SECONDS)
        bookings = self.search(
            [
                ("talk_id", "=", False),
                ("state", "in", COMING),
                ("write_date", "<=", settled),
            ]
        )
        cron._commit_progress(remaining=len(bookings))
        for booking in bookings:
            try:
                with self.env.cr.savepoint():
                    if booking.try_lock_for_update() and not booking.talk_id:
                        booking._follow()
            except Exception:
                _logger.exception("The talk of booking %s could not be planned", booking.id)
            if not cron._commit_progress(1):
                return
