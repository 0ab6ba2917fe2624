from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

AWAY_KINDS = ("long_leave", "secondment")
RETIRED_KINDS = ("retired",)


class TalkEmploymentStatus(models.Model):
    """A time in which someone is on long leave, seconded, or works on after retirement.

    People who are away are owed no talk while it lasts; those re-hired after
    retirement are owed theirs like everybody else.
    """

    _name = "talk.employment.status"
    _description = "Employment Status"
    _order = "date_from desc, id desc"

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        help="Whom it concerns.",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("long_leave", "Long leave"),
            ("secondment", "Secondment or training elsewhere"),
            ("retired", "Retired, still in the institution's care"),
            ("retired_rehired", "Re-hired after retirement"),
        ],
        required=True,
        help="Long leave and secondment take a person out of the talks owed while they last.",
    )
    date_from = fields.Date(string="From", help="First day. Empty: since before the records begin.")
    date_to = fields.Date(string="Until", help="Last day. Empty: it still lasts.")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for status in self:
            if status.date_from and status.date_to and status.date_to < status.date_from:
                raise ValidationError(self.env._("A status cannot end before it begins."))

    @api.depends("employee_id", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for status in self:
            status.display_name = f"{status.employee_id.name} · {labels.get(status.kind, '')}"

    @api.model
    def _sql_away(self, employee_column, day):
        """SQL condition: that employee is on long leave or seconded on ``day``."""
        return self._sql_in(employee_column, AWAY_KINDS, day)

    @api.model
    def _sql_retired(self, employee_column, day):
        """SQL condition: that employee is retired on ``day``."""
        return self._sql_in(employee_column, RETIRED_KINDS, day)

    @api.model
    def _sql_in(self, employee_column, kinds, day):
        # few people have a status: IN reads them once, EXISTS would ask for each employee
        return SQL(
            """%(employee)s IN (
                SELECT s.employee_id FROM talk_employment_status s
                 WHERE s.kind IN %(kinds)s
                   AND (s.date_from IS NULL OR s.date_from <= %(day)s)
                   AND (s.date_to IS NULL OR s.date_to >= %(day)s))""",
            employee=employee_column,
            kinds=kinds,
            day=day,
        )
