import logging
from functools import partial

from psycopg2.errors import SerializationFailure

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
        """Chain, events, then each rule by itself, then reminders; a failing one stops no other.

        Archived rules are among them: what no longer holds is withdrawn.
        """
        cron = self.env["ir.cron"]
        steps = self._daily_steps()
        cron._commit_progress(remaining=len(steps))
        failed = None
        for name, step in steps:
            try:
                self._run_apart(step)
            except Exception as error:
                _logger.exception("The daily job failed at %s", name)
                failed = error
            if not cron._commit_progress(1):
                return
        if failed:
            raise UserError(
                self.env._("At least one step of the daily job failed; the log tells which.")
            ) from failed

    @api.model
    def _daily_steps(self):
        """``(name, callable)`` of what the daily job does, in this order."""
        rules = self.env["talk.rule"].search([("active", "in", [True, False])])
        wanted = {}
        return [
            ("the chain", self.env["talk.edge"]._cron_refresh),
            ("the events", self.env["talk.trigger.snapshot"]._notice),
            ("the look at the rules", partial(self._note_rules_with_work, rules, wanted)),
            *(
                (f"rule {rule.id}", partial(self._generate_if_wanted, rule, wanted))
                for rule in rules
            ),
            ("the reminders", self.env["talk.reminder"]._refresh),
        ]

    @api.model
    def _note_rules_with_work(self, rules, wanted):
        wanted["rules"] = self._rules_with_work(rules)

    @api.model
    def _generate_if_wanted(self, rule, wanted):
        """Without the look, which may have failed, every rule is run."""
        if rule in wanted.get("rules", rule):
            self._generate_rule(rule)

    @api.model
    def _run_apart(self, step):
        """Run ``step`` so that its failure undoes nothing else.

        Where another worker was faster, this one's view of the data is too old: it is
        tried once more in a new transaction. Everything before has been committed.
        """
        try:
            with self.env.cr.savepoint():
                step()
        except SerializationFailure:
            self.env.cr.rollback()
            with self.env.cr.savepoint():
                step()
