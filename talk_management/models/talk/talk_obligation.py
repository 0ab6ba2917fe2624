from odoo import api, fields, models
from odoo.tools import SQL

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

    @api.model
    def _generate_rule(self, rule, day=None):
        outcome = super()._generate_rule(rule, day)
        self._settle_by_held_talks(rule)
        return outcome

    @api.model
    def _settle_by_held_talks(self, rule):
        """Settle what a talk held earlier in the period settles: one held before the rule was
        made due, or beside another talk that was then called off."""
        self.env.flush_all()
        rows = self.env.execute_query(self._sql_held_before(rule))
        used = set()
        for obligation_id, talk_id, responsible_id, employee_id in rows:
            obligation = self.browse(obligation_id).sudo()
            key = (talk_id, responsible_id, employee_id, obligation.trigger_id)
            if key in used or obligation.state != OPEN:
                continue
            used.add(key)
            obligation._settle_by(self.env["talk.talk"].browse(talk_id))

    @api.model
    def _sql_held_before(self, rule):
        """SQL query: open obligations of ``rule`` with a held talk of their pair in their
        period that settles nothing of this rule for this pair yet."""
        kinds = tuple(rule.kind_ids.ids)
        return SQL(
            """SELECT o.id, t.id, o.responsible_id, o.employee_id
                 FROM talk_obligation o
                 LEFT JOIN talk_layer l ON l.id = o.layer_id
                 JOIN talk_participant p ON %(counted)s
                      AND (p.employee_id = o.employee_id
                           OR l.is_mutual AND p.employee_id = o.responsible_id)
                 JOIN talk_talk t ON t.id = p.talk_id AND t.state = 'held'
                      AND t.is_reserved IS NOT TRUE
                      AND t.date BETWEEN o.date_start AND o.date_due
                      AND t.responsible_id = CASE WHEN p.employee_id = o.employee_id
                          THEN o.responsible_id ELSE o.employee_id END
                WHERE COALESCE(o.rule_id, o.source_rule_id) = %(rule)s AND o.state = %(open)s
                  AND (%(groups)s OR t.format = 'individual')
                  AND %(kinds)s
                  AND (%(shared)s OR NOT EXISTS (SELECT 1 FROM talk_obligation s
                                                  WHERE s.talk_id = t.id))
                  AND NOT EXISTS (SELECT 1 FROM talk_obligation s
                                   WHERE s.talk_id = t.id
                                     AND s.rule_id IS NOT DISTINCT FROM o.rule_id
                                     AND s.trigger_id IS NOT DISTINCT FROM o.trigger_id
                                     AND s.responsible_id = o.responsible_id
                                     AND s.employee_id = o.employee_id)
                ORDER BY o.date_due, o.id, t.date, t.id""",
            rule=rule.id,
            open=OPEN,
            counted=self.env["talk.participant"]._sql_counted("p"),
            groups=rule.accepts_group,
            shared=rule.accepts_shared,
            kinds=SQL("t.kind_id IN %s", kinds) if kinds else SQL("TRUE"),
        )

    def _give_back_by_talk(self):
        """The talk was not held after all: open again."""
        self._step(OPEN, talk_id=False, date_settled=False)
        self._after_change()
