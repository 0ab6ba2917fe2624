from odoo import api, fields, models

from ..chain.talk_team import PRINCIPAL_ROLES

PLANNED = "planned"
HELD = "held"
CLOSED = "closed"


class TalkMeeting(models.Model):
    """Who takes part in a meeting, what is dealt with there, and how far it has come (B5).

    The HR office plans the meeting and says who takes part. Members, chair and secretary put on
    the agenda what they handle; they alone see the agenda and read its words. Once the meeting
    was held, the secretary writes down what was found and decided; closing it asks for
    everything that was left open. Meeting, people and day are known in the company; what was
    written lies in ``talk.meeting.content``.
    """

    _name = "talk.meeting"
    _inherit = [
        "talk.meeting",
        "talk.worded.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _words_model = "talk.meeting.content"
    _words_link = "meeting_id"
    _worded = ("notes", "closing_remark")
    _transitions = frozenset({(PLANNED, HELD), (HELD, CLOSED)})
    _guarded_fields = frozenset({"state", "closing_remark"})

    state = fields.Selection(
        [(PLANNED, "Planned"), (HELD, "Was Held"), (CLOSED, "Closed")],
        required=True,
        readonly=True,
        index=True,
        default=PLANNED,
        copy=False,
        help="Held, its minutes are written. Closed, they stay as they are.",
    )
    chair_id = fields.Many2one(
        "hr.employee",
        compute="_compute_chair_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Who leads the meeting.",
    )
    secretary_id = fields.Many2one(
        "hr.employee",
        string="Meeting Secretary",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Who prepares the agenda and writes the minutes; reads everything on the agenda.",
    )
    member_ids = fields.Many2many(
        "hr.employee",
        "talk_meeting_member_rel",
        "meeting_id",
        "employee_id",
        string="Members",
        compute="_compute_member_ids",
        store=True,
        readonly=False,
        check_company=True,
        help="Who takes part; at first those in the leadership team. They read the agenda.",
    )
    place = fields.Char(string="Venue", help="Where the meeting is held.")
    hour = fields.Float(string="Begins At", help="When it begins, on the clock of the place.")
    point_ids = fields.One2many(
        "talk.meeting.point",
        "meeting_id",
        string="Agenda",
        help="What is dealt with, as those see it who take part.",
    )
    absent_ids = fields.Many2many(
        "hr.employee",
        compute="_compute_absent_ids",
        compute_sudo=True,
        inverse="_inverse_absent_ids",
        help="Members who were not there.",
    )
    notes = fields.Text(
        string="Other Notes",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What was said that belongs to no point of the agenda.",
    )
    closing_remark = fields.Text(
        compute="_compute_words",
        inverse="_inverse_words",
        copy=False,
        help="What becomes of what was still open when the meeting was closed.",
    )

    # apart from the other words: only the superuser writes lists of employees
    @api.depends_context("uid")
    def _compute_absent_ids(self):
        found = {words.meeting_id.id: words for words in self.sudo(False)._words_of_all()}
        for meeting in self:
            words = found.get(meeting._origin.id)
            meeting.absent_ids = words.sudo().absent_ids if words else False

    def _inverse_absent_ids(self):
        for words in self._words_of_all(sudo=True):
            words.absent_ids = words.meeting_id.absent_ids

    @api.depends("team_id")
    def _compute_member_ids(self):
        for meeting in self:
            team = meeting._team_today()
            meeting.member_ids = team.employee_id or meeting.member_ids

    @api.depends("team_id")
    def _compute_chair_id(self):
        for meeting in self:
            leading = meeting._team_today().filtered(lambda place: place.role in PRINCIPAL_ROLES)
            meeting.chair_id = leading[:1].employee_id or meeting.chair_id

    def _team_today(self):
        """The places in its team, as they are filled today."""
        places = self.team_id.sudo().member_ids
        today = (self.company_id or self.env.company)._talk_today()
        return places.filtered_domain(places._domain_current(today))
