from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestMeeting(TalkCase):
    """H3.1a: the 20 days before the democratic life meeting are the time for the team's talks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(
            "principal_member", basis="meeting", meeting_kind="democratic_life", window_days=20
        )

    def meetings(self):
        return self.env["talk.meeting"].with_user(self.officer_user).with_company(self.company)

    def plan(self, day="2026-12-21", **vals):
        return self.meetings().create({"name": "Meeting", "date": day, **vals})

    def owed(self):
        self.flush()
        return {
            (str(o.date_start), str(o.date_due), o.state)
            for o in self.env["talk.obligation"].search([("rule_id", "=", self.rule.id)])
        }

    def test_planning_a_meeting_makes_its_talks_due_at_once(self):
        with self.on("2026-11-22"):
            self.plan()
        self.assertEqual(len(self.obligations()), 2)
        self.assertEqual(self.owed(), {("2026-12-01", "2026-12-20", "open")})

    def test_moving_the_meeting_moves_what_is_not_yet_held(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
        with self.on("2026-12-03"):
            self.make_talk(self.secretary, self.deputy, "2026-12-02").with_user(
                self.secretary.user_id
            ).action_hold()
            meeting.date = "2026-12-28"
        self.assertEqual(
            self.owed(),
            {("2026-12-01", "2026-12-20", "settled"), ("2026-12-08", "2026-12-27", "open")},
        )

    def test_calling_it_off_withdraws_what_is_not_yet_held(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
            meeting.active = False
        self.assertEqual({state for _start, _due, state in self.owed()}, {"withdrawn"})

    def test_what_was_called_off_and_is_held_after_all_is_owed_again(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
            meeting.active = False
            meeting.active = True
        self.assertEqual(self.owed(), {("2026-12-01", "2026-12-20", "open")})

    def test_deleting_the_meeting_withdraws_too(self):
        with self.on("2026-11-22"):
            self.plan().unlink()
        self.assertEqual({state for _start, _due, state in self.owed()}, {"withdrawn"})

    def test_a_meeting_of_another_kind_asks_for_nothing(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
            meeting.kind = "other"
        self.assertEqual({state for _start, _due, state in self.owed()}, {"withdrawn"})

    def test_a_meeting_of_another_company_moves_nothing_here(self):
        other = self.env["res.company"].create({"name": "Other"})
        with self.on("2026-11-22"):
            self.env["talk.meeting"].create(
                {"name": "Theirs", "date": "2026-12-21", "company_id": other.id}
            )
        self.assertFalse(self.owed())

    def test_too_late_a_date_is_said_at_once(self):
        with self.on("2026-11-22"):
            form = Form(self.meetings())
            form.name = "Meeting"
            form.date = "2026-11-30"
            self.assertIn("gives 20 days for its talks, and only 8 are left", form.warning)
            form.date = "2026-11-22"
            self.assertIn("No day is left", form.warning)
            form.date = "2026-12-21"
            self.assertFalse(form.warning)

    def test_into_the_past_it_is_refused(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
            with self.assertRaisesRegex(ValidationError, "that day has passed"):
                meeting.date = "2026-11-21"
        self.assertEqual(self.owed(), {("2026-12-01", "2026-12-20", "open")})

    def test_leaders_read_of_meetings_and_do_not_move_them(self):
        with self.on("2026-11-22"):
            meeting = self.plan()
            self.flush()
            seen = meeting.with_user(self.secretary.user_id)
            self.assertEqual(seen.name, "Meeting")
            with self.assertRaises(AccessError):
                seen.date = "2026-12-30"

    def test_moved_working_days_and_terms_wake_the_daily_job(self):
        triggers = self.env["ir.cron.trigger"].sudo()
        cron = self.env.ref("talk_management.cron_obligation")
        officer = self.env(user=self.officer_user)

        def woken():
            count = triggers.search_count([("cron_id", "=", cron.id)])
            triggers.search([("cron_id", "=", cron.id)]).unlink()
            return bool(count)

        woken()
        day = officer["talk.workday"].create({"date": "2026-10-10", "kind": "make_up"})
        self.assertTrue(woken())
        day.kind = "day_off"
        self.assertTrue(woken())
        day.unlink()
        self.assertTrue(woken())
        terms = officer["talk.term.calendar"].create({"name": "Terms"})
        officer["talk.term"].create(
            {
                "calendar_id": terms.id,
                "name": "First",
                "date_from": "2026-09-01",
                "date_to": "2027-01-20",
            }
        )
        self.assertTrue(woken())
