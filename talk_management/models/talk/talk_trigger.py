from odoo import api, models
from odoo.fields import Domain


class TalkTrigger(models.Model):
    """What happened to a person is kept like the words of a talk: the record rules are said
    a second time here, and no superuser's session reads it."""

    _name = "talk.trigger"
    _inherit = ["talk.trigger", "talk.confidential.mixin"]

    @api.model
    def _domain_allowed(self, operation):
        if self.env.user.has_group("talk_management.group_talk_discipline"):
            return Domain.TRUE
        known = Domain("is_restricted", "=", False)
        if operation == "read":
            return known | Domain("is_visible", "=", True)
        return known | Domain("create_uid", "=", self.env.uid)

    @api.model
    def _refusal_sentence(self):
        return self.env._("What happened to a person is read by those concerned, nobody else.")
