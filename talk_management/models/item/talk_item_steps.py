from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from . import talk_item_step as steps
from .talk_item import CLOSED, DECLINED, IN_PROGRESS, NEW, SOLVED
from .talk_item_raiser import CONFIRMED, REOPENED


class TalkItem(models.Model):
    """Taking a raised item up, and how it ends: solved, or not adopted with a reason; then
    closed, once those who raised it had time to say that it is not settled (H4.4a, H4.4b, B10)."""

    _inherit = "talk.item"

    step_ids = fields.One2many(
        "talk.item.step",
        "item_id",
        string="What Was Done",
        help="Each step since it was raised; read by those who deal with it.",
    )

    # what others add to

    def _open_ends(self):
        """Hook: sentences telling what is still missing before this item can end at all."""
        self.ensure_one()
        if (self.answer or "").strip():
            return []
        return [self.env._("Nothing is written for those who raised it to read.")]

    def _open_evaluation(self):
        """Sentences telling what is missing before this item counts as solved."""
        self.ensure_one()
        wanted = {
            "title": self.env._("The subject is empty."),
            "evaluation": self.env._("It is not written whether what was done has helped."),
            "effect": self.env._("It is not said how far it helped."),
        }
        return [sentence for name, sentence in wanted.items() if not (self[name] or "").strip()]

    def _check_closable(self, is_solved=True):
        """Raises UserError naming all that is still open."""
        for item in self:
            ends = item._open_ends()
            if is_solved:
                ends = item._open_evaluation() + ends
            if ends:
                raise UserError(
                    self.env._(
                        "%(name)s still has open ends:\n%(ends)s",
                        name=item.display_name,
                        ends="\n".join(f"• {end}" for end in ends),
                    )
                )

    # who may

    def _check_mine(self):
        """Raises AccessError for anybody but whoever handles each of them."""
        if self.env.su:
            return
        self.check_access("read")
        if any(item.sudo().owner_id.user_id != self.env.user for item in self):
            raise AccessError(self.env._("Only whoever handles a raised item can do this."))

    def _take_hold(self):
        """Of two who press at once the second is asked again on what the first has left."""
        self._check_mine()
        self._claim()
        self._check_mine()

    # the steps

    def action_take_up(self):
        """Whoever it lies with begins. Raises UserError where that was said already."""
        self._take_hold()
        for item in self:
            if item.state == IN_PROGRESS:
                raise UserError(self.env._("%s is being handled already.", item.display_name))
            if item.state != NEW:
                raise UserError(self.env._("%s is not being handled any more.", item.display_name))
        self._step(IN_PROGRESS)
        self.env["talk.item.step"]._note(self, steps.TAKEN_UP, self.env.user)
        self.env["talk.item.notice"]._end(self, "assigned", "reopened")
        return True

    def action_solve(self):
        """It is solved. Raises UserError with everything that is still open."""
        self._take_hold()
        self._check_step(SOLVED)
        self._check_closable()
        self._answer(SOLVED, steps.SOLVED)
        return True

    def _decline(self, reason):
        """It is not adopted: all who raised it read the reason. Raises UserError without one,
        and where something else is still open."""
        self._take_hold()
        self._check_step(DECLINED)
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why it is not adopted: those who raised it read the reason.")
            )
        self.write({"answer": reason})
        self._check_closable(is_solved=False)
        self._answer(DECLINED, steps.DECLINED)

    def _answer(self, state, kind):
        for item in self.sudo():
            today = item.company_id._talk_today()
            begun = item.date_opened or today
            item._step(state, date_solved=today, days_to_solve=max((today - begun).days, 0))
        self.env["talk.item.step"]._note(self, kind, self.env.user)
        self.env["talk.item.notice"]._end(self)
        self._tell_raisers()

    # closing

    @api.model
    def _domain_settled(self):
        """Answered so long ago that nobody who raised it may reopen it, or confirmed by all."""
        today = self._item_todays()
        waited = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date_solved", "<", day - timedelta(days=company.talk_item_confirm_days))
            for company, day in today.items()
        )
        unconfirmed = Domain("raiser_ids", "any", [("state", "!=", CONFIRMED)])
        asked_again = Domain("raiser_ids", "any", [("state", "=", REOPENED)])
        answered = Domain("state", "in", (SOLVED, DECLINED))
        return answered & ((waited & ~asked_again) | ~unconfirmed)

    @api.model
    def _item_todays(self):
        """{company: its date today}, of all companies."""
        companies = self.env["res.company"].sudo()
        companies = companies.browse(companies._search([]))
        todays = companies._talk_todays()
        return {company: todays[company.id] for company in companies}

    @api.model
    def _close_settled(self):
        """Close what is settled. Free to repeat."""
        items = (
            self.sudo().search(self._domain_settled()).try_lock_for_update(allow_referencing=True)
        )
        if items:
            items._step(CLOSED)
            self.env["talk.item.step"]._note(items, steps.CLOSED)

    # the day it is due

    def write(self, vals):
        moved = self.browse()
        if "date_due" in vals and not self.env.su:
            self.check_access("write")
            self._check_due(vals["date_due"])
            day = fields.Date.to_date(vals["date_due"])
            moved = self.filtered(lambda item: item.date_due != day)
        result = super().write(vals)
        if moved:
            due = {item.id: {"date_due": item.date_due} for item in moved}
            self.env["talk.item.step"]._note(moved, steps.MOVED, self.env.user, due)
            moved._after_due_moved()
        return result

    def _check_due(self, day):
        if not day:
            raise UserError(self.env._("Every raised item has a day by which it is to be solved."))
        day = fields.Date.to_date(day)
        for item in self:
            if item.date_due != day and day < item.company_id.sudo()._talk_today():
                raise UserError(self.env._("The day it is due lies in the past."))

    def _after_due_moved(self):
        """Hook: what was told of these items tells another day now."""
