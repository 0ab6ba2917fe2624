from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class TalkItem(models.Model):
    """Who sees a raised item, and who reads its words."""

    _inherit = "talk.item"

    @api.model
    def _domain_known(self):
        return Domain("is_private", "=", False) | Domain("is_visible", "=", True)

    @api.model
    def _sql_reserved(self, alias):
        return SQL.identifier(alias, "is_private")

    @api.model
    def _sql_handling(self, uid):
        """Hook: SELECTs of the items whose words user ``uid`` reads, a list joined by UNION ALL.

        Whoever handles it, is told that it is overdue, helps, or held the talk it comes from.
        """
        return [
            SQL(
                """SELECT i.id FROM talk_item i JOIN hr_employee e ON e.id = i.owner_id
                    WHERE e.user_id = %s""",
                uid,
            ),
            SQL(
                """SELECT i.id FROM talk_item i JOIN hr_employee e ON e.id = i.escalated_to_id
                    WHERE e.user_id = %s AND NOT i.is_private""",
                uid,
            ),
            SQL(
                """SELECT r.item_id FROM talk_item_raiser r
                     JOIN hr_employee e ON e.id = r.responsible_id WHERE e.user_id = %s""",
                uid,
            ),
        ]

    @api.model
    def _sql_informed(self, uid):
        """Hook: SELECTs of the items whose words user ``uid`` reads without handling them, a
        list joined by UNION ALL. No name is told to these."""
        return []

    @api.model
    def _sql_naming(self, uid):
        """SELECT of the items with which user ``uid`` deals: of these they are told who raised
        them, where that may be told at all, what was noted, and what is replied."""
        return SQL(" UNION ALL ").join(self._sql_handling(uid))

    @api.model
    def _sql_words_readable(self, uid):
        return SQL(" UNION ALL ").join([*self._sql_handling(uid), *self._sql_informed(uid)])

    @api.model
    def _sql_visible(self, alias, uid):
        """Those who deal with it. Whoever raised it has a row of their own, ``talk.item.raiser``:
        here they would learn how many others raised the same."""
        return SQL(
            "%s = ANY(ARRAY(%s))", SQL.identifier(alias, "id"), self._sql_words_readable(uid)
        )
