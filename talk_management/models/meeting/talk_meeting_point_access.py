from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from .talk_meeting import CLOSED, HELD

# what whoever puts something on says about it
PUT_ON = frozenset({"meeting_id", "item_ids", "title", "sequence"})
DECISIONS = frozenset({"decided", "decision", "department_id"})


class TalkMeetingPoint(models.Model):
    """Who sees a point of an agenda, who puts it there, and who writes what about it."""

    _inherit = "talk.meeting.point"

    @api.model
    def _sql_words_readable(self, uid):
        return SQL(
            "SELECT p.id FROM talk_meeting_point p WHERE p.meeting_id = ANY(ARRAY(%s))",
            self.env["talk.meeting"]._sql_taking_part(uid),
        )

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(%s))",
            SQL.identifier(alias, "meeting_id"),
            self.env["talk.meeting"]._sql_taking_part(uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True)

    @api.model
    def _refusal_sentence(self):
        return self.env._("What is on an agenda is known to those who take part in the meeting.")

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever handles the items and takes part puts them on; they become known by it."""
        points = self.browse()
        for vals in vals_list:
            meeting = self.env["talk.meeting"].browse(vals.get("meeting_id")).exists()
            items = self._items_of(vals)
            if not meeting:
                raise UserError(self.env._("Say on the agenda of which meeting it is put."))
            if not self.env.su:
                self._check_putting(meeting, items, vals)
            meeting.sudo()._claim()
            self._check_open(meeting)
            self._check_puttable(meeting, items.sudo())
            items.sudo()._make_known()
            number = vals.get("sequence") or self._next_number(meeting)
            # one by one: each looks at the agenda as the one before has left it
            points |= super().create([{**vals, "sequence": number}])
        return points

    @api.model
    def _next_number(self, meeting):
        last = self.sudo().search([("meeting_id", "=", meeting.id)], order="sequence desc", limit=1)
        return last.sequence + 1

    @api.model
    def _items_of(self, vals):
        """The items named in the values of a new point."""
        ids = set()
        for command in vals.get("item_ids") or []:
            if isinstance(command, int):
                ids.add(command)
            elif command[0] == Command.LINK:
                ids.add(command[1])
            elif command[0] == Command.SET:
                ids.update(command[2])
        return self.env["talk.item"].browse(sorted(ids))

    @api.model
    def _check_putting(self, meeting, items, vals):
        """Raise AccessError unless the user takes part and handles all of these items."""
        meeting.check_access("read")
        meeting._check_takes_part()
        items.check_access("read")
        people = self.env["hr.employee"].sudo().search([("user_id", "=", self.env.uid)])
        if not items.sudo().owner_id <= people:
            raise AccessError(
                self.env._("Whoever handles what was raised puts it on the agenda of a meeting.")
            )
        if vals.keys() - PUT_ON:
            meeting._check_secretary()
        if DECISIONS & vals.keys():
            self._check_held(meeting)

    @api.model
    def _check_open(self, meeting):
        """Raise UserError where nothing can be put on this agenda."""
        facts = meeting.sudo()
        if not facts.active:
            raise UserError(self.env._("%s was called off.", facts.name))
        if facts.state == CLOSED:
            raise UserError(self.env._("%s is closed: its agenda stays as it is.", facts.name))
        meeting._check_people()

    @api.model
    def _check_held(self, meeting):
        if meeting.state != HELD:
            raise UserError(
                self.env._("What is decided is written down once %s was held.", meeting.name)
            )

    def write(self, vals):
        if not self.env.su:
            self._check_writer(vals.keys())
        return super().write(vals)

    def _check_writer(self, names):
        """Raise AccessError or UserError unless the user may set these fields now."""
        if self.env.su:
            return
        self.check_access("read")
        if {"meeting_id", "item_ids", "company_id"} & set(names):
            raise AccessError(
                self.env._(
                    "What stands in a point is changed by putting points together or taking "
                    "them apart."
                )
            )
        for meeting in self.meeting_id:
            if meeting.state == CLOSED:
                raise UserError(
                    self.env._("%s is closed: its minutes stay as they are.", meeting.name)
                )
            meeting._check_secretary()
            if DECISIONS & set(names):
                self._check_held(meeting)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_decided(self):
        """Taken off by the secretary, or by whoever put it there; not once it was decided."""
        for point in self.browse() if self.env.su else self:
            facts = point.sudo()
            if facts.meeting_id.state == CLOSED or facts.decided or facts.measure_ids:
                raise UserError(
                    self.env._("%s was decided on, so it stays on the agenda.", facts.display_name)
                )
            if facts.item_ids.owner_id.user_id != self.env.user:
                point.meeting_id._check_secretary()
