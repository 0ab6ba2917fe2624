from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from .talk_confirmation import ABSENT, ACTIVITY, STATES
from .talk_talk import HELD

QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
}


class TalkTalk(models.Model):
    """A held talk asks those who came whether they met, and settles what it settles anew
    whenever that changes."""

    _inherit = "talk.talk"

    confirmation_ids = fields.One2many(
        "talk.confirmation",
        "talk_id",
        help="Who says that the talk took place. Those in a group see their own answer.",
    )
    my_confirmation = fields.Selection(
        STATES,
        compute="_compute_my_confirmation",
        help="What the current user said about it.",
    )

    @api.depends_context("uid")
    @api.depends("confirmation_ids.state")
    def _compute_my_confirmation(self):
        own = self._own_confirmations()
        for talk in self:
            found = own.filtered(lambda each, talk=talk: each.talk_id == talk)
            talk.my_confirmation = found[:1].state

    def _own_confirmations(self):
        return self.env["talk.confirmation"].search(
            [("talk_id", "in", self.ids), ("employee_id.user_id", "=", self.env.uid)]
        )

    def action_met(self):
        """“We met”, on the screen of the talk."""
        return self._asked().action_met()

    def action_not_met(self):
        """“We did not meet”, on the screen of the talk."""
        return self._asked().action_not_met()

    def _asked(self):
        self.check_access("read")
        own = self._own_confirmations()
        if not own:
            raise UserError(
                self.env._("You are asked once the talk was held, and if it was with you.")
            )
        return own

    def _counted_participants(self):
        disputed = self.confirmation_ids.filtered("is_disputed").participant_id
        return super()._counted_participants() - disputed

    def _after_hold(self):
        result = super()._after_hold()
        self._ask_those_who_came()
        return result

    def _ask_those_who_came(self):
        came = self.participant_ids.filtered(lambda each: each.attendance != "absent")
        came -= self.confirmation_ids.participant_id
        quiet = self.env(context={**clean_context(self.env.context), **QUIET})
        asked = quiet["talk.confirmation"].create([{"participant_id": each.id} for each in came])
        asked._give_notice(ACTIVITY)

    def _after_release(self):
        # planned again: whoever comes then is asked then, and what was sent out ends
        self.confirmation_ids.unlink()
        links = self.env["talk.confirm.link"].sudo()
        links.search([("participant_id.talk_id", "in", self.ids)]).unlink()
        return super()._after_release()

    def _settle_anew(self):
        """Who counts has changed on a talk that was held."""
        for talk in self.sudo().filtered(lambda talk: talk.state == HELD):
            obligations = talk.obligation_ids
            rules = obligations.rule_id | obligations.source_rule_id
            talk._give_back()
            talk._settle_held()
            for rule in rules:
                self.env["talk.obligation"]._settle_by_held_talks(rule)
            talk._refresh_quotas()


class TalkParticipant(models.Model):
    _inherit = "talk.participant"

    confirmation_ids = fields.One2many(
        "talk.confirmation",
        "participant_id",
        help="What this person says, for the two and the HR officer.",
    )

    def write(self, vals):
        if "employee_id" in vals:
            links = self.env["talk.confirm.link"].sudo()
            links.search([("participant_id", "in", self.ids)]).unlink()
        result = super().write(vals)
        if vals.get("attendance", ABSENT) != ABSENT:
            asked = self.sudo().confirmation_ids
            if absent := asked.filtered(lambda confirmation: confirmation.state == ABSENT):
                absent._was_there_after_all()
        return result

    @api.model
    def _sql_counted(self, alias):
        """SQL condition: the row named ``alias`` counts as talked with."""
        return SQL(
            """%(attendance)s <> %(absent)s AND NOT EXISTS (
                    SELECT 1 FROM talk_confirmation c
                     WHERE c.participant_id = %(id)s AND c.is_disputed)""",
            attendance=SQL.identifier(alias, "attendance"),
            absent=ABSENT,
            id=SQL.identifier(alias, "id"),
        )
