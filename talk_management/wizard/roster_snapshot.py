"""What the database holds of one company, read in a fixed number of queries."""

from odoo.tools import SQL

from ..engine.roster_link import Snapshot
from ..engine.roster_words import person_name, staff_key

_EMPLOYEES = """
    SELECT e.id, e.staff_number AS number, e.name, e.active, e.birthday, e.work_email AS email,
           e.political_status AS political, e.party_join_date AS party_join,
           e.party_full_date AS party_full, e.user_id, u.login,
           v.department_id AS department, v.job_title, r.name AS rank, v.post_date,
           v.contract_date_start AS entry_date, v.additional_note AS note
      FROM hr_employee e
      JOIN hr_version v ON v.id = e.current_version_id
 LEFT JOIN talk_rank r ON r.id = v.rank_id
 LEFT JOIN res_users u ON u.id = e.user_id
     WHERE e.company_id = %s AND (e.active OR e.staff_number IS NOT NULL)"""

_DEPARTMENTS = """
    SELECT id, name, parent_id AS parent, manager_id AS head, talk_leader_id AS leader, note
      FROM hr_department
     WHERE company_id = %s AND active"""

_BRANCHES = """
    SELECT b.id, b.name, b.upper_organisation AS upper,
           array_agg(g.id) AS ids, array_agg(g.name) AS names
      FROM talk_branch b
 LEFT JOIN talk_branch_group g ON g.branch_id = b.id
     WHERE b.company_id = %s
  GROUP BY b.id"""

_PLACES = """
    SELECT m.id, m.role, b.name AS branch, g.name AS "group", m.employee_id,
           (m.date_from >= %s OR m.create_date::date >= %s) AS fresh
      FROM talk_branch_member m
      JOIN talk_branch b ON b.id = m.branch_id
 LEFT JOIN talk_branch_group g ON g.id = m.group_id
     WHERE b.company_id = %s AND (m.date_to IS NULL OR m.date_to >= %s)"""

_TEAM = """
    SELECT m.id, m.role, m.title, m.employee_id,
           (m.date_from >= %s OR m.create_date::date >= %s) AS fresh
      FROM talk_team_member m
      JOIN talk_team t ON t.id = m.team_id
     WHERE t.company_id = %s AND t.department_id IS NULL AND t.active
       AND (m.date_to IS NULL OR m.date_to >= %s)"""

_STATUSES = """
    SELECT s.id, s.kind, s.employee_id,
           (s.date_from >= %s OR s.create_date::date >= %s) AS fresh
      FROM talk_employment_status s
      JOIN hr_employee e ON e.id = s.employee_id
     WHERE e.company_id = %s AND (s.date_to IS NULL OR s.date_to >= %s)"""

_LOGINS = """
    SELECT u.id, u.login, u.active AND NOT u.share AS active, p.name,
           EXISTS (SELECT 1 FROM hr_employee e
                    WHERE e.user_id = u.id AND e.company_id = %s) AS employee,
           EXISTS (SELECT 1 FROM res_company_users_rel c
                    WHERE c.user_id = u.id AND c.cid = %s) AS here
      FROM res_users u
      JOIN res_partner p ON p.id = u.partner_id
     WHERE lower(u.login) IN %s"""


def take(env, company, logins, departments, today):
    """A Snapshot of ``company``; of users elsewhere only what the file's logins ask for.

    A department's name may be translated: the one that is among ``departments``, the
    names of the file, counts, whoever imports in whichever language.
    """
    env.flush_all()
    now = Snapshot()

    def rows(query, *params):
        return env.execute_query_dict(SQL(query, *params))

    employees = rows(_EMPLOYEES, company.id)
    numbers = _take_employees(now, employees, _tags(env, rows, company))
    _take_departments(now, rows(_DEPARTMENTS, company.id), numbers, departments)
    for row in rows(_BRANCHES, company.id):
        groups = {name: group for name, group in zip(row["names"], row["ids"]) if name}
        now.branches[row["name"]] = {**row, "groups": groups}
    period = (today, today, company.id, today)
    now.team = {key: row for key, row in _held(rows(_TEAM, *period), numbers)}
    now.has_team = bool(now.team)
    now.statuses = {key: row for key, row in _held(rows(_STATUSES, *period), numbers)}
    now.places = {
        (row["branch"], key, row["role"]): row
        for key, row in _held(rows(_PLACES, *period), numbers)
    }
    if logins:
        now.own_login = env.user.login
        unlinked = [row["id"] for row in employees if not row["user"]]
        now.recorded = set(env["hr.employee"].sudo().browse(unlinked)._talk_with_records().ids)
        found = rows(_LOGINS, company.id, company.id, tuple(login.lower() for login in logins))
        now.logins = {row["login"].casefold(): row for row in found}
    return now


def _held(rows, numbers):
    """Rows with the staff key of whom they concern."""
    return [(numbers[row["employee_id"]], row) for row in rows if row["employee_id"] in numbers]


def _take_departments(now, rows, numbers, wanted):
    for row in rows:
        names = list(row["name"].values())
        row["name"] = next((name for name in names if name in wanted), names[0])
        row["head"], row["leader"] = numbers.get(row["head"]), numbers.get(row["leader"])
        now.departments[row["id"]] = row
    for row in now.departments.values():
        if row["parent"] not in now.departments:
            row["parent"] = None


def _take_employees(now, rows, tags):
    """Sort the employees into numbered ones and others; returns id → staff key.

    Someone without a number can still head a department: known as ``#12``.
    """
    numbers = {}
    for row in rows:
        row["tags"] = tags.get(row["id"], ())
        row["user"] = row["user_id"] and {"id": row["user_id"], "login": row["login"]}
        key = numbers[row["id"]] = staff_key(row["number"]) if row["number"] else f"#{row['id']}"
        if row["number"]:
            now.employees[key] = row
        elif row["active"]:
            now.unnumbered.setdefault(person_name(row["name"]), []).append(row)
    return numbers


def _tags(env, rows, company):
    names = {tag.id: tag.name for tag in env["hr.employee.category"].sudo().search([])}
    relation = env["hr.employee"]._fields["category_ids"]
    tags = {}
    for row in rows(
        """SELECT t.%s AS employee, t.%s AS tag
             FROM %s t JOIN hr_employee e ON e.id = t.%s
            WHERE e.company_id = %s""",
        SQL.identifier(relation.column1),
        SQL.identifier(relation.column2),
        SQL.identifier(relation.relation),
        SQL.identifier(relation.column1),
        company.id,
    ):
        tags[row["employee"]] = (*tags.get(row["employee"], ()), names[row["tag"]])
    return tags
