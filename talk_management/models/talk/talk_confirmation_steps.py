from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .talk_confirmation import (
    ABSENT,
    ACTIVITY,
    CONFIRMED,
    COUNTS,
    COUNTS_NOT,
    OBJECTED,
    OWN_USER,
    PAPER,
    WAITING,
)


class TalkConfirmation(models.Model):
    """What each may press about a talk that was held, and what follows from it."""

    _inherit = "talk.confirmation"

    # what is pressed

    def action_met(self):
        """“We met”; an objection is taken back by it."""
        self._check_own()
        self._answer(CONFIRMED, OWN_USER)
        return True

    def action_not_met(self):
        """“We did not meet”: with one press; why may be added, and is asked at once."""
        self._check_own()
        self._answer(OBJECTED, OWN_USER)
        return self.action_open_objection() if len(self) == 1 else True

    def action_on_paper(self):
        """The person has no user, and has signed that the talk took place."""
        self._check_asker()
        if any(confirmation.state != WAITING for confirmation in self):
            raise UserError(self.env._("There is an answer already."))
        self._answer(CONFIRMED, PAPER)
        return True

    def action_was_absent(self):
        """The responsible puts right that the person was not there."""
        self.check_access("read")
        if not all(confirmation.is_mine for confirmation in self):
            raise AccessError(self.env._("Whoever held the talk says who was there."))
        self._answer(ABSENT, OWN_USER)
        return True

    def action_was_there(self):
        """The responsible takes back that the person was not there: it was pressed by mistake."""
        self.check_access("read")
        if not all(confirmation.is_mine for confirmation in self):
            raise AccessError(self.env._("Whoever held the talk says who was there."))
        if any(confirmation.state != ABSENT for confirmation in self):
            raise UserError(self.env._("The person is not marked as absent."))
        self.sudo().participant_id.attendance = "present"
        self.sudo().talk_id._open_records()
        return True

    def _was_there_after_all(self):
        """As superuser: marked absent by mistake, the person is asked anew. Whoever said that
        you did not meet has the last word: UserError."""
        objections = self.env["talk.objection"].search([("confirmation_id", "in", self.ids)])
        for confirmation in objections.confirmation_id:
            raise UserError(
                self.env._(
                    "%s says that you did not meet, and so stays absent.",
                    confirmation.employee_id.name,
                )
            )
        self.talk_id._claim()
        self._step(WAITING, confirmed_on=False, confirmed_how=False, user_id=False)
        self._give_notice(ACTIVITY)
        self.talk_id._settle_anew()

    def action_counts(self):
        """The HR officer decides: the talk counts, whatever was objected."""
        return self._decide(COUNTS)

    def action_counts_not(self):
        """The HR officer decides: it does not count."""
        return self._decide(COUNTS_NOT)

    def action_open_objection(self):
        """Why the person objects, for the two."""
        self.ensure_one()
        objection = self.env["talk.objection"].search([("confirmation_id", "=", self.id)])
        if not objection:
            raise AccessError(
                self.env._("Why somebody objects is read by the two alone, nobody else.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why We Did Not Meet"),
            "res_model": "talk.objection",
            "res_id": objection.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_send_link(self):
        """A personal link by mail, to somebody without a user."""
        self.ensure_one()
        self._check_asker()
        if self.state != WAITING:
            raise UserError(self.env._("There is an answer already."))
        self.env["talk.confirm.link"].sudo()._send(self.participant_id.sudo())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The link was sent to the person's own address."),
            },
        }

    # what follows

    def _check_own(self):
        self.check_access("read")
        if not all(confirmation.is_own for confirmation in self):
            raise AccessError(self.env._("Each says for themselves whether you met."))

    def _check_asker(self):
        self.check_access("read")
        if all(confirmation.can_ask for confirmation in self):
            return
        if all(confirmation.is_mine or confirmation.can_decide for confirmation in self):
            raise UserError(
                self.env._("Whoever has a user of their own confirms with it, and nobody for them.")
            )
        raise AccessError(self.env._("Whoever held the talk, or the HR officer, asks for this."))

    def _answer(self, target, how):
        """Note what was said, by which way; what is owed and what is asked follow at once."""
        confirmations = self.sudo()
        confirmations.talk_id._claim()
        confirmations.invalidate_recordset()
        confirmations._step(
            target,
            confirmed_on=fields.Datetime.now(),
            confirmed_how=how,
            user_id=self.env.uid if how in (OWN_USER, PAPER) else False,
        )
        if target == ABSENT:
            confirmations.participant_id.attendance = "absent"
        confirmations._follow_objection()
        confirmations._end_notice(is_done=False)
        confirmations.talk_id._settle_anew()

    def _decide(self, decision):
        self.check_access("read")
        if not all(confirmation.can_decide for confirmation in self):
            raise AccessError(self.env._("An objection is decided by the HR officer."))
        confirmations = self.sudo()
        confirmations.talk_id._claim()
        confirmations.invalidate_recordset()
        if any(confirmation.state != OBJECTED for confirmation in confirmations):
            raise UserError(self.env._("Nothing is objected to, so there is nothing to decide."))
        confirmations.write(
            {
                "decision": decision,
                "decision_user_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        confirmations.talk_id._settle_anew()
        return True

    def _follow_objection(self):
        """There is a place for its words while an objection stands; taken back, they go."""
        objections = self.env["talk.objection"].sudo()
        objections.search([("confirmation_id", "in", self.ids)]).filtered(
            lambda objection: objection.confirmation_id.state == CONFIRMED
        ).unlink()
        objections.create(
            [{"confirmation_id": found.id} for found in self if found.state == OBJECTED]
        )
