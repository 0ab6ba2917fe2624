from odoo import api, fields, models
from odoo.exceptions import UserError

from .talk_booking import BOOKED, CAME, COMING, MISSED
from .talk_talk import CANCELLED, PLANNED

# what follows from the booking
BOOKED_FACTS = {"date_start", "duration", "responsible_id", "employee_id", "format", "company_id"}


class TalkTalk(models.Model):
    """A talk that was booked as a slot of an open session: it follows its bookings, and what
    becomes of it becomes of them."""

    _inherit = "talk.talk"

    slot_id = fields.Many2one(
        "talk.slot",
        string="Booked Slot",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The slot of an open session in which the talk is held.",
    )

    _slot_once = models.UniqueIndex(
        "(slot_id) WHERE state = 'planned' AND slot_id IS NOT NULL",
        "This slot has its talk already.",
    )

    def _check_editable(self, vals):
        if BOOKED_FACTS & vals.keys() and any(talk.slot_id for talk in self):
            self._refuse_booked()
        return super()._check_editable(vals)

    def _refuse_booked(self):
        raise UserError(
            self.env._(
                "This talk was booked in an open session: move or cancel the booking, and the "
                "talk moves along."
            )
        )

    def _check_guarded(self, vals):
        if not self.env.su and "slot_id" in vals:
            self._refuse_booked()
        return super()._check_guarded(vals)

    def _check_reopen(self):
        if any(talk.slot_id and talk.state == CANCELLED for talk in self):
            raise UserError(
                self.env._("The slot was given back when the talk was cancelled: book it again.")
            )
        return super()._check_reopen()

    def _bookings(self, *states):
        """Those who booked this talk, as superuser."""
        bookings = self.env["talk.booking"].sudo()
        if not any(talk.slot_id for talk in self):
            return bookings
        return bookings.search([("talk_id", "in", self.ids), ("state", "in", states)])

    def _after_hold(self):
        result = super()._after_hold()
        bookings = self._bookings(*COMING)
        absent = {
            (part.talk_id, part.employee_id)
            for part in bookings.talk_id.participant_ids
            if part.attendance == "absent"
        }
        missed = bookings.filtered(lambda found: (found.talk_id, found.employee_id) in absent)
        missed._step(MISSED)
        (bookings - missed)._step(CAME)
        return result

    def _after_release(self):
        self.filtered(lambda talk: talk.state == CANCELLED)._bookings(*COMING)._give_back()
        self.filtered(lambda talk: talk.state == PLANNED)._bookings(CAME, MISSED)._step(BOOKED)
        return super()._after_release()

    def unlink(self):
        self._bookings(*COMING)._give_back()
        return super().unlink()


class TalkParticipant(models.Model):
    """Who comes to a booked talk follows from who booked; whether they came is said here."""

    _inherit = "talk.participant"

    @api.model_create_multi
    def create(self, vals_list):
        participants = super().create(vals_list)
        participants._check_booked()
        return participants

    def write(self, vals):
        if "employee_id" in vals:
            self._check_booked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        self._check_booked()

    def _check_booked(self):
        if not self.env.su and any(talk.slot_id for talk in self.talk_id):
            self.talk_id._refuse_booked()
