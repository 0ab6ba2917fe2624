from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_quota import QuotaCase


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

    def test_the_screens_open_for_everybody_with_their_filters(self):
        for user in (self.deputy.user_id, self.nurse.user_id, self.officer_user):
            for model in ("talk.quota", "talk.reception", "talk.reminder"):
                self.flush()
                records = self.env[model].with_user(user)
                views = records.get_views([(False, "list"), (False, "form"), (False, "search")])
                names = views["models"][model]["fields"]
                shown = {name: {} for name in names if names[name]["type"] != "properties"}
                records.web_search_read([], shown)
                if model != "talk.reminder":
                    for name in ("is_overdue", "is_met", "is_mine"):
                        if name in names:
                            found = records.search([(name, "=", True)])
                            left = records.search([(name, "=", False)])
                            self.assertEqual(found | left, records.search([]), name)
                            self.assertFalse(found & left, name)

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
        part = {"extent": "part"}
        for vals in ({"reason": " "}, part | {"count": 2}, part | {"count": 0}):
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
