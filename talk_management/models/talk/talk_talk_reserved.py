import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS

from . import talk_talk
from .talk_reserved_mixin import DISCIPLINE
from .talk_talk import HELD, PLANNED


class TalkTalk(models.Model):
    """Talks that only those who take part know of: asked for in confidence (H4.6), or a formal
    disciplinary measure, of which the discipline officers know as well.

    They are on no ledger, settle nothing, and take no number from the others' row, where a
    gap would tell of them.
    """

    _inherit = "talk.talk"
    _guarded_fields = talk_talk.TalkTalk._guarded_fields | {"is_confided", "is_reserved"}

    is_confided = fields.Boolean(
        readonly=True,
        copy=False,
        groups=NO_ACCESS,
        help="Technical: it was asked for, and the employee has not let it be known.",
    )
    is_reserved = fields.Boolean(
        string="Known to Those Who Take Part Only",
        compute="_compute_is_reserved",
        store=True,
        precompute=True,
        copy=False,
        help="Neither the HR officer nor the ledger learns of it, and it settles nothing.",
    )
    can_plan_disciplinary = fields.Boolean(
        string="May Plan Disciplinary Measures",
        compute="_compute_can_plan_disciplinary",
        help="Whether the current user is a discipline officer.",
    )

    @api.depends("is_confided", "kind_id")
    def _compute_is_reserved(self):
        for talk in self:
            talk.is_reserved = talk.is_confided or talk.kind_id.is_disciplinary

    @api.depends_context("uid")
    def _compute_can_plan_disciplinary(self):
        self.can_plan_disciplinary = self.env.user.has_group(DISCIPLINE)

    def _compute_can_move(self):
        result = super()._compute_can_move()
        if self.env.user.has_group(DISCIPLINE):
            for talk in self:
                talk.can_move |= talk.kind_id.is_disciplinary
        return result

    def write(self, vals):
        if not self.env.su and {"employee_id", "format"} & vals.keys():
            for talk in self:
                if vals.get("employee_id", talk.employee_id.id) != talk.employee_id.id or (
                    vals.get("format", talk.format) != talk.format
                ):
                    talk.participant_ids._check_confided()
        if "kind_id" in vals and not self.env.su:
            kind = self.env["talk.kind"].browse(vals["kind_id"])
            if any(talk.kind_id.is_disciplinary != kind.is_disciplinary for talk in self):
                raise UserError(
                    self.env._(
                        "A formal disciplinary measure is planned as one from the start: "
                        "no other talk becomes one, and it becomes no other talk."
                    )
                )
        return super().write(vals)

    def _check_planner(self):
        if not self.env.su and self.kind_id.is_disciplinary:
            if self.env.user.has_group(DISCIPLINE):
                return None
            raise AccessError(
                self.env._("A formal disciplinary measure is planned by the discipline officer.")
            )
        return super()._check_planner()

    def _next_number(self):
        self.ensure_one()
        if self.is_reserved:
            return f"TALK/{secrets.token_hex(4).upper()}"
        sequence = self.env["ir.sequence"].sudo().with_company(self.company_id)
        return sequence.next_by_code("talk.talk")

    def _disclose(self):
        """The employee lets the talk be known: from now on it is one like the others."""
        for talk in self.sudo().filtered("is_confided"):
            talk.is_confided = False
            if talk.is_reserved:
                continue
            talk.name = talk._next_number()
            if talk.state == PLANNED:
                talk._after_plan()
            elif talk.state == HELD:
                talk._settle_held()
