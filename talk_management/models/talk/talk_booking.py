from odoo import api, fields, models
from odoo.tools import SQL

BOOKED, TO_CONFIRM, CANCELLED = "booked", "to_confirm", "cancelled"
CAME, MISSED = "came", "missed"
# a seat is taken by those who will come and by those who came
LIVE = (BOOKED, TO_CONFIRM, CAME)
COMING = (BOOKED, TO_CONFIRM)


class TalkBooking(models.Model):
    """Somebody's place in a slot of an open session.

    The seat is taken by a unique number, so that of two who press at once one is told. A talk
    follows it, private in both calendars. Read by the one who comes, whoever receives once the
    one who comes has agreed to that, and the HR officer; to colleagues the slot is only busy.
    """

    _name = "talk.booking"
    _description = "Booking"
    _inherit = ["talk.workflow.mixin", "talk.visible.mixin"]
    _order = "date_start, seat, id"
    _transitions = frozenset(
        {
            (BOOKED, TO_CONFIRM),
            (TO_CONFIRM, BOOKED),
            (BOOKED, CANCELLED),
            (TO_CONFIRM, CANCELLED),
            (BOOKED, CAME),
            (BOOKED, MISSED),
            (CAME, BOOKED),
            (MISSED, BOOKED),
        }
    )
    _guarded_fields = frozenset(
        "state slot_id session_id company_id responsible_id employee_id seat talk_id "
        "is_walk_in date_start date_end".split()
    )

    slot_id = fields.Many2one("talk.slot", required=True, index=True, ondelete="restrict")
    session_id = fields.Many2one(
        related="slot_id.session_id", string="Open Session", store=True, index=True
    )
    company_id = fields.Many2one(related="slot_id.company_id", store=True, index=True)
    responsible_id = fields.Many2one(
        related="slot_id.responsible_id", string="Receives", store=True, index=True
    )
    date_start = fields.Datetime(related="slot_id.date_start", store=True, index=True)
    date_end = fields.Datetime(related="slot_id.date_end", store=True)
    place_id = fields.Many2one(related="slot_id.place_id")
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", help="Who comes."
    )
    seat = fields.Integer(
        required=True, readonly=True, help="Technical: which place of the slot it is, from 1."
    )
    talk_id = fields.Many2one(
        "talk.talk",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The talk that was planned for it.",
    )
    state = fields.Selection(
        [
            (BOOKED, "Booked"),
            (TO_CONFIRM, "To Be Confirmed"),
            (CANCELLED, "Cancelled"),
            (CAME, "Came"),
            (MISSED, "Did Not Come"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default=BOOKED,
        help="To be confirmed: somebody else will receive, and the employee is asked whether to "
        "come all the same.",
    )
    is_walk_in = fields.Boolean(
        string="Came Without Booking",
        readonly=True,
        copy=False,
        help="The person was received without having booked.",
    )
    is_never_agreed = fields.Boolean(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Technical: the person was asked to come to another leader and has not agreed.",
    )
    who_learns = fields.Char(related="slot_id.who_learns")
    is_mine = fields.Boolean(
        string="I Come",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="Whether it is the current user who comes.",
    )

    _seat_unique = models.UniqueIndex(
        "(slot_id, seat) WHERE state IN ('booked', 'to_confirm', 'came')",
        "This time has just been taken. Choose another.",
    )
    _person_unique = models.UniqueIndex(
        "(slot_id, employee_id) WHERE state IN ('booked', 'to_confirm', 'came')",
        "This person has booked this time already.",
    )
    _session_unique = models.UniqueIndex(
        "(session_id, employee_id) WHERE state IN ('booked', 'to_confirm', 'came')",
        "This person has a booking in this session already.",
    )

    @api.depends("slot_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for booking in self:
            booking.display_name = booking.slot_id.display_name

    @api.depends_context("uid")
    @api.depends("employee_id")
    def _compute_is_mine(self):
        for booking in self:
            booking.is_mine = booking.sudo().employee_id.user_id == self.env.user

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("employee_id.user_id", "=" if True in value else "!=", self.env.uid)]

    @api.model
    def _sql_visible(self, alias, uid):
        """Who comes; who receives, unless the one who comes has not agreed to that yet."""
        mine = SQL("ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %s))", uid)
        return SQL(
            "%(employee)s = %(mine)s OR %(responsible)s = %(mine)s AND %(state)s <> %(asked)s "
            "AND %(unknown)s IS NOT TRUE",
            employee=SQL.identifier(alias, "employee_id"),
            responsible=SQL.identifier(alias, "responsible_id"),
            state=SQL.identifier(alias, "state"),
            unknown=SQL.identifier(alias, "is_never_agreed"),
            asked=TO_CONFIRM,
            mine=mine,
        )
