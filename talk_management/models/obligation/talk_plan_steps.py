from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .talk_plan import APPROVED, DRAFT, SENT, SUBMITTED

ACTIVITY_APPROVE = "talk_management.activity_type_plan_approve"


class TalkPlan(models.Model):
    """A plan's way: submitted by the office, approved by a principal, sent to each leader."""

    _inherit = "talk.plan"

    def _notice_user(self):
        return self.approver_id

    def _notice_deadline(self):
        return self.date_from

    def _notice_summary(self):
        return self.env._(
            "%(plan)s: %(count)s talks, to be approved",
            plan=self.display_name,
            count=self.planned_count,
        )

    def action_submit(self):
        """Ask the approver. Raises UserError for an empty plan."""
        self.check_access("write")
        if any(not plan.line_ids for plan in self):
            raise UserError(self.env._("There is no talk in the plan yet."))
        self._step(
            SUBMITTED, submitted_by_id=self.env.uid, date_submitted=fields.Date.context_today(self)
        )
        self.sudo()._give_notice(ACTIVITY_APPROVE)

    def action_approve(self):
        """Approve it. Raises AccessError for anyone but the approver and the principals, and
        for whoever drafted it."""
        self.check_access("read")
        self._check_step(APPROVED)
        if not self.env.su and not all(plan.can_approve for plan in self):
            raise AccessError(
                self.env._(
                    "A plan is approved by the person named in it or by a principal, "
                    "and not by whoever drafted it."
                )
            )
        today = fields.Date.context_today(self)
        self._step(APPROVED, approved_by_id=self.env.uid, date_approved=today)
        self.sudo().line_ids.date_approved = today
        self.sudo()._end_notice(is_done=True)

    def action_take_back(self):
        """Make it a draft again: its approval, if it was given, holds no longer."""
        self.check_access("read")
        self._check_step(DRAFT)
        if not self.env.su and not self.has_access("write"):
            asked = self.filtered(lambda plan: plan.sudo()._may_send_back(self.env.user))
            if asked != self:
                raise AccessError(
                    self.env._("A plan is sent back by the office or by those who approve it.")
                )
        self._step(
            DRAFT,
            submitted_by_id=False,
            date_submitted=False,
            approved_by_id=False,
            date_approved=False,
        )
        self.sudo().line_ids.date_approved = False
        self.sudo()._end_notice(is_done=False)

    def _may_send_back(self, user):
        self.ensure_one()
        return user in (self.approver_id | self._principal_users())

    def action_send(self):
        """Send each leader the own part; pressed again, only what is new."""
        self.check_access("write")
        approved = self.filtered(lambda plan: plan.state != SENT)
        approved._step(SENT, date_sent=fields.Date.context_today(self))
        self.env["talk.plan.part"].sudo()._send(self.sudo())

    @api.onchange("period_unit", "date_from")
    def _onchange_period(self):
        if self.period_unit and self.date_from:
            self._begin_with_period()
