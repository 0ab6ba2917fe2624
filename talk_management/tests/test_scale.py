from odoo.tests import tagged
from odoo.tools import SQL

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestScale(TalkCase):
    """What the daily job costs follows from the rules, not from the number of people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.make_rule("principal_member", "leader_head")
        cls.rules |= cls.make_rule("secretary_member", "head_staff")

    def grow(self, number):
        """Add people to departments of ten with a head each; the way the ORM makes them
        one by one takes minutes, so they are put into the tables directly."""
        self.env.flush_all()
        self.env.cr.execute(
            """WITH place AS (
                    INSERT INTO resource_resource
                           (name, resource_type, tz, time_efficiency, company_id, active)
                    SELECT 'P' || n, 'user', 'Asia/Shanghai', 100, %(company)s, TRUE
                      FROM generate_series(1, %(number)s) n RETURNING id, name
                ), person AS (
                    INSERT INTO hr_employee (name, resource_id, company_id, active)
                    SELECT name, id, %(company)s, TRUE FROM place RETURNING id
                ), numbered AS (
                    SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM person
                ), department AS (
                    INSERT INTO hr_department (name, company_id, parent_id, manager_id, active)
                    SELECT jsonb_build_object('en_US', 'D' || id), %(company)s, %(parent)s, id, TRUE
                      FROM numbered WHERE nth %% 10 = 0 RETURNING id, manager_id
                )
                INSERT INTO hr_version (employee_id, department_id, date_version, active, marital,
                                        employee_type, distance_home_work_unit, hr_responsible_id,
                                        last_modified_uid, last_modified_date)
                SELECT p.id, d.id, '2020-01-01', TRUE, 'single', 'employee', 'kilometers', 1, 1,
                       now()
                  FROM numbered p
                  JOIN numbered head ON head.nth = p.nth / 10 * 10
                  JOIN department d ON d.manager_id = head.id""",
            {"number": number, "company": self.company.id, "parent": self.medicine.id},
        )
        self.env.cr.execute(
            """UPDATE hr_employee e SET current_version_id = v.id
                 FROM hr_version v WHERE v.employee_id = e.id AND e.current_version_id IS NULL"""
        )
        # an earlier test that was undone may have left the planner with figures of nobody
        self.env.cr.execute("ANALYZE hr_employee, hr_version, hr_department")
        self.env.invalidate_all()

    def cost(self):
        """SQL queries of chain and generation, of a run that has everything to do."""
        self.env["talk.obligation"].search([("company_id", "=", self.company.id)]).unlink()
        self.flush()
        before = self.env.cr.sql_log_count
        self.env["talk.edge"]._refresh()
        for rule in self.rules:
            self.env["talk.obligation"]._generate_rule(rule)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_generation_for_two_hundred_and_for_two_thousand_people_costs_the_same(self):
        self.grow(10)
        self.cost()  # fills the caches
        self.grow(200)
        few = self.cost()
        self.grow(1800)
        self.assertEqual(self.cost(), few)
        owed = self.env["talk.obligation"].search_count([("company_id", "=", self.company.id)])
        self.assertGreater(owed, 2000)

    def test_the_chain_of_people_just_imported_is_not_planned_for_empty_tables(self):
        self.grow(2000)
        self.env["talk.edge"]._refresh()
        unknown = self.env.execute_query(
            SQL(
                """SELECT relname FROM pg_class
                    WHERE relname IN ('hr_employee', 'hr_version', 'talk_edge')
                      AND pg_relation_size(oid) > 2 * 8192 * greatest(relpages, 10)"""
            )
        )
        self.assertFalse(unknown)

    def test_pages_under_the_rules_of_a_leader_cost_the_same_for_few_and_many(self):
        def queries():
            self.flush()
            before = self.env.cr.sql_log_count
            obligations = self.env["talk.obligation"].with_user(self.deputy.user_id)
            obligations.web_search_read(
                [], {"employee_id": {}, "state": {}, "is_overdue": {}, "can_plan": {}}, limit=80
            )
            return self.env.cr.sql_log_count - before

        self.grow(100)
        self.cost()
        queries()  # fills the caches
        few = queries()
        self.grow(400)
        self.cost()
        self.assertEqual(queries(), few)

    def test_a_leaders_rows_are_found_by_index_and_the_table_is_not_read_through(self):
        self.grow(3000)
        self.cost()
        self.env.cr.execute("ANALYZE talk_obligation, talk_edge, talk_sight, hr_employee")
        for model in ("talk.obligation", "talk.edge"):
            rows = self.env[model].with_user(self.head.user_id)._search([])
            plan = self.env.execute_query(SQL("EXPLAIN %s", rows.select()))
            self.assertNotIn(f"Seq Scan on {self.env[model]._table}", str(plan))
