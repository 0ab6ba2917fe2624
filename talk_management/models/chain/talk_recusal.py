from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .selector_places import held


class TalkRecusal(models.Model):
    """Somebody must not answer for, nor hold talks with, a certain person (回避).

    The pair is left out before ranks are asked for, so that the next one up answers.
    That somebody is named here is sensitive by itself: only HR officers read it.
    """

    _name = "talk.recusal"
    _description = "Recusal"
    _inherit = ["talk.chain.place"]
    _order = "responsible_id, employee_id, date_from desc, id desc"
    _place_keys = ("responsible_id", "employee_id")
    _check_company_auto = True

    responsible_id = fields.Many2one(
        "hr.employee",
        string="Recused",
        required=True,
        index=True,
        ondelete="cascade",
        help="Who does not answer for the person, nor talks with them on duty.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Recused From",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        help="The person somebody else answers for.",
    )
    is_mutual = fields.Boolean(string="Both Ways", help="Neither of the two answers for the other.")
    reason = fields.Char(
        groups="talk_management.group_talk_officer",
        copy=False,
        help="Why, such as kinship or a complaint under examination. Only HR officers read it.",
    )
    company_id = fields.Many2one(related="responsible_id.company_id", store=True, index=True)

    @api.depends("responsible_id.name", "employee_id.name")
    def _compute_display_name(self):
        for recusal in self:
            names = recusal.responsible_id.name, recusal.employee_id.name
            recusal.display_name = " ✕ ".join(filter(None, names))

    @api.constrains("responsible_id", "employee_id")
    def _check_people(self):
        for recusal in self:
            if recusal.responsible_id == recusal.employee_id:
                raise ValidationError(
                    self.env._(
                        "%s never answers for themselves anyway: name two different people.",
                        recusal.employee_id.name,
                    )
                )

    @api.model
    def _recused_among(self, responsible, employees, day):
        """Those of ``responsible`` who must not hold talks with one of ``employees``."""
        if not responsible or not employees:
            return responsible.browse()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT r.id FROM hr_employee r, hr_employee e
                    WHERE r.id IN %s AND e.id IN %s AND %s ORDER BY r.id""",
                tuple(responsible.ids),
                tuple(employees.ids),
                self._sql_recused(SQL("r.id"), SQL("e.id"), day),
            )
        )
        return responsible.browse(row[0] for row in rows)

    @api.model
    def _sql_recused(self, responsible_column, employee_column, day):
        """SQL condition: the one must not hold talks with the other on ``day``.

        The list of pairs is read once per statement, whatever the number of rows asked about.
        """
        return SQL(
            """(%(responsible)s, %(employee)s) IN (
                SELECT r.responsible_id, r.employee_id FROM talk_recusal r WHERE %(held)s
                UNION ALL
                SELECT r.employee_id, r.responsible_id FROM talk_recusal r
                 WHERE r.is_mutual AND %(held)s)""",
            responsible=responsible_column,
            employee=employee_column,
            held=held("r", day),
        )
