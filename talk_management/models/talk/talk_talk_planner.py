from odoo import models
from odoo.exceptions import AccessError

from .talk_talk import OFFICER


class TalkTalk(models.Model):
    """Who may plan a talk."""

    _inherit = "talk.talk"

    def _check_planners(self, vals_list):
        """Asked first: a constraint's refusal would tell anybody who is free, and who is not."""
        if self.env.su:
            return
        asked = ("responsible_id", "kind_id")
        given = self.default_get(list(asked))
        for vals in vals_list:
            known = {name: vals.get(name, given.get(name)) for name in asked}
            self.new(known)._check_planner()

    def _check_planner(self):
        """Those responsible for somebody plan their own talks; the HR officer plans any."""
        if self.env.su or self.env.user.has_group(OFFICER):
            return
        responsible = self.responsible_id.sudo()
        if responsible.user_id != self.env.user:
            raise AccessError(self.env._("You can plan only talks you hold yourself."))
        if not all(self._has_talks_to_hold(employee) for employee in responsible):
            raise AccessError(
                self.env._("You can plan talks once you answer for somebody in the chain.")
            )
