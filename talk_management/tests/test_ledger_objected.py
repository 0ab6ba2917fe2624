from odoo.fields import Command
from odoo.tests import tagged

from .common_ledger import LedgerCase, pdf_text


@tagged("post_install", "-at_install")
class TestLedgerObjected(LedgerCase):
    """A talk to which somebody objects is on the ledger, marked, and is not counted (H4.3)."""

    def setUp(self):
        super().setUp()
        self.held = self.hold(self.head, self.doctor)
        self.objected = self.hold(self.head, self.nurse, "2026-11-21")

    def say_not_met(self, talk, employee=None):
        user = (employee or self.nurse).user_id
        asked = self.env["talk.confirmation"].with_user(user).search([("talk_id", "=", talk.id)])
        asked.action_not_met()
        self.flush()
        return asked

    def states(self, user):
        return {row[0]: row[14] for row in self.ledger(user).held.rows()}

    def row(self, talk, user):
        """(with whom, state)"""
        rows = self.ledger(user).held.rows()
        return next((row[6], row[14]) for row in rows if row[0] == talk.name)

    def totals(self, user):
        """(talks, people) of each table's last row, which must be the same."""
        ledger = self.ledger(user)
        tables = (ledger.by_month, ledger.by_kind, ledger.by_format)
        [total] = {(table.rows[-1][1], table.rows[-1][3]) for table in tables}
        return total

    def held_with(self, employee, user=None):
        self.flush()
        return employee.with_user(user or self.officer_user).talk_held_count

    def test_it_is_marked_and_not_counted_for_those_who_see_the_objection(self):
        self.assertEqual(self.totals(self.officer_user), (2, 2))
        self.say_not_met(self.objected)
        for user in (self.officer_user, self.head.user_id):
            self.assertEqual(
                self.states(user),
                {self.held.name: "Held", self.objected.name: "Held, objected to"},
            )
            self.assertEqual(self.totals(user), (1, 1))
        self.assertEqual(self.states(self.nurse.user_id), {self.objected.name: "Held, objected to"})
        self.assertEqual(self.totals(self.nurse.user_id), (0, 0))

    def test_the_ledger_and_the_employee_say_the_same(self):
        self.assertEqual(self.held_with(self.nurse), 1)
        asked = self.say_not_met(self.objected)
        self.assertEqual(self.held_with(self.nurse), 0)
        asked.with_user(self.officer_user).action_counts_not()
        self.assertEqual((self.held_with(self.nurse), self.totals(self.officer_user)), (0, (1, 1)))

    def test_it_counts_again_once_it_is_decided_so_or_taken_back(self):
        self.say_not_met(self.objected).with_user(self.officer_user).action_counts()
        self.flush()
        self.assertEqual((self.held_with(self.nurse), self.totals(self.officer_user)), (1, (2, 2)))
        self.assertEqual(self.states(self.officer_user)[self.objected.name], "Held")

    def test_in_a_group_who_objects_is_left_out_and_the_others_do_not_learn_it(self):
        group = self.hold(
            self.head,
            self.nurse,
            "2026-11-23",
            format="group",
            employee_id=False,
            participant_ids=[
                Command.create({"employee_id": employee.id})
                for employee in (self.nurse, self.inspector)
            ],
        )
        self.say_not_met(group)
        self.assertEqual(self.row(group, self.officer_user), ("Inspector", "Held"))
        self.assertEqual(self.totals(self.officer_user), (3, 3))
        self.assertEqual(self.row(group, self.inspector.user_id), ("Nurse、Inspector", "Held"))
        self.assertEqual(self.totals(self.inspector.user_id), (1, 2))

    def test_the_printed_ledger_says_so(self):
        self.say_not_met(self.objected)
        self.assertIn("Held, objected to", pdf_text(self.pdf(self.ledger(self.officer_user))))
