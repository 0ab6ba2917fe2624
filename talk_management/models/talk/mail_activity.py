from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_reserved_mixin import is_superuser_session

HIDDEN = "talk.request"


class MailActivity(models.Model):
    """That somebody is asked for a talk is seen by the two alone. Odoo asks the request who
    reads its activities; the superuser, whom it does not ask, is not given them."""

    _inherit = "mail.activity"

    @api.model
    def _search(self, domain, *args, **kwargs):
        if is_superuser_session(self.env):
            domain = Domain(domain) & Domain("res_model", "!=", HIDDEN)
        return super()._search(domain, *args, **kwargs)

    def _fetch_query(self, query, fields):
        if is_superuser_session(self.env):
            query.add_where(
                SQL("COALESCE(%s, '') <> %s", SQL.identifier(query.table, "res_model"), HIDDEN)
            )
        return super()._fetch_query(query, fields)
