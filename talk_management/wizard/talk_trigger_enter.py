from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class TalkTriggerEnter(models.TransientModel):
    """Enter one event for several people or whole departments, such as an appraisal (H4.5f).

    What is typed here is kept like the events themselves, from whoever became superuser too.
    """

    _name = "talk.trigger.enter"
    _description = "Enter an Event for Several"
    _inherit = ["talk.confidential.mixin"]

    type_id = fields.Many2one(
        "talk.trigger.type", string="Event", required=True, help="What happened."
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env.company._talk_today(),
        help="The day it happened; deadlines run from it.",
    )
    note = fields.Text(
        string="What Happened",
        help="The same for everybody. Only whoever may open the events reads it.",
    )
    # the public profile: discipline officers have no right to the employees' own records
    employee_ids = fields.Many2many(
        "hr.employee.public", string="People", help="To whom it happened."
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="Departments",
        help="Everybody in these departments and those below them.",
    )
    people_count = fields.Integer(
        string="Events to Enter",
        compute="_compute_counts",
        help="For how many people the event will be entered.",
    )
    known_count = fields.Integer(
        string="Known Already",
        compute="_compute_counts",
        help="For how many the same event of the same day is known; they are passed over.",
    )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("create_uid", "=", self.env.uid)

    @api.model
    def _refusal_sentence(self):
        return self.env["talk.trigger"]._refusal_sentence()

    def _people(self):
        """The employees chosen, by name or by department, of the companies the user works in."""
        self.ensure_one()
        employees = self.env["hr.employee"].sudo()
        chosen = [("id", "in", self.employee_ids.ids)]
        if self.department_ids:
            chosen = ["|", *chosen, ("department_id", "child_of", self.department_ids.ids)]
        return employees.search([("company_id", "in", self.env.companies.ids), *chosen])

    @api.depends("type_id", "date", "employee_ids", "department_ids")
    def _compute_counts(self):
        for wizard in self:
            people = wizard._people()
            known = self.env["talk.trigger"]
            if wizard.type_id and wizard.date:
                known = known._known(wizard.type_id, people, wizard.date)
            wizard.known_count = len(known)
            wizard.people_count = len(people) - len(known)

    def action_enter(self):
        """Enter the event for everybody chosen who has it not yet.

        Raises UserError when nobody is chosen, AccessError for whoever may not enter events.
        """
        self.ensure_one()
        self.check_access("write")
        people = self._people()
        if not people:
            raise UserError(self.env._("Choose at least one person or department with people."))
        events = self.env["talk.trigger"]
        entered, known = events._enter(self.type_id, people, self.date, {"note": self.note})
        self.note = False  # it stays with the events alone
        self.invalidate_recordset(["people_count", "known_count"])
        new = len(entered) - len(known)
        message = self.env._("Entered for %(new)s people.", new=new)
        if known:
            message = self.env._(
                "Entered for %(new)s people; for %(known)s it was known already.",
                new=new,
                known=len(known),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
