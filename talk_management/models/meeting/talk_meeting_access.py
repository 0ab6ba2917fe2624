from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..common.linking import check_links
from .talk_meeting import CLOSED, PLANNED

OFFICER = "talk_management.group_talk_officer"
# who takes part reads the agenda
PEOPLE = frozenset({"chair_id", "secretary_id", "member_ids", "team_id", "company_id"})
MINUTES = frozenset({"absent_ids", "notes"})
# lists of employees, which only the superuser can write
LISTS = ("member_ids", "absent_ids")
PREPARED = frozenset({"place", "hour", "point_ids"})


class TalkMeeting(models.Model):
    """Who takes part, and who may set what.

    The HR office plans meetings and names the people; once something stands on the agenda only
    chair and secretary do, as whoever takes part reads it. The minutes are the secretary's.
    """

    _inherit = "talk.meeting"

    is_mine_to_write = fields.Boolean(
        string="Minutes Written by Me",
        compute="_compute_my_part",
        help="Whether the user writes the minutes now.",
    )
    is_mine_to_lead = fields.Boolean(
        string="Led by Me",
        compute="_compute_my_part",
        help="Whether the user is chair or secretary.",
    )

    is_mine_to_plan = fields.Boolean(
        string="Planned by Me",
        compute="_compute_my_part",
        help="Whether the user plans, moves and calls off meetings.",
    )

    @api.depends_context("uid")
    @api.depends("chair_id", "secretary_id", "state", "active")
    def _compute_my_part(self):
        user = self.env.user
        plans = user.has_group(OFFICER)
        for meeting in self:
            meeting.is_mine_to_plan = plans
            facts = meeting.sudo()
            is_open = facts.active and facts.state != CLOSED
            is_secretary = facts.secretary_id.user_id == user
            meeting.is_mine_to_write = is_open and is_secretary
            meeting.is_mine_to_lead = is_open and (is_secretary or facts.chair_id.user_id == user)

    @api.model
    def _sql_taking_part(self, uid):
        """SELECT of the meetings in which user ``uid`` takes part."""
        return SQL(
            """SELECT m.id FROM talk_meeting m
                 JOIN hr_employee e ON e.id = m.chair_id OR e.id = m.secretary_id
                WHERE e.user_id = %(uid)s AND m.active
                UNION ALL
               SELECT r.meeting_id FROM talk_meeting_member_rel r
                 JOIN talk_meeting m ON m.id = r.meeting_id AND m.active
                 JOIN hr_employee e ON e.id = r.employee_id WHERE e.user_id = %(uid)s""",
            uid=uid,
        )

    @api.model
    def _sql_words_readable(self, uid):
        return self._sql_taking_part(uid)

    @api.model
    def _sql_visible(self, alias, uid):
        """Whoever takes part. The meeting itself is known to everybody in the company."""
        return SQL("%s = ANY(ARRAY(%s))", SQL.identifier(alias, "id"), self._sql_taking_part(uid))

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        meetings._check_hour()
        return meetings

    def write(self, vals):
        if not self.env.su:
            for meeting in self:
                meeting._check_changeable(vals.keys())
        people = {name: vals[name] for name in LISTS if name in vals}
        result = super().write({name: vals[name] for name in vals if name not in people})
        if people:
            self.check_access("write")
            check_links(self, people)
            super(TalkMeeting, self.sudo()).write(people)
        if "hour" in vals:
            self._check_hour()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_agenda(self):
        for meeting in self:
            if meeting.state != PLANNED or meeting.sudo().point_ids:
                raise UserError(
                    self.env._(
                        "%s has an agenda or was held, so it stays. Archive it if it is called "
                        "off.",
                        meeting.name,
                    )
                )

    def _check_hour(self):
        for meeting in self:
            if not 0 <= meeting.hour < 24:
                raise UserError(self.env._("A meeting begins between 00:00 and 23:59."))

    def _check_changeable(self, names):
        """Raise AccessError or UserError unless the user may set these fields now."""
        self.ensure_one()
        names = frozenset(names)
        if self.state == CLOSED:
            raise UserError(self.env._("%s is closed: its minutes stay as they are.", self.name))
        if names & MINUTES:
            self._check_secretary()
        if self.state != PLANNED and names & {"date", "active", "kind", "company_id"}:
            raise UserError(
                self.env._(
                    "%s was held on its day. It is neither moved nor called off any more.",
                    self.name,
                )
            )
        if names & PEOPLE:
            self._check_people_changeable()
        others = names - MINUTES - PREPARED - PEOPLE
        if others and not self.env.user.has_group(OFFICER):
            raise AccessError(
                self.env._("Meetings are planned, moved and called off by the HR office.")
            )

    def _check_people_changeable(self):
        """Who takes part reads the agenda: so nobody from outside names people once there is
        one. Raises AccessError."""
        # whoever puts something on at the same moment knows who takes part
        self.sudo()._claim()
        if self.sudo().point_ids and not self.is_mine_to_lead:
            raise AccessError(
                self.env._(
                    "There is something on the agenda of %s already, and whoever takes part "
                    "reads it: only its chair and its secretary change who takes part.",
                    self.name,
                )
            )

    def _check_takes_part(self):
        """Raise AccessError for anybody who does not take part."""
        if not self.env.su and not all(meeting.is_visible for meeting in self):
            raise AccessError(
                self.env._("What is on an agenda is known to those who take part in the meeting.")
            )

    def _check_secretary(self):
        """Raise AccessError for anybody but the secretary."""
        for meeting in self.browse() if self.env.su else self:
            if not meeting.is_mine_to_write:
                raise AccessError(
                    self.env._(
                        "The agenda and the minutes of %(meeting)s are written by its secretary, "
                        "%(secretary)s.",
                        meeting=meeting.name,
                        secretary=meeting.sudo().secretary_id.name or self.env._("not named yet"),
                    )
                )
