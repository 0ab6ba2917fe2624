"""Who holds which place in the structure on a day, each one SQL query."""

from odoo.tools import SQL


def held(alias, day):
    """SQL condition: the row ``alias``, with its first and last day, holds on ``day``."""
    return SQL(
        "(%(from)s IS NULL OR %(from)s <= %(day)s) AND (%(to)s IS NULL OR %(to)s >= %(day)s)",
        **{
            "from": SQL.identifier(alias, "date_from"),
            "to": SQL.identifier(alias, "date_to"),
            "day": day,
        },
    )


def team_places(roles, day):
    """SQL query ``(unit_id, employee_id, role)``: who is in an active team on ``day``."""
    return SQL(
        """SELECT m.team_id AS unit_id, m.employee_id, m.role
             FROM talk_team_member m
             JOIN talk_team t ON t.id = m.team_id AND t.active
             JOIN hr_employee e ON e.id = m.employee_id AND e.active
            WHERE m.role IN %s AND %s""",
        tuple(roles),
        held("m", day),
    )


def branch_places(roles, day):
    """SQL query ``(unit_id, employee_id, team_id)``: who is in an active branch on ``day``."""
    return SQL(
        """SELECT m.branch_id AS unit_id, m.employee_id, b.team_id
             FROM talk_branch_member m
             JOIN talk_branch b ON b.id = m.branch_id AND b.active
             JOIN hr_employee e ON e.id = m.employee_id AND e.active
            WHERE m.role IN %s AND %s""",
        tuple(roles),
        held("m", day),
    )


def acting_heads(day):
    """SQL query ``(unit_id, employee_id)``: who acts as head of a department on ``day``."""
    return SQL(
        """SELECT a.department_id AS unit_id, a.employee_id
             FROM talk_acting_head a
             JOIN hr_employee e ON e.id = a.employee_id AND e.active
            WHERE %s""",
        held("a", day),
    )


def department_heads(day):
    """SQL query ``(unit_id, employee_id)``: who heads an active department on ``day``.

    While somebody acts as head, that person does; the regular head does not.
    """
    return SQL(
        """SELECT d.id AS unit_id, e.id AS employee_id
             FROM hr_department d JOIN hr_employee e ON e.id = d.manager_id AND e.active
            WHERE d.active AND d.id NOT IN (SELECT unit_id FROM (%(acting)s) a)
            UNION ALL
           SELECT a.unit_id, a.employee_id
             FROM (%(acting)s) a JOIN hr_department d ON d.id = a.unit_id AND d.active""",
        acting=acting_heads(day),
    )
