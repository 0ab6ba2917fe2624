from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

AWAY_KINDS = ("long_leave", "secondment")
RETIRED = "retired"
REHIRED = "retired_rehired"


class TalkEmploymentStatus(models.Model):
    """A time in which someone is on long leave, seconded, retired, or works on after that.

    People who are away are owed no talk while it lasts; those re-hired after
    retirement are owed theirs like everybody else. Whether the retired are, rules say.
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
            (REHIRED, "Re-hired after retirement"),
            (RETIRED, "Retired, still in the care of the institution"),
        ],
        required=True,
        help="Long leave and secondment take a person out of the talks owed while they last; "
        "each rule says whether it counts the retired.",
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

    @api.model
    def _sql_retired(self, employee_column, day):
        """SQL condition: that employee is retired, and not re-hired, on ``day``.

        The list of the retired is read once per statement, however many are asked about.
        """
        return SQL(
            """%(employee)s IN (
                SELECT s.employee_id FROM talk_employment_status s
                 WHERE s.kind = %(retired)s
                   AND (s.date_from IS NULL OR s.date_from <= %(day)s)
                   AND (s.date_to IS NULL OR s.date_to >= %(day)s)
                   AND NOT EXISTS (
                        SELECT 1 FROM talk_employment_status h
                         WHERE h.employee_id = s.employee_id AND h.kind = %(rehired)s
                           AND (h.date_from IS NULL OR h.date_from <= %(day)s)
                           AND (h.date_to IS NULL OR h.date_to >= %(day)s)))""",
            employee=employee_column,
            retired=RETIRED,
            rehired=REHIRED,
            day=day,
        )
