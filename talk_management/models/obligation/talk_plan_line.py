from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .talk_plan import FIXED, SENT, SUBMITTED


class TalkPlanLine(models.Model):
    """One talk in a plan: what is owed, and the day it is to be held (谈话计划).

    What becomes of the talk is told by the obligation; the line only follows.
    """

    _name = "talk.plan.line"
    _description = "Line of a Plan"
    _inherit = ["talk.form.mixin", "talk.workflow.mixin", "talk.visible.mixin"]
    _looked_up = frozenset({"plan_id", "obligation_id"})
    _order = "plan_id, date_planned, id"
    _guarded_fields = frozenset({"date_approved"})

    plan_id = fields.Many2one("talk.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    obligation_id = fields.Many2one(
        "talk.obligation",
        required=True,
        index=True,
        ondelete="cascade",
        help="Which talk is planned.",
    )
    responsible_id = fields.Many2one(related="obligation_id.responsible_id", string="Responsible")
    employee_id = fields.Many2one(related="obligation_id.employee_id", string="Employee")
    department_id = fields.Many2one(related="obligation_id.department_id")
    date_due = fields.Date(related="obligation_id.date_due", string="Due")
    state = fields.Selection(related="obligation_id.state")
    is_overdue = fields.Boolean(related="obligation_id.is_overdue")
    date_planned = fields.Date(
        string="Planned For",
        help="The day on which the talk is to be held. Empty: no day before the due date was free.",
    )
    date_approved = fields.Date(
        string="Approved On",
        readonly=True,
        copy=False,
        help="When the line was approved with the plan. Empty: added since, or not yet.",
    )

    _natural_key = models.UniqueIndex(
        "(plan_id, obligation_id)", "This talk is in the plan already."
    )

    @api.depends("obligation_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.sudo().obligation_id.display_name

    @api.model
    def _sql_visible(self, alias, uid):
        """With the plan; and to the leader whose talk it is, once the plan was sent."""
        return SQL(
            """%(plan)s = ANY(ARRAY(SELECT p.id FROM talk_plan p WHERE %(plan_visible)s))
            OR (%(plan)s = ANY(ARRAY(SELECT p.id FROM talk_plan p WHERE p.state = %(sent)s))
                AND EXISTS (SELECT 1 FROM talk_obligation o
                             WHERE o.id = %(obligation)s AND o.responsible_user_id = %(uid)s))""",
            plan=SQL.identifier(alias, "plan_id"),
            plan_visible=self.env["talk.plan"]._sql_visible("p", uid),
            sent=SENT,
            obligation=SQL.identifier(alias, "obligation_id"),
            uid=uid,
        )

    @api.constrains("obligation_id", "plan_id")
    def _check_company(self):
        for line in self.sudo():
            if line.obligation_id.company_id != line.plan_id.company_id:
                raise ValidationError(
                    self.env._("A plan holds talks of its own organisation only.")
                )

    @api.constrains("date_planned", "plan_id")
    def _check_date_planned(self):
        for line in self:
            plan = line.plan_id
            if line.date_planned and not plan.date_from <= line.date_planned <= plan.date_to:
                raise ValidationError(
                    self.env._(
                        "%(talk)s: the day lies outside the time of the plan.",
                        talk=line.display_name,
                    )
                )

    # changes after the approval are noted

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_plan_open()
        lines._note_change("added")
        return lines

    def write(self, vals):
        if not self.env.su:
            if vals.keys() & {"plan_id", "obligation_id"}:
                raise UserError(
                    self.env._("Remove the line and add another to plan a different talk instead.")
                )
            self._check_plan_open()
        before = {line.id: line.date_planned for line in self}
        result = super().write(vals)
        if "date_planned" in vals:
            moved = self.filtered(lambda line: line.date_planned != before[line.id])
            moved._note_change("moved", before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_noted(self):
        self._check_plan_open()
        self._note_change("removed", {line.id: line.date_planned for line in self})

    def _check_plan_open(self):
        if any(plan.state == SUBMITTED for plan in self.plan_id):
            raise UserError(
                self.env._("The plan is being approved. Take it back to draft to change it.")
            )

    def _note_change(self, kind, before=None):
        """Write down what was added, moved or removed since the approval."""
        before = before or {}
        self.env["talk.plan.change"].sudo().create(
            [
                {
                    "plan_id": line.plan_id.id,
                    "user_id": self.env.uid,
                    "kind": kind,
                    "responsible_id": line.responsible_id.id,
                    "employee_id": line.employee_id.id,
                    "date_before": before.get(line.id),
                    "date_after": line.date_planned if kind != "removed" else False,
                }
                for line in self.sudo()
                if line.plan_id.state in FIXED
            ]
        )


class TalkPlanChange(models.Model):
    """What was changed in a plan after it had been approved: who, when, which talk."""

    _name = "talk.plan.change"
    _description = "Change of a Plan"
    _inherit = ["talk.visible.mixin"]
    _order = "id desc"

    plan_id = fields.Many2one(
        "talk.plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Changed By", required=True, readonly=True, help="Who changed it."
    )
    date = fields.Datetime(
        string="Changed On",
        required=True,
        readonly=True,
        default=lambda self: fields.Datetime.now(),
        help="When it was changed.",
    )
    kind = fields.Selection(
        [("added", "Added"), ("moved", "Moved"), ("removed", "Removed")],
        string="Change",
        required=True,
        readonly=True,
        help="What was done with the talk.",
    )
    responsible_id = fields.Many2one(
        "hr.employee", readonly=True, ondelete="cascade", help="Who holds the talk."
    )
    employee_id = fields.Many2one(
        "hr.employee", readonly=True, ondelete="cascade", help="With whom the talk is."
    )
    date_before = fields.Date(string="Day Before", readonly=True, help="Planned for that day.")
    date_after = fields.Date(string="Day Since", readonly=True, help="Now planned for this day.")

    @api.depends("responsible_id", "employee_id")
    def _compute_display_name(self):
        for change in self:
            change.display_name = f"{change.responsible_id.name} → {change.employee_id.name}"

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            "%s = ANY(ARRAY(SELECT p.id FROM talk_plan p WHERE %s))",
            SQL.identifier(alias, "plan_id"),
            self.env["talk.plan"]._sql_visible("p", uid),
        )
