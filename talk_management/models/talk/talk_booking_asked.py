from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from .talk_booking import BOOKED, CANCELLED, TO_CONFIRM
from .talk_session import OFFICER

ACTIVITY = "talk_management.activity_type_booking"


class TalkBooking(models.Model):
    """Another leader receives: whoever booked chose whom they trust, and is asked (H4.6).

    Until the booking is kept, the other leader does not learn who it is, and no talk is planned.
    Told by one activity in neutral words, to the HR officer for people without a user.
    """

    _name = "talk.booking"
    _inherit = ["talk.booking", "talk.notice.mixin"]

    can_keep = fields.Boolean(
        compute="_compute_can_keep",
        help="Whether the current user may say that the person comes all the same.",
    )

    @api.depends_context("uid")
    @api.depends("state", "date_start")
    def _compute_can_keep(self):
        for booking in self:
            booking.can_keep = booking.state == TO_CONFIRM and booking._may_keep()

    def _may_keep(self):
        """Who comes; for those without a user the HR officer."""
        user = self.sudo().employee_id.user_id
        if user:
            return user == self.env.user
        return self.env.user.has_group(OFFICER)

    def action_keep(self):
        """Come all the same: the other leader receives, and the talk is planned."""
        self.check_access("read")
        for booking in self:
            if not booking._may_keep():
                raise AccessError(self.env._("Only whoever booked says whether to come."))
            if booking.state != TO_CONFIRM:
                raise UserError(self.env._("Nothing is asked about this booking any more."))
            if booking.date_start <= fields.Datetime.now():
                raise UserError(self.env._("This time has begun. Choose a later one."))
            own = booking.sudo()
            own._step(BOOKED, is_never_agreed=False)
            own._follow()
            own._end_notice(is_done=True)
        return True

    def _follow(self):
        """Nobody's talk is planned with somebody they have not agreed to."""
        if self.state == TO_CONFIRM:
            return None
        return super()._follow()

    def _may_change(self):
        if self.state == TO_CONFIRM:
            user = self.env.user
            return user == self.sudo().employee_id.user_id or user.has_group(OFFICER)
        return super()._may_change()

    def _after_secured(self, is_rush, is_moved):
        if is_moved:
            booking = self.sudo()
            booking.is_never_agreed = False
            booking._end_notice(is_done=True)
        return super()._after_secured(is_rush, is_moved)

    def _give_back(self):
        if self:
            self._end_notice(is_done=False)
        return super()._give_back()

    def _ask(self):
        """As superuser: somebody else receives; the old talk is off, the place is kept."""
        talks = self.talk_id
        self._step(TO_CONFIRM, talk_id=False, is_never_agreed=True)
        talks.filtered(lambda talk: talk.state == "planned").action_cancel()
        self._give_notice(ACTIVITY)

    def _call_off(self):
        """As superuser: the session is off. The place is given back, and the person told."""
        self._cancel()
        self._give_notice(ACTIVITY)

    def _notice_user(self):
        user = self.employee_id.user_id.filtered("active")
        return user or self.company_id._talk_officer()

    def _notice_deadline(self):
        return max(self.company_id._talk_today(), self.date_start.date())

    def _notice_summary(self):
        self.ensure_one()
        when = format_datetime(
            self.env, self.date_start, tz=self.company_id._talk_timezone(), dt_format="short"
        )
        if self.state == CANCELLED:
            return self.env._("A booked time does not take place: %s", when)
        return self.env._("A booked time has changed, please look: %s", when)
