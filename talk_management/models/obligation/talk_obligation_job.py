import logging

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class TalkObligation(models.Model):
    """The daily job, and making rules due at the officer's wish."""

    _inherit = "talk.obligation"

    @api.model
    def _generate(self, rules):
        """Make ``rules`` due now and remind at once. Returns {rule: Outcome}."""
        outcomes = {rule: self._generate_rule(rule) for rule in rules.sudo()}
        self.env["talk.reminder"]._refresh()
        return outcomes

    @api.model
    def _cron_daily(self):
        """Chain, then each rule by itself, then reminders; a failing rule stops no other."""
        cron = self.env["ir.cron"]
        self.env["talk.edge"]._refresh()
        rules = self.env["talk.rule"].search([("active", "=", True)])
        cron._commit_progress(remaining=len(rules) + 1)
        failed = None
        for rule in rules:
            try:
                with self.env.cr.savepoint():
                    self._generate_rule(rule)
            except Exception as error:
                _logger.exception("Rule %s could not be made due", rule.id)
                failed = error
            if not cron._commit_progress(1):
                return
        self.env["talk.reminder"]._refresh()
        cron._commit_progress(1)
        if failed:
            raise UserError(
                self.env._("At least one rule could not be made due; the log tells which.")
            ) from failed
