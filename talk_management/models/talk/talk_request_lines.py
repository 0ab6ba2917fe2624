from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_request import (
    ACCEPTED,
    DRAFT,
    EMPLOYEE,
    EMPLOYEES_TURN,
    LEADER,
    LEADERS_TURN,
    WITHDRAWN,
)

SIDES = [(EMPLOYEE, "Employee"), (LEADER, "Leader")]


class TalkRequestLineMixin(models.AbstractModel):
    """What either of the two adds to a request: seen by both, changed by the one who wrote it."""

    _name = "talk.request.line.mixin"
    _description = "Line of a Request for a Talk"
    _inherit = [
        "talk.form.mixin",
        "talk.confidential.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _looked_up = frozenset({"request_id"})
    _rec_names_search = ["request_id"]

    request_id = fields.Many2one("talk.request", required=True, index=True, ondelete="cascade")
    side = fields.Selection(
        SIDES, string="Written By", readonly=True, help="Which of the two wrote this."
    )

    @api.depends("request_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.request_id.sudo().display_name

    @api.model
    def _refusal_sentence(self):
        return self.env["talk.request"]._refusal_sentence()

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT r.id FROM talk_request r WHERE %s))",
            SQL.identifier(alias, "request_id"),
            self.env["talk.request"]._sql_visible("r", uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        seen = Domain("is_visible", "=", True)
        if operation in ("read", "create"):
            return seen
        own = [
            Domain("side", "=", side) & Domain(f"request_id.{side}_id.user_id", "=", self.env.uid)
            for side in (EMPLOYEE, LEADER)
        ]
        return seen & Domain.OR(own)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line in lines.sudo():
            line.side = line.request_id._side() or EMPLOYEE
        lines._check_turn()
        return lines

    def write(self, vals):
        self.check_access("write")
        if not self.env.su and "request_id" in vals:
            raise AccessError(self.env._("Nothing is moved from one request to another."))
        self._check_turn()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_turn(self):
        self._check_turn()

    def _check_turn(self):
        """Raise UserError where the author may no longer, or not yet, change this."""
        raise NotImplementedError


class TalkRequestTime(models.Model):
    """A time one of the two proposes for the talk."""

    _name = "talk.request.time"
    _description = "Time Proposed for a Talk"
    _inherit = ["talk.request.line.mixin", "talk.confidential.mixin"]
    _order = "request_id, date_start, id"
    _guarded_fields = frozenset({"side", "is_chosen"})

    date_start = fields.Datetime(string="Begins", required=True, help="When the talk could begin.")
    duration = fields.Float(default=0.5, required=True, help="In hours.")
    date_end = fields.Datetime(
        string="Ends", compute="_compute_date_end", help="When the talk would end."
    )
    is_chosen = fields.Boolean(
        string="Agreed", readonly=True, copy=False, help="Both have agreed on this time."
    )
    can_accept = fields.Boolean(
        compute="_compute_can_accept",
        help="Whether the current user may agree to this time: the other proposed it, and it "
        "lies ahead.",
    )

    _duration_positive = models.Constraint(
        "CHECK (duration > 0 AND duration <= 24)", "A talk lasts more than nothing and under a day."
    )

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for time in self:
            time.date_end = time.date_start and time.date_start + timedelta(hours=time.duration)

    @api.depends_context("uid")
    @api.depends("date_start", "side", "request_id.state")
    def _compute_can_accept(self):
        now = fields.Datetime.now()
        for time in self:
            turn = LEADERS_TURN if time.side == EMPLOYEE else EMPLOYEES_TURN
            other = LEADER if time.side == EMPLOYEE else EMPLOYEE
            time.can_accept = (
                bool(time._origin)
                and time.request_id.state in turn
                and time.request_id._side() == other
                and time.date_start > now
            )

    @api.constrains("date_start")
    def _check_ahead(self):
        if any(time.date_start <= fields.Datetime.now() for time in self):
            raise ValidationError(self.env._("A proposed time lies in the future."))

    def action_accept(self):
        """Agree to this time: the talk is planned."""
        self.ensure_one()
        self.check_access("read")
        return self.request_id._accept(self)

    def _check_turn(self):
        """Times are proposed by the one whose turn it is."""
        if self.env.su:
            return
        for time in self.sudo():
            turn = EMPLOYEES_TURN if time.side == EMPLOYEE else LEADERS_TURN
            if time.request_id.state not in turn:
                raise UserError(
                    self.env._("It is the other's turn now; your times stay as you proposed them.")
                )


class TalkRequestWord(models.Model):
    """A word of one of the two to the other, as confidential as the talk itself will be."""

    _name = "talk.request.word"
    _description = "Word on a Request for a Talk"
    _inherit = ["talk.request.line.mixin", "talk.confidential.mixin"]
    _order = "request_id, id"
    _guarded_fields = frozenset({"side"})

    text = fields.Text(
        string="Words", required=True, help="Read by the two people alone, as soon as it is saved."
    )

    def _check_turn(self):
        """Both may write until it is settled, and after; what was settled on stays."""
        if self.env.su:
            return
        if any(word.request_id.state in (ACCEPTED, WITHDRAWN) for word in self.sudo()):
            raise UserError(self.env._("The request is closed, and its words stay as they are."))
        if any(word.side == LEADER and word.request_id.state == DRAFT for word in self.sudo()):
            raise AccessError(self._refusal_sentence())
