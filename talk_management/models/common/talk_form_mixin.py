from odoo import api, models


class TalkFormMixin(models.AbstractModel):
    """Rows that hang on a confidential one, before they are saved.

    Odoo works out as the superuser what a form that is not saved shows of the row it names:
    whoever may begin such a form could type any number and read on. And it asks its constraints
    before the user's rights: which of them refuses would tell what is there already.
    """

    _name = "talk.form.mixin"
    _description = "Form on a Confidential Row"

    # fields whose row the user must be allowed to read before anything of it is shown
    _looked_up = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for name in self._looked_up:
                ids = {vals[name] for vals in vals_list if vals.get(name)}
                self.env[self._fields[name].comodel_name].browse(ids).check_access("read")
        return super().create(vals_list)

    def _update_cache(self, values, validate=True):
        result = super()._update_cache(values, validate)
        if not self.env.su:
            for name in self._looked_up & values.keys():
                self[name]._origin.check_access("read")
        return result
