from odoo import api, fields, models

from ..obligation.talk_obligation import OPEN, PLANNED, SETTLED


class TalkObligation(models.Model):
    _inherit = "talk.obligation"

    talk_id = fields.Many2one(
        "talk.talk",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The talk that settles it, or will when it is held.",
    )
    can_plan = fields.Boolean(
        compute="_compute_can_plan", help="Whether the current user may plan the talk."
    )

    has_visible_talk = fields.Boolean(
        compute="_compute_has_visible_talk", help="Whether the current user may open the talk."
    )

    @api.depends_context("uid")
    @api.depends("talk_id")
    def _compute_has_visible_talk(self):
        talks = self.sudo().talk_id.sudo(False)._filtered_access("read")
        for obligation in self:
            obligation.has_visible_talk = obligation.sudo().talk_id.id in talks.ids

    @api.depends_context("uid")
    @api.depends("state", "responsible_user_id")
    def _compute_can_plan(self):
        officer = self.env.user.has_group("talk_management.group_talk_officer")
        for obligation in self:
            mine = obligation.responsible_user_id == self.env.user
            obligation.can_plan = obligation.state == OPEN and (mine or officer)

    def action_plan_talk(self):
        """Open a new talk between these two."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "views": [(False, "form")],
            "name": self.env._("Plan a Talk"),
            "context": {
                "default_responsible_id": self.responsible_id.id,
                "default_employee_id": self.employee_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    def action_open_talk(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "res_id": self.talk_id.id,
            "views": [(False, "form")],
        }

    def _plan_by(self, talk):
        """A talk with a date is to settle these."""
        self._step(PLANNED, talk_id=talk.id)
        self._after_change()

    def _settle_by(self, talk):
        """The talk was held."""
        self._step(SETTLED, talk_id=talk.id, date_settled=talk.date)
        self._after_change()

    def _give_back_by_talk(self):
        """The talk was not held after all: open again."""
        self._step(OPEN, talk_id=False, date_settled=False)
        self._after_change()
