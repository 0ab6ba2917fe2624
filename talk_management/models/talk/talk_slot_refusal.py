from odoo import api, fields, models
from odoo.exceptions import UserError

from .talk_session import PUBLISHED


class TalkSlot(models.Model):
    """What stands in the way of a booking, in a sentence that says what to do instead."""

    _inherit = "talk.slot"

    def _check_bookable(self, facts, is_walk_in=False, moving=None):
        """Raise UserError with what stands in the way."""
        if refusal := self._refusal_by_person(facts, moving):
            raise UserError(refusal)
        if not is_walk_in and (refusal := self._refusal_by_time(facts)):
            raise UserError(refusal)
        if len(facts.seats) >= facts.capacity:
            raise UserError(self._taken_sentence())
        if facts.is_busy:
            raise UserError(self._busy_sentence(facts))

    def _refusal_by_person(self, facts, moving):
        """A sentence on why this person cannot book here; False where they can."""
        _ = self.env._
        if not facts.employee_id:
            return _("You have no employee file in this company. Ask the HR officer to book.")
        if not facts.is_active:
            return _("%s no longer works here, so nothing can be booked.", facts.employee_name)
        if facts.employee_company_id != facts.company_id:
            return _("%s belongs to another company than this session.", facts.employee_name)
        if facts.employee_id == facts.responsible_id:
            return _("Whoever receives cannot book a time with themselves.")
        if not facts.is_for:
            return _(
                "This session is for certain departments or branches, to which %s does not "
                "belong. Choose another session.",
                facts.employee_name,
            )
        if facts.in_session:
            return _(
                "%s has a booking in this session already. Move it, or cancel it first.",
                facts.employee_name,
            )
        return False

    def _refusal_by_time(self, facts):
        """A sentence on why nobody can book here any more; False where one can."""
        if facts.state != PUBLISHED:
            return self.env._("This session no longer takes place. Choose another.")
        if facts.date_start <= fields.Datetime.now():
            return self.env._("This time has begun or is over. Choose a later one.")
        if facts.is_closed:
            return self.env._("Booking for this time has ended. Choose a later one.")
        return False

    @api.model
    def _taken_sentence(self):
        return self.env._("This time has just been taken. Choose another.")

    @api.model
    def _busy_sentence(self, facts):
        return self.env._(
            "%s has another talk at that time. Choose another time.", facts.employee_name
        )
