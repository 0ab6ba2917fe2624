from odoo.fields import Command
from odoo.tests import tagged

from .test_rule_form import RuleFormCase


@tagged("post_install", "-at_install")
class TestRuleWarning(RuleFormCase):
    """A rule that does nothing, or asks for too much, says so before it is saved."""

    def test_a_rule_that_has_ended_says_so(self):
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            form.date_to = "2025-12-31"
            self.assertIn("ended on 12/31/2025", form.warning)

    def test_a_rule_that_touches_nobody_says_so(self):
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            form.party = "party"
            self.assertIn("touches nobody", form.warning)

    def test_a_layer_with_nobody_in_it_touches_nobody(self):
        """The hospital's only member of the team beside the principals has no peer."""
        with self.on("2026-11-22"):
            self.assertIn("touches nobody", self.form("period", "members").warning)

    def test_own_terms_that_are_over_say_so(self):
        terms = self.env["talk.term.calendar"].create(
            {
                "name": "Terms",
                "company_id": self.company.id,
                "term_ids": [
                    Command.create(
                        {"name": "Old", "date_from": "2026-02-20", "date_to": "2026-07-10"}
                    )
                ],
            }
        )
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            form.period_unit = "custom"
            form.term_calendar_id = terms
            self.assertIn("no term that runs now", form.warning)
            terms.term_ids = [
                Command.create({"name": "Next", "date_from": "2027-02-20", "date_to": "2027-07-10"})
            ]
            form = self.form("period", "head_staff")
            form.period_unit = "custom"
            form.term_calendar_id = terms
            self.assertFalse(form.warning)

    def test_a_day_nobody_works_on_never_comes_round(self):
        with self.on("2026-11-22"):
            form = self.form("day", "head_staff")
            form.recur_every = "week"
            form.recur_weekday = "6"
            form.holiday_shift = "skip"
            self.assertIn("never comes round", form.warning)
            form.holiday_shift = "earlier"
            self.assertFalse(form.warning)

    def test_a_meeting_nobody_has_planned_is_said(self):
        with self.on("2026-11-22"):
            form = self.form("meeting", "principals")
            self.assertIn("No “Democratic life meeting”", form.warning)
            self.env["talk.meeting"].create(
                {"name": "M", "date": "2027-06-30", "company_id": self.company.id}
            )
            form = self.form("meeting", "principals")
            self.assertFalse(form.warning)
            self.assertEqual(form.next_dates, "06/29/2027")

    def test_events_out_of_use_are_said(self):
        kind = self.env["talk.trigger.type"].create(
            {
                "name": "Moved house",
                "layer_ids": [self.env.ref("talk_management.layer_head_staff").id],
            }
        )
        with self.on("2026-11-22"):
            form = self.form("event")
            form.trigger_type_ids.add(kind)
            self.assertFalse(form.warning)
            self.assertEqual(form.preview_employee_count, 3)
            kind.active = False
            self.flush()
            form = self.form("event", "head_staff")
            form.trigger_type_ids.add(kind)
            self.assertIn("in use any more", form.warning)

    def test_an_anniversary_nobody_has_on_record_is_said(self):
        with self.on("2026-11-22"):
            form = self.form("anniversary", "head_staff")
            form.anniversary_of = "party"
            self.assertIn("Joining the Party", form.warning)
            self.nurse.party_join_date = "2004-02-29"
            form = self.form("anniversary", "head_staff")
            form.anniversary_of = "party"
            self.assertFalse(form.warning)

    def test_more_than_a_person_can_hold_is_said(self):
        self.company.talk_capacity_per_day = 1
        staff = self.env["hr.employee"].create(
            [
                {
                    "name": f"Staff {number}",
                    "company_id": self.company.id,
                    "department_id": self.cardiology.id,
                }
                for number in range(10)
            ]
        )
        self.env["talk.edge"]._refresh()
        with self.on("2026-11-27"):  # a Friday: two working days are left in the month
            form = self.form("period", "head_staff")
            self.assertFalse(form.warning)
            form.period_unit = "month"
            self.assertEqual(
                form.warning,
                f"Head would owe {len(staff) + 2} talks by 11/30/2026, and can hold about 2 "
                "in the working days until then.",
            )
