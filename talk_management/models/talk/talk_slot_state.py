from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..chain.selector_places import held
from .talk_booking import COMING, LIVE
from .talk_session import PUBLISHED


class TalkSlot(models.Model):
    """What is still free, counted from the bookings; what the current user may do with it."""

    _inherit = "talk.slot"

    capacity = fields.Integer(related="session_id.capacity", string="Places in All")
    session_state = fields.Selection(related="session_id.state", string="State of the Session")
    channel = fields.Selection(related="session_id.channel")
    free_count = fields.Integer(
        string="Free Places", compute="_compute_taken", help="How many can still book."
    )
    is_free = fields.Boolean(
        string="Free",
        compute="_compute_taken",
        search="_search_is_free",
        help="Somebody can still book: there is a place, and the time lies ahead.",
    )
    is_booked_by_me = fields.Boolean(
        string="Booked by Me",
        compute="_compute_mine",
        search="_search_is_booked_by_me",
        help="The current user has booked this slot.",
    )
    can_book = fields.Boolean(
        string="I Can Book",
        compute="_compute_mine",
        search="_search_can_book",
        help="There is a place for the current user, whom the session is for.",
    )
    can_move_here = fields.Boolean(
        compute="_compute_mine",
        help="The current user has booked another slot, and can have this one instead.",
    )
    can_book_for = fields.Boolean(
        compute="_compute_mine",
        help="The current user receives or is the HR officer, and may book for somebody.",
    )
    who_learns = fields.Char(
        string="Who Learns of This",
        compute="_compute_who_learns",
        help="Who will know that somebody comes.",
    )

    @api.depends("session_id.capacity", "session_id.state", "date_start")
    def _compute_taken(self):
        self.env.flush_all()
        taken = self._sql_rows(SQL("id"), SQL("(%s)", self._sql_taken("talk_slot")))
        free = {row[0] for row in self._sql_rows(SQL("id"), self._sql_free("talk_slot"))
                if row[1]}  # fmt: skip
        counts = dict(taken)
        for slot in self:
            slot.free_count = max(0, slot.sudo().session_id.capacity - counts.get(slot.id, 0))
            slot.is_free = slot.id in free

    def _sql_rows(self, *columns):
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM talk_slot WHERE id IN %s",
                SQL(", ").join(columns),
                tuple(self._origin.ids) or (0,),
            )
        )

    @api.model
    def _sql_taken(self, alias):
        """SQL query: how many places of the slot are taken."""
        return SQL(
            "SELECT COUNT(*) FROM talk_booking b WHERE b.slot_id = %s AND b.state IN %s",
            SQL.identifier(alias, "id"),
            LIVE,
        )

    @api.model
    def _sql_free(self, alias):
        """SQL condition: somebody can still book the slot."""
        return SQL(
            """EXISTS (SELECT FROM talk_session s
                        WHERE s.id = %(session)s AND s.state = %(published)s
                          AND %(start)s > %(now)s + make_interval(hours => s.booking_hours)
                          AND s.capacity > (%(taken)s))""",
            session=SQL.identifier(alias, "session_id"),
            start=SQL.identifier(alias, "date_start"),
            published=PUBLISHED,
            now=fields.Datetime.now(),
            taken=self._sql_taken(alias),
        )

    @api.model
    def _sql_is_for(self, session, employee):
        """SQL condition: the session ``session`` is for the employee ``employee``, two aliases.

        Departments with those below them, branches with their members on the day of the session;
        with neither, everybody in the company.
        """
        return SQL(
            """(NOT EXISTS (SELECT FROM hr_department_talk_session_rel r
                             WHERE r.talk_session_id = %(session)s)
                AND NOT EXISTS (SELECT FROM talk_branch_talk_session_rel r
                                 WHERE r.talk_session_id = %(session)s)
                OR EXISTS (SELECT FROM hr_department_talk_session_rel r
                             JOIN hr_department top ON top.id = r.hr_department_id
                             JOIN hr_department d ON d.parent_path LIKE top.parent_path || '%%'
                             JOIN hr_version v ON v.department_id = d.id
                            WHERE r.talk_session_id = %(session)s AND v.id = %(version)s)
                OR EXISTS (SELECT FROM talk_branch_talk_session_rel r
                             JOIN talk_branch_member m ON m.branch_id = r.talk_branch_id
                            WHERE r.talk_session_id = %(session)s AND m.employee_id = %(employee)s
                              AND %(held)s))""",
            session=SQL.identifier(session, "id"),
            version=SQL.identifier(employee, "current_version_id"),
            employee=SQL.identifier(employee, "id"),
            held=held("m", SQL.identifier(session, "date")),
        )

    @api.model
    def _sql_for_me(self, alias):
        """SQL condition: the slot is free, the current user's to book, and in a session which
        they have not booked yet."""
        return SQL(
            """%(free)s AND EXISTS (
                SELECT FROM hr_employee me JOIN talk_session s ON s.id = %(session)s
                 WHERE me.user_id = %(uid)s AND me.active AND me.company_id = s.company_id
                   AND me.id <> %(responsible)s AND %(is_for)s
                   AND NOT EXISTS (SELECT FROM talk_booking b
                                    WHERE b.session_id = s.id AND b.employee_id = me.id
                                      AND b.state IN %(live)s))""",
            free=self._sql_free(alias),
            session=SQL.identifier(alias, "session_id"),
            responsible=SQL.identifier(alias, "responsible_id"),
            uid=self.env.uid,
            is_for=self._sql_is_for("s", "me"),
            live=LIVE,
        )

    @api.model
    def _sql_mine(self, column):
        """SQL query: the slots or sessions the current user has booked and not yet been to."""
        return SQL(
            """SELECT b.%s FROM talk_booking b JOIN hr_employee e ON e.id = b.employee_id
                WHERE e.user_id = %s AND b.state IN %s""",
            SQL(column),
            self.env.uid,
            COMING,
        )

    @api.depends_context("uid", "talk_move_booking")
    @api.depends("session_id.state", "date_start")
    def _compute_mine(self):
        self.env.flush_all()
        rows = self._sql_rows(
            SQL("id"),
            SQL("id IN (%s)", self._sql_mine("slot_id")),
            SQL("session_id IN (%s)", self._sql_mine("session_id")),
            self._sql_free("talk_slot"),
            self._sql_for_me("talk_slot"),
        )
        facts = {row[0]: row[1:] for row in rows}
        officer = self.env.user.has_group("talk_management.group_talk_officer")
        moving = bool(self.env.context.get("talk_move_booking"))
        for slot in self:
            mine, in_session, free, for_me = facts.get(slot._origin.id, (False,) * 4)
            slot.is_booked_by_me = mine
            slot.can_move_here = not mine and free and (in_session or moving and for_me)
            slot.can_book = for_me and not slot.can_move_here
            receives = slot.sudo().responsible_id.user_id == self.env.user
            slot.can_book_for = free and (officer or receives)

    @api.depends("responsible_id", "session_id.capacity")
    @api.depends_context("uid", "lang")
    def _compute_who_learns(self):
        for slot in self:
            name = slot.sudo().responsible_id.name
            if slot.sudo().session_id.capacity > 1:
                slot.who_learns = self.env._(
                    "Who learns that you come: you, %s, those who book the same time, and the HR "
                    "officer. What is said stays with those who take part.",
                    name,
                )
            else:
                slot.who_learns = self.env._(
                    "Who learns that you come: you, %s and the HR officer. What is said stays "
                    "between you two.",
                    name,
                )

    def _search_by(self, operator, value, condition):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()  # the condition names tables the ORM does not know it reads
        test = "(%s)" if True in value else "(%s) IS NOT TRUE"
        return Domain.custom(to_sql=lambda model, alias, query: SQL(test, condition(alias)))

    @api.model
    def _search_is_free(self, operator, value):
        return self._search_by(operator, value, self._sql_free)

    @api.model
    def _search_can_book(self, operator, value):
        return self._search_by(operator, value, self._sql_for_me)

    @api.model
    def _search_is_booked_by_me(self, operator, value):
        return self._search_by(
            operator,
            value,
            lambda alias: SQL("%s IN (%s)", SQL.identifier(alias, "id"), self._sql_mine("slot_id")),
        )
