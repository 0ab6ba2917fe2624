from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

DRAFT, PUBLISHED, CANCELLED, OVER = "draft", "published", "cancelled", "over"
OFFICER = "talk_management.group_talk_officer"


class TalkSession(models.Model):
    """Open session (集中谈心时间): hours in which a leader receives whoever books (H3.2, B2).

    Drafted by the HR officer or the leader, then published: its time is cut into slots, which
    the people it is for see and book. Over when the time has passed; cancelled, its bookings go
    with it.
    """

    _name = "talk.session"
    _description = "Open Session"
    _inherit = ["talk.workflow.mixin"]
    _order = "date_start, id"
    _check_company_auto = True
    _transitions = frozenset(
        {
            (DRAFT, PUBLISHED),
            (DRAFT, CANCELLED),
            (PUBLISHED, DRAFT),
            (PUBLISHED, CANCELLED),
            (PUBLISHED, OVER),
            (CANCELLED, DRAFT),
        }
    )
    _guarded_fields = frozenset({"state", "date", "reception_id"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose people are received.",
    )
    responsible_id = fields.Many2one(
        "hr.employee",
        string="Receives",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self._default_receiver(),
        help="The leader who receives whoever books.",
    )
    stand_in_id = fields.Many2one(
        "hr.employee",
        string="Stand-In",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="Who receives when the other cannot come.",
    )
    place_id = fields.Many2one(
        "talk.place",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where people come. By telephone or video a session needs no place.",
    )

    # when
    date = fields.Date(
        compute="_compute_date",
        store=True,
        index=True,
        help="The day of the session where the company works.",
    )
    date_start = fields.Datetime(string="Begins", required=True, index=True)
    date_end = fields.Datetime(string="Ends", required=True)
    slot_minutes = fields.Integer(
        string="Minutes per Slot",
        default=30,
        required=True,
        help="How long each slot is. What is left at the end makes no slot.",
    )
    booking_hours = fields.Integer(
        string="Booking Ends (Hours Before)",
        default=0,
        help="How many hours before a slot begins booking it ends; 0: when it begins.",
    )

    # what and for whom
    capacity = fields.Integer(
        string="People per Slot",
        default=1,
        required=True,
        help="1: one-on-one. More: those who book the same slot are received together as a group.",
    )
    kind_id = fields.Many2one(
        "talk.kind",
        required=True,
        ondelete="restrict",
        domain=[("is_disciplinary", "=", False)],
        default=lambda self: self.env["talk.kind"]._ordinary(),
        help="What kind of talk it is.",
    )
    channel = fields.Selection(
        lambda self: self.env["talk.talk"]._fields["channel"]._description_selection(self.env),
        required=True,
        default="face_to_face",
        help="How the people talk with each other.",
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="For Departments",
        check_company=True,
        help="Whose people can book, with the departments below. With no department and no "
        "branch, everybody in the company.",
    )
    branch_ids = fields.Many2many(
        "talk.branch",
        string="For Party Branches",
        check_company=True,
        help="Whose members can book. With no department and no branch, everybody in the company.",
    )
    reception_id = fields.Many2one(
        "talk.reception",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The reception by a rule whose hours these are.",
    )
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (PUBLISHED, "Published"),
            (CANCELLED, "Cancelled"),
            (OVER, "Over"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default=DRAFT,
        help="Published, the slots are seen and booked by those the session is for.",
    )
    slot_ids = fields.One2many("talk.slot", "session_id", string="Slots", readonly=True)

    _ends_after = models.Constraint(
        "CHECK (date_end > date_start AND date_end - date_start <= interval '24 hours')",
        "An open session ends after it begins, on the same day.",
    )
    _slot_minutes_sane = models.Constraint(
        "CHECK (slot_minutes BETWEEN 5 AND 480)", "A slot lasts from 5 minutes to 8 hours."
    )
    _capacity_sane = models.Constraint(
        "CHECK (capacity BETWEEN 1 AND 100)", "A slot is for 1 to 100 people."
    )
    _booking_hours_sane = models.Constraint(
        "CHECK (booking_hours BETWEEN 0 AND 720)",
        "Booking ends at most 720 hours before the slot begins.",
    )
    _stand_in = models.Constraint(
        "CHECK (stand_in_id <> responsible_id)", "Whoever stands in is somebody else."
    )
    _reception_unique = models.UniqueIndex(
        "(reception_id) WHERE reception_id IS NOT NULL",
        "This reception has its open session already.",
    )

    @api.model
    def _default_receiver(self):
        """Whoever opens it, if somebody who receives: most HR officers act for others."""
        leader = self.env.user.employee_id
        receives = leader and self.env["talk.talk"]._has_talks_to_hold(leader)
        return leader if receives else leader.browse()

    @api.depends("date_start", "company_id")
    def _compute_date(self):
        for session in self:
            local = session.with_context(tz=session.company_id._talk_timezone())
            session.date = session.date_start and fields.Datetime.context_timestamp(
                local, session.date_start
            )

    @api.depends("responsible_id", "date_start", "date_end", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for session in self:
            zone = session.company_id._talk_timezone()
            begins = session.date_start and format_datetime(
                self.env, session.date_start, tz=zone, dt_format="short"
            )
            session.display_name = " · ".join(
                part for part in (session.responsible_id.sudo().name, begins) if part
            )

    @api.constrains("kind_id")
    def _check_kind(self):
        if any(session.kind_id.is_disciplinary for session in self):
            raise ValidationError(
                self.env._("A formal disciplinary measure is not held in an open session.")
            )

    @api.constrains("channel", "place_id")
    def _check_place(self):
        for session in self:
            if session.channel == "face_to_face" and not session.place_id:
                raise ValidationError(
                    self.env._("Say where people come: an open session needs a place.")
                )
