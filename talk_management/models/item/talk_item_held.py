from odoo import api, models
from odoo.tools import SQL


class TalkWordsMixin(models.AbstractModel):
    _inherit = "talk.words.mixin"
    _not_handed_out = "what those write who deal with a matter; who raised it gets the answer"


class TalkItemRaiser(models.Model):
    """What one raised is a chapter of what is held about oneself, with the answer (本人信息查询).

    It hangs on a record, but is no part of it that others read without having been in the talk:
    whoever handles a matter with a name was given that name by the person.
    """

    _inherit = "talk.item.raiser"
    _held_way = "employee_id"
    _held_also = (
        "kind",
        "area_id",
        "item_state",
        "date_due",
        "department_id",
        "reply",
    )

    @api.model
    def _sql_read_from_outside(self, alias, uid):
        return SQL("FALSE")

    @api.model
    def _leave_line_on_searching(self):
        """No record is read by looking for what is being done about a matter."""
