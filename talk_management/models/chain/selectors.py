"""The two sides of a layer, each one SQL query (H2.1-H2.6, H4.7).

An upper side gives ``(unit_id, rank, employee_id, is_fallback)``: who answers
for a unit, the lowest rank first; whoever comes later stands in where the first
is missing, is recused, or is the very person answered for. A lower side gives
``(unit_id, start_rank, employee_id)``: who is answered for, and from which rank on.
Both sides of a layer speak of the same kind of unit: team, branch or department, and
only people of one company are paired.
"""

from odoo.tools import SQL

from .selector_places import branch_places, held, team_places
from .selectors_department import (
    lower_department_head,
    lower_department_staff,
    upper_department_head,
    upper_leader_in_charge,
    upper_linked_leader,
)
from .talk_branch import COMMITTEE_ROLES, SECRETARY
from .talk_team import MEMBER, PARTY_PRINCIPAL_ROLES, PRINCIPAL_ROLES


def _upper_team(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS rank, employee_id, FALSE AS is_fallback FROM (%s) p",
            team_places(roles, day),
        )

    return query


def _upper_team_above(day):
    """Principals of the team above a team: the one that leads the nearest department
    above, in the end the whole organisation's. Where it has no principals the next
    team above stands in."""
    return SQL(
        """(WITH RECURSIVE up(team_id, department_id, depth, company_id) AS (
                SELECT t.id, d.parent_id, 1, t.company_id
                  FROM talk_team t JOIN hr_department d ON d.id = t.department_id
                 WHERE t.active
                UNION ALL
                SELECT up.team_id, d.parent_id, up.depth + 1, up.company_id
                  FROM up JOIN hr_department d ON d.id = up.department_id
            ), above AS (
                SELECT up.team_id, t.id AS above_id,
                       dense_rank() OVER (PARTITION BY up.team_id ORDER BY up.depth) AS nth
                  FROM up
                  JOIN talk_team t ON t.active AND t.company_id = up.company_id
                                  AND t.department_id IS NOT DISTINCT FROM up.department_id
                  LEFT JOIN hr_department d ON d.id = t.department_id
                 WHERE d.id IS NULL OR d.active
            )
            SELECT above.team_id AS unit_id, above.nth AS rank, p.employee_id,
                   above.nth > 1 AS is_fallback
              FROM above JOIN (%s) p ON p.unit_id = above.above_id)""",
        team_places(PRINCIPAL_ROLES, day),
    )


def _upper_branch_secretary(day):
    return SQL(
        """SELECT unit_id, 0 AS rank, employee_id, FALSE AS is_fallback FROM (%s) s
           UNION ALL
           SELECT b.id, 1, p.employee_id, TRUE
             FROM talk_branch b JOIN (%s) p ON p.unit_id = b.team_id
            WHERE b.active""",
        branch_places((SECRETARY,), day),
        team_places(PARTY_PRINCIPAL_ROLES, day),
    )


def _upper_linked_branch_leader(day):
    return SQL(
        """SELECT b.id AS unit_id, 0 AS rank, e.id AS employee_id, FALSE AS is_fallback
             FROM talk_link l
             JOIN talk_branch b ON b.id = l.branch_id AND b.active
             JOIN hr_employee e ON e.id = l.employee_id AND e.active
            WHERE %s""",
        held("l", day),
    )


def _lower_team(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS start_rank, employee_id FROM (%s) p", team_places(roles, day)
        )

    return query


def _lower_team_secretaries(day):
    return SQL(
        "SELECT team_id AS unit_id, 0 AS start_rank, employee_id FROM (%s) s",
        branch_places((SECRETARY,), day),
    )


def _lower_branch(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS start_rank, employee_id FROM (%s) p", branch_places(roles, day)
        )

    return query


# name → (label, unit, query of the day)
UPPER = {
    "team_principal": ("Principals", "team", _upper_team(PRINCIPAL_ROLES)),
    "team_member": ("Team members", "team", _upper_team((MEMBER,))),
    "team": ("Principals and team members", "team", _upper_team((*PRINCIPAL_ROLES, MEMBER))),
    "upper_team_principal": ("Principals of the team above", "team", _upper_team_above),
    "branch_secretary": ("Branch secretary", "branch", _upper_branch_secretary),
    "linked_branch_leader": (
        "Leader linked to the branch",
        "branch",
        _upper_linked_branch_leader,
    ),
    "leader_in_charge": ("Leader in charge", "department", upper_leader_in_charge),
    "department_head": ("Department head", "department", upper_department_head),
    "linked_leader": ("Leader linked to the department", "department", upper_linked_leader),
}
LOWER = {
    "team_principal": ("Principals", "team", _lower_team(PRINCIPAL_ROLES)),
    "team_member": ("Team members", "team", _lower_team((MEMBER,))),
    "branch_secretary": ("Secretaries of the team's branches", "team", _lower_team_secretaries),
    "branch_own_secretary": ("Secretary of the branch", "branch", _lower_branch((SECRETARY,))),
    "branch_committee": (
        "Committee members and group leaders",
        "branch",
        _lower_branch(COMMITTEE_ROLES),
    ),
    "branch_member": ("Party members of the branch", "branch", _lower_branch(("member",))),
    "department_head": ("Department heads", "department", lower_department_head),
    "department_staff": ("Department staff", "department", lower_department_staff),
    "anyone": ("Party members and staff, no fixed pairs", "none", None),
}


def sql_pairs(upper, lower, day, recused):
    """SQL query ``(responsible_id, employee_id, is_covering)`` of a layer's pairs on ``day``.

    ``recused(responsible, employee)`` is the SQL condition of a pair that must not be: the
    next in rank answers, and stands in. Each side is read once, whatever PostgreSQL believes
    of tables that have just grown.
    """
    return SQL(
        """WITH below AS MATERIALIZED (
                SELECT l.*, e.company_id FROM (%s) l JOIN hr_employee e ON e.id = l.employee_id
            ), above AS MATERIALIZED (
                SELECT u.*, e.company_id FROM (%s) u JOIN hr_employee e ON e.id = u.employee_id
            ), candidate AS (
                SELECT above.employee_id AS responsible_id, below.employee_id, below.unit_id,
                       above.rank, above.is_fallback, %s AS is_recused
                  FROM below
                  JOIN above ON above.unit_id = below.unit_id AND above.rank >= below.start_rank
                            AND above.employee_id <> below.employee_id
                            AND above.company_id = below.company_id
            ), ranked AS (
                SELECT responsible_id, employee_id, is_recused,
                       is_fallback OR COALESCE(
                           min(rank) FILTER (WHERE is_recused)
                                     OVER (PARTITION BY unit_id, employee_id) < rank, FALSE
                       ) AS is_covering,
                       rank() OVER (PARTITION BY unit_id, employee_id
                                    ORDER BY is_recused, rank) AS nth
                  FROM candidate
            )
            SELECT responsible_id, employee_id, bool_and(is_covering) AS is_covering
              FROM ranked
             WHERE nth = 1 AND NOT is_recused
             GROUP BY responsible_id, employee_id""",
        LOWER[lower][2](day),
        UPPER[upper][2](day),
        recused(SQL("above.employee_id"), SQL("below.employee_id")),
    )
