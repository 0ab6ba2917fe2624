from psycopg2.extras import execute_values


def grow_departments(case, number, staff=2):
    """``number`` departments more, each with a head and some staff, none with a user; put into
    the tables directly, as the way of the ORM takes minutes."""
    case.env.flush_all()
    cursor = case.env.cr
    cursor.execute(
        """WITH place AS (
                INSERT INTO resource_resource
                       (name, resource_type, tz, time_efficiency, company_id, active)
                SELECT 'Q' || n, 'user', 'Asia/Shanghai', 100, %(company)s, TRUE
                  FROM generate_series(1, %(people)s) n RETURNING id, name
            )
            INSERT INTO hr_employee (name, resource_id, company_id, active)
            SELECT name, id, %(company)s, TRUE FROM place RETURNING id""",
        {"company": case.company.id, "people": number * (staff + 1)},
    )
    people = sorted(row[0] for row in cursor.fetchall())
    heads = people[:: staff + 1]
    execute_values(
        cursor,
        """INSERT INTO hr_department (name, company_id, parent_id, manager_id, active) VALUES %s""",
        [
            (f'{{"en_US": "Q{head}"}}', case.company.id, case.medicine.id, head, True)
            for head in heads
        ],
    )
    cursor.execute(
        """WITH version AS (
                INSERT INTO hr_version (employee_id, department_id, date_version, active, marital,
                                        employee_type, distance_home_work_unit, hr_responsible_id,
                                        last_modified_uid, last_modified_date)
                SELECT p.id, d.id, '2020-01-01', TRUE, 'single', 'employee', 'kilometers', 1, 1,
                       now()
                  FROM unnest(%(people)s) WITH ORDINALITY p(id, nth)
                  JOIN hr_department d
                    ON d.manager_id = (%(people)s)[(p.nth - 1) / %(size)s * %(size)s + 1]
                RETURNING id, employee_id
            )
            SELECT id, employee_id FROM version""",
        {"people": people, "size": staff + 1},
    )
    execute_values(
        cursor,
        """UPDATE hr_employee e SET current_version_id = v.id
             FROM (VALUES %s) v(id, employee_id) WHERE v.employee_id = e.id""",
        cursor.fetchall(),
    )
    # a planner that takes the tables for small goes through them again and again
    cursor.execute("ANALYZE hr_employee, hr_version, hr_department, talk_edge")
    case.env.invalidate_all()
    case.env["talk.edge"]._refresh()
