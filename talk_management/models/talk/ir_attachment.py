from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import SQL


def confidential_models(env):
    """The models whose files are as confidential as their words, those of later rooms too."""
    confidential = env.registry["talk.confidential.mixin"]
    return tuple(
        name
        for name, model in env.registry.items()
        if not model._abstract and issubclass(model, confidential)
    )


class IrAttachment(models.Model):
    """Files of a record are as confidential as its words: Odoo asks the record who reads
    them, and the superuser, whom no record can answer, is not given them at all."""

    _inherit = "ir.attachment"

    @api.model
    def _is_superuser_session(self):
        return bool(request) and SUPERUSER_ID in (request.session.uid, request.env.uid)

    @api.model
    def _search(self, domain, *args, **kwargs):
        if self._is_superuser_session():
            domain = Domain(domain) & Domain("res_model", "not in", confidential_models(self.env))
        return super()._search(domain, *args, **kwargs)

    def _fetch_query(self, query, fields):
        if self._is_superuser_session():
            query.add_where(
                SQL(
                    "COALESCE(%s, '') NOT IN %s",
                    SQL.identifier(query.table, "res_model"),
                    confidential_models(self.env),
                )
            )
        return super()._fetch_query(query, fields)
