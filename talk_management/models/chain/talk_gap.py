from odoo import api, fields, models
from odoo.tools import SQL

from .selector_places import branch_places, department_heads, team_places
from .talk_branch import BRANCH_MEMBER, SECRETARY
from .talk_team import MEMBER, PRINCIPAL_ROLES

NOBODY_ABOVE = "nobody_above"
TOP = "top"
NO_HEAD = "department_without_head"
NO_SECRETARY = "branch_without_secretary"
NO_USER = "responsible_without_user"
AWAY = "responsible_away"
KINDS = [
    (NOBODY_ABOVE, "Nobody answers for this person"),
    (TOP, "Top of the organisation"),
    (NO_HEAD, "Department without a head"),
    (NO_SECRETARY, "Branch without a secretary"),
    (NO_USER, "Responsible without a user"),
    (AWAY, "Responsible on long leave or seconded"),
]


class TalkGap(models.Model):
    """Where the chain is not complete today: the office's weekly check (H4.7).

    Nobody needs to answer for the retired; an acting head fills a vacant post.
    """

    _name = "talk.gap"
    _description = "Gap in the Chain"
    _auto = False
    _order = "kind, department_id, employee_id"

    kind = fields.Selection(
        KINDS,
        string="Gap",
        readonly=True,
        help="What is missing. Where a post is vacant the next layer answers; reminders for a "
        "responsible without a user go to the HR officer.",
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Person", readonly=True, help="Whom it concerns."
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    branch_id = fields.Many2one("talk.branch", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    edge_count = fields.Integer(
        string="People Concerned", readonly=True, help="For how many people the person answers."
    )

    @api.depends("kind", "employee_id", "department_id", "branch_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for gap in self:
            who = gap.branch_id or gap.employee_id or gap.department_id
            gap.display_name = f"{who.display_name}: {labels.get(gap.kind, '')}"

    def action_open(self):
        """Go to the department, branch or employee where the gap can be closed."""
        self.ensure_one()
        self.check_access("read")
        place = self.branch_id or (self.kind == NO_HEAD and self.department_id) or self.employee_id
        return {
            "type": "ir.actions.act_window",
            "res_model": place._name,
            "res_id": place.id,
            "views": [(False, "form")],
        }

    @property
    def _table_query(self):
        """The gaps of today; an id stays the same as long as its gap does."""
        today = self.env.company._talk_today()
        kinds = [kind for kind, _label in KINDS]
        parts = [
            self._sql_nobody_above(today),
            self._sql_no_head(today),
            self._sql_no_secretary(today),
            self._sql_responsible(),
            self._sql_away(today),
        ]
        return SQL(
            """SELECT source_id * %s + array_position(%s, kind) AS id, kind,
                      employee_id, department_id, branch_id, company_id, edge_count
                 FROM (%s) gaps""",
            len(kinds) + 1,
            kinds,
            SQL(" UNION ALL ").join(parts),
        )

    def _sql_nobody_above(self, today):
        return SQL(
            """SELECT e.id AS source_id,
                      CASE WHEN p.employee_id IS NULL THEN %s ELSE %s END AS kind,
                      e.id AS employee_id, v.department_id, NULL::int AS branch_id, e.company_id,
                      0 AS edge_count
                 FROM hr_employee e
                 JOIN hr_version v ON v.id = e.current_version_id
                 LEFT JOIN (SELECT DISTINCT top.employee_id FROM (%s) top
                              JOIN talk_team t ON t.id = top.unit_id
                             WHERE t.department_id IS NULL) p ON p.employee_id = e.id
                WHERE e.active AND NOT %s AND NOT EXISTS (
                        SELECT 1 FROM talk_edge x
                         WHERE x.employee_id = e.id AND x.date_to IS NULL)""",
            NOBODY_ABOVE,
            TOP,
            team_places(PRINCIPAL_ROLES, today),
            self.env["talk.employment.status"]._sql_retired(SQL.identifier("e", "id"), today),
        )

    def _sql_no_head(self, today):
        return SQL(
            """SELECT d.id, %s, NULL::int, d.id, NULL::int, d.company_id, count(*)::int
                 FROM hr_department d
                 JOIN hr_version v ON v.department_id = d.id
                 JOIN hr_employee e ON e.current_version_id = v.id AND e.active
                WHERE d.active AND d.id NOT IN (SELECT unit_id FROM (%s) h)
                  AND e.id NOT IN (SELECT employee_id FROM (%s) t)
                GROUP BY d.id, d.company_id""",
            NO_HEAD,
            department_heads(today),
            team_places((*PRINCIPAL_ROLES, MEMBER), today),
        )

    def _sql_no_secretary(self, today):
        return SQL(
            """SELECT b.id, %s, NULL::int, NULL::int, b.id, b.company_id,
                      count(m.employee_id)::int
                 FROM talk_branch b
                 LEFT JOIN (%s) m ON m.unit_id = b.id
                WHERE b.active AND b.id NOT IN (SELECT unit_id FROM (%s) s)
                GROUP BY b.id""",
            NO_SECRETARY,
            branch_places((BRANCH_MEMBER,), today),
            branch_places((SECRETARY,), today),
        )

    def _sql_responsible(self):
        return SQL(
            """SELECT e.id, %s, e.id, v.department_id, NULL::int, e.company_id,
                      count(DISTINCT x.employee_id)::int
                 FROM talk_edge x
                 JOIN hr_employee e ON e.id = x.responsible_id
                 JOIN hr_version v ON v.id = e.current_version_id
                 LEFT JOIN res_users u ON u.id = e.user_id AND u.active
                WHERE x.date_to IS NULL AND u.id IS NULL
                GROUP BY e.id, v.department_id, e.company_id""",
            NO_USER,
        )

    def _sql_away(self, today):
        return SQL(
            """SELECT e.id, %s, e.id, v.department_id, NULL::int, e.company_id,
                      count(DISTINCT x.employee_id)::int
                 FROM talk_edge x
                 JOIN hr_employee e ON e.id = x.responsible_id
                 JOIN hr_version v ON v.id = e.current_version_id
                WHERE x.date_to IS NULL AND %s
                GROUP BY e.id, v.department_id, e.company_id""",
            AWAY,
            self.env["talk.employment.status"]._sql_away(SQL.identifier("e", "id"), today),
        )
