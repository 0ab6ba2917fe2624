from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .test_preparation import DAY, PreparationCase


@tagged("post_install", "-at_install")
class TestPreparationScale(PreparationCase):
    """Preparing a talk with somebody of long standing is as quick as with somebody new."""

    def test_opening_it_costs_the_same_whatever_the_history(self):
        self.make_history(3)
        few = self.count_opening()
        self.make_history(300)
        many = self.count_opening()
        self.assertEqual(few, many)
        self.assertLess(many, 120)

    def test_a_group_of_ten_costs_no_more_queries_than_one_of_two(self):
        self.assertEqual(self.count_group(2), self.count_group(10))

    def make_history(self, count):
        """So many talks, records, commitments and events of the nurse, and settled obligations of
        others."""
        first = self.past(self.head, self.nurse, "2026-01-05", promise="first")
        begins = first.sudo().date_start
        talks = self.env["talk.talk"].create(
            [
                {
                    "responsible_id": self.head.id,
                    "employee_id": self.nurse.id,
                    "date_start": begins - timedelta(days=n + 1),
                    "company_id": self.company.id,
                    "state": "held",
                }
                for n in range(count)
            ]
        )
        records = self.env["talk.record"].create(
            [{"talk_id": t.id, "participant_id": t.participant_ids.id} for t in talks]
        )
        records.commitment_ids.create(
            [{"record_id": record.id, "name": "more", "date_due": DAY} for record in records]
        )
        kind = self.env["talk.trigger.type"].create({"name": f"Praised {count}"})
        self.env["talk.trigger"].with_context(tracking_disable=True).create(
            [
                {
                    "employee_id": self.nurse.id,
                    "type_id": kind.id,
                    "date": (begins - timedelta(days=n)).date(),
                    "company_id": self.company.id,
                }
                for n in range(count)
            ]
        )
        rule = self.make_rule("leader_head", date_from="2020-01-01")
        self.env["talk.obligation"].create(
            [
                {
                    "responsible_id": self.head.id if n % 2 else self.deputy.id,
                    "employee_id": self.nurse.id,
                    "rule_id": rule.id,
                    "origin": f"history {count} {n}",
                    "company_id": self.company.id,
                    "date_start": "2020-01-01",
                    "date_due": "2026-12-31",
                    "state": "settled",
                    "date_settled": "2026-01-05",
                }
                for n in range(count)
            ]
        )

    def count_opening(self, talk=None):
        """Queries of opening the talk, pressing the button, and the form that comes."""
        talk = (talk or self.talk).with_user(self.head.user_id)
        fields = {"name": {}, "date_start": {}, "employee_id": {"fields": {"display_name": {}}}}
        fields |= {"obligation_ids": {}, "can_prepare": {}, "can_read_record": {}}
        form = {"points": {}, "sheet": {}, "talk_id": {"fields": {"display_name": {}}}}

        def opening():
            self.flush()
            before = self.env.cr.sql_log_count
            talk.web_read(fields)
            opened = talk.env["talk.preparation"].browse(talk.action_prepare()["res_id"])
            opened.web_read(form)
            return self.env.cr.sql_log_count - before

        opening()
        return opening()

    def count_group(self, size):
        people = [self.make_employee(f"member{size}of{n}", login=False) for n in range(size)]
        for person in people:
            person.department_id = self.cardiology
        with self.on("2026-11-01"):
            self.env["talk.edge"]._refresh()
        group = self.make_talk(
            self.head,
            self.env["hr.employee"],
            f"2026-12-{10 + size}",
            format="group",
            participant_ids=[Command.create({"employee_id": person.id}) for person in people],
        )
        return self.count_opening(group)
