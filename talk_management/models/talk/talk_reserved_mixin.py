from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import SQL

DISCIPLINE = "talk_management.group_talk_discipline"


def is_superuser_session(env):
    """Whether somebody has become superuser, whom no record rule binds."""
    return bool(request) and SUPERUSER_ID in (request.session.uid, request.env.uid, env.uid)


class TalkReservedMixin(models.AbstractModel):
    """Talks known to those who take part only: that such a talk was held is a secret itself.

    Record rules say so, and can be switched off on a screen of Odoo's settings; so it is
    said here a second time, and to whoever has become superuser a third time.
    """

    _name = "talk.reserved.mixin"
    _description = "Known to Those Who Take Part Only"

    # the field that tells whether a row belongs to such a talk
    _reserved_path = "is_reserved"

    @api.model
    def _domain_known(self):
        """The rows of whose existence the user may know."""
        known = Domain(self._reserved_path, "=", False) | Domain("is_visible", "=", True)
        if self.env.user.has_group(DISCIPLINE):
            kind = self._reserved_path.replace("is_reserved", "kind_id.is_disciplinary")
            known |= Domain(kind, "=", True)
        return known

    def _check_access(self, operation):
        if result := super()._check_access(operation):
            return result
        if self.env.su or not any(self._ids):
            return None
        # rows gone meanwhile are left to whoever reads them
        reserved = self.sudo().exists().filtered(self._reserved_path)
        if not reserved:
            return None
        known = reserved.with_context(active_test=False).filtered_domain(self._domain_known())
        forbidden = (reserved - known).sudo(False)
        if not forbidden:
            return None
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(operation, forbidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if is_superuser_session(self.env):
            domain = Domain(domain) & Domain(self._reserved_path, "=", False)
        elif not (self.env.su or bypass_access):
            domain = Domain(domain) & self._domain_known()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _sql_reserved(self, alias):
        """SQL condition: the row named ``alias`` belongs to such a talk."""
        return SQL(
            "%s IN (SELECT id FROM talk_talk WHERE is_reserved)",
            SQL.identifier(alias, "id" if self._reserved_path == "is_reserved" else "talk_id"),
        )

    def _fetch_query(self, query, fields):
        if is_superuser_session(self.env):
            query.add_where(SQL("(%s) IS NOT TRUE", self._sql_reserved(query.table)))
        return super()._fetch_query(query, fields)
