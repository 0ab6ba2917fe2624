from odoo import models
from odoo.tools import SQL

from .selectors import UPPER


class TalkLayer(models.Model):
    """Whom the responsible of a layer may talk with, where it fixes no pairs (H2.5)."""

    _inherit = "talk.layer"

    def _sql_responsible(self, day):
        """SQL query ``(responsible_id, unit_id)``: who holds the regular upper post on ``day``."""
        self.ensure_one()
        return SQL(
            """SELECT DISTINCT u.employee_id AS responsible_id, u.unit_id
                 FROM (%s) u WHERE NOT u.is_fallback""",
            UPPER[self.upper][2](day),
        )

    def _sql_reach(self, day):
        """SQL query ``(layer_id, responsible_id, employee_id, company_id)``: the pairs of the
        layer; without fixed pairs everybody of the company, or of the part a team leads."""
        self.ensure_one()
        if self.has_pairs:
            return SQL(
                """SELECT layer_id, responsible_id, employee_id, company_id FROM (%s) x
                    WHERE layer_id = %s""",
                self.env["talk.edge"]._sql_answering(day),
                self.id,
            )
        return SQL(
            """SELECT DISTINCT %(layer)s AS layer_id, r.responsible_id, e.id AS employee_id,
                      e.company_id
                 FROM (%(responsible)s) r
                 JOIN hr_employee re ON re.id = r.responsible_id
                 JOIN hr_employee e ON e.company_id = re.company_id AND e.active
                                   AND e.id <> re.id
                 JOIN hr_version v ON v.id = e.current_version_id
                 LEFT JOIN hr_department d ON d.id = v.department_id
                 LEFT JOIN %(team)s ON TRUE
                 LEFT JOIN hr_department td ON td.id = t.department_id
                WHERE td.id IS NULL OR d.parent_path LIKE td.parent_path || '%%'""",
            layer=self.id,
            responsible=self._sql_responsible(day),
            team=SQL("LATERAL (SELECT department_id FROM talk_team WHERE id = r.unit_id) t")
            if UPPER[self.upper][1] == "team"
            else SQL("LATERAL (SELECT NULL::int AS department_id) t"),
        )
