import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestEmployeeFields(TalkCase):
    def test_a_plain_employee_still_reads_colleagues(self):
        # a field on hr.employee without groups would take even the name away
        colleague = self.head.with_user(self.nurse.user_id)
        self.assertEqual(colleague.name, "Head")

    def test_party_dates_and_numbers_are_for_hr_only(self):
        self.head.staff_number = "T001"
        self.flush()
        for field in ("staff_number", "political_status", "party_join_date", "rank_id"):
            with self.assertRaises(AccessError, msg=field):
                self.head.with_user(self.nurse.user_id).read([field])
        self.assertEqual(self.head.with_user(self.officer_user).staff_number, "T001")

    def test_a_staff_number_is_unique_in_the_company(self):
        self.head.staff_number = "T001"
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.nurse.staff_number = "T001"
            self.env.flush_all()

    def test_nobody_is_a_full_member_before_joining(self):
        with self.assertRaises(ValidationError):
            self.head.with_user(self.officer_user).write(
                {"party_join_date": "2020-05-01", "party_full_date": "2019-05-01"}
            )

    def test_a_status_does_not_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.env["talk.employment.status"].with_user(self.officer_user).create(
                {
                    "employee_id": self.head.id,
                    "kind": "secondment",
                    "date_from": "2026-05-01",
                    "date_to": "2026-04-01",
                }
            )

    def test_reminders_go_to_any_officer_where_none_is_named(self):
        self.company.talk_officer_id = False
        self.assertIn(self.company._talk_officer(), self.officer_user | self.manager_user)
