from odoo import fields, models
from odoo.exceptions import UserError

from .talk_talk import CANCELLED, HELD, PLANNED


class TalkTalk(models.Model):
    """The steps of a talk, and the hooks for what follows from them."""

    _inherit = "talk.talk"

    def _check_holder(self):
        """Only the responsible and the HR officer move a talk on. Raises AccessError."""
        self.check_access("write")

    def action_hold(self):
        """The talk took place: settle what it settles, open its record."""
        self._check_holder()
        for talk in self:
            if talk.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._("%s lies in the future and cannot have been held.", talk.name)
                )
            if all(participant.attendance == "absent" for participant in talk.participant_ids):
                raise UserError(
                    self.env._("Nobody came to %s: cancel it, or mark who was there.", talk.name)
                )
        self._step(HELD)
        self.sudo()._after_hold()
        return True

    def action_cancel(self):
        """The talk will not take place; what it was to settle is open again."""
        self._check_holder()
        self._step(CANCELLED)
        self.sudo()._after_release()
        return True

    def action_plan_again(self):
        """Back to planned: a cancelled talk, or one marked held by mistake."""
        self._check_holder()
        self._check_reopen()
        held = self.filtered(lambda talk: talk.state == HELD)
        self._step(PLANNED)
        held.sudo()._after_release()
        self.sudo()._after_plan()
        return True

    def _check_reopen(self):
        """Hook: raise UserError where a held talk must stay held."""

    def _after_hold(self):
        """Hook, as superuser: the talk was held."""

    def _after_release(self):
        """Hook, as superuser: the talk no longer settles anything."""
