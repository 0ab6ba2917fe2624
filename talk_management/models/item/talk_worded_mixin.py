from odoo import api, models
from odoo.exceptions import UserError


class TalkWordedMixin(models.AbstractModel):
    """Facts whose words lie in a table of their own, one row for each.

    Both stand on one form: a field of ``_worded`` reads and writes the row of words as the
    user who looks. Whoever may not read the words sees the fields empty, and nothing can be
    searched, grouped or exported by them.
    """

    _name = "talk.worded.mixin"
    _description = "Facts with Words Apart"

    # the model of the words, and its field that points back here
    _words_model = None
    _words_link = None
    # the fields that are kept there, under the same names
    _worded = ()

    @api.model_create_multi
    def create(self, vals_list):
        """Each row gets its row of words at once, so that whoever writes later only writes."""
        words = [{k: vals[k] for k in self._worded if k in vals} for vals in vals_list]
        facts = [{k: v for k, v in vals.items() if k not in self._worded} for vals in vals_list]
        rows = super().create(facts)
        self.env[self._words_model].sudo().create(
            [{**vals, self._words_link: row.id} for row, vals in zip(rows, words, strict=True)]
        )
        return rows

    def write(self, vals):
        # while some are written, Odoo takes the others for empty, unless they were read before
        if any(name in vals for name in self._worded):
            for name in self._worded:
                self.mapped(name)
        return super().write(vals)

    def unlink(self):
        # the database would take them along without asking what hangs on them
        self._words_of_all(sudo=True).unlink()
        return super().unlink()

    def _words_of_all(self, sudo=False):
        words = self.env[self._words_model].sudo(sudo or self.env.su)
        return words.search([(self._words_link, "in", self.ids)])

    @api.depends_context("uid")
    def _compute_words(self):
        found = {row[self._words_link].id: row for row in self._words_of_all()}
        for row in self:
            words = found.get(row._origin.id)
            for name in self._worded:
                row[name] = words[name] if words else False

    def _inverse_words(self):
        found = {row[self._words_link].id: row for row in self._words_of_all(sudo=True)}
        if len(found) < len(self):
            raise UserError(self.env._("What was written here was erased in time; facts remain."))
        for row in self:
            words = found[row.id].sudo(self.env.su)
            changed = {name: row[name] for name in self._worded if row[name] != words.sudo()[name]}
            if changed:
                words.write(changed)
