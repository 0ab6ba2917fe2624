from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.http import request


class TalkConfidentialMixin(models.AbstractModel):
    """Words of a talk, for those who took part.

    Record rules say who reads them, and can be switched off on a screen of Odoo's
    settings; so it is said here a second time. No rule binds the superuser: whoever
    has become superuser, by session or by key, is turned away here.
    """

    _name = "talk.confidential.mixin"
    _description = "Confidential Words"

    @api.model
    def _refusal_sentence(self):
        return self.env._("What was said in a talk is read by those who took part, nobody else.")

    @api.model
    def _refuse_superuser_session(self):
        if not request:
            return
        if SUPERUSER_ID in (request.session.uid, request.env.uid, self.env.uid):
            raise AccessError(self._refusal_sentence())

    @api.model
    def _domain_allowed(self, operation):
        """The rows on which the user may do ``operation``, whatever the record rules say."""
        raise NotImplementedError

    def _check_access(self, operation):
        if result := super()._check_access(operation):
            return result
        if self.env.su or not any(self._ids):
            return None
        allowed = self._domain_allowed(operation)
        forbidden = self - self.sudo().with_context(active_test=False).filtered_domain(allowed)
        if not forbidden:
            return None
        return forbidden, lambda: AccessError(self._refusal_sentence())

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        self._refuse_superuser_session()
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._domain_allowed("read")
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _fetch_query(self, query, fields):
        self._refuse_superuser_session()
        return super()._fetch_query(query, fields)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_superuser_session()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_superuser_session()
        return super().write(vals)

    def unlink(self):
        self._refuse_superuser_session()
        return super().unlink()
