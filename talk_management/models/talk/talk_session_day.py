from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .talk_booking import LIVE
from .talk_session import OVER, PUBLISHED


class TalkSession(models.Model):
    """The afternoon itself and what came of it: who came, who walked in, what stayed unused.

    Figures without names, for whoever receives and the HR officer. Whoever walks in gets a free
    slot that runs, else a talk beside the slots.
    """

    _inherit = "talk.session"

    # worked out and not searched by: a domain through it would tell which booking is of which
    booking_ids = fields.Many2many(
        "talk.booking",
        string="Who Comes",
        compute="_compute_booking_ids",
        help="The bookings that the current user may see, without those cancelled.",
    )
    walk_in_ids = fields.Many2many(
        "talk.talk",
        string="Walked In beside the Slots",
        compute="_compute_walk_in_ids",
        help="Talks, as far as the current user may see them, with those who came without "
        "booking while no slot was free.",
    )
    slot_count = fields.Integer(
        string="Number of Slots",
        compute="_compute_figures",
        help="Into how many slots the time is cut.",
    )
    came_count = fields.Integer(
        string="Came", compute="_compute_figures", help="How many of those who had booked came."
    )
    missed_count = fields.Integer(
        string="Did Not Come", compute="_compute_figures", help="How many had booked in vain."
    )
    walk_in_count = fields.Integer(
        string="Walked In", compute="_compute_figures", help="How many came without booking."
    )
    unused_count = fields.Integer(
        string="Unused Slots",
        compute="_compute_figures",
        help="Slots that are over and in which nobody came.",
    )
    is_begun = fields.Boolean(
        compute="_compute_is_begun", help="Whether the session has begun and people come."
    )

    @api.depends_context("uid")
    @api.depends("slot_ids")
    def _compute_booking_ids(self):
        live = [("session_id", "in", self.ids), ("state", "!=", "cancelled")]
        bookings = self.env["talk.booking"].search(live)
        by_session = bookings.grouped("session_id")
        for session in self:
            session.booking_ids = by_session.get(session._origin, bookings.browse())

    @api.depends_context("uid")
    @api.depends("slot_ids")
    def _compute_walk_in_ids(self):
        held = [("walk_in_session_id", "in", self.ids), ("state", "!=", "cancelled")]
        talks = self.env["talk.talk"].search(held)
        by_session = talks.grouped("walk_in_session_id")
        for session in self:
            session.walk_in_ids = by_session.get(session._origin, talks.browse())

    @api.depends("state", "slot_ids")
    def _compute_figures(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT s.id,
                     (SELECT COUNT(*) FROM talk_slot sl WHERE sl.session_id = s.id),
                     (SELECT COUNT(*) FROM talk_booking b WHERE b.session_id = s.id
                                       AND b.state = 'came' AND b.is_walk_in IS NOT TRUE),
                     (SELECT COUNT(*) FROM talk_booking b WHERE b.session_id = s.id
                                       AND b.state = 'missed'),
                     (SELECT COUNT(*) FROM talk_booking b WHERE b.session_id = s.id
                                       AND b.is_walk_in AND b.state IN %(live)s)
                   + (SELECT COUNT(*) FROM talk_talk t WHERE t.walk_in_session_id = s.id
                                       AND t.state <> 'cancelled'),
                     (SELECT COUNT(*) FROM talk_slot sl WHERE sl.session_id = s.id
                         AND sl.date_end <= %(now)s AND NOT EXISTS (
                             SELECT FROM talk_booking b
                              WHERE b.slot_id = sl.id AND b.state IN %(live)s))
                     FROM talk_session s WHERE s.id IN %(ids)s""",
                live=LIVE,
                now=fields.Datetime.now(),
                ids=tuple(self._origin.ids) or (0,),
            )
        )
        figures = {row[0]: row[1:] for row in rows}
        for session in self:
            (
                session.slot_count,
                session.came_count,
                session.missed_count,
                session.walk_in_count,
                session.unused_count,
            ) = figures.get(session._origin.id, (0,) * 5)

    @api.depends("date_start", "state")
    def _compute_is_begun(self):
        now = fields.Datetime.now()
        for session in self:
            begun = session.date_start and session.date_start <= now
            session.is_begun = begun and session.state in (PUBLISHED, OVER)

    @api.model
    def action_today(self):
        """The session in which the current user receives now or next; else their list."""
        mine = [("responsible_id.user_id", "=", self.env.uid), ("state", "=", PUBLISHED)]
        today = self.env.company._talk_today()
        session = self.search([*mine, ("date", "=", today)], limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_my_sessions")
        if not session:
            return action
        return action | {"res_id": session.id, "views": [(False, "form")], "domain": []}

    def action_close(self):
        """It is over. Whoever is not marked yet can still be."""
        self._check_receiver()
        for session in self:
            if session.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._("The session has not begun. Cancel it, if it does not take place.")
                )
        self._step(OVER)
        return True

    def action_walk_in(self):
        """Choose the person who has just come in."""
        self.ensure_one()
        self._check_receiver()
        return self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_walk_in") | {
            "context": {"default_session_id": self.id}
        }

    def _check_receiver(self):
        """Raise AccessError for anyone but whoever receives and the HR officer."""
        self.check_access("read")
        if not self.env.su and not all(session.can_organise for session in self):
            raise AccessError(
                self.env._("Only whoever receives and the HR officer say who has come.")
            )

    def _receive_walk_in(self, employee):
        """Somebody came without booking: the planned talk, to be marked as held afterwards.

        Raises UserError with what stands in the way.
        """
        self.ensure_one()
        self._check_receiver()
        session, employee = self.sudo(), employee.sudo()
        if session.state not in (PUBLISHED, OVER) or session.date_start > fields.Datetime.now():
            raise UserError(
                self.env._("People walk in while the session takes place: it has not begun.")
            )
        slot = session._running_slot()
        facts = (slot or session.slot_ids[:1])._facts(employee)
        if refusal := slot._refusal_by_person(facts._replace(is_for=True), None):
            raise UserError(refusal)
        if session._walked_in(employee):
            raise UserError(self.env._("%s has walked in already.", employee.name))
        if slot and facts.is_for and not facts.is_busy and len(facts.seats) < facts.capacity:
            booking = slot._book(employee, is_walk_in=True)
            booking._follow()
            return booking.talk_id
        return session._plan_beside(employee)

    def _running_slot(self):
        now = fields.Datetime.now()
        return self.slot_ids.filtered(lambda slot: slot.date_start <= now < slot.date_end)[:1]

    def _walked_in(self, employee):
        return self.env["talk.talk"].search_count(
            [
                ("walk_in_session_id", "=", self.id),
                ("participant_ids.employee_id", "=", employee.id),
                ("state", "!=", "cancelled"),
            ],
            limit=1,
        )

    def _plan_beside(self, employee):
        """A talk of its own beside the slots; written down later, within the session's time."""
        minutes = timedelta(minutes=self.slot_minutes)
        start = min(fields.Datetime.now(), max(self.date_start, self.date_end - minutes))
        return self.env["talk.talk"].create(
            {
                "company_id": self.company_id.id,
                "responsible_id": self.responsible_id.id,
                "employee_id": employee.id,
                "date_start": start,
                "duration": self.slot_minutes / 60,
                "kind_id": self.kind_id.id,
                "channel": self.channel,
                "place": self.place_id.name,
                "walk_in_session_id": self.id,
            }
        )
