from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .talk_session import CANCELLED, DRAFT, OFFICER, PUBLISHED

# what is settled once people may have booked
SETTLED_FACTS = {
    "company_id",
    "responsible_id",
    "place_id",
    "date_start",
    "date_end",
    "slot_minutes",
    "pause_minutes",
    "capacity",
    "kind_id",
    "channel",
}


class TalkSession(models.Model):
    """Publishing an open session and taking it back; by the HR officer or whoever receives."""

    _inherit = "talk.session"

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        sessions._check_organiser()
        return sessions

    def write(self, vals):
        self.check_access("write")  # before a sentence tells how far the session is
        settles = not self.env.su and SETTLED_FACTS & vals.keys()
        if settles and any(session.state != DRAFT for session in self):
            raise UserError(
                self.env._(
                    "The session is published and people may have booked. Take it back to draft, "
                    "or cancel it and publish another."
                )
            )
        result = super().write(vals)
        if "responsible_id" in vals:
            self._check_organiser()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(session.state != DRAFT for session in self):
            raise UserError(
                self.env._("Only a draft is deleted. Cancel a session that was published.")
            )

    def _check_organiser(self):
        """Leaders receive in their own name; the HR officer draws up anybody's sessions."""
        if self.env.su or self.env.user.has_group(OFFICER):
            return
        for leader in self.sudo().responsible_id:
            if leader.user_id != self.env.user:
                raise AccessError(self.env._("You can draw up only sessions in which you receive."))
            if not self.env["talk.talk"]._has_talks_to_hold(leader):
                raise AccessError(
                    self.env._(
                        "You can publish open sessions once you answer for somebody in the chain."
                    )
                )

    def action_publish(self):
        """Cut the time into slots and let them be booked. Raises UserError when whoever
        receives or the place is taken."""
        self.check_access("write")
        self._check_organiser()
        for session in self.sudo():
            session._check_publishable()
            session._step(PUBLISHED)
            session._make_slots()
        return True

    def action_back_to_draft(self):
        """Take it back, as long as nobody has booked."""
        self.check_access("write")
        sessions = self.sudo()
        if self.env["talk.booking"].sudo().search_count([("session_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("Somebody has booked. Cancel the session, and publish another.")
            )
        sessions._step(DRAFT)
        sessions.slot_ids.unlink()
        return True

    def action_cancel(self):
        """It does not take place; what was booked is cancelled with it."""
        self.check_access("write")
        sessions = self.sudo()
        sessions._step(CANCELLED)
        sessions._cancel_bookings()
        self.env["talk.presence"]._leave("slot_id", sessions.slot_ids.ids)
        return True

    def _cancel_bookings(self):
        self.env["talk.booking"].search(
            [("session_id", "in", self.ids), ("state", "in", ("booked", "to_confirm"))]
        )._cancel()

    def _check_publishable(self):
        self.ensure_one()
        if self.date_end <= fields.Datetime.now():
            raise UserError(self.env._("This session lies in the past and cannot be published."))
        if not self._slot_times():
            raise UserError(
                self.env._(
                    "The session is shorter than one slot: lengthen it or shorten the slots."
                )
            )

    def _slot_times(self):
        """``(start, end)`` of each whole slot; what is left at the end makes none."""
        self.ensure_one()
        step = fields.Datetime.add
        length = int((self.date_end - self.date_start).total_seconds() // 60)
        return [
            (
                step(self.date_start, minutes=begin),
                step(self.date_start, minutes=begin + self.slot_minutes),
            )
            for begin in range(0, length - self.slot_minutes + 1, self.slot_minutes)
        ]

    def _make_slots(self):
        """The slots of a published session, in which nobody and no place is elsewhere."""
        self.ensure_one()
        self.flush_recordset()
        times = self._slot_times()
        made = self.env["talk.presence"]._insert_free(
            SQL(
                """INSERT INTO talk_slot (session_id, company_id, responsible_id, place_id,
                          is_published, date_start, date_end, create_uid, create_date,
                          write_uid, write_date)
                   SELECT %s, %s, %s, %s, TRUE, t.date_start::timestamp, t.date_end::timestamp,
                          %s, %s, %s, %s
                     FROM (VALUES %s) AS t(date_start, date_end)
                   ON CONFLICT DO NOTHING RETURNING id, date_start, date_end""",
                self.id,
                self.company_id.id,
                self.responsible_id.id,
                self.place_id.id or None,
                self.env.uid,
                now := fields.Datetime.now(),
                self.env.uid,
                now,
                SQL(", ").join(SQL("%s", time) for time in times),
            )
        )
        if len(made) < len(times):
            raise UserError(self._taken_sentence())
        self.invalidate_recordset(["slot_ids"])
        missing = self.env["talk.presence"]._take(
            "slot_id", [(slot, self.responsible_id.id, start, end) for slot, start, end in made]
        )
        if missing:
            raise UserError(
                self.env._(
                    "%s has a talk planned during this session. Choose another time.",
                    self.responsible_id.name,
                )
            )

    def _taken_sentence(self):
        """Who or what is in another published session at that time."""
        names = {"responsible_id": self.responsible_id.name, "place_id": self.place_id.name}
        for column, name in names.items():
            taken = self.env.execute_query(
                SQL(
                    """SELECT 1 FROM talk_slot WHERE is_published AND %s = %s
                          AND session_id <> %s AND date_start < %s AND date_end > %s LIMIT 1""",
                    SQL.identifier(column),
                    self[column].id or None,
                    self.id,
                    self.date_end,
                    self.date_start,
                )
            )
            if taken:
                return self.env._(
                    "%s has another open session at that time. Choose another time.", name
                )
        return self.env._(
            "Another session with this leader or in this place has just been published for that "
            "time. Choose another."
        )
