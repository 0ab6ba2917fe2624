"""The two sides of a layer, each one SQL query (H2.1-H2.6, H4.7).

An upper side gives ``(unit_id, rank, employee_id, is_fallback)``: who answers
for a unit, the lowest rank first; whoever comes later stands in where the first
is missing or is the very person answered for. A lower side gives ``(unit_id,
start_rank, employee_id)``: who is answered for, and from which rank on. Both
sides of a layer speak of the same kind of unit: team, branch or department, and
only people of one company are paired.

Ranks of a department are ``levels up * STEP_UP + post``. A ward in cardiology:
the ward's head 0, its leader in charge 1, principals of its own team 2;
cardiology's head 4, leader in charge 5, principals 6; the principals of the whole
organisation LAST_RANK. Staff begin at 0, the ward's head at 1: the next is 4.

A head's regular superior is the head or the leader in charge of any level, as a
leader in charge is inherited downwards; principals stand in. For staff only the
head of the own department is regular, everybody else stands in.
"""

from odoo.tools import SQL

from .talk_branch import COMMITTEE_ROLES
from .talk_team import MEMBER, PARTY_PRINCIPAL_ROLES, PRINCIPAL_ROLES

LAST_RANK = 1_000_000
HEAD, LEADER, PRINCIPALS = 0, 1, 2  # order within one department on the way up
STEP_UP = 4  # ranks one level of the department tree takes


def _held(alias, day):
    """SQL condition: the place ``alias`` is held on ``day``."""
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
        _held("m", day),
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
        _held("m", day),
    )


def _superiors(day):
    """Everyone a department may answer to: its head, its leader in charge, the same one
    level up and so on, in the end the principals of the whole organisation. An archived
    department on the way up answers for nobody; one that companies share answers to the
    principals of each, for their own people."""
    return SQL(
        """(WITH RECURSIVE up(department_id, ancestor_id, depth, company_id) AS (
                SELECT id, id, 0, company_id FROM hr_department WHERE active
                UNION ALL
                SELECT up.department_id, d.parent_id, up.depth + 1, up.company_id
                  FROM up JOIN hr_department d ON d.id = up.ancestor_id
                 WHERE d.parent_id IS NOT NULL
            ), principal AS (
                SELECT p.unit_id, p.employee_id, t.department_id, t.company_id
                  FROM (%(principals)s) p JOIN talk_team t ON t.id = p.unit_id
            )
            SELECT up.department_id AS unit_id, up.depth * %(step)s + %(head)s AS rank,
                   e.id AS employee_id
              FROM up JOIN hr_department d ON d.id = up.ancestor_id AND d.active
              JOIN hr_employee e ON e.id = d.manager_id AND e.active
            UNION ALL
            SELECT up.department_id, up.depth * %(step)s + %(leader)s, e.id
              FROM up JOIN hr_department d ON d.id = up.ancestor_id AND d.active
              JOIN hr_employee e ON e.id = d.talk_leader_id AND e.active
            UNION ALL
            SELECT up.department_id, up.depth * %(step)s + %(team)s, principal.employee_id
              FROM up JOIN hr_department d ON d.id = up.ancestor_id AND d.active
              JOIN principal ON principal.department_id = up.ancestor_id
            UNION ALL
            SELECT up.department_id, %(last)s, principal.employee_id
              FROM up JOIN principal
                ON principal.department_id IS NULL
               AND (up.company_id IS NULL OR principal.company_id = up.company_id)
             WHERE up.depth = 0)""",
        principals=team_places(PRINCIPAL_ROLES, day),
        step=STEP_UP,
        head=HEAD,
        leader=LEADER,
        team=PRINCIPALS,
        last=LAST_RANK,
    )


def _upper_team(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS rank, employee_id, FALSE AS is_fallback FROM (%s) p",
            team_places(roles, day),
        )

    return query


def _upper_branch_secretary(day):
    return SQL(
        """SELECT unit_id, 0 AS rank, employee_id, FALSE AS is_fallback FROM (%s) s
           UNION ALL
           SELECT b.id, 1, p.employee_id, TRUE
             FROM talk_branch b JOIN (%s) p ON p.unit_id = b.team_id
            WHERE b.active""",
        branch_places(("secretary",), day),
        team_places(PARTY_PRINCIPAL_ROLES, day),
    )


