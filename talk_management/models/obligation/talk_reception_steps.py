from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .talk_reception import CANCELLED, HELD, MISSED, OFFICER, PLANNED


class TalkReception(models.Model):
    """What becomes of a reception, by those who receive or stand in and by the HR officer."""

    _inherit = "talk.reception"

    def action_hold(self):
        """Somebody was there to receive. The stand-in who says so has received."""
        self._check_mover()
        for reception in self:
            if reception.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._("The reception has not begun and cannot have been held.")
                )
        user = self.env.user
        stood_in = self.filtered(
            lambda reception: reception.stand_in_user_id == user
            and reception.responsible_user_id != user
        )
        self._step(HELD)
        for reception in stood_in.sudo():
            reception.write(reception._prepare_hand_over_vals())
        return self._after_step()

    def action_miss(self):
        """Nobody was there to receive."""
        self._check_mover()
        for reception in self:
            if reception.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._("The reception has not begun. Cancel it, or hand it over.")
                )
        self._step(MISSED)
        return self._after_step()

    def action_cancel(self):
        """It does not take place. Raises AccessError for anyone but the HR officer."""
        self._check_officer()
        self._step(CANCELLED)
        return self._after_step()

    def action_plan_again(self):
        """Back to planned: cancelled, or marked held or missed by mistake."""
        self._check_mover()
        if any(reception.state == CANCELLED for reception in self):
            self._check_officer()
        self._step(PLANNED)
        return self._after_step()

    def action_hand_over(self):
        """The stand-in receives instead, and the one whose turn is next stands in."""
        self.check_access("read")
        user = self.env.user
        for reception in self:
            if not self._is_officer() and reception.responsible_user_id != user:
                raise AccessError(
                    self.env._("Only whoever receives and the HR officer hand a reception over.")
                )
            if reception.state != PLANNED:
                raise UserError(self.env._("Only a planned reception is handed over."))
            if not reception.stand_in_id:
                raise UserError(
                    self.env._("Nobody stands in. The HR officer can name somebody else.")
                )
            reception.sudo().write(reception._prepare_hand_over_vals())
        for rule in self.sudo().rule_id:
            self.sudo()._generate_rule(rule, rule.company_id._talk_today())
        return self._after_step()

    def _prepare_hand_over_vals(self):
        return {
            "responsible_id": self.stand_in_id.id,
            "stand_in_id": False,
            "handed_over_id": self.responsible_id.id,
        }

    def _is_officer(self):
        return self.env.su or self.env.user.has_group(OFFICER)

    def _check_officer(self):
        self.check_access("read")
        if not self._is_officer():
            raise AccessError(self.env._("Receptions are arranged by the HR officer."))

    def _check_mover(self):
        """Who receives, who stands in and the HR officer. Raises AccessError."""
        self.check_access("read")
        if not self._is_officer() and not all(reception.is_mine for reception in self):
            raise AccessError(
                self.env._("Only whoever receives or stands in says whether it was held.")
            )

    def _after_step(self):
        """Reminders follow at once."""
        self.env["talk.reminder"]._refresh_for(self)
        return True
