from odoo import api, fields, models
from odoo.tools import SQL


class TalkSight(models.Model):
    """Who may see dates and states of whose talks: the one table record rules ask.

    A row for the person's own user, and one for the user of everyone above in
    the same line of the chain.
    """

    _name = "talk.sight"
    _description = "Sight"
    _order = "employee_id, user_id"
    _log_access = False

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Who is seen.",
    )
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade", help="Who sees."
    )

    # both ways: "whom may this user see" and "who may see this person"
    _user_employee = models.UniqueIndex("(user_id, employee_id)")
    _employee_user = models.Index("(employee_id, user_id)")

    @api.depends("user_id", "employee_id")
    def _compute_display_name(self):
        for sight in self:
            sight.display_name = f"{sight.user_id.name} → {sight.employee_id.name}"

    @api.model
    def _refresh(self):
        """Keep what still holds, remove and add the rest. Returns whether anything changed."""
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE direct AS MATERIALIZED (
                        SELECT DISTINCT l.line, x.employee_id, x.responsible_id
                          FROM talk_edge x JOIN talk_layer l ON l.id = x.layer_id
                         WHERE x.date_to IS NULL AND l.is_hierarchical
                    ), above(line, employee_id, responsible_id) AS (
                        SELECT line, employee_id, responsible_id FROM direct
                        UNION
                        SELECT a.line, a.employee_id, d.responsible_id
                          FROM above a
                          JOIN direct d ON d.employee_id = a.responsible_id AND d.line = a.line
                    ), wanted AS MATERIALIZED (
                        SELECT a.employee_id, r.user_id
                          FROM above a JOIN hr_employee r ON r.id = a.responsible_id
                         WHERE r.user_id IS NOT NULL
                        UNION
                        SELECT id, user_id FROM hr_employee WHERE user_id IS NOT NULL
                    ), gone AS (
                        DELETE FROM talk_sight s
                         WHERE NOT EXISTS (SELECT 1 FROM wanted w
                                            WHERE w.employee_id = s.employee_id
                                              AND w.user_id = s.user_id) RETURNING 1
                    ), added AS (
                        INSERT INTO talk_sight (employee_id, user_id)
                        SELECT employee_id, user_id FROM wanted w
                         WHERE NOT EXISTS (SELECT 1 FROM talk_sight s
                                            WHERE s.employee_id = w.employee_id
                                              AND s.user_id = w.user_id)
                        ON CONFLICT DO NOTHING RETURNING 1
                    )
                    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM added)"""
            )
        )
        self.env.invalidate_all(flush=False)
        return bool(rows[0][0])
