from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class TalkMeasure(models.Model):
    """A measure that a meeting decided on (B5b): its secretary writes it down, and those who
    take part read it."""

    _inherit = "talk.measure"

    point_id = fields.Many2one(
        "talk.meeting.point",
        string="Decided In",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The point of the agenda at which it was decided on.",
    )

    @api.model
    def _sql_handling(self, uid):
        """The secretary of a meeting that is not closed sees to what it decided on."""
        return [
            *super()._sql_handling(uid),
            SQL(
                """SELECT s.id FROM talk_measure s JOIN talk_meeting_point p ON p.id = s.point_id
                     JOIN talk_meeting m ON m.id = p.meeting_id
                     JOIN hr_employee e ON e.id = m.secretary_id
                    WHERE e.user_id = %s AND m.active AND m.state <> 'closed'""",
                uid,
            ),
        ]

    @api.model
    def _sql_reading(self, uid):
        return [
            *super()._sql_reading(uid),
            SQL(
                """SELECT s.id FROM talk_measure s JOIN talk_meeting_point p ON p.id = s.point_id
                    WHERE p.meeting_id = ANY(ARRAY(%s))""",
                self.env["talk.meeting"]._sql_taking_part(uid),
            ),
        ]

    @api.model
    def _may_make(self, items):
        """Or everything stands on the agenda of a meeting whose secretary the user is."""
        return super()._may_make(items) or (bool(items) and not items - self._items_minuted())

    @api.model
    def _items_minuted(self):
        """What stands on the agendas whose minutes the user writes now."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT r.item_id FROM talk_meeting_point_item_rel r
                     JOIN talk_meeting_point p ON p.id = r.point_id
                     JOIN talk_meeting m ON m.id = p.meeting_id
                     JOIN hr_employee e ON e.id = m.secretary_id
                    WHERE e.user_id = %s AND m.active AND m.state <> 'closed'""",
                self.env.uid,
            )
        )
        return self.env["talk.item"].browse({row[0] for row in rows})

    @api.model_create_multi
    def create(self, vals_list):
        measures = super().create(vals_list)
        measures._check_point()
        return measures

    def write(self, vals):
        if "point_id" in vals and not self.env.su:
            raise AccessError(self.env._("A measure stays with the meeting that decided on it."))
        result = super().write(vals)
        if "item_ids" in vals:
            self._check_point()
        return result

    def _check_point(self):
        """Raise AccessError or UserError where it is no measure of that point."""
        for measure in self.filtered("point_id"):
            point = measure.point_id
            if not self.env.su:
                point.check_access("read")
                point.meeting_id._check_secretary()
            if measure._all_items() - point.sudo().item_ids:
                raise UserError(
                    self.env._("A measure of a meeting is for what stands in its point.")
                )
