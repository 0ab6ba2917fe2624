from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..chain.selectors import UPPER
from ..obligation.talk_obligation import OPEN
from .talk_talk import OFFICER


class TalkQuota(models.Model):
    """Which held talks count for a quota, and whom one talked with."""

    _inherit = "talk.quota"

    participant_ids = fields.Many2many(
        "talk.participant",
        string="People Talked With",
        compute="_compute_participant_ids",
        help="Each person once, with the first talk that counts. Names are for the responsible "
        "and the HR officer; superiors see figures.",
    )
    can_plan = fields.Boolean(
        compute="_compute_can_plan", help="Whether the current user may plan a talk for it."
    )
    can_see_people = fields.Boolean(
        compute="_compute_can_plan", help="Whether the current user may see the names."
    )

    @api.depends_context("uid")
    @api.depends("state", "responsible_user_id")
    def _compute_can_plan(self):
        officer = self.env.user.has_group(OFFICER)
        for quota in self:
            concerned = officer or quota.responsible_user_id == self.env.user
            quota.can_see_people = concerned
            quota.can_plan = concerned and quota.state == OPEN

    @api.depends_context("uid")
    def _compute_participant_ids(self):
        """What the user may read of it: those who took part and the HR officer read talks."""
        rows = []
        if self.ids:
            self.env.flush_all()
            talked = self._sql_talked(self.sudo().rule_id, SQL("q.id IN %s", tuple(self.ids)))
            rows = self.env.execute_query(
                SQL(
                    """SELECT DISTINCT ON (quota_id, employee_id) quota_id, participant_id
                         FROM (%s) talked ORDER BY quota_id, employee_id, date, participant_id""",
                    talked,
                )
            )
        participants = self.env["talk.participant"].browse(row[1] for row in rows)
        seen = set(participants._filtered_access("read").ids)
        for quota in self:
            own = [row[1] for row in rows if row[0] == quota.id and row[1] in seen]
            quota.participant_ids = participants.browse(own)

    @api.model
    def _sql_talked(self, rules, chosen):
        parts = [self._sql_talked_by(rule, chosen) for rule in rules]
        return SQL(" UNION ALL ").join(parts) if parts else super()._sql_talked(rules, chosen)

    @api.model
    def _sql_talked_by(self, rule, chosen):
        """What counts under one rule: the person was one of those it is about, as things stood
        on the day of the talk, and whoever has left since counts all the same."""
        kinds = tuple(rule.kind_ids.ids)
        return SQL(
            """SELECT q.id AS quota_id, p.employee_id, p.id AS participant_id, t.date
                 FROM talk_quota q
                 JOIN talk_talk t ON t.responsible_id = q.responsible_id AND t.state = 'held'
                      AND NOT t.is_reserved
                      AND t.date BETWEEN q.date_start AND q.date_due
                 JOIN talk_participant p ON p.talk_id = t.id AND %(counted)s
                 JOIN (SELECT id, company_id, political_status, TRUE AS active
                         FROM hr_employee) e ON e.id = p.employee_id AND e.company_id = q.company_id
                 JOIN LATERAL (SELECT * FROM hr_version h
                                WHERE h.employee_id = e.id AND h.active
                                ORDER BY h.date_version > t.date, abs(t.date - h.date_version)
                                LIMIT 1) v ON TRUE
                WHERE q.rule_id = %(rule)s AND %(chosen)s
                  AND (%(groups)s OR t.format = 'individual') AND %(kinds)s
                  AND (%(shared)s OR NOT EXISTS (SELECT 1 FROM talk_obligation s
                                                  WHERE s.talk_id = t.id))
                  AND %(concerned)s AND (%(in_reach)s)""",
            rule=rule.id,
            counted=self.env["talk.participant"]._sql_counted("p"),
            chosen=chosen,
            groups=rule.accepts_group,
            kinds=SQL("t.kind_id IN %s", kinds) if kinds else SQL("TRUE"),
            shared=rule.accepts_shared,
            concerned=self.env["talk.obligation"]._sql_concerned(rule, SQL("t.date")),
            in_reach=self._sql_in_reach(rule),
        )

    @api.model
    def _sql_in_reach(self, rule):
        """SQL condition: by one of the rule's layers ``e`` is, or was during the period, among
        those the responsible of ``q`` may choose from."""
        conditions = [SQL("FALSE")]
        if any(layer.has_pairs for layer in rule.layer_ids):
            answering = self.env["talk.edge"]._sql_answering(rule.company_id._talk_today())
        for layer in rule.layer_ids:
            if layer.has_pairs:
                conditions.append(
                    SQL(
                        """EXISTS (SELECT 1 FROM talk_edge x
                                    WHERE x.layer_id = %(layer)s AND x.employee_id = e.id
                                      AND x.responsible_id = q.responsible_id
                                      AND (x.date_to IS NULL OR x.date_to >= q.date_start)
                                      AND x.date_from <= q.date_due)
                           OR (q.responsible_id, e.id) IN (
                                SELECT x.responsible_id, x.employee_id FROM (%(answering)s) x
                                 WHERE x.layer_id = %(layer)s AND x.is_delegated)""",
                        layer=layer.id,
                        answering=answering,
                    )
                )
            elif UPPER[layer.upper][1] == "team":
                conditions.append(
                    SQL(
                        """EXISTS (SELECT 1 FROM talk_team_member m
                                     JOIN talk_team led ON led.id = m.team_id AND led.active
                                     LEFT JOIN hr_department td ON td.id = led.department_id
                                     LEFT JOIN hr_department d ON d.id = v.department_id
                                    WHERE m.employee_id = q.responsible_id
                                      AND (td.id IS NULL
                                           OR d.parent_path LIKE td.parent_path || '%%'))"""
                    )
                )
            else:
                conditions.append(SQL("TRUE"))
        return SQL(" OR ").join(conditions)

    # buttons

    def action_plan_talk(self):
        """Open a new talk of the responsible's."""
        self.ensure_one()
        self.check_access("read")
        context = {
            "default_responsible_id": self.responsible_id.id,
            "default_company_id": self.company_id.id,
        }
        kinds = self.sudo().rule_id.kind_ids
        if kinds:
            context["default_kind_id"] = kinds[0].id
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "views": [(False, "form")],
            "name": self.env._("Plan a Talk"),
            "context": context,
        }

    def action_people_left(self):
        """The people in reach with whom no talk was held yet. Raises AccessError for anyone but
        the responsible and the HR officer."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_see_people:
            raise AccessError(
                self.env._("Only the responsible and the HR officer see with whom it was talked.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee.public",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", self._people_left_ids())],
            "name": self.env._("People Not Yet Talked With"),
        }

    def _people_left_ids(self):
        rule = self.sudo().rule_id
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT employee_id FROM (%s) pair
                    WHERE responsible_id = %s
                      AND employee_id NOT IN (SELECT employee_id FROM (%s) talked)""",
                self.sudo()._sql_pairs(rule, self.company_id._talk_today()),
                self.responsible_id.id,
                self.sudo()._sql_talked(rule, SQL("q.id = %s", self.id)),
            )
        )
        return [row[0] for row in rows]
