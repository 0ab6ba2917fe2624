from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..item.talk_item import OPEN_STATES
from .talk_meeting import CLOSED, HELD
from .talk_meeting_point import ADOPTED, HANDED

LISTED = 20


class TalkMeeting(models.Model):
    """A meeting is held on its day, and closed once everything on its agenda was dealt with."""

    _inherit = "talk.meeting"

    def _check_leading(self):
        if not self.env.su and not all(meeting.is_mine_to_lead for meeting in self):
            raise AccessError(
                self.env._("A meeting is held and closed by its chair or its secretary.")
            )

    def action_hold(self):
        """It takes place: from now on decisions are written down."""
        self.check_access("read")
        self._check_leading()
        self.sudo()._claim()
        self._check_step(HELD)
        for meeting in self:
            meeting._check_people()
            if meeting.date > meeting.company_id._talk_today():
                raise UserError(
                    self.env._(
                        "%(name)s is planned for %(date)s and cannot be held before. Let the HR "
                        "office move it if it takes place earlier.",
                        name=meeting.name,
                        date=format_date(self.env, meeting.date),
                    )
                )
        self._step(HELD)
        return True

    def action_agenda(self):
        """The points of the agenda, to be put in order and together."""
        self.check_access("read")
        self._check_takes_part()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_meeting_point"
        )
        domain = [("meeting_id", "in", self.ids)]
        return action | {"domain": domain, "display_name": self.env._("Agenda")}

    def action_put_on(self):
        """Choose what is put on the agenda."""
        self.ensure_one()
        self.check_access("read")
        self._check_takes_part()
        self.env["talk.meeting.point"]._check_open(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_meeting_put"
        )
        return action | {"context": {"default_meeting_id": self.id}}

    def action_close(self):
        """Close it; what is still being handled is named first, and asks for a remark."""
        self.ensure_one()
        self._check_closable()
        if not self._open_items():
            self._close()
            return True
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_meeting_close"
        )
        return action | {"context": {"default_meeting_id": self.id}}

    def _check_people(self):
        """Raise UserError where nobody could prepare the meeting or take part in it."""
        for meeting in self.sudo():
            if not meeting.secretary_id:
                raise UserError(
                    self.env._(
                        "Nobody keeps the minutes of %s yet. Name its secretary first.",
                        meeting.name,
                    )
                )
            if not meeting.member_ids:
                raise UserError(
                    self.env._("Nobody takes part in %s yet. Name its members first.", meeting.name)
                )

    def _check_closable(self):
        """Raise UserError naming everything without which the minutes are not complete."""
        self.check_access("read")
        self._check_leading()
        self.sudo()._claim()
        self._check_step(CLOSED)
        if missing := self._missing():
            raise UserError(
                self.env._("This is missing before %s can be closed:", self.name)
                + "".join(f"\n• {sentence}" for sentence in missing[:LISTED])
            )

    def _missing(self):
        """What the minutes lack, a sentence each."""
        sentences = []
        for point in self.sudo().point_ids:
            name = point.display_name
            if not point.decided or not (point.decision or "").strip():
                sentences.append(self.env._("%s: what was decided.", name))
            elif point.decided == ADOPTED and not point.measure_ids:
                sentences.append(
                    self.env._("%s was adopted: a measure, with its owner and its day.", name)
                )
            elif point.decided == HANDED and not point.department_id:
                sentences.append(self.env._("%s: the department it is handed to.", name))
        return sentences

    def _open_items(self):
        """The items on the agenda that are still being handled."""
        items = self.sudo().point_ids.item_ids
        return items.filtered(lambda item: item.state in OPEN_STATES).with_env(self.env)

    def _close(self, remark=None):
        """Close it with what is said about what is left open. Raises UserError without."""
        self._check_closable()
        if self._open_items() and not (remark or "").strip():
            raise UserError(
                self.env._(
                    "Say what becomes of what is still being handled, then close the meeting."
                )
            )
        self._step(CLOSED, closing_remark=remark)
