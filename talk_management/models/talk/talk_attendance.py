from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .talk_record_line_mixin import DRAFT
from .talk_talk import GROUP, HELD, PLANNED

ABSENT = "absent"
PRESENT = "present"
LEFT_EARLY = "left_early"


class TalkParticipant(models.Model):
    """Who came, who did not, who left early, and who came along (H4.1, B1).

    Whoever left early was there: it counts, and the record has a part for that person. As
    long as the record is being written, the responsible puts right who came.
    """

    _inherit = "talk.participant"

    attendance = fields.Selection(
        selection_add=[(LEFT_EARLY, "Left Early")],
        ondelete={LEFT_EARLY: lambda participants: participants.write({"attendance": PRESENT})},
    )
    left_at = fields.Datetime(help="When the person left, where that is known.")
    can_mark = fields.Boolean(
        string="May Mark Who Came",
        compute="_compute_can_mark",
        help="Whether the current user marks now who came.",
    )

    @api.depends_context("uid")
    @api.depends("talk_id.state", "talk_id.record_ids.state")
    def _compute_can_mark(self):
        for participant in self:
            talk = participant.talk_id
            planned = talk.state == PLANNED and talk.can_move
            participant.can_mark = planned or talk._is_attendance_open()

    @api.constrains("left_at", "attendance")
    def _check_left_at(self):
        for participant in self:
            if participant.left_at and participant.attendance != LEFT_EARLY:
                raise ValidationError(
                    self.env._(
                        "%s has a time of leaving, but is not marked as having left early.",
                        participant.employee_id.name,
                    )
                )
            if participant.left_at and participant.left_at < participant.talk_id.date_start:
                raise ValidationError(
                    self.env._(
                        "%s cannot have left before the talk began.", participant.employee_id.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        participants = super().create(vals_list)
        participants._attendance_changed()
        return participants

    def write(self, vals):
        if vals.get("attendance", LEFT_EARLY) != LEFT_EARLY:
            vals = {**vals, "left_at": False}
        if not self.env.su and "employee_id" in vals and HELD in self.talk_id.mapped("state"):
            raise UserError(
                self.env._("Whoever else came is added; who did not come is marked as absent.")
            )
        result = super().write(vals)
        if "attendance" in vals:
            self._attendance_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if not self.env.su and HELD in self.talk_id.mapped("state"):
            raise UserError(
                self.env._("Whoever else came is added; who did not come is marked as absent.")
            )
        return super()._unlink_except_held()

    def _check_planned(self):
        closed = self.filtered(lambda other: not other.talk_id._is_attendance_open())
        return super(TalkParticipant, closed)._check_planned()

    def _attendance_changed(self):
        if self.env.su:  # part of holding the talk, or of putting it right
            return
        self.talk_id.filtered(lambda talk: talk.state == HELD).sudo()._put_attendance_right()

    def action_mark_present(self):
        """The person came."""
        self.write({"attendance": PRESENT})
        return True

    def action_mark_absent(self):
        """The person did not come."""
        self.write({"attendance": ABSENT})
        return True

    def action_mark_left_early(self):
        """The person came and left before the end: now, if the talk is going on."""
        now = fields.Datetime.now()
        for participant in self:
            talk = participant.talk_id
            going_on = talk.date_start <= now <= talk.date_end
            participant.write({"attendance": LEFT_EARLY, "left_at": going_on and now})
        return True


class TalkTalk(models.Model):
    """The way from the hour of the talk to its record, with few presses."""

    _inherit = "talk.talk"

    can_write_down = fields.Boolean(
        string="Can Be Written Down",
        compute="_compute_can_write_down",
        help="Its time has come, and the current user holds it.",
    )
    can_add_participant = fields.Boolean(
        string="Somebody Can Be Added",
        compute="_compute_can_add_participant",
        help="Whether the current user adds somebody who came along.",
    )

    @api.depends_context("uid")
    @api.depends("state", "date_start")
    def _compute_can_write_down(self):
        now = fields.Datetime.now()
        for talk in self:
            begun = bool(talk.date_start) and talk.date_start <= now
            talk.can_write_down = talk.state == PLANNED and talk.is_mine and begun

    @api.depends_context("uid")
    @api.depends("state", "format", "record_ids.state")
    def _compute_can_add_participant(self):
        for talk in self:
            open_now = talk.state == PLANNED and talk.can_move or talk._is_attendance_open()
            talk.can_add_participant = talk.format == GROUP and open_now

    def _is_attendance_open(self):
        """Whether the user puts right who came to a held talk: the responsible, as long as no
        part of the record has been completed."""
        self.ensure_one()
        return (
            self.state == HELD
            and self.is_mine
            and all(record.state == DRAFT for record in self.sudo().record_ids)
        )

    def action_hold_and_write(self):
        """The talk was held: straight to its record, in a group talk to the common part."""
        self.ensure_one()
        if self.state == PLANNED:
            self.action_hold()
        record = self.sudo()._common_record().sudo(False)
        if not record.has_access("read"):
            return self.action_open_record()
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_record")
        return action | {"res_id": record.id, "views": [(False, "form")], "domain": []}

    def action_add_participant(self):
        """Somebody came along: a dialog to say who."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Somebody Came Along"),
            "res_model": "talk.participant",
            "view_mode": "form",
            "view_id": self.env.ref("talk_management.talk_participant_view_form").id,
            "target": "new",
            "context": {"default_talk_id": self.id},
        }

    def _put_attendance_right(self):
        """As superuser: who came to a held talk has changed, so what it settles and whose part
        the record has follow."""
        for talk in self:
            talk._keep_those_who_came()
            talk._open_records()
            rules = talk.obligation_ids.rule_id | talk.obligation_ids.source_rule_id
            talk._give_back()
            talk._settle_held()
            for rule in rules:
                self.env["talk.obligation"]._settle_by_held_talks(rule)
            talk._open_content()

    def _keep_those_who_came(self):
        """Whoever was absent has no part in the record. Raises UserError where one is written."""
        self.ensure_one()
        people = self.participant_ids
        people.filtered(lambda other: other.attendance == "invited").attendance = PRESENT
        away = people.filtered(lambda other: other.attendance == ABSENT)
        if away == people:
            raise UserError(
                self.env._("Nobody came to %s: say on the talk that it was not held.", self.name)
            )
        parts = self.record_ids.filtered(lambda record: record.participant_id in away)
        for part in parts:
            if part._has_words() or part._has_lines():
                raise UserError(
                    self.env._(
                        "Something is written in the part of %s, who therefore came.",
                        part.employee_id.name,
                    )
                )
        parts.unlink()


class TalkRecord(models.Model):
    """Who came, on the page on which the talk is written down."""

    _inherit = "talk.record"

    participant_ids = fields.One2many(
        "talk.participant",
        compute="_compute_participant_ids",
        string="Who Came",
        help="Who took part in the talk; for those who may see the talk.",
    )
    can_add_participant = fields.Boolean(
        related="talk_id.can_add_participant",
        string="Somebody Can Be Added",
        help="Whether the current user adds somebody who came along.",
    )

    @api.depends_context("uid")
    @api.depends("talk_id.participant_ids")
    def _compute_participant_ids(self):
        # whoever the record is shared with reads the record, and nothing of the talk
        for record in self:
            people = record.sudo().talk_id.participant_ids
            record.participant_ids = people.sudo(self.env.su)._filtered_access("read")

    def action_add_participant(self):
        """Somebody came along."""
        self.ensure_one()
        return self.talk_id.action_add_participant()
