from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_item import CLOSED
from .talk_item_raiser import CONFIRMED, REOPENED, WAITING

# what the raiser says of how it is passed on, and of the answer
AGREEING = frozenset({"passing", "words", "wants_reply", "reply_by"})
ANSWERING = frozenset({"reopen_reason"})


class TalkItemRaiser(models.Model):
    """What whoever raised something says to the answer: confirmed, or once not settled (B10).

    The press writes this row and wakes the job, which does the rest: whatever others read is
    written by nobody. For somebody without a user, whoever held the talk marks what was said.
    """

    _inherit = "talk.item.raiser"

    is_mine_to_answer = fields.Boolean(
        string="Answered by Me",
        compute="_compute_is_mine_to_answer",
        help="Raised by the user, or by somebody without a user in a talk the user held.",
    )
    can_agree = fields.Boolean(
        string="Can Still Be Passed On",
        compute="_compute_is_mine_to_answer",
        help="Whether what is passed on can still be changed.",
    )
    can_reopen = fields.Boolean(
        string="Can Be Reopened",
        compute="_compute_is_mine_to_answer",
        help="Answered a short while ago, and not reopened before.",
    )
    can_pass_on = fields.Boolean(
        compute="_compute_is_mine_to_answer",
        help="Agreed to, and told to the user, who has not passed it on yet.",
    )
    date_reopen_until = fields.Date(
        string="Can Be Reopened Until",
        compute="_compute_date_reopen_until",
        help="The last day to say that it is not settled.",
    )

    @api.depends("told_on")
    def _compute_date_reopen_until(self):
        for raiser in self:
            days = raiser.item_id.sudo().company_id.talk_item_confirm_days
            told = raiser.told_on and fields.Datetime.context_timestamp(raiser, raiser.told_on)
            raiser.date_reopen_until = told and told.date() + timedelta(days=days)

    @api.depends_context("uid")
    @api.depends("state", "passing", "words", "is_passed_on", "reopened_on", "told_on")
    def _compute_is_mine_to_answer(self):
        for raiser in self:
            own = raiser.sudo()
            is_responsible = own.responsible_id.user_id == self.env.user
            mine = own.is_own if own._has_user() else is_responsible
            is_open = own.item_id.state != CLOSED
            raiser.is_mine_to_answer = mine
            raiser.can_agree = mine and is_open and own.state == WAITING and not own.is_passed_on
            raiser.can_reopen = mine and not own._refusal_to_reopen()
            raiser.can_pass_on = (
                is_responsible
                and is_open
                and not own.is_passed_on
                and own._words_may_be_passed_on()
            )

    # what is written by hand

    @api.model
    def _domain_allowed(self, operation):
        if operation == "write":
            return Domain("is_mine_to_answer", "=", True)
        return super()._domain_allowed(operation)

    def write(self, vals):
        if not self.env.su:
            self._check_by_hand(vals)
        return super().write(vals)

    def _check_by_hand(self, vals):
        self._check_mine_to_answer()
        others = vals.keys() - AGREEING - ANSWERING - self._guarded_fields
        if others:
            raise AccessError(self.env._("This stays as it was written down."))
        for raiser in self:
            if AGREEING & vals.keys() and not raiser.can_agree:
                raise UserError(
                    self.env._(
                        "It was passed on or answered already. What is passed on cannot be "
                        "changed any more."
                    )
                )
            if ANSWERING & vals.keys() and (refusal := raiser.sudo()._refusal_to_reopen()):
                raise UserError(refusal)

    def _check_mine_to_answer(self):
        self.check_access("read")
        if not all(raiser.is_mine_to_answer for raiser in self):
            raise AccessError(
                self.env._(
                    "Only whoever raised it says this; for somebody without a user, whoever held "
                    "the talk."
                )
            )

    # confirming and reopening

    def action_confirm(self):
        """It is settled."""
        self._begin()
        if self.state == WAITING:
            raise UserError(self.env._("There is no answer yet that could be confirmed."))
        self._step(CONFIRMED, confirmed_on=fields.Datetime.now(), reopen_reason=False)
        self._end_own_notice()
        self.env["talk.item"].sudo()._wake()
        return True

    def action_reopen(self):
        """It is not settled: it is looked at once more, one level up. Once, and with a reason."""
        self._begin()
        if refusal := self.sudo()._refusal_to_reopen():
            raise UserError(refusal)
        if not (self.reopen_reason or "").strip():
            raise UserError(self.env._("Write what is not settled first."))
        self._step(REOPENED, reopened_on=fields.Datetime.now())
        self._end_own_notice()
        self.env["talk.item"].sudo()._wake()
        return True

    def action_pass_on(self):
        """The responsible passes on what may be passed on now, without who said it."""
        self.ensure_one()
        self.check_access("read")
        self.sudo()._claim()
        if self.sudo().responsible_id.user_id != self.env.user:
            raise AccessError(self.env._("Whoever held the talk passes it on."))
        if not self.can_pass_on:
            raise UserError(self.env._("There is nothing that may be passed on."))
        self.item_id.sudo()._make_known()
        self.env["talk.item"].sudo()._wake()
        return True

    def _begin(self):
        self.ensure_one()
        self._check_mine_to_answer()
        self.sudo()._claim()

    def _refusal_to_reopen(self):
        """A sentence on why it cannot be reopened; False where it can."""
        self.ensure_one()
        if self.state == WAITING:
            return self.env._("There is no answer yet. It is still being handled.")
        if self.reopened_on:
            return self.env._(
                "It was reopened once already. Speak about it in a talk, or ask for one."
            )
        if self.state == CONFIRMED:
            return self.env._("The answer was confirmed. Speak about it in a talk, or ask for one.")
        last, today = self.date_reopen_until, self.item_id.sudo().company_id._talk_today()
        if not last or last < today or self.item_id.sudo().state == CLOSED:
            return self.env._(
                "It could be reopened until %s. Speak about it in a talk, or ask for one.",
                format_date(self.env, last),
            )
        return False

    def _end_own_notice(self):
        """What the person was told of is read."""
        user = self.sudo().employee_id.user_id or self.sudo().responsible_id.user_id
        notices = self.env["talk.item.notice"].sudo()
        domain = [("item_id", "=", self.item_id.id), ("user_id", "=", user.id)]
        kinds = [("kind", "in", ("answered", "hand_out"))]
        notices.search(domain + kinds)._end_notice(is_done=False)
