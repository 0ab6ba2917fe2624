from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_quota import ReceptionCase


@tagged("post_install", "-at_install")
class TestReceptionSteps(ReceptionCase):
    """Who moves a reception on, and who is reminded of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.on(cls, "2026-11-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def one(self, user=None):
        return self.receptions(key="2026-11-26").with_user(user or self.secretary.user_id)

    def test_the_receiver_marks_it_held_after_it_has_begun(self):
        with self.on("2026-11-25"), self.assertRaises(UserError):
            self.one().action_hold()
        with self.on("2026-11-26", "09:00:00"):
            self.one().action_hold()
        self.assertEqual(self.one().state, "held")

    def test_the_stand_in_who_marks_it_held_has_received(self):
        with self.on("2026-11-26", "09:00:00"):
            self.one(self.director.user_id).action_hold()
        reception = self.one()
        self.assertEqual(reception.responsible_id, self.director)
        self.assertEqual(reception.handed_over_id, self.secretary)

    def test_nobody_else_moves_it(self):
        with self.on("2026-11-26", "09:00:00"):
            for user in (self.nurse.user_id, self.deputy.user_id, self.discipline_user):
                for step in ("action_hold", "action_miss", "action_cancel", "action_hand_over"):
                    with self.assertRaises(AccessError):
                        getattr(self.one(user), step)()
        with self.assertRaises(AccessError):
            self.one(self.secretary.user_id).action_cancel()
        with self.assertRaises(AccessError):
            self.one(self.secretary.user_id).write({"stand_in_id": self.deputy.id})

    def test_it_is_handed_over_to_the_stand_in_and_the_next_one_stands_in(self):
        with self.on("2026-11-24"):
            self.one().action_hand_over()
        self.assertEqual(self.shown(), [("2026-11-26", "Director", "Deputy")])
        self.assertFalse(self.activities(self.secretary.user_id))
        self.assertTrue(self.activities(self.director.user_id))
        self.assertFalse(self.generate("2026-11-24").changed)
        self.generate("2026-12-01")
        self.assertEqual(self.shown()[1], ("2026-12-31", "Deputy", "Secretary"))

    def test_without_a_stand_in_nothing_is_handed_over(self):
        self.one().sudo().stand_in_id = False
        with self.on("2026-11-24"), self.assertRaises(UserError):
            self.one().action_hand_over()

    def test_the_officer_names_somebody_else_and_the_job_leaves_it(self):
        with self.on("2026-11-24"):
            self.one(self.officer_user).write({"responsible_id": self.head.id})
        self.assertFalse(self.generate("2026-11-24").changed)
        self.assertEqual(self.shown(), [("2026-11-26", "Head", "Director")])
        self.assertTrue(self.activities(self.head.user_id))
        with self.assertRaises(AccessError):
            self.one(self.officer_user).write({"date": "2026-11-27"})
        with self.assertRaises(AccessError):
            self.one(self.officer_user).write({"state": "held"})
        with self.assertRaises(AccessError):
            self.one(self.officer_user).unlink()

    def test_a_cancelled_reception_is_not_planned_anew(self):
        with self.on("2026-11-24"):
            self.one(self.officer_user).action_cancel()
        self.assertFalse(self.activities(self.secretary.user_id))
        self.assertFalse(self.generate("2026-11-24").changed)
        self.assertEqual(self.one().state, "cancelled")
        with self.assertRaises(AccessError):
            self.one().action_plan_again()
        with self.on("2026-11-24"):
            self.one(self.officer_user).action_plan_again()
        self.assertEqual(self.one().state, "planned")

    def test_one_reminder_before_one_when_the_day_has_passed_and_none_once_it_was_held(self):
        activity = self.activities(self.secretary.user_id)
        self.assertEqual(activity.summary, "You receive on 11/26/2026")
        reminder = self.env["talk.reminder"].browse(activity.res_id)
        self.flush()
        mine = reminder.with_user(self.secretary.user_id)
        self.assertEqual(mine.reception_id, self.one())
        self.assertEqual((mine.owed_count, mine.held_count), (1, 0))
        for _run in range(2):
            self.generate("2026-11-27")
        with self.on("2026-11-27"):
            self.assertTrue(self.one().is_overdue)
            self.assertEqual(self.receptions(is_overdue=True), self.one().sudo())
        activity = self.activities(self.secretary.user_id)
        overdue = self.env.ref("talk_management.activity_type_talk_overdue")
        self.assertEqual(activity.activity_type_id, overdue)
        with self.on("2026-11-27"):
            self.one().action_hold()
        self.assertFalse(self.activities(self.secretary.user_id))

    def test_missed_is_said_afterwards_and_taken_back(self):
        with self.on("2026-11-25"), self.assertRaises(UserError):
            self.one().action_miss()
        with self.on("2026-11-27"):
            self.one().action_miss()
            self.assertEqual(self.one().state, "missed")
            self.one().action_plan_again()
        self.assertEqual(self.one().state, "planned")

    def test_another_company_reads_nothing_of_it(self):
        other = self.env["res.company"].create({"name": "Other Hospital"})
        stranger = self.make_user("stranger", company=other)
        receptions = self.env["talk.reception"].with_user(stranger)
        receptions = receptions.with_context(allowed_company_ids=other.ids)
        self.assertFalse(receptions.search([("rule_id", "=", self.rule.id)]))

    def test_a_receiver_without_a_user_is_reminded_through_the_officer(self):
        self.secretary.user_id = False
        self.generate("2026-11-20")
        summaries = self.activities(self.officer_user).mapped("summary")
        self.assertIn("Secretary receives on 11/26/2026", summaries)

    def test_the_key_of_a_time_is_unique_in_the_database(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT indexdef FROM pg_indexes WHERE indexname IN %s",
                ("talk_reception_natural_key", "talk_quota_natural_key"),
            )
        )
        self.assertEqual(len([row for row in rows if "UNIQUE" in row[0]]), 2)
