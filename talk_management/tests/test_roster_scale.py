import time

from odoo.tests import tagged

from .test_roster_case import HOSPITAL, RosterCase, shipped


def many(count):
    head = "工号,姓名,部门,出生日期,入职日期,政治面貌,党支部,登录名,状态\n"
    return head + "".join(
        f"M{at:05},人{at},科{at % 40},1980-01-05,2010/3/4,中共党员,支部{at % 10},m{at},在职\n"
        for at in range(count)
    )


@tagged("post_install", "-at_install")
class TestRosterScale(RosterCase):
    def read_queries(self, count):
        text = many(count).encode()
        wizards = self.env["talk.roster.import"]
        wizards._read("many.csv", text, self.company)  # warms caches
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        wizards._read("many.csv", text, self.company)
        return self.env.cr.sql_log_count - before

    def test_a_preview_asks_as_many_questions_for_two_hundred_as_for_two_thousand(self):
        self.assertEqual(self.read_queries(200), self.read_queries(2000))

    def test_the_hospital_imports_within_thirty_seconds(self):
        started = time.monotonic()
        self.take(shipped(HOSPITAL))
        self.assertLess(time.monotonic() - started, 30)


@tagged("post_install", "-at_install", "-standard", "talk_scale")
class TestRosterFiftyThousand(RosterCase):
    def test_fifty_thousand_rows_are_refused_within_a_minute(self):
        started = time.monotonic()
        wizard = self.preview(many(50_000), "many.csv")
        self.assertLess(time.monotonic() - started, 60)
        self.assertTrue(wizard.error_count)
        self.assertTrue(wizard.is_cut)
