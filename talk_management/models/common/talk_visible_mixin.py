from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class TalkVisibleMixin(models.AbstractModel):
    """Who may see a record, asked of the database at the moment of reading.

    Record rules name ``is_visible`` and nothing else: no id of a person is kept
    in a rule's cache, so a reorganisation counts at once, and a UNION of two
    indexed conditions stays fast where an OR of them would read the whole table.
    """

    _name = "talk.visible.mixin"
    _description = "Visible by Chain or Part"

    is_visible = fields.Boolean(
        string="Visible to Me",
        compute="_compute_is_visible",
        search="_search_is_visible",
        compute_sudo=True,
        export_string_translation=False,
        help="Technical: whether the current user may see the record.",
    )

    @api.model
    def _sql_visible(self, uid):
        """SQL query for the ids of this model's rows that user ``uid`` may see."""
        raise NotImplementedError

    @api.depends_context("uid")
    def _compute_is_visible(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE id IN %s AND id IN (%s)",
                SQL.identifier(self._table),
                tuple(self.ids) or (0,),
                self._sql_visible(self.env.uid),
            )
        )
        seen = {row[0] for row in rows}
        for record in self:
            record.is_visible = record.id in seen

    @api.model
    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()  # the query below names tables the ORM does not know it reads
        seen = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), self._sql_visible(self.env.uid)
            )
        )
        return seen if True in value else ~seen
