from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class TalkWordsMixin(models.AbstractModel):
    """The row of words of a row of facts: named like that row, and read by whom it says.

    Nobody makes, moves or deletes such a row by itself.
    """

    _name = "talk.words.mixin"
    _description = "Words of a Row"
    _inherit = ["talk.form.mixin", "talk.confidential.mixin", "talk.visible.mixin"]

    # the field that names the row of facts
    _words_of = None

    def _compute_display_name(self):
        for row in self:
            row.display_name = row[self._words_of].sudo().display_name

    @api.model
    def _refusal_sentence(self):
        return self.env._("What was raised is read by those who deal with it, nobody else.")

    @api.model
    def _sql_visible(self, alias, uid):
        facts = self.env[self._fields[self._words_of].comodel_name]
        # no array: one of thousands would be gone through for every row
        return SQL(
            "%s IN (%s)",
            SQL.identifier(alias, self._words_of),
            facts._sql_words_readable(uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        if operation == "write":
            return Domain(f"{self._words_of}.is_mine_to_write", "=", True)
        return Domain.FALSE
