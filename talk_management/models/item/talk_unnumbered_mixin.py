from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

LARGEST = 2**31 - 1


class TalkUnnumberedMixin(models.AbstractModel):
    """Rows of which nobody can tell how many there are, not even whoever reads one of them.

    A row's number in the database counts all rows before it, and stands in the address of its
    screen; so these are drawn at random. Nor are rows taken out to a file: an export leaves a
    name for each of them on a list of Odoo's settings. And to whoever may not read a row it is
    as if there were none: both are refused with the same words.
    """

    _name = "talk.unnumbered.mixin"
    _description = "Rows That Are Not Counted"
    _inherit = ["talk.confidential.mixin", "talk.visible.mixin"]

    def init(self):
        if self._abstract:
            return
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s ALTER COLUMN id SET DEFAULT 1 + floor(random() * %s)::int",
                SQL.identifier(self._table),
                SQL(str(LARGEST - 1)),
            )
        )

    def _check_access(self, operation):
        if not self.env.su and any(self._ids):
            seen = self.sudo().filtered("is_visible").sudo(False)
            if hidden := self - seen:
                return hidden, lambda: AccessError(self._refusal_sentence())
        return super()._check_access(operation)

    def read(self, fields=None, load="_classic_read"):
        self._refuse_superuser_session()
        self.check_access("read")  # Odoo passes over rows that are not there
        return super().read(fields, load)

    def copy_data(self, default=None):
        self.check_access("read")
        return super().copy_data(default)

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True)

    def export_data(self, fields_to_export):
        raise UserError(self.env._("This is read on the screen alone, and not exported."))

    @api.model
    def load(self, fields, data):
        raise UserError(self.env._("This is written on the screen alone, and not imported."))


class IrModel(models.Model):
    """The list of models in Odoo's settings, and what it shows before the addon is uninstalled,
    count the rows of each model: not of these."""

    _inherit = "ir.model"

    @api.depends()
    def _compute_count(self):
        uncounted = self.filtered(
            lambda model: isinstance(
                self.env.get(model.model), self.env.registry["talk.unnumbered.mixin"]
            )
        )
        uncounted.count = 0
        return super(IrModel, self - uncounted)._compute_count()
