from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.http import request


class TalkConfidentialMixin(models.AbstractModel):
    """Words of a talk. Record rules say who reads them; no rule binds the superuser, so a
    session that has become superuser is turned away here."""

    _name = "talk.confidential.mixin"
    _description = "Confidential Words"

    @api.model
    def _refuse_superuser_session(self):
        if request and request.session.uid == SUPERUSER_ID:
            raise AccessError(
                self.env._("What was said in a talk is read by those who took part, nobody else.")
            )

    @api.model
    def _search(self, *args, **kwargs):
        self._refuse_superuser_session()
        return super()._search(*args, **kwargs)

    def _fetch_query(self, query, fields):
        self._refuse_superuser_session()
        return super()._fetch_query(query, fields)
