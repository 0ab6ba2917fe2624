from odoo import api, fields, models
from odoo.tools import SQL

from .talk_booking import LIVE
from .talk_session import OFFICER, PUBLISHED


class TalkSession(models.Model):
    """How far an open session is booked, and the way to its slots and to who comes."""

    _inherit = "talk.session"

    free_count = fields.Integer(
        string="Free Places",
        compute="_compute_counts",
        help="How many places of its slots nobody has booked.",
    )
    booked_count = fields.Integer(
        string="Booked", compute="_compute_counts", help="How many have booked or came."
    )
    can_organise = fields.Boolean(
        compute="_compute_can_organise",
        help="Whether the current user may publish or cancel it and sees who comes.",
    )

    @api.depends("slot_ids", "capacity", "state")
    def _compute_counts(self):
        """Figures without names, for everybody: how many places there are and are taken."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT s.id, (SELECT COUNT(*) FROM talk_slot sl WHERE sl.session_id = s.id),
                          (SELECT COUNT(*) FROM talk_booking b
                            WHERE b.session_id = s.id AND b.state IN %s)
                     FROM talk_session s WHERE s.id IN %s""",
                LIVE,
                tuple(self._origin.ids) or (0,),
            )
        )
        counts = {row[0]: row[1:] for row in rows}
        for session in self:
            slots, booked = counts.get(session._origin.id, (0, 0))
            session.booked_count = booked
            offered = slots * session.capacity if session.state == PUBLISHED else 0
            session.free_count = max(0, offered - booked)

    @api.depends_context("uid")
    @api.depends("responsible_id")
    def _compute_can_organise(self):
        officer = self.env.user.has_group(OFFICER)
        for session in self:
            receives = session.sudo().responsible_id.user_id == self.env.user
            session.can_organise = officer or receives

    def action_slots(self):
        """The slots, free and taken."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_session_slots"
        )
        return action | {"domain": [("session_id", "=", self.id)]}

    def action_bookings(self):
        """Who comes, as far as the current user may know."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_booking"
        )
        return action | {"domain": [("session_id", "=", self.id)], "context": {}}