def _upper_department_head(day):
    return SQL(
        "SELECT unit_id, rank, employee_id, rank > 0 AS is_fallback FROM %s s", _superiors(day)
    )


def _upper_leader_in_charge(day):
    return SQL(
        """SELECT unit_id, rank, employee_id,
                  rank = %s OR rank %% %s = %s AS is_fallback FROM %s s""",
        LAST_RANK,
        STEP_UP,
        PRINCIPALS,
        _superiors(day),
    )


def _lower_team(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS start_rank, employee_id FROM (%s) p", team_places(roles, day)
        )

    return query


def _lower_branch_secretary(day):
    return SQL(
        "SELECT team_id AS unit_id, 0 AS start_rank, employee_id FROM (%s) s",
        branch_places(("secretary",), day),
    )


def _lower_branch(roles):
    def query(day):
        return SQL(
            "SELECT unit_id, 0 AS start_rank, employee_id FROM (%s) p", branch_places(roles, day)
        )

    return query


def _lower_department_head(day):
    return SQL(
        """SELECT d.id AS unit_id, %s AS start_rank, e.id AS employee_id
             FROM hr_department d JOIN hr_employee e ON e.id = d.manager_id AND e.active
            WHERE d.active""",
        LEADER,
    )


def _lower_department_staff(day):
    return SQL(
        """SELECT d.id AS unit_id, %s AS start_rank, e.id AS employee_id
             FROM hr_employee e
             JOIN hr_version v ON v.id = e.current_version_id
             JOIN hr_department d ON d.id = v.department_id AND d.active
            WHERE e.active AND d.manager_id IS DISTINCT FROM e.id
              AND e.id NOT IN (SELECT employee_id FROM (%s) t)""",
        HEAD,
        team_places((*PRINCIPAL_ROLES, MEMBER), day),
    )


# name → (label, unit, query of the day)
UPPER = {
    "team_principal": ("Principals", "team", _upper_team(PRINCIPAL_ROLES)),
    "team_member": ("Team members", "team", _upper_team((MEMBER,))),
    "team": ("Principals and team members", "team", _upper_team((*PRINCIPAL_ROLES, MEMBER))),
    "branch_secretary": ("Branch secretary", "branch", _upper_branch_secretary),
    "leader_in_charge": ("Leader in charge", "department", _upper_leader_in_charge),
    "department_head": ("Department head", "department", _upper_department_head),
}
LOWER = {
    "team_principal": ("Principals", "team", _lower_team(PRINCIPAL_ROLES)),
    "team_member": ("Team members", "team", _lower_team((MEMBER,))),
    "branch_secretary": ("Branch secretaries", "team", _lower_branch_secretary),
    "branch_committee": (
        "Committee members and group leaders",
        "branch",
        _lower_branch(COMMITTEE_ROLES),
    ),
    "branch_member": ("Party members of the branch", "branch", _lower_branch(("member",))),
    "department_head": ("Department heads", "department", _lower_department_head),
    "department_staff": ("Department staff", "department", _lower_department_staff),
    "anyone": ("Party members and staff, no fixed pairs", "none", None),
}


def sql_pairs(upper, lower, day):
    """SQL query ``(responsible_id, employee_id, is_covering)`` of a layer's pairs on ``day``."""
    return SQL(
        """SELECT responsible_id, employee_id, bool_and(is_fallback) AS is_covering
             FROM (SELECT u.employee_id AS responsible_id, l.employee_id, u.is_fallback,
                          rank() OVER (PARTITION BY l.unit_id, l.employee_id ORDER BY u.rank) AS nth
                     FROM (%s) l
                     JOIN (%s) u ON u.unit_id = l.unit_id AND u.rank >= l.start_rank
                                AND u.employee_id <> l.employee_id
                     JOIN hr_employee le ON le.id = l.employee_id
                     JOIN hr_employee ue ON ue.id = u.employee_id
                                        AND ue.company_id = le.company_id) ranked
            WHERE nth = 1
            GROUP BY responsible_id, employee_id""",
        LOWER[lower][2](day),
        UPPER[upper][2](day),
    )
