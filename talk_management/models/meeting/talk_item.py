from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class TalkItem(models.Model):
    """A raised item on the agenda of a meeting: those who take part read its words, and never
    who raised it."""

    _inherit = "talk.item"

    words_line = fields.Text(
        string="Words Passed On",
        compute="_compute_words_line",
        help="The words that may be passed on, as those read them who deal with it.",
    )

    @api.depends_context("uid")
    @api.depends("word_ids.text")
    def _compute_words_line(self):
        words = self.env["talk.item.word"].search([("item_id", "in", self.ids)])
        texts = {}
        for word in words:
            texts.setdefault(word.item_id.id, []).append(word.text)
        for item in self:
            item.words_line = "\n".join(texts.get(item._origin.id, []))

    @api.model
    def _sql_informed(self, uid):
        return [
            *super()._sql_informed(uid),
            SQL(
                """SELECT r.item_id FROM talk_meeting_point_item_rel r
                     JOIN talk_meeting_point p ON p.id = r.point_id
                    WHERE p.meeting_id = ANY(ARRAY(%s))""",
                self.env["talk.meeting"]._sql_taking_part(uid),
            ),
        ]

    def action_put_on_agenda(self):
        """Choose the meeting that is to deal with it."""
        self.check_access("read")
        people = self.env["hr.employee"].sudo().search([("user_id", "=", self.env.uid)])
        if not self.sudo().owner_id <= people:
            raise AccessError(
                self.env._("Whoever handles what was raised puts it on the agenda of a meeting.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_meeting_put"
        )
        return action | {"context": {"default_item_ids": self.ids}}

    def _may_merge(self):
        """Or everything stands on the agenda of a meeting whose secretary the user is."""
        minuted = self.env["talk.measure"]._items_minuted()
        return super()._may_merge() or not self - minuted

    def _merge_others(self, target):
        """A meeting that is not over deals with the item that stays."""
        result = super()._merge_others(target)
        self.env.flush_all()
        ids = tuple(self.ids) or (0,)
        for query in (
            SQL(
                """INSERT INTO talk_meeting_point_item_rel (point_id, item_id)
                   SELECT DISTINCT ON (p.meeting_id) p.id, %(target)s
                     FROM talk_meeting_point_item_rel r
                     JOIN talk_meeting_point p ON p.id = r.point_id
                     JOIN talk_meeting m ON m.id = p.meeting_id AND m.state <> 'closed'
                    WHERE r.item_id IN %(ids)s
                      AND NOT EXISTS (SELECT FROM talk_meeting_point_item_rel o
                                        JOIN talk_meeting_point q ON q.id = o.point_id
                                       WHERE o.item_id = %(target)s
                                         AND q.meeting_id = p.meeting_id)
                    ORDER BY p.meeting_id, p.sequence, p.id
                   ON CONFLICT DO NOTHING RETURNING point_id""",
                target=target.id,
                ids=ids,
            ),
            SQL(
                """DELETE FROM talk_meeting_point_item_rel r
                    USING talk_meeting_point p, talk_meeting m
                    WHERE r.item_id IN %s AND p.id = r.point_id AND m.id = p.meeting_id
                      AND m.state <> 'closed'
                      AND (SELECT count(*) FROM talk_meeting_point_item_rel o
                            WHERE o.point_id = r.point_id) > 1 RETURNING r.item_id""",
                ids,
            ),
        ):
            self.env.execute_query(query)
        self.env.invalidate_all(flush=False)
        return result
