from odoo import api, models
from odoo.tools import SQL


class TalkNotice(models.Model):
    """Notices are read by whoever holds or writes down a talk, and by whom one was conveyed to."""

    _inherit = "talk.notice"

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(answers)s
            OR EXISTS (SELECT FROM talk_talk t
                         JOIN hr_employee e ON e.id IN (t.responsible_id, t.recorder_id)
                        WHERE e.user_id = %(uid)s)
            OR %(id)s = ANY(ARRAY(SELECT n.notice_id FROM talk_record_notice n
                                   WHERE n.is_conveyed AND (%(noted)s)))""",
            answers=super()._sql_visible(alias, uid),
            uid=uid,
            id=SQL.identifier(alias, "id"),
            noted=self.env["talk.record.notice"]._sql_visible("n", uid),
        )
