from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError

from .talk_booking import BOOKED, CAME, COMING, MISSED
from .talk_talk import CANCELLED, HELD, PLANNED


class TalkBooking(models.Model):
    """Came, or did not come: one press each, by whoever receives or the HR officer.

    Came: the talk was held, its record opens. Did not come: the talk is cancelled. Of a group
    the talk is held once all have been marked.
    """

    _inherit = "talk.booking"

    can_mark = fields.Boolean(
        compute="_compute_can_mark",
        help="Whether the current user may say that the person came, or did not.",
    )
    can_unmark = fields.Boolean(
        compute="_compute_can_mark", help="Whether the current user may take that back."
    )
    can_open_record = fields.Boolean(
        compute="_compute_can_open_record",
        help="Whether the current user may read what was said.",
    )

    @api.depends_context("uid")
    @api.depends("state", "date_start")
    def _compute_can_mark(self):
        now = fields.Datetime.now()
        for booking in self:
            receives = booking.sudo().session_id.with_env(self.env).can_organise
            begun = booking.date_start and booking.date_start <= now
            booking.can_mark = receives and begun and booking.state == BOOKED
            booking.can_unmark = receives and booking.state in (CAME, MISSED)

    @api.depends_context("uid")
    @api.depends("state", "talk_id")
    def _compute_can_open_record(self):
        for booking in self:
            booking.can_open_record = (
                booking.state == CAME and booking.sudo().talk_id.sudo(False).can_read_record
            )

    def action_came(self):
        """The person was there: the talk is held once nobody of it is left to be marked."""
        self._mark(CAME)
        return True

    def action_missed(self):
        """The person did not come; a talk to which nobody came is cancelled."""
        self._mark(MISSED)
        return True

    def action_unmark(self):
        """Taken back: nobody has said whether the person came."""
        self.check_access("read")
        self.session_id._check_receiver()
        for booking in self:
            if booking.state not in (CAME, MISSED):
                raise UserError(self.env._("Nobody has said yet whether this person came."))
            booking._unmark()
        return True

    def action_open_record(self):
        """What was said, by those who may read it."""
        self.ensure_one()
        self.check_access("read")
        if self.sudo().talk_id.state != HELD:
            raise UserError(self.env._("The record opens once it is said that the person came."))
        return self.talk_id.action_open_record()

    def _mark(self, state):
        self.check_access("read")
        self.session_id._check_receiver()
        for booking in self:
            if booking.state != BOOKED:
                raise UserError(
                    self.env._("Only a booking that stands is marked. Look at it again.")
                )
            if booking.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._("This time has not begun, so nobody can have come or stayed away.")
                )
            own = booking.sudo()
            if not own.talk_id:
                own._follow()
            own._step(state)
            own._mark_attendance("present" if state == CAME else "absent")

    def _mark_attendance(self, attendance):
        """The participant says so as well; the talk is held or cancelled with the last one."""
        talk = self.talk_id
        part = talk.participant_ids.filtered(lambda found: found.employee_id == self.employee_id)
        part.attendance = attendance
        others = self.search_count([("talk_id", "=", talk.id), ("state", "in", COMING)], limit=1)
        if others or talk.state != PLANNED:
            return
        talk = talk.with_env(self.env).sudo()
        if any(part.attendance == "present" for part in talk.participant_ids):
            talk.action_hold()
        else:
            talk.action_cancel()
            self.env["talk.presence"]._leave("booking_id", self.ids)

    def _unmark(self):
        booking = self.sudo()
        talk = booking.talk_id
        if talk.state == HELD:
            talk.action_plan_again()
        try:
            with self.env.cr.savepoint():
                if booking.state != BOOKED:
                    booking._step(BOOKED)
                if talk.state == CANCELLED:
                    booking.talk_id = False
                    booking._join_talk()
                self.env.flush_all()
        except UniqueViolation as error:
            raise UserError(
                self.env._("Somebody else has been received at this time meanwhile.")
            ) from error
        part = booking.talk_id.participant_ids
        part.filtered(lambda found: found.employee_id == self.employee_id).attendance = "invited"
