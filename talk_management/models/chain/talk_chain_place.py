from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class TalkChainPlace(models.AbstractModel):
    """A person's place in a team or branch from one day to another, both included."""

    _name = "talk.chain.place"
    _description = "Dated Place in the Chain"
    _inherit = ["talk.chain.source"]

    # the fields whose values one person may hold only once at a time
    _place_keys = ()

    date_from = fields.Date(string="From", help="First day. Empty: since before the records begin.")
    date_to = fields.Date(string="Until", help="Last day. Empty: it still lasts.")

    @api.model
    def _domain_current(self, day):
        """Domain of the places held on ``day``."""
        began = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        return began & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))

    @api.model_create_multi
    def create(self, vals_list):
        places = super().create(vals_list)
        places._check_dates()
        return places

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {*self._place_keys, "date_from", "date_to"}:
            self.check_access("write")
            self._check_dates()
        return result

    def _check_dates(self):
        """Refuse a place that ends before it begins, or that the person holds already.

        No constraint of Odoo's, as these are asked before the user's rights to what is
        written: the refusal would tell what there is already in another company.
        """
        for place in self.sudo():
            start, end = place.date_from, place.date_to
            if start and end and end < start:
                raise ValidationError(
                    self.env._("%s: the last day lies before the first.", place.display_name)
                )
            same = Domain("id", "!=", place.id)
            same &= Domain.AND(
                Domain(key, "=", self._place_value(place, key)) for key in self._place_keys
            )
            if end:
                same &= Domain("date_from", "=", False) | Domain("date_from", "<=", end)
            if start:
                same &= Domain("date_to", "=", False) | Domain("date_to", ">=", start)
            if place.search_count(same, limit=1):
                raise ValidationError(
                    self.env._("%s is already there at that time.", place.display_name)
                )

    @api.model
    def _place_value(self, place, key):
        return place[key].id if self._fields[key].relational else place[key]
