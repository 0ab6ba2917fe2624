from dataclasses import replace

from odoo import api, models
from odoo.tools import SQL

from ..rule.talk_rule import QUOTA, RECEPTION
from .talk_obligation import OPEN, WITHDRAWN

MODELS = {QUOTA: "talk.quota", RECEPTION: "talk.reception"}


class TalkObligation(models.Model):
    """Rules that ask for a number of people or for hours to receive, not for pairs."""

    _inherit = "talk.obligation"

    @api.model
    def _generate_without_pairs(self, rule, day):
        """Make the rule's quotas or receptions; what pairs owed by it before it was changed to
        this is withdrawn."""
        self.env.flush_all()
        outcome = self.env[MODELS[rule.basis]]._generate_rule(rule, day)
        stale = self.env.execute_query(
            SQL(
                """UPDATE talk_obligation
                      SET state = %s, write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                    WHERE rule_id = %s AND state = %s AND date_due >= %s RETURNING id""",
                WITHDRAWN,
                self.env.uid,
                rule.id,
                OPEN,
                day,
            )
        )
        if stale:
            self.invalidate_model()
        return replace(outcome, withdrawn=outcome.withdrawn + len(stale))

    @api.model
    def _preview_rule(self, rule, day=None):
        if rule.basis not in MODELS:
            return super()._preview_rule(rule, day)
        day = day or rule.company_id._talk_today()
        # the preview is the officer's, the keys of receptions are nobody's
        return self.env[MODELS[rule.basis]].sudo()._preview_rule(rule, day)

    @api.model
    def _generate_rule(self, rule, day=None):
        """A rule that was changed to another basis leaves no quotas or receptions behind."""
        outcome = super()._generate_rule(rule, day)
        self.env.flush_all()
        there = self.env.execute_query(
            SQL(
                """SELECT EXISTS (SELECT 1 FROM talk_quota WHERE rule_id = %(rule)s
                                     AND state = 'open'),
                          EXISTS (SELECT 1 FROM talk_reception WHERE rule_id = %(rule)s
                                     AND state = 'planned')""",
                rule=rule.id,
            )
        )[0]
        for basis, is_there in zip((QUOTA, RECEPTION), there, strict=True):
            if is_there and rule.basis != basis:
                day = day or rule.company_id._talk_today()
                self.env[MODELS[basis]]._generate_rule(rule, day)
        return outcome
