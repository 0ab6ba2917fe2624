from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class TalkVisibleMixin(models.AbstractModel):
    """Who may see a record, asked of the database at the moment of reading.

    Record rules name ``is_visible`` and nothing else: no id of a person is kept
    in a rule's cache, so a reorganisation counts at once.
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
    def _sql_visible(self, alias, uid):
        """SQL condition: user ``uid`` may see the row of this model named ``alias``.

        It compares indexed columns of the row itself with ``uid`` or with
        ``ANY(ARRAY(SELECT …))``, which is read once, before the table: an OR of
        such comparisons uses their indexes, an OR or IN of sub-selects none.
        """
        raise NotImplementedError

    @api.depends_context("uid")
    def _compute_is_visible(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE id IN %s AND (%s)",
                SQL.identifier(self._table),
                tuple(self.ids) or (0,),
                self._sql_visible(self._table, self.env.uid),
            )
        )
        seen = {row[0] for row in rows}
        for record in self:
            record.is_visible = record.id in seen

    @api.model
    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()  # the condition names tables the ORM does not know it reads
        # a column without a value makes the condition NULL, which is no sight either
        test = "(%s)" if True in value else "(%s) IS NOT TRUE"
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(test, self._sql_visible(alias, self.env.uid))
        )
