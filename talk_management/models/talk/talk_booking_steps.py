from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .talk_booking import CANCELLED, COMING
from .talk_session import OFFICER


class TalkBooking(models.Model):
    """Moving and cancelling a booking, until the slot begins."""

    _inherit = "talk.booking"

    can_change = fields.Boolean(
        compute="_compute_can_change",
        help="Whether the current user may move or cancel the booking.",
    )

    @api.depends_context("uid")
    @api.depends("state", "date_start")
    def _compute_can_change(self):
        for booking in self:
            booking.can_change = booking._may_change() and not booking._refusal_to_change()

    def _may_change(self):
        """Who comes, who receives, and the HR officer."""
        booking = self.sudo()
        people = booking.employee_id.user_id | booking.responsible_id.user_id
        return self.env.user in people or self.env.user.has_group(OFFICER)

    def _refusal_to_change(self):
        """A sentence on why it stays as it is; False where it can be changed."""
        if self.state not in COMING:
            return self.env._("This booking is over or cancelled, and stays as it is.")
        if self.date_start <= fields.Datetime.now():
            return self.env._("The time has begun, so the booking stays as it is.")
        return False

    def _check_changeable(self):
        self.check_access("read")
        for booking in self:
            if not booking._may_change():
                raise AccessError(
                    self.env._(
                        "Only those who come, who receive and the HR officer change a booking."
                    )
                )
            if refusal := booking._refusal_to_change():
                raise UserError(refusal)

    def action_cancel(self):
        """Give the place back; the talk is cancelled with it."""
        self._check_changeable()
        self._cancel()
        return True

    def action_move(self, slot_id):
        """Come at another time: the place is kept until the other one is secured."""
        self.ensure_one()
        self._check_changeable()
        slot = self.env["talk.slot"].browse(slot_id).exists()
        slot.check_access("read")
        if slot == self.slot_id:
            raise UserError(self.env._("The booking is for this time already. Choose another."))
        self._move(slot)
        return True

    def action_choose_slot(self):
        """Show the free slots to move to."""
        self.ensure_one()
        self._check_changeable()
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_free_slots")
        return action | {
            "name": self.env._("Move To"),
            "context": {"talk_move_booking": self.id, "search_default_free": 1},
        }

    def _cancel(self):
        """As superuser: no place, no talk."""
        bookings = self.sudo()
        bookings._give_back()
        bookings._leave_talks()

    def _give_back(self):
        """The place and the time are free again; the talk is left to the caller."""
        if not self:
            return
        self._step(CANCELLED)
        self.flush_recordset(["state"])
        self.env["talk.presence"]._leave("booking_id", self.ids)
        self.slot_id.invalidate_recordset()

    def _move(self, slot):
        """Take a place there for this booking, and let the talk follow."""
        booking = self.sudo()
        was = booking.slot_id
        slot._book(booking.employee_id, moving=booking)
        was.invalidate_recordset()
