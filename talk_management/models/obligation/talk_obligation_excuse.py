from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .talk_obligation import EXCUSED, OPEN


class TalkObligation(models.Model):
    """Excusing a talk: who may, and what is noted of it (H3.1b).

    The HR officer may; so may whoever answers for the responsible, where the rule says so.
    Nobody excuses a talk that they owe or that is owed to them.
    """

    _inherit = "talk.obligation"
    _guarded_fields = frozenset({"state", "excuse_reason", "excused_by_id", "date_excused"})

    excused_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Who said that the talk need not be held.",
    )
    date_excused = fields.Date(
        string="Excused On", readonly=True, copy=False, help="The day it was said."
    )
    own_excuse_reason = fields.Char(
        string="Reason Given by Me",
        compute="_compute_own_excuse_reason",
        compute_sudo=True,
        help="Why the talk need not be held, where you have excused it yourself. Besides you only "
        "HR officers read it.",
    )
    can_excuse = fields.Boolean(
        compute="_compute_can_excuse",
        compute_sudo=True,
        help="Whether the current user may excuse the talk and take the excuse back.",
    )

    @api.depends_context("uid")
    @api.depends("excused_by_id", "excuse_reason")
    def _compute_own_excuse_reason(self):
        for obligation in self:
            mine = obligation.excused_by_id == self.env.user
            obligation.own_excuse_reason = mine and obligation.excuse_reason

    @api.depends_context("uid")
    @api.depends("rule_id.excused_by", "responsible_id", "employee_id")
    def _compute_can_excuse(self):
        user = self.env.user
        officer = user.has_group("talk_management.group_talk_officer")
        below = set() if officer else self._responsibles_below(user)
        for obligation in self:
            concerned = obligation.responsible_id.user_id | obligation.employee_id.user_id
            by_superior = (
                obligation.rule_id.excused_by == "superior"
                and obligation.responsible_id.id in below
            )
            obligation.can_excuse = user not in concerned and (officer or by_superior)

    def _responsibles_below(self, user):
        """Ids of those responsible for whom ``user`` answers, at whatever level."""
        by_superior = self.filtered(lambda obligation: obligation.rule_id.excused_by == "superior")
        if not by_superior:
            return set()
        self.env["talk.sight"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id FROM talk_sight WHERE user_id = %s AND employee_id IN %s",
                user.id,
                tuple(by_superior.responsible_id.ids),
            )
        )
        return {row[0] for row in rows}

    def _excuse(self, reason):
        """The talk need not be held. Raises UserError without a reason, AccessError for
        anyone who may not excuse it."""
        self._check_excuser()
        if not (reason or "").strip():
            raise UserError(self.env._("An excuse needs a reason."))
        self._step(
            EXCUSED,
            excuse_reason=reason.strip(),
            excused_by_id=self.env.uid,
            date_excused=fields.Date.context_today(self),
        )
        self._after_change()

    def action_reopen(self):
        """Take an excuse back. Raises AccessError for anyone who could not give it."""
        self.check_access("read")
        self._check_excuser()
        self.filtered(lambda obligation: obligation.state == EXCUSED)._step(
            OPEN, excuse_reason=False, excused_by_id=False, date_excused=False
        )
        self._after_change()

    def _check_excuser(self):
        if self.env.su:
            return
        if not all(obligation.can_excuse for obligation in self):
            raise AccessError(
                self.env._(
                    "Excuses are given by the HR officer, or by whoever answers for the "
                    "responsible where the rule says so; never by one of the two people concerned."
                )
            )
