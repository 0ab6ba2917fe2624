from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TalkCase


class RuleFormCase(TalkCase):
    """The form of a rule, as the HR officer has it open."""

    def form(self, basis="period", *layers, rule=None):
        """The form as the officer sees it, with a name and the basis chosen."""
        rules = self.env["talk.rule"].with_user(self.officer_user).with_company(self.company)
        form = Form(rule.with_env(rules.env) if rule else rules)
        if not rule:
            form.name = "R"
            form.basis = basis
        for layer in layers:
            form.layer_ids.add(self.env.ref(f"talk_management.layer_{layer}"))
        return form


@tagged("post_install", "-at_install")
class TestRuleForm(RuleFormCase):
    """An HR officer who is no programmer writes a rule and sees what it will do."""

    # ---- what is said before saving

    def test_the_form_names_the_load_of_each_before_it_is_saved(self):
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            self.assertEqual(form.preview_responsible_count, 2)
            self.assertEqual(form.preview_employee_count, 3)
            self.assertEqual(form.preview_talk_count, 3)
            self.assertEqual(
                form.preview_loads,
                "Head: 2 talks by 12/31/2026\nDeputy: one talk by 12/31/2026",
            )
            self.assertEqual(form.sentence, "One talk per pair each year.")
            self.assertEqual(form.next_dates, "12/31/2026")
            self.assertFalse(form.warning)
        self.assertFalse(self.env["talk.rule"].search([("company_id", "=", self.company.id)]))

    def test_the_preview_follows_every_choice_at_once(self):
        rank = self.env["talk.rank"].create({"name": "Senior"})
        self.nurse.rank_id = rank
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            form.rank_ids.add(rank)
            self.assertEqual(form.preview_talk_count, 1)
            form.rank_ids.remove(rank.id)
            form.department_ids.add(self.infection)
            self.assertEqual(form.preview_loads, "Deputy: one talk by 12/31/2026")
            form.talk_count = 2
            form.period_unit = "month"
            self.assertEqual(form.preview_loads, "Deputy: one talk by 11/30/2026")

    def test_a_saved_rule_shows_only_what_a_change_would_add(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-22"):
            self.env["talk.obligation"]._generate(rule)
            form = self.form(rule=rule)
            self.assertEqual(form.preview_talk_count, 0)
            form.layer_ids.add(self.env.ref("talk_management.layer_leader_head"))
            self.assertEqual(form.preview_talk_count, 1)
            self.assertIn("Deputy: 2 talks by 12/31/2026", form.preview_loads.splitlines())

    def test_the_preview_of_an_unsaved_rule_writes_nothing(self):
        with self.on("2026-11-22"):
            self.form("period", "head_staff")
        self.assertFalse(self.obligations())

    def test_a_number_half_typed_is_no_error(self):
        with self.on("2026-11-22"):
            form = self.form("period", "head_staff")
            form.talk_count = 0
            self.assertFalse(form.sentence)
            self.assertFalse(form.preview_loads)
            form.talk_count = 1
            form.lead_days = "two weeks"
            self.assertFalse(form.warning)
            form.basis = "meeting"
            form.window_days = -3
            form.basis = "anniversary"
            form.days_before = -1
            self.assertFalse(form.preview_talk_count)

    # ---- every basis, with what the form shows

    def test_whoever_receives_for_no_team_or_branch_is_named_without_empty_brackets(self):
        with self.on("2026-11-22"):
            loads = self.form("reception", "leader_head").preview_loads
        self.assertTrue(loads)
        self.assertNotIn("()", loads)

    def test_last_thursday_reads_as_the_hospital_wrote_it(self):
        """H3.2, and the working day before when that Thursday is a holiday."""
        self.env["talk.workday"].create(
            {"date": "2026-11-26", "kind": "day_off", "company_id": self.company.id}
        )
        with self.on("2026-11-22"):
            form = self.form("reception", "team_anyone")
            self.assertEqual(
                form.sentence.split(". ")[0],
                "Last Thursday of each month, 14:30–17:30; if a holiday, the working day before",
            )
            self.assertTrue(form.next_dates.startswith("11/25/2026, 12/31/2026"))
            self.assertEqual(form.preview_responsible_count, 3)  # all who take turns
            self.assertEqual(
                form.preview_loads.splitlines()[0],
                "11/25/2026: Secretary (Leadership), Director stands in",
            )
            rule = form.save()
        self.assertEqual((rule.hour_from, rule.hour_to), (14.5, 17.5))

    def test_a_make_up_saturday_is_no_holiday(self):
        with self.on("2026-09-30"):
            form = self.form("day", "head_staff")
            form.recur_by = "workday"
            form.recur_nth = "5"
            before = form.next_dates.split(", ")[0]
            self.env["talk.workday"].create(
                {"date": "2026-10-03", "kind": "make_up", "company_id": self.company.id}
            )
            form = self.form("day", "head_staff")
            form.recur_by = "workday"
            form.recur_nth = "5"
            self.assertEqual((before, form.next_dates.split(", ")[0]), ("10/07/2026", "10/06/2026"))

    def test_the_last_day_of_february_moves_in_a_leap_year(self):
        with self.on("2027-02-01"):
            form = self.form("day", "head_staff")
            form.recur_every = "year"
            form.recur_month = "first"
            form.recur_by = "day"
            form.recur_day = 31
            form.holiday_shift = "keep"
            self.assertTrue(form.next_dates.startswith("01/31/2028"))
            form.recur_every = "month"
            self.assertTrue(form.next_dates.startswith("02/28/2027, 03/31/2027, 04/30/2027"))
        with self.on("2028-02-01"):
            form = self.form("day", "head_staff")
            form.recur_by = "day"
            form.recur_day = 31
            form.holiday_shift = "keep"
            self.assertTrue(form.next_dates.startswith("02/29/2028"))

    def test_a_rule_on_recurring_days_is_made_on_the_form(self):
        with self.on("2026-11-22"):
            form = self.form("day", "head_staff")
            form.recur_every = "quarter"
            form.recur_month = "last"
            form.recur_nth = "1"
            form.recur_weekday = "4"
            rule = form.save()
            self.assertEqual(rule.next_dates.split(", ")[0], "12/04/2026")
            self.assertEqual(rule.preview_talk_count, 3)

    def test_a_rule_before_a_meeting_is_made_on_the_form(self):
        with self.on("2026-11-22"):
            self.env["talk.meeting"].create(
                {"name": "M", "date": "2026-12-21", "company_id": self.company.id}
            )
            form = self.form("meeting", "principals")
            form.window_days = 20
            self.assertEqual(form.preview_talk_count, 2)
            self.assertEqual(form.save().next_dates, "12/20/2026")

    def test_a_rule_after_events_is_made_on_the_form_in_steps(self):
        kind = self.env["talk.trigger.type"].create({"name": "Promoted"})
        with self.on("2026-11-22"):
            form = self.form("event", "head_staff")
            form.trigger_type_ids.add(kind)
            for count, unit in ((1, "week"), (1, "month")):
                with form.step_ids.new() as step:
                    step.count = count
                    step.unit = unit
            self.assertEqual(form.sentence, "After Promoted, within one week and one month.")
            rule = form.save()
        self.assertEqual(rule.step_ids.mapped("unit"), ["week", "month"])

    def test_a_rule_after_events_tells_nobody_that_one_has_happened(self):
        """Some events are restricted: the officer sees whom one could touch, not whom it did."""
        kind = self.env["talk.trigger.type"].create(
            {"name": "Integrity matter", "confidentiality": "restricted"}
        )
        with self.on("2026-11-22"):
            self.env["talk.trigger"].create(
                {
                    "employee_id": self.nurse.id,
                    "type_id": kind.id,
                    "company_id": self.company.id,
                    "date": "2026-11-20",
                }
            )
            form = self.form("event", "head_staff")
            form.trigger_type_ids.add(kind)
            self.assertEqual(form.preview_employee_count, 3)
            self.assertFalse(form.preview_talk_count)
            self.assertFalse(form.preview_loads)
            rule = form.save()
            self.assertFalse(rule.with_user(self.officer_user).preview_loads)

    def test_a_rule_around_an_anniversary_is_made_on_the_form(self):
        self.nurse.party_join_date = "2011-11-25"
        with self.on("2026-11-22"):
            form = self.form("anniversary", "head_staff")
            form.anniversary_of = "party"
            form.days_before = 3
            form.days_after = 10
            self.assertEqual(form.preview_talk_count, 1)
            self.assertEqual(form.preview_loads, "Head: one talk by 12/05/2026")
            form.save()

    def test_a_quota_is_made_on_the_form(self):
        with self.on("2026-11-22"):
            form = self.form("quota", "team_anyone")
            form.talk_count = 4
            self.assertEqual(form.preview_responsible_count, 3)
            self.assertEqual(form.preview_loads.splitlines()[0], "Secretary: 4 talks by 12/31/2026")
            form.quota_kind = "share"
            form.talk_count = 50
            self.assertEqual(form.preview_loads.splitlines()[0], "Secretary: 3 talks by 12/31/2026")
            form.save()

    def test_own_terms_without_a_calendar_are_refused(self):
        form = self.form("period", "head_staff")
        form.period_unit = "custom"
        with self.assertRaisesRegex(AssertionError, "term_calendar_id is a required"):
            form.save()

    # ---- nobody else

    def test_only_hr_officers_read_whom_a_rule_touches(self):
        rule = self.make_rule("head_staff")
        for user in (self.head.user_id, self.discipline_user):
            seen = rule.with_user(user)
            self.assertTrue(seen.sentence)
            for name in (
                "preview_loads",
                "warning",
                "preview_talk_count",
                "preview_responsible_count",
                "preview_employee_count",
            ):
                with self.assertRaises(AccessError):
                    seen.read([name])
                self.assertFalse(rule.with_user(user).sudo()[name])
        with self.on("2026-11-22"):
            self.assertIn("Head: 2", rule.with_user(self.officer_user).preview_loads)

    def test_an_unsaved_rule_looks_into_no_company_the_officer_is_not_in(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", "talk_management.group_talk_officer", company=other)
        layers = self.env.ref("talk_management.layer_head_staff")
        rule = (
            self.env["talk.rule"]
            .with_user(stranger)
            .new({"company_id": self.company.id, "layer_ids": [Command.set(layers.ids)]})
        )
        self.assertFalse(rule.preview_loads)
        self.assertFalse(rule.preview_employee_count)

    def test_the_preview_costs_as_much_for_many_as_for_few(self):
        layers = self.env.ref("talk_management.layer_head_staff")

        def cost():
            self.flush()
            rule = (
                self.env["talk.rule"]
                .with_user(self.officer_user)
                .new({"company_id": self.company.id, "layer_ids": [Command.set(layers.ids)]})
            )
            before = self.env.cr.sql_log_count
            self.assertTrue(rule.preview_loads)
            return self.env.cr.sql_log_count - before

        few = cost()
        self.env["hr.employee"].create(
            [
                {"name": f"S{n}", "company_id": self.company.id, "department_id": dep.id}
                for dep in (self.cardiology, self.infection)
                for n in range(50)
            ]
        )
        self.env["talk.edge"]._refresh()
        self.assertLessEqual(cost(), few)
