from odoo import fields, models


class TalkWalkIn(models.TransientModel):
    """Somebody comes to an open session without having booked (H3.2)."""

    _name = "talk.walk.in"
    _description = "Walk-In"

    session_id = fields.Many2one(
        "talk.session", required=True, ondelete="cascade", help="The session that takes place."
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="cascade", help="Who has come in."
    )

    def action_receive(self):
        """Plan the talk and open it. Raises UserError with what stands in the way, AccessError
        for anyone but whoever receives and the HR officer."""
        self.ensure_one()
        talk = self.session_id._receive_walk_in(self.employee_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "res_id": talk.id,
            "views": [(False, "form")],
            "context": {"talk_show_people": 1},
        }
