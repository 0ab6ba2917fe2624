from collections import namedtuple

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .talk_booking import BOOKED, COMING, LIVE
from .talk_presence import FASTER
from .talk_session import OFFICER

# so many bookings of others within so many seconds are a rush: the place is secured at once,
# and the talk with its calendar entry follows within a minute or two
RUSH_BOOKINGS, RUSH_SECONDS = 2, 3
NO_SEAT = 0

Facts = namedtuple(
    "Facts",
    "session_id company_id responsible_id date_start date_end state capacity is_closed "
    "employee_id employee_name is_active employee_company_id is_for seats in_session is_busy rush",
)


class IsElsewhere(Exception):
    """The person is taken up elsewhere, or was only asked for: undo the booking."""


class TalkSlot(models.Model):
    """The press of the button: a place is taken or a sentence says why not.

    Everything is asked in one query and written in one statement. Whoever presses at the same
    moment is held off by the unique seat and by the person's time, which the database keeps
    whatever each of the two saw before.
    """

    _inherit = "talk.slot"

    def action_book(self, employee_id=None):
        """Book for oneself; the HR officer and whoever receives book for somebody.

        Raises UserError with what to do instead.
        """
        self.ensure_one()
        self._book(self._employee_to_book(employee_id))
        return True

    def action_move_here(self):
        """Come here instead: the booking that is being moved, or the one in this session."""
        self.ensure_one()
        self.check_access("read")
        bookings = self.env["talk.booking"]
        moving = bookings.browse(self.env.context.get("talk_move_booking")).exists()
        moving = moving or bookings.search(
            [
                ("session_id", "=", self.session_id.id),
                ("is_mine", "=", True),
                ("state", "in", COMING),
            ],
            limit=1,
        )
        if not moving:
            raise UserError(self.env._("You have no booking to move here. Book this time instead."))
        return moving.action_move(self.id)

    def action_my_booking(self):
        """Open what the current user has booked here."""
        self.ensure_one()
        mine = self.env["talk.booking"].search(
            [("slot_id", "=", self.id), ("is_mine", "=", True), ("state", "in", COMING)], limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.booking",
            "res_id": mine.id,
            "views": [(False, "form")],
        }

    def _employee_to_book(self, employee_id):
        """The employee of the current user, or the one given by who may book for others.

        Who books for themselves is not asked for rights beforehand: the query on the press finds
        nobody but people of the slot's own company, and asking costs more than the press.
        """
        employees = self.env["hr.employee"].sudo()
        if not employee_id:
            return employees
        self.check_access("read")
        self._check_books_for()
        return employees.browse(employee_id).exists()

    def _check_books_for(self):
        """Raise AccessError unless the current user may book for somebody else."""
        receives = self.sudo().responsible_id.user_id
        if self.env.user not in receives and not self.env.user.has_group(OFFICER):
            raise AccessError(
                self.env._("Only whoever receives and the HR officer book for somebody else.")
            )

    def _book(self, employee, is_walk_in=False, moving=None):
        """Take a place for ``employee``, the current user's own where empty. Returns the booking.

        ``moving``: this booking comes here from its slot and keeps that until then.
        """
        facts = self._facts(employee, moving)
        self._check_bookable(facts, is_walk_in, moving)
        booking, had_to_wait = self._secure(facts, is_walk_in, moving)
        booking._after_secured(had_to_wait or facts.rush >= RUSH_BOOKINGS, moving)
        return booking

    def _facts(self, employee, moving=None):
        """All that decides whether the person can book here, by one query."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT s.id, s.company_id, sl.responsible_id, sl.date_start, sl.date_end,
                          s.state, s.capacity,
                          sl.date_start <= %(now)s + make_interval(hours => s.booking_hours),
                          e.id, e.name, e.active, e.company_id, %(is_for)s,
                          ARRAY(SELECT b.seat FROM talk_booking b
                                 WHERE b.slot_id = sl.id AND b.state IN %(live)s),
                          EXISTS (SELECT FROM talk_booking b
                                   WHERE b.session_id = s.id AND b.employee_id = e.id
                                     AND b.state IN %(live)s AND b.id <> %(moving)s),
                          %(busy)s,
                          (SELECT COUNT(*) FROM (
                              SELECT FROM talk_booking b
                               WHERE b.session_id = s.id AND b.create_date > %(rush)s AND %(others)s
                               LIMIT %(enough)s) AS recent)
                     FROM talk_slot sl
                     JOIN talk_session s ON s.id = sl.session_id
                     LEFT JOIN hr_employee e ON %(who)s
                    WHERE sl.id = %(slot)s
                    ORDER BY e.active DESC LIMIT 1""",
                slot=self.id,
                now=fields.Datetime.now(),
                rush=fields.Datetime.subtract(fields.Datetime.now(), seconds=RUSH_SECONDS),
                is_for=self._sql_is_for("s", "e"),
                live=LIVE,
                moving=moving.id if moving else 0,
                busy=self._sql_busy(employee, moving),
                others=self._sql_of_others("b"),
                enough=RUSH_BOOKINGS,
                who=self._sql_who(employee),
            )
        )
        row = self.env.cr.fetchone()
        if not row:
            raise UserError(self.env._("This time is no longer offered. Choose another."))
        return Facts(*row)

    def _sql_who(self, employee):
        if employee:
            return SQL("e.id = %s", employee.id)
        return SQL(
            """e.user_id = %(uid)s AND e.company_id = s.company_id
               AND EXISTS (SELECT FROM res_users u WHERE u.id = %(uid)s AND NOT u.share)""",
            uid=self.env.uid,
        )

    def _sql_busy(self, employee, moving):
        """SQL condition: the person is elsewhere at that time. Talks known to their people
        alone count for these people themselves."""
        return SQL(
            """(EXISTS (SELECT FROM talk_presence p
                         WHERE int4range(p.employee_id, p.employee_id, '[]')
                               && int4range(e.id, e.id, '[]')
                           AND tsrange(p.date_start, p.date_end)
                               && tsrange(sl.date_start, sl.date_end)
                           AND p.booking_id IS DISTINCT FROM %(moving)s)
                OR %(own)s AND EXISTS (
                    SELECT FROM talk_talk t
                      LEFT JOIN talk_participant p ON p.talk_id = t.id
                     WHERE t.is_reserved AND t.state = 'planned'
                       AND (t.responsible_id = e.id OR p.employee_id = e.id)
                       AND t.date_start < sl.date_end AND t.date_end > sl.date_start))""",
            moving=moving.id if moving else 0,
            own=not employee,
        )

    @api.model
    def _sql_of_others(self, alias):
        """SQL condition: another transaction has written the row."""
        return SQL(
            """(pg_current_xact_id_if_assigned() IS NULL
                OR age(%s) > age(pg_current_xact_id_if_assigned()::xid))""",
            SQL.identifier(alias, "xmin"),
        )

    def _secure(self, facts, is_walk_in=False, moving=None):
        """Take the lowest free seat and the person's time in one statement.

        Returns the booking, and whether somebody else took a seat at the same moment: what they
        did is not to be seen yet.
        """
        lost = []
        for seat in range(1, facts.capacity + 1):
            if seat in facts.seats:
                continue
            if booking := self._take_seat(facts, seat, is_walk_in, moving, lost):
                return booking, bool(lost)
        if lost:
            # of two presses by one person the second is told so: no seat, only the person
            self._take_seat(facts, NO_SEAT, is_walk_in, moving, lost)
        raise UserError(self._taken_sentence())

    def _take_seat(self, facts, seat, is_walk_in, moving, lost):
        """The booking with that seat; nothing where it was lost to somebody else, which is noted
        in ``lost``. Raises UserError where the person is what stands in the way."""
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    self._sql_secure(facts, seat, is_walk_in, moving), log_exceptions=False
                )
                booking_id, is_free = self.env.cr.fetchone()
                if seat == NO_SEAT or not is_free:
                    raise IsElsewhere
        except UniqueViolation as error:
            lost.append(seat)
            if "seat_unique" not in (error.diag.constraint_name or ""):
                refusal = self._refusal_by_person(facts._replace(in_session=True), moving)
                raise UserError(refusal) from error
            return None
        except (IsElsewhere, *FASTER) as error:
            if seat == NO_SEAT:
                return None
            raise UserError(self._busy_sentence(facts)) from error
        booking = self.env["talk.booking"].browse(booking_id)
        booking.invalidate_recordset()
        self.invalidate_recordset()
        return booking

    def _sql_secure(self, facts, seat, is_walk_in, moving):
        """SQL statement ``(booking, whether the person is free)``."""
        now = fields.Datetime.now()
        values = {
            "slot_id": self.id,
            "session_id": facts.session_id,
            "company_id": facts.company_id,
            "responsible_id": facts.responsible_id,
            "date_start": facts.date_start,
            "date_end": facts.date_end,
            "seat": seat,
            "state": BOOKED,
            "is_walk_in": is_walk_in,
            "write_uid": self.env.uid,
            "write_date": now,
        }
        if moving:
            return self._sql_secure_moving(values, moving)
        values |= {
            "employee_id": facts.employee_id,
            "create_uid": self.env.uid,
            "create_date": now,
        }
        return SQL(
            """WITH booked AS (INSERT INTO talk_booking (%s) VALUES %s RETURNING *),
                    taken AS (INSERT INTO talk_presence
                                     (employee_id, date_start, date_end, booking_id)
                              SELECT employee_id, date_start, date_end, id FROM booked
                              ON CONFLICT DO NOTHING RETURNING booking_id)
               SELECT booked.id, taken.booking_id IS NOT NULL
                 FROM booked LEFT JOIN taken ON TRUE""",
            SQL(", ").join(map(SQL.identifier, values)),
            tuple(values.values()),
        )

    def _sql_secure_moving(self, values, moving):
        """The same for a booking that has a place already."""
        return SQL(
            """WITH booked AS (UPDATE talk_booking SET %s WHERE id = %s RETURNING *),
                    taken AS (UPDATE talk_presence p SET date_start = b.date_start,
                                     date_end = b.date_end
                                FROM booked b WHERE p.booking_id = b.id RETURNING p.booking_id)
               SELECT booked.id, taken.booking_id IS NOT NULL
                 FROM booked LEFT JOIN taken ON TRUE""",
            SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), value) for name, value in values.items()
            ),
            moving.id,
        )
