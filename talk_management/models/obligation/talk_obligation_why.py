from odoo import api, fields, models
from odoo.exceptions import AccessError


class TalkObligation(models.Model):
    """From a talk owed to the event it answers, for whoever holds it and the discipline officer.

    Not for HR officers, who start from the list of events: where they miss the way to an event,
    they would know that it is a restricted one.
    """

    _inherit = "talk.obligation"

    has_visible_trigger = fields.Boolean(
        compute="_compute_has_visible_trigger",
        help="Whether the current user may open the event this talk is owed because of.",
    )

    @api.depends_context("uid")
    @api.depends("responsible_user_id", "state")
    def _compute_has_visible_trigger(self):
        is_discipline = self.env.user.has_group("talk_management.group_talk_discipline")
        asking = self.filtered(
            lambda obligation: is_discipline or obligation.responsible_user_id == self.env.user
        )
        visible = asking.sudo().trigger_id.sudo(False)._filtered_access("read")
        for obligation in self:
            trigger = obligation.sudo().trigger_id if obligation in asking else None
            obligation.has_visible_trigger = bool(trigger) and trigger.id in visible.ids

    def action_open_trigger(self):
        """Open the event. Raises AccessError for everybody else."""
        self.ensure_one()
        self.check_access("read")
        if not self.has_visible_trigger:
            raise AccessError(
                self.env._("Why a talk is owed is told to whoever holds it, nobody else.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.trigger",
            "res_id": self.sudo().trigger_id.id,
            "views": [(False, "form")],
        }
