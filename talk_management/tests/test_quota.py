from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TalkCase


class QuotaCase(TalkCase):
    """Leaders who are to talk with so many of the staff, whom they choose themselves (H2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(
            "team_anyone", basis="quota", talk_count=2, period_unit="quarter", lead_days="60"
        )

    def generate(self, day="2026-11-16"):
        with self.on(day):
            outcome = self.env["talk.obligation"]._generate(self.rule)[self.rule]
        self.flush()
        return outcome

    def quotas(self, **domain):
        self.flush()
        return self.env["talk.quota"].search(
            [("rule_id", "=", self.rule.id), *((key, "=", value) for key, value in domain.items())]
        )

    def quota(self, responsible, **domain):
        return self.quotas(responsible_id=responsible.id, **domain)

    def hold(self, responsible, employee, day="2026-11-16", **vals):
        with self.on(f"{day}", "12:00:00"):
            talk = self.make_talk(responsible, employee, day, **vals)
            talk.action_hold()
        self.flush()
        return talk

    def figures(self, responsible):
        quota = self.quota(responsible).with_user(responsible.user_id)
        return quota.held_count, quota.target_count

    def add_staff(self, number):
        for nth in range(number):
            self.make_employee(f"staff{nth}", login=False).department_id = self.infection
        self.flush()

    def activities(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.reminder"), ("user_id", "=", user.id)]
        )


@tagged("post_install", "-at_install")
class TestQuota(QuotaCase):
    def test_each_leader_owes_so_many_people_in_the_quarter(self):
        self.generate()
        quotas = self.quotas()
        self.assertEqual(
            set(quotas.responsible_id.mapped("name")), {"Secretary", "Director", "Deputy"}
        )
        self.assertEqual(set(quotas.mapped("target_count")), {2})
        self.assertEqual({str(day) for day in quotas.mapped("date_due")}, {"2026-12-31"})
        self.assertEqual(set(quotas.mapped("population_count")), {6})

    def test_twelve_different_people_are_twelve_however_often_one_of_them_comes(self):
        self.rule.talk_count = 12
        self.add_staff(12)
        self.generate()
        staff = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id), ("name", "like", "Staff")]
        )
        for nth, person in enumerate(staff[:11]):
            self.hold(self.deputy, person, f"2026-11-{nth + 1:02d}")
        self.hold(self.deputy, staff[0], "2026-11-15")
        self.assertEqual(self.figures(self.deputy), (11, 12))
        self.assertFalse(self.quota(self.deputy).is_met)
        self.hold(self.deputy, staff[11], "2026-11-16")
        self.assertEqual(self.figures(self.deputy), (12, 12))
        self.assertTrue(self.quota(self.deputy).is_met)
        self.assertEqual(self.quotas(is_met=True), self.quota(self.deputy))

    def test_nobody_owes_talks_with_more_people_than_there_are(self):
        self.rule.talk_count = 500
        self.generate()
        self.assertEqual(set(self.quotas().mapped("target_count")), {6})

    def test_a_share_is_rounded_up(self):
        self.rule.write({"quota_kind": "share", "talk_count": 30})
        self.generate()  # 30 % of 6
        self.assertEqual(self.quota(self.deputy).target_count, 2)
        self.add_staff(1)
        self.generate()  # 30 % of 7
        self.assertEqual(self.quota(self.deputy).target_count, 3)

    def test_who_is_on_long_leave_is_not_counted_in_a_share(self):
        self.rule.write({"quota_kind": "share", "talk_count": 50})
        self.generate()
        self.assertEqual(self.quota(self.deputy).target_count, 3)
        for person in (self.nurse, self.doctor):
            self.env["talk.employment.status"].create(
                {"employee_id": person.id, "kind": "long_leave", "date_from": "2026-11-01"}
            )
        self.assertEqual(self.generate().redated, 3)
        quota = self.quota(self.deputy)
        self.assertEqual((quota.population_count, quota.target_count), (4, 2))

    def test_running_the_job_again_changes_nothing(self):
        first = self.generate()
        self.assertEqual(first.added, 3)
        self.assertFalse(self.generate().changed)
        self.assertEqual(len(self.quotas()), 3)

    def test_the_next_quarter_asks_anew_and_the_last_one_stays(self):
        self.generate()
        self.assertEqual(self.generate("2027-01-04").added, 3)
        self.assertEqual(
            sorted(self.quota(self.deputy).mapped("period_key")), ["2026-Q4", "2027-Q1"]
        )
        with self.on("2027-01-04"):
            overdue = self.quotas(is_overdue=True)
            self.assertEqual(set(overdue.mapped("period_key")), {"2026-Q4"})
            self.assertTrue(overdue[0].is_overdue)

    def test_who_leaves_the_team_owes_no_quota_and_owes_it_again_when_back(self):
        self.generate()
        place = self.team.member_ids.filtered(lambda place: place.employee_id == self.deputy)
        place.date_to = "2026-11-15"
        self.assertEqual(self.generate().withdrawn, 1)
        self.assertEqual(self.quota(self.deputy).state, "withdrawn")
        place.date_to = False
        self.assertEqual(self.generate().reopened, 1)
        self.assertEqual(self.quota(self.deputy).state, "open")

    def test_a_rule_changed_to_a_year_asks_by_the_year(self):
        self.generate()
        self.rule.period_unit = "year"
        outcome = self.generate()
        self.assertEqual((outcome.added, outcome.withdrawn), (3, 3))
        self.assertEqual(self.quota(self.deputy, state="open").period_key, "2026")

    def test_a_rule_changed_to_pairs_leaves_no_quota_behind(self):
        self.generate()
        layer = self.env.ref("talk_management.layer_leader_head")
        self.rule.write({"basis": "period", "layer_ids": [Command.set(layer.ids)]})
        self.generate()
        self.assertEqual(set(self.quotas().mapped("state")), {"withdrawn"})
        self.rule.write({"basis": "quota"})
        self.generate()
        self.assertFalse(self.obligations(rule_id=self.rule.id, state="open"))

    def test_a_cancelled_talk_takes_the_progress_back(self):
        self.generate()
        talk = self.hold(self.deputy, self.nurse)
        self.assertEqual(self.figures(self.deputy), (1, 2))
        talk.action_plan_again()
        self.assertEqual(self.figures(self.deputy), (0, 2))
        talk.action_cancel()
        self.assertEqual(self.figures(self.deputy), (0, 2))

    def test_group_talks_count_only_where_the_rule_says_so(self):
        self.generate()
        people = [
            Command.create({"employee_id": person.id, "attendance": attendance})
            for person, attendance in ((self.nurse, "invited"), (self.doctor, "absent"))
        ]
        nobody = self.env["hr.employee"]
        self.hold(self.deputy, nobody, format="group", participant_ids=people)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.rule.accepts_group = True
        self.assertEqual(self.figures(self.deputy), (1, 2), "whoever was absent does not count")

    def test_only_the_kinds_of_the_rule_and_talks_of_the_period_count(self):
        self.generate()
        care = self.env["talk.kind"].create({"name": "Care"})
        self.rule.kind_ids = care
        self.hold(self.deputy, self.nurse)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.doctor, "2026-09-28", kind_id=care.id)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.doctor, kind_id=care.id)
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_only_people_the_rule_is_about_count(self):
        self.rule.department_ids = self.cardiology
        self.generate()
        self.assertEqual(self.quota(self.deputy).population_count, 3)
        self.hold(self.deputy, self.inspector)
        self.assertEqual(self.figures(self.deputy), (0, 2))
        self.hold(self.deputy, self.nurse, "2026-11-12")
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_a_talk_with_somebody_who_has_left_since_counts(self):
        self.generate()
        self.hold(self.deputy, self.nurse)
        self.nurse.active = False
        self.assertEqual(self.figures(self.deputy), (1, 2))

    def test_a_secretary_owes_a_number_of_the_members_of_the_branch(self):
        self.rule.layer_ids = self.env.ref("talk_management.layer_secretary_member")
        self.generate()
        quota = self.quota(self.head)
        self.assertEqual((quota.population_count, quota.target_count), (2, 2))
        self.hold(self.head, self.nurse)
        self.assertEqual(self.figures(self.head), (1, 2))
        self.assertEqual(self.quotas().responsible_id, self.head | self.secretary)

    def test_the_form_foresees_what_a_rule_would_ask_before_it_is_saved(self):
        with self.on("2026-11-16"):
            new = self.env["talk.rule"].new(
                {
                    "name": "New",
                    "company_id": self.company.id,
                    "basis": "quota",
                    "quota_kind": "share",
                    "talk_count": 30,
                    "layer_ids": [Command.set(self.rule.layer_ids.ids)],
                }
            )
            foreseen = new._foreseen_without_pairs()
        self.assertEqual(foreseen, {"responsible": 3, "target": 6, "population": 7})
        self.assertFalse(self.quotas())

    def test_the_statement_costs_the_same_for_few_and_many_people(self):
        def queries():
            self.flush()
            before = self.env.cr.sql_log_count
            with self.on("2026-11-16"):
                self.env["talk.obligation"]._generate_rule(self.rule)
                self.quotas().mapped("held_count")
                self.quotas(is_met=True)
            return self.env.cr.sql_log_count - before

        self.add_staff(4)
        queries()
        few = queries()
        self.add_staff(40)
        self.rule.talk_count = 3
        self.assertEqual(queries(), few)

    def test_another_worker_who_was_faster_is_no_error(self):
        self.generate()
        rule, quotas = self.rule, self.env["talk.quota"]
        statement = quotas._sql_generate(rule, self.company._talk_today(), None)
        self.assertTrue(statement)
        row = self.quota(self.deputy)
        with self.assertRaises(Exception), mute_logger("odoo.sql_db"), self.cr.savepoint():
            row.copy({"period_key": row.period_key, "origin": "x"})


@tagged("post_install", "-at_install")
class TestQuotaPeople(QuotaCase):
    """Who sees what of a quota, who may excuse it, and who is reminded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.on(cls, "2026-11-16"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def test_names_are_for_the_responsible_and_the_officer_and_figures_for_those_above(self):
        self.hold(self.deputy, self.nurse)
        quota = self.quota(self.deputy)
        for user in (self.deputy.user_id, self.officer_user):
            self.flush()
            seen = quota.with_user(user)
            self.assertEqual(seen.participant_ids.employee_id, self.nurse)
            self.assertTrue(seen.can_see_people)
        self.flush()
        above = quota.with_user(self.secretary.user_id)
        self.assertEqual((above.held_count, above.target_count), (1, 2))
        self.assertFalse(above.participant_ids)
        self.assertFalse(above.can_see_people)
        with self.assertRaises(AccessError):
            above.action_people_left()

    def test_colleagues_do_not_see_each_others_quotas(self):
        quotas = self.env["talk.quota"].with_user(self.head.user_id)
        self.assertFalse(quotas.search([("rule_id", "=", self.rule.id)]))
        with self.assertRaises(AccessError):
            self.quota(self.deputy).with_user(self.head.user_id).read(["target_count"])

    def test_the_responsible_sees_with_whom_no_talk_was_held_yet(self):
        self.hold(self.deputy, self.nurse)
        with self.on("2026-11-16"):
            action = self.quota(self.deputy).with_user(self.deputy.user_id).action_people_left()
        people = self.env[action["res_model"]].with_user(self.deputy.user_id)
        people = people.search(action["domain"])
        names = {"Secretary", "Director", "Head", "Doctor", "Inspector"}
        self.assertEqual(set(people.mapped("name")), names)

    def test_a_leader_without_anybody_below_plans_talks_for_a_quota(self):
        guest = self.make_employee("guest")
        self.flush()
        with self.on("2026-11-16"), self.assertRaises(AccessError):
            self.make_talk(guest, self.nurse)
        member = {"team_id": self.team.id, "employee_id": guest.id, "role": "member"}
        self.env["talk.team.member"].create(member)
        self.generate()
        with self.on("2026-11-16"):
            context = self.quota(guest).with_user(guest.user_id).action_plan_talk()["context"]
        self.assertEqual(context["default_responsible_id"], guest.id)
        self.hold(guest, self.nurse)
        self.assertEqual(self.figures(guest), (1, 2))

    def test_a_person_entrusted_with_a_talk_may_plan_it_without_an_edge(self):
        self.env["talk.obligation"].create(
            {
                "responsible_id": self.inspector.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "origin": "by hand",
                "date_start": "2026-11-01",
                "date_due": "2026-12-01",
            }
        )
        self.hold(self.inspector, self.nurse)
        self.assertEqual(self.obligation(self.inspector, self.nurse).state, "settled")

    def excuse(self, quota, user, **vals):
        wizards = self.env["talk.quota.excuse"].with_user(user)
        wizards = wizards.with_context(active_ids=quota.ids)
        return wizards.create({"reason": "on a course until May", **vals}).action_excuse()

    def test_the_officer_takes_some_people_off_with_a_reason_only_officers_read(self):
        quota = self.quota(self.deputy)
        self.excuse(quota, self.officer_user, extent="part", count=1)
        self.assertEqual((quota.target_count, quota.excused_count), (1, 1))
        self.flush()
        self.assertEqual(quota.with_user(self.officer_user).excuse_reason, "on a course until May")
        with self.assertRaises(AccessError):
            quota.with_user(self.deputy.user_id).read(["excuse_reason"])
        self.assertFalse(self.generate().changed, "what was taken off stays off")
        self.assertEqual(self.quota(self.deputy).target_count, 1)
        quota.with_user(self.officer_user).action_reopen()
        self.assertEqual((quota.target_count, quota.excused_count), (2, 0))

    def test_a_quota_excused_altogether_is_not_reminded_of(self):
        self.assertTrue(self.activities(self.deputy.user_id))
        self.excuse(self.quota(self.deputy), self.officer_user)
        self.assertEqual(self.quota(self.deputy).state, "excused")
        self.assertFalse(self.activities(self.deputy.user_id))
        self.generate()
        self.assertEqual(self.quota(self.deputy).state, "excused")
        with self.on("2026-11-16"):
            self.quota(self.deputy).with_user(self.officer_user).action_reopen()
        self.assertTrue(self.activities(self.deputy.user_id))

    def test_an_excuse_needs_a_reason_a_sensible_number_and_an_officer(self):
        quota = self.quota(self.deputy)
        for vals in (
            {"reason": " "},
            {"extent": "part", "count": 2},
            {"extent": "part"} | {"count": 0},
        ):
            with self.assertRaises(UserError):
                self.excuse(quota, self.officer_user, **vals)
        with self.assertRaises(AccessError):
            self.excuse(quota, self.deputy.user_id)
        with self.assertRaises(AccessError):
            quota.with_user(self.deputy.user_id).action_reopen()
        with self.assertRaises(AccessError):
            quota.with_user(self.manager_user).write({"target_count": 0})

    def test_one_activity_tells_how_far_it_is_and_closes_with_the_last_talk(self):
        activity = self.activities(self.deputy.user_id)
        self.assertEqual(activity.summary, "0 of 2 talks held, due by 12/31/2026")
        reminder = self.env["talk.reminder"].browse(activity.res_id)
        self.flush()
        mine = reminder.with_user(self.deputy.user_id)
        self.assertEqual(mine.quota_id, self.quota(self.deputy))
        self.assertFalse(mine.obligation_ids)
        self.hold(self.deputy, self.nurse)
        activity = self.activities(self.deputy.user_id)
        self.assertEqual(activity.summary, "1 of 2 talks held, due by 12/31/2026")
        talk = self.hold(self.deputy, self.doctor, "2026-11-13")
        self.assertFalse(self.activities(self.deputy.user_id))
        with self.on("2026-11-16"):
            talk.action_plan_again()
        self.assertEqual(len(self.activities(self.deputy.user_id)), 1)

    def test_a_quota_not_reached_is_reminded_of_once_more_when_overdue(self):
        self.generate("2027-01-04")
        overdue = self.env.ref("talk_management.activity_type_talk_overdue")
        self.assertIn(overdue, self.activities(self.deputy.user_id).activity_type_id)

    def test_reminding_costs_the_same_for_few_and_many_people(self):
        def queries():
            self.flush()
            before = self.env.cr.sql_log_count
            with self.on("2026-11-16"):
                self.env["talk.reminder"]._refresh()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        self.add_staff(30)
        for nth in range(9):
            self.env["talk.team.member"].create(
                {
                    "team_id": self.team.id,
                    "employee_id": self.make_employee(f"vice{nth}", login=False).id,
                }
            )
        self.generate()
        queries()
        self.assertLessEqual(queries(), few)
