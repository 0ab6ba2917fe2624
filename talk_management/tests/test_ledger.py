from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.talk_management.report import ledger_query
from odoo.addons.talk_management.report.ledger import period_key

from .common_ledger import NOVEMBER, SECRET, LedgerCase, pdf_text


@tagged("post_install", "-at_install")
class TestLedger(LedgerCase):
    """Who asks for the ledger gets what that person may see, and nobody a word of a record."""

    def test_everyone_sees_their_own_talks_and_the_officer_all(self):
        first = self.hold(self.head, self.nurse)
        second = self.hold(self.deputy, self.head)
        both = [first.name, second.name]
        self.assertEqual(self.numbers(self.officer_user), both)
        self.assertEqual(self.numbers(self.nurse.user_id), both[:1])
        self.assertEqual(self.numbers(self.head.user_id), both)
        self.assertEqual(self.numbers(self.inspector.user_id), [])
        self.assertEqual(self.numbers(self.discipline_user), [])

    def test_a_held_talk_says_whether_it_was_owed_and_in_time(self):
        self.make_due()
        self.hold(self.head, self.nurse)
        self.hold(self.head, self.doctor, "2026-12-03")
        self.hold(self.head, self.nurse, "2026-11-25")
        rows = list(self.ledger(self.officer_user).held.rows())
        self.assertEqual(
            [(row[6], row[13]) for row in rows], [("Nurse", "Yes, in time"), ("Nurse", "No")]
        )
        december = (date(2026, 12, 1), date(2026, 12, 31))
        rows = list(self.ledger(self.officer_user, december).held.rows())
        self.assertEqual([(row[6], row[13]) for row in rows], [("Doctor", "Yes, late")])

    def test_times_are_those_of_the_reader(self):
        self.hold(self.head, self.nurse)
        (row,) = self.ledger(self.officer_user).held.rows()
        self.assertEqual(row[1:4], (date(2026, 11, 20), "10:00", "10:30"))

    def test_planned_talks_are_listed_only_when_asked_for_and_never_counted(self):
        self.hold(self.head, self.nurse)
        with self.on("2026-11-20"):
            planned = self.make_talk(self.head, self.doctor, "2026-11-25")
        self.assertNotIn(planned.name, self.numbers(self.officer_user))
        ledger = self.ledger(self.officer_user, with_planned=True)
        self.assertIn(planned.name, [row[0] for row in ledger.held.rows()])
        one = (1, 1.0, 1, 0, 0)
        self.assertEqual(ledger.by_month.rows, [("2026-11", *one), ("Total", *one)])

    def test_talks_of_another_month_are_not_on_it(self):
        self.hold(self.head, self.nurse, "2026-10-31")
        self.assertEqual(self.numbers(self.officer_user), [])

    def test_a_department_takes_those_below_with_it(self):
        self.hold(self.head, self.nurse)
        self.assertEqual(len(self.numbers(self.officer_user, department=self.medicine)), 1)
        self.assertEqual(self.numbers(self.officer_user, department=self.infection), [])

    def test_owed_talks_are_open_planned_overdue_or_excused(self):
        self.make_due()
        with self.on("2026-11-10"):
            owed = self.owed(self.officer_user)
            self.assertIn(("Head", "Nurse", "Open"), owed)
            self.make_talk(self.head, self.nurse, "2026-11-25")
            self.flush()
            self.assertIn(("Head", "Nurse", "Talk planned"), self.owed(self.officer_user))
            excused = self.obligation(self.head, self.doctor).with_user(self.officer_user)
            excused._excuse("abroad")
            self.flush()
            self.assertIn(("Head", "Doctor", "Excused"), self.owed(self.officer_user))
        with self.on("2026-12-05"):
            self.assertIn(("Head", "Nurse", "Overdue"), self.owed(self.officer_user))
            december = (date(2026, 12, 1), date(2026, 12, 31))
            self.assertIn(
                ("Head", "Nurse", "Overdue"),
                self.owed(self.officer_user, dates=december),
                "what is still owed from before is not forgotten",
            )

    def test_owed_talks_follow_sight(self):
        self.make_due()
        with self.on("2026-11-10"):
            pairs = {row[:2] for row in self.owed(self.nurse.user_id)}
            self.assertEqual(pairs, {("Head", "Nurse")})
            pairs = {row[:2] for row in self.owed(self.head.user_id)}
            self.assertLessEqual({("Head", "Nurse"), ("Head", "Doctor")}, pairs)
            everything = {row[:2] for row in self.owed(self.officer_user)}
            self.assertEqual({row[:2] for row in self.owed(self.discipline_user)}, everything)

    def test_totals_agree_with_the_rows(self):
        self.make_due()
        self.hold(self.head, self.nurse)
        self.hold(
            self.head,
            self.doctor,
            format="group",
            employee_id=False,
            participant_ids=[
                Command.create({"employee_id": self.doctor.id}),
                Command.create({"employee_id": self.nurse.id}),
            ],
        )
        with self.on("2026-11-30"):
            ledger = self.ledger(self.officer_user)
            owed = list(ledger.owed.rows())
        rows = list(ledger.held.rows())
        self.assertEqual(len(rows), ledger.held.count)
        for table in (ledger.by_month, ledger.by_kind, ledger.by_format):
            self.assertEqual(table.rows[-1][1], len(rows))
            self.assertEqual(sum(row[1] for row in table.rows[:-1]), len(rows))
            self.assertEqual(table.rows[-1][3], 3, "people talked with")
        self.assertEqual(
            [row[:3] for row in ledger.by_format.rows[:-1]],
            [("Group", 1, 0.5), ("One-on-one", 1, 0.5)],
        )
        self.assertEqual(ledger.by_state.rows[-1][1], len(owed))

    def test_no_word_of_a_record_is_on_any_ledger(self):
        self.make_due()
        self.hold(self.head, self.nurse)
        for user in self.env["res.users"].search([("company_id", "=", self.company.id)]):
            with self.subTest(user=user.name):
                ledger = self.ledger(user)
                self.assertNotIn(SECRET, pdf_text(self.pdf(ledger)))
                cells = [
                    str(cell)
                    for sheet in self.workbook(ledger)
                    for row in sheet.iter_rows(values_only=True)
                    for cell in row
                ]
                self.assertNotIn(SECRET, " ".join(cells))

    def test_a_ledger_asks_as_many_queries_for_200_talks_as_for_20(self):
        for _number in range(20):
            self.hold_by_sql()
        self.count_queries()  # what Odoo remembers afterwards
        few = self.count_queries()
        for _number in range(180):
            self.hold_by_sql()
        self.assertEqual(self.count_queries(), few)

    def hold_by_sql(self):
        self.env["talk.talk"].create(
            {
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "date_start": "2026-11-20 02:00:00",
                "company_id": self.company.id,
            }
        ).write({"state": "held"})

    def count_queries(self):
        self.flush()
        before = self.env.cr.sql_log_count
        ledger = self.ledger(self.officer_user)
        list(ledger.held.rows())
        list(ledger.owed.rows())
        return self.env.cr.sql_log_count - before

    def test_rows_come_in_batches(self):
        for _number in range(5):
            self.hold_by_sql()
        self.patch(ledger_query, "BATCH", 2)
        self.assertEqual(len(self.numbers(self.officer_user)), 5)

    def test_periods_are_named_as_people_name_them(self):
        self.assertEqual(period_key(*NOVEMBER), "2026-11")
        self.assertEqual(period_key(date(2026, 10, 1), date(2026, 12, 31)), "2026-Q4")
        self.assertEqual(period_key(date(2026, 1, 1), date(2026, 12, 31)), "2026")
        self.assertEqual(period_key(date(2026, 11, 16), date(2026, 11, 22)), "2026-W47")
        self.assertEqual(period_key(date(2026, 11, 2), date(2026, 11, 2)), "2026-11-02")
        self.assertEqual(period_key(date(2026, 11, 2), date(2026, 11, 5)), "2026-11-02_2026-11-05")
