from odoo import api, fields, models
from odoo.tools import SQL

# What the chain is computed from, and what it is computed into.
TABLES = (
    "hr_employee",
    "hr_version",
    "hr_department",
    "talk_team_member",
    "talk_branch_member",
    "talk_edge",
    "talk_sight",
)


class TalkEdge(models.Model):
    """One person answers for another, under one layer, from one day to another (H4.7).

    Computed from teams, branches and departments, never typed; an edge that no
    longer holds gets an end date, so that it can be told who answered for whom.
    """

    _name = "talk.edge"
    _description = "Responsibility"
    _inherit = ["talk.visible.mixin"]
    _order = "layer_id, responsible_id, employee_id, id"

    layer_id = fields.Many2one("talk.layer", required=True, readonly=True, ondelete="cascade")
    responsible_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Who owes and holds the talk.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="With whom the talk is.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date_from = fields.Date(string="Since", required=True, readonly=True)
    date_to = fields.Date(
        string="Ended", readonly=True, help="The day it no longer held. Empty: it holds."
    )
    is_covering = fields.Boolean(
        string="Stands In",
        readonly=True,
        help="The post next above is vacant or is the person's own, so the next layer answers.",
    )

    _open = models.UniqueIndex(
        "(layer_id, responsible_id, employee_id) WHERE date_to IS NULL",
        "This responsibility is already there.",
    )
    # finds who answers for whom in generation and on the person's own page, ended or not
    _responsible = models.Index("(responsible_id, employee_id)")

    @api.depends("responsible_id", "employee_id")
    def _compute_display_name(self):
        for edge in self:
            edge.display_name = f"{edge.responsible_id.name} → {edge.employee_id.name}"

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(responsible)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(employee)s = ANY(ARRAY(SELECT employee_id FROM talk_sight
                                         WHERE user_id = %(uid)s))""",
            responsible=SQL.identifier(alias, "responsible_id"),
            employee=SQL.identifier(alias, "employee_id"),
            uid=uid,
        )

    @api.model
    def _sql_answering(self, day):
        """SQL query ``(layer_id, responsible_id, employee_id, company_id, is_delegated)``: who
        answers for whom on ``day``, as far as it is known by then."""
        return SQL(
            """SELECT layer_id, responsible_id, employee_id, company_id, FALSE AS is_delegated
                 FROM talk_edge WHERE date_to IS NULL"""
        )

    @api.model
    def _sql_has_substitutes(self, company, day):
        """SQL condition: on ``day`` somebody of ``company`` answers in another's place, which
        is more than edges tell."""
        return SQL("FALSE")

    @api.model
    def _refresh(self, day=None):
        """Bring the edges, and the sight that follows from them, up to date.

        One statement per layer, by difference: repeating it changes nothing.
        One day counts for all companies, whoever asks: the latest it is where any
        of them works. Returns ``(added, ended)``.
        """
        day = day or max(
            company._talk_today() for company in self.env["res.company"].sudo().search([])
        )
        self.env.flush_all()
        self._analyze_grown()
        added = ended = 0
        for layer in self.env["talk.layer"].sudo().search([("active", "in", [True, False])]):
            more, fewer = self.env.execute_query(self._sql_refresh(layer, day))[0]
            added, ended = added + more, ended + fewer
        self.invalidate_model()
        changed = bool(added or ended)
        self._analyze_grown()
        if self.env["talk.sight"]._refresh() or changed:
            self._after_refresh()
        return added, ended

    @api.model
    def _analyze_grown(self):
        """Let the database look anew at tables that are twice what it knows of.

        It does so by itself within a minute, which is too late for a chain computed in the
        transaction that imports the people: planned for empty tables, it takes minutes.
        """
        grown = self.env.execute_query(
            SQL(
                """SELECT relname FROM pg_class
                    WHERE oid = ANY(%s::regclass[])
                      AND pg_relation_size(oid) / current_setting('block_size')::int
                          > 2 * greatest(relpages, 10)""",
                list(TABLES),
            )
        )
        for (table,) in grown:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    @api.model
    def _sql_refresh(self, layer, day):
        """The statement that brings one layer's edges up to date; ``(added, ended)``."""
        nothing = SQL(
            "SELECT NULL::int AS responsible_id, NULL::int AS employee_id, "
            "NULL::bool AS is_covering WHERE FALSE"
        )
        return SQL(
            """WITH wanted AS MATERIALIZED (
                    SELECT p.*, e.company_id FROM (%(pairs)s) p
                      JOIN hr_employee e ON e.id = p.employee_id
                ), gone AS (
                    SELECT x.id, x.date_from FROM talk_edge x
                     WHERE x.layer_id = %(layer)s AND x.date_to IS NULL
                       AND NOT EXISTS (SELECT 1 FROM wanted w
                                        WHERE w.responsible_id = x.responsible_id
                                          AND w.employee_id = x.employee_id)
                ), ended AS (
                    UPDATE talk_edge x SET date_to = %(day)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM gone WHERE x.id = gone.id AND gone.date_from < %(day)s RETURNING x.id
                ), undone AS (
                    DELETE FROM talk_edge x USING gone
                     WHERE x.id = gone.id AND gone.date_from >= %(day)s RETURNING x.id
                ), changed AS (
                    UPDATE talk_edge x SET is_covering = w.is_covering, company_id = w.company_id
                      FROM wanted w
                     WHERE x.layer_id = %(layer)s AND x.date_to IS NULL
                       AND x.responsible_id = w.responsible_id AND x.employee_id = w.employee_id
                       AND (x.is_covering, x.company_id)
                           IS DISTINCT FROM (w.is_covering, w.company_id)
                ), added AS (
                    INSERT INTO talk_edge (layer_id, responsible_id, employee_id, company_id,
                                           date_from, is_covering, create_uid, create_date,
                                           write_uid, write_date)
                    SELECT %(layer)s, w.responsible_id, w.employee_id, w.company_id, %(day)s,
                           w.is_covering, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                           now() AT TIME ZONE 'UTC'
                      FROM wanted w
                     WHERE NOT EXISTS (SELECT 1 FROM talk_edge x
                                        WHERE x.layer_id = %(layer)s AND x.date_to IS NULL
                                          AND x.responsible_id = w.responsible_id
                                          AND x.employee_id = w.employee_id)
                    ON CONFLICT DO NOTHING RETURNING id
                )
                SELECT (SELECT count(*) FROM added),
                       (SELECT count(*) FROM ended) + (SELECT count(*) FROM undone)""",
            pairs=layer._sql_pairs(day) if layer.active and layer.has_pairs else nothing,
            layer=layer.id,
            day=day,
            uid=self.env.uid,
        )

    @api.model
    def _after_refresh(self):
        """Hook: called when an edge or anybody's sight has changed."""

    @api.model
    def _cron_refresh(self):
        self._refresh()
