from odoo import api, models
from odoo.tools import SQL

from ..chain.selector_places import team_places
from ..chain.selectors_department import superiors
from ..chain.talk_layer import PARTY
from ..chain.talk_team import ADMIN_PRINCIPAL, PRINCIPAL_ROLES
from . import talk_item_step as steps
from .talk_item import DECLINED, IN_PROGRESS, OPEN_STATES, SOLVED


class TalkItem(models.Model):
    """Who is above whoever handles a raised item, and what goes there by itself: what was solved
    and is not settled, and what lies with somebody who has left (H4.4a, B10)."""

    _inherit = "talk.item"

    @api.model
    def _above(self, asked, with_user=False):
        """``{item id: [employee id of the 1st above its handler, of the 2nd …]}``, one query.

        ``asked``: ``{item id: how many levels up}``. By the administrative line, else by the
        Party line, in each by the layer nearest to the top; whoever has nobody there answers to
        the principals. Whoever raised the item is passed over, and is no level.
        """
        if not asked:
            return {}
        self.env.flush_all()
        above = {}
        for item_id, person_id in self.env.execute_query(self._sql_above(asked, with_user)):
            above.setdefault(item_id, []).append(person_id)
        return {key: people[: asked[key]] for key, people in above.items()}

    @api.model
    def _sql_above(self, asked, with_user):
        """SQL query ``(item_id, person_id)``, the nearest first."""
        return SQL(
            """WITH RECURSIVE asked(item_id, levels) AS (VALUES %(asked)s),
               raiser AS MATERIALIZED (
                    SELECT r.item_id, r.employee_id FROM talk_item_raiser r
                     WHERE r.item_id IN (SELECT item_id FROM asked)
               ), principal AS MATERIALIZED (
                    SELECT t.company_id, p.employee_id, p.role
                      FROM (%(principals)s) p
                      JOIN talk_team t ON t.id = p.unit_id AND t.department_id IS NULL
               ), climb(item_id, company_id, person_id, level, step, path) AS (
                    SELECT i.id, i.company_id, i.owner_id, 0, 0, ARRAY[i.owner_id]
                      FROM talk_item i JOIN asked a ON a.item_id = i.id
                    UNION ALL
                    SELECT c.item_id, c.company_id, next.person_id,
                           c.level + next.counts::int, c.step + 1, c.path || next.person_id
                      FROM climb c
                      JOIN asked a ON a.item_id = c.item_id
                      CROSS JOIN LATERAL (
                            SELECT y.person_id, y.counts FROM (
                                SELECT x.responsible_id AS person_id, l.line = %(party)s AS later,
                                       l.sequence, x.is_covering
                                  FROM talk_edge x
                                  JOIN talk_layer l ON l.id = x.layer_id AND l.is_hierarchical
                                 WHERE x.employee_id = c.person_id AND x.date_to IS NULL
                                UNION ALL
                                SELECT p.employee_id, TRUE, 1000000, p.role <> %(first)s
                                  FROM principal p
                                 WHERE p.company_id = c.company_id
                                   AND c.person_id NOT IN (SELECT employee_id FROM principal)
                            ) z CROSS JOIN LATERAL (
                                SELECT z.person_id,
                                       NOT EXISTS (SELECT 1 FROM raiser r
                                                    WHERE r.item_id = c.item_id
                                                      AND r.employee_id = z.person_id)
                                       AND (NOT %(with_user)s OR EXISTS (
                                            SELECT 1 FROM hr_employee e
                                              JOIN res_users u ON u.id = e.user_id AND u.active
                                             WHERE e.id = z.person_id)) AS counts
                            ) y
                             WHERE y.person_id <> ALL(c.path)
                             ORDER BY NOT y.counts, z.later, z.sequence, z.is_covering, y.person_id
                             LIMIT 1) next
                     WHERE c.level < a.levels
               )
               SELECT c.item_id, c.person_id
                 FROM climb c
                WHERE c.step > 0 AND (c.level, c.step) IN (
                        SELECT d.level, min(d.step) FROM climb d
                         WHERE d.item_id = c.item_id AND d.level > 0 GROUP BY d.level)
                ORDER BY c.item_id, c.level""",
            asked=SQL(", ").join(
                SQL("(%s::int, %s::int)", key, levels) for key, levels in asked.items()
            ),
            principals=team_places(PRINCIPAL_ROLES, self.env.company._talk_today()),
            first=ADMIN_PRINCIPAL,
            party=PARTY,
            with_user=with_user,
        )

    @api.model
    def _answering_for(self, department_ids, left_out):
        """``{department id: employee id}``: its head, else whoever answers for it next above,
        with a user; nobody of ``left_out``."""
        if not department_ids:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (s.unit_id) s.unit_id, s.employee_id
                     FROM %s s
                     JOIN hr_employee e ON e.id = s.employee_id
                     JOIN res_users u ON u.id = e.user_id AND u.active
                    WHERE s.unit_id IN %s AND s.employee_id NOT IN %s
                    ORDER BY s.unit_id, s.rank, s.employee_id""",
                superiors(self.env.company._talk_today()),
                tuple(department_ids),
                tuple(left_out) or (0,),
            )
        )
        return dict(rows)

    # not settled after all

    def _reopen(self, reasons=None):
        """As superuser, by the job: what somebody who raised it says is not settled is handled
        once more, one level up; where nobody is there, by whoever had it. ``reasons``: ``{item
        id: why}``. Free to repeat: what is open already stays as it is."""
        items = self.sudo().filtered(lambda item: item.state in (SOLVED, DECLINED))
        known = items.filtered(lambda item: not item.is_private)
        above = self._above(dict.fromkeys(known.ids, 1), with_user=True)
        log = {}
        for item in items:
            owner = self.env["hr.employee"].browse(above.get(item.id, item.owner_id.ids)[:1])
            log[item.id] = {
                "from_id": item.owner_id.id,
                "to_id": owner.id,
                "note": (reasons or {}).get(item.id),
            }
            item._step(IN_PROGRESS, **item._prepare_reopen_vals(owner))
        self.env["talk.item.step"]._note(items, steps.REOPENED, None, log)
        notices = self.env["talk.item.notice"].sudo()
        notices.search([("item_id", "in", items.ids), ("kind", "!=", "answered")]).unlink()
        users = [(item.id, item.owner_id.user_id.id) for item in items]
        notices._tell([pair for pair in users if pair[1]], "reopened")

    def _prepare_reopen_vals(self, owner):
        self.ensure_one()
        today = self.company_id._talk_today()
        moved = owner != self.owner_id
        return {
            **self._prepare_item_dates(today),
            "owner_id": owner.id,
            "department_id": owner.department_id.id if moved else self.department_id.id,
            "is_handed_over": self.is_handed_over or moved,
            "date_solved": False,
            "days_to_solve": 0,
            "escalated_to_id": False,
            "escalation_level": 0,
        }

    def _prepare_item_dates(self, today):
        vals = self._prepare_item_vals(self.company_id, self.owner_id)
        return {"date_due": vals["date_due"], "date_assigned": today}

    # whoever handles it has left

    @api.model
    def _pass_on_from_leavers(self):
        """What lies with somebody who has left goes to whoever answers for their work; where
        nobody does, the HR officer is told, by the reminders. Between two people, it stays."""
        items = self.sudo().with_context(active_test=False)
        items = items.search(
            [
                ("state", "in", OPEN_STATES),
                ("is_private", "=", False),
                ("owner_id.active", "=", False),
            ]
        ).try_lock_for_update(allow_referencing=True)
        departments = {item.id: item.owner_id.department_id.id for item in items}
        units = {unit for unit in departments.values() if unit}
        found = self._answering_for(units, set(items.owner_id.ids))
        by_taker = {}
        for item in items:
            if taker := found.get(departments[item.id]):
                by_taker.setdefault(taker, self.browse())
                by_taker[taker] |= item
        for taker, lot in by_taker.items():
            employee = self.env["hr.employee"].sudo().browse(taker)
            nobody = self.env["res.users"]
            lot._give_to(employee, employee.department_id, steps.PASSED_ON, user=nobody)
