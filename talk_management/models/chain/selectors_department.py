"""The sides of layers whose unit is a department; see ``selectors``.

Ranks of a department are ``levels up * STEP_UP + post``. A ward in cardiology:
the ward's head 0, its leader in charge 1, principals of its own team 2;
cardiology's head 4, leader in charge 5, principals 6; the principals of the whole
organisation LAST_RANK. Staff begin at 0, the ward's head at 1: the next is 4.

A head's regular superior is the head or the leader in charge of any level, as a
leader in charge is inherited downwards; principals stand in. For staff only the
head of the own department is regular, everybody else stands in.

Where somebody acts as head, the regular head answers for nobody, but stays a head
whom the leader in charge talks with: nobody answers to their own deputy.
"""

from odoo.tools import SQL

from .selector_places import acting_heads, held, team_places
from .talk_team import MEMBER, PRINCIPAL_ROLES

LAST_RANK = 1_000_000
HEAD, LEADER, PRINCIPALS = 0, 1, 2  # order within one department on the way up
STEP_UP = 4  # ranks one level of the department tree takes


def superiors(day):
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
             WHERE d.id NOT IN (SELECT unit_id FROM (%(acting)s) a)
            UNION ALL
            SELECT up.department_id, up.depth * %(step)s + %(head)s, a.employee_id
              FROM up JOIN hr_department d ON d.id = up.ancestor_id AND d.active
              JOIN (%(acting)s) a ON a.unit_id = up.ancestor_id
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
        acting=acting_heads(day),
        step=STEP_UP,
        head=HEAD,
        leader=LEADER,
        team=PRINCIPALS,
        last=LAST_RANK,
    )


def upper_department_head(day):
    return SQL(
        "SELECT unit_id, rank, employee_id, rank > 0 AS is_fallback FROM %s s", superiors(day)
    )


def upper_leader_in_charge(day):
    return SQL(
        """SELECT unit_id, rank, employee_id,
                  rank = %s OR rank %% %s = %s AS is_fallback FROM %s s""",
        LAST_RANK,
        STEP_UP,
        PRINCIPALS,
        superiors(day),
    )


def upper_linked_leader(day):
    """Nobody stands in for a linked leader. The rank is one from which heads, too, are
    answered for."""
    return SQL(
        """(WITH RECURSIVE linked(unit_id, employee_id, include_below) AS (
                SELECT l.department_id, l.employee_id, l.include_below
                  FROM talk_link l
                 WHERE l.department_id IS NOT NULL AND %s
                UNION
                SELECT d.id, linked.employee_id, TRUE
                  FROM linked JOIN hr_department d ON d.parent_id = linked.unit_id
                 WHERE linked.include_below
            )
            SELECT DISTINCT linked.unit_id, %s AS rank, e.id AS employee_id, FALSE AS is_fallback
              FROM linked
              JOIN hr_department d ON d.id = linked.unit_id AND d.active
              JOIN hr_employee e ON e.id = linked.employee_id AND e.active)""",
        held("l", day),
        LEADER,
    )


def lower_department_head(day):
    return SQL(
        """SELECT d.id AS unit_id, %(rank)s AS start_rank, e.id AS employee_id
             FROM hr_department d JOIN hr_employee e ON e.id = d.manager_id AND e.active
            WHERE d.active
            UNION
           SELECT a.unit_id, %(rank)s, a.employee_id
             FROM (%(acting)s) a JOIN hr_department d ON d.id = a.unit_id AND d.active""",
        rank=LEADER,
        acting=acting_heads(day),
    )


def lower_department_staff(day):
    return SQL(
        """SELECT d.id AS unit_id, %s AS start_rank, e.id AS employee_id
             FROM hr_employee e
             JOIN hr_version v ON v.id = e.current_version_id
             JOIN hr_department d ON d.id = v.department_id AND d.active
            WHERE e.active AND d.manager_id IS DISTINCT FROM e.id
              AND (d.id, e.id) NOT IN (SELECT unit_id, employee_id FROM (%s) a)
              AND e.id NOT IN (SELECT employee_id FROM (%s) t)""",
        HEAD,
        acting_heads(day),
        team_places((*PRINCIPAL_ROLES, MEMBER), day),
    )
