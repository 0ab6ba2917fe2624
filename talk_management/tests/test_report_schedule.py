import io
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.talk_management.models.reporting import talk_report_delivery

from .common_ledger import SECRET, LedgerCase, pdf_text

JOB = "odoo.addons.talk_management.models.reporting.talk_report_delivery"


@tagged("post_install", "-at_install")
class TestReportSchedule(LedgerCase):
    """The ledger is mailed monthly to named people: to each what that person may see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["talk.report.schedule"].search([]).active = False  # the demo hospital's own
        users = cls.officer_user | cls.nurse.user_id | cls.inspector.user_id | cls.head.user_id
        for user in users:
            user.email = f"{user.login}@example.com"
        cls.flush()

    def schedule(self, *users, **vals):
        schedules = self.env["talk.report.schedule"].with_user(self.officer_user)
        return schedules.with_company(self.company).create(
            {
                "name": "Monthly ledger",
                "company_id": self.company.id,
                "recipient_ids": [Command.set([user.id for user in users])],
                **vals,
            }
        )

    def run_job(self, day):
        """The daily job on that day, each step of it as if committed."""
        self.flush()
        with freeze_time(f"{day} 00:30:00"), self.enter_registry_test_mode():
            self.env.ref("talk_management.cron_report_schedule").method_direct_trigger()
        self.flush()

    def deliveries(self, schedule):
        """{recipient: (period, state)}"""
        found = self.env["talk.report.delivery"].search([("schedule_id", "=", schedule.id)])
        return {line.recipient_id.name: (line.period_key, line.state) for line in found}

    def mails(self):
        return self.env["talk.report.delivery"].search([]).mail_id

    def file(self, user, ending="pdf"):
        delivery = self.env["talk.report.delivery"].search([("recipient_id", "=", user.id)])
        files = delivery.mail_id.attachment_ids
        return next(file for file in files if file.name.endswith(ending)).raw

    def test_the_month_that_ended_goes_out_on_the_first(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user)
            self.assertEqual(str(schedule.date_next), "2026-12-01")
            self.assertIn("2026-11", schedule.sentence)
        self.run_job("2026-11-30")
        self.assertFalse(self.deliveries(schedule))
        self.run_job("2026-12-01")
        self.assertEqual(self.deliveries(schedule), {"Officer": ("2026-11", "queued")})
        self.assertEqual(str(schedule.date_next), "2027-01-01")

    def test_each_gets_what_they_may_see_in_their_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.head.user_id.lang = "zh_CN"
        mine = self.hold(self.head, self.nurse)
        other = self.hold(self.deputy, self.inspector)
        people = (self.officer_user, self.nurse.user_id, self.inspector.user_id, self.head.user_id)
        with self.on("2026-11-22"):
            self.schedule(*people, file_format="both")
        self.run_job("2026-12-01")
        seen = {}
        for user in people:
            text = pdf_text(self.file(user))
            book = load_workbook(io.BytesIO(self.file(user, "xlsx")))
            listed = {row[0] for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)}
            seen[user.name] = {talk.name for talk in (mine, other) if talk.name in text}
            self.assertEqual(seen[user.name], listed - {None})
            self.assertNotIn(SECRET, text)
        self.assertEqual(
            seen,
            {
                "Officer": {mine.name, other.name},
                "Nurse": {mine.name},
                "Inspector": {other.name},
                "Head": {mine.name},
            },
        )

    def test_the_mail_is_neutral_and_goes_to_one(self):
        self.hold(self.head, self.nurse)
        with self.on("2026-11-22"):
            self.schedule(self.nurse.user_id)
        self.run_job("2026-12-01")
        (mail,) = self.mails()
        self.assertEqual(mail.subject, "Talk ledger 2026-11")
        self.assertIn("talk_nurse@example.com", mail.email_to)
        self.assertIn("talk_officer@example.com", mail.reply_to)
        self.assertFalse(mail.recipient_ids)
        self.assertEqual(mail.attachment_ids.mapped("name"), ["Talk ledger 2026-11.pdf"])
        for words in (SECRET, "Nurse and", "Head"):
            self.assertNotIn(words, mail.body_html)

    def test_nobody_reads_the_files_in_the_queue(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.nurse.user_id)
            with patch.object(type(schedule), "_trigger"):
                schedule.action_send_now()
        self.run_job("2026-11-22")
        files = self.mails().attachment_ids
        self.assertTrue(files)
        for user in (self.officer_user, self.manager_user, self.head.user_id):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                files.with_user(user).read(["datas"])

    def test_running_twice_sends_once(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user, self.nurse.user_id)
        self.run_job("2026-12-01")
        self.run_job("2026-12-01")
        self.run_job("2026-12-02")
        self.assertEqual(len(self.mails()), 2)
        with self.on("2026-12-02"), self.assertRaises(UserError):
            schedule.action_send_now()

    def test_what_was_stopped_halfway_goes_on_and_doubles_nothing(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user, self.nurse.user_id)
        deliveries = self.env["talk.report.delivery"]
        with freeze_time("2026-12-01 00:30:00"):
            schedule.sudo()._plan_due()
            deliveries.search([("schedule_id", "=", schedule.id)])[0]._deliver()
        states = sorted(state for _period, state in self.deliveries(schedule).values())
        self.assertEqual(states, ["queued", "waiting"])
        self.run_job("2026-12-01")
        self.assertEqual(len(self.mails()), 2)

    def test_one_who_cannot_be_sent_to_stops_nobody_and_is_told_of(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user, self.nurse.user_id)
        self.nurse.user_id.email = False
        self.run_job("2026-12-01")
        states = {name: state for name, (_period, state) in self.deliveries(schedule).items()}
        self.assertEqual(states, {"Officer": "queued", "Nurse": "failed"})
        failed = self.env["talk.report.delivery"].search([("state", "=", "failed")])
        self.assertIn("Nurse has no e-mail address", failed.error)
        self.assertEqual(schedule.failed_count, 1)
        self.nurse.user_id.email = "nurse@example.com"
        self.run_job("2026-12-01")
        self.assertEqual(failed.state, "failed", "tried again on the next day only")
        self.run_job("2026-12-02")
        self.assertEqual(failed.state, "queued")
        self.assertFalse(failed.error)

    def test_someone_who_has_left_is_sent_nothing(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user, self.nurse.user_id)
        self.nurse.user_id.active = False
        self.run_job("2026-12-01")
        self.assertEqual(set(self.deliveries(schedule)), {"Officer"})

    @mute_logger(JOB)
    def test_a_breakdown_for_one_is_isolated_and_logged(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user, self.nurse.user_id)
        read = talk_report_delivery.read_ledger

        def breaking(env, choice):
            if env.user == self.nurse.user_id:
                env.cr.execute("SELECT 1 / 0")
            return read(env, choice)

        with mute_logger("odoo.sql_db"):
            self.patch(talk_report_delivery, "read_ledger", breaking)
            self.run_job("2026-12-01")
        states = {name: state for name, (_period, state) in self.deliveries(schedule).items()}
        self.assertEqual(states, {"Officer": "queued", "Nurse": "failed"})

    def test_a_sent_mail_is_marked_and_its_file_gone(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user)
        self.run_job("2026-12-01")
        mail = self.mails()
        files = mail.attachment_ids
        mail._postprocess_sent_message([], ["talk_officer@example.com"])
        self.assertEqual(self.deliveries(schedule)["Officer"][1], "sent")
        self.assertFalse(mail.exists())
        self.assertFalse(files.exists())

    def test_a_refused_mail_is_shown_and_sent_once_more_when_asked(self):
        with self.on("2026-11-22"):
            schedule = self.schedule(self.officer_user)
        self.run_job("2026-12-01")
        first = self.mails()
        first._postprocess_sent_message([], [], failure_type="mail_smtp")
        delivery = self.env["talk.report.delivery"].search([("schedule_id", "=", schedule.id)])
        self.assertEqual(delivery.state, "failed")
        delivery.with_user(self.officer_user).action_retry()
        self.run_job("2026-12-01")
        self.assertEqual(delivery.state, "queued")
        self.assertFalse(first.exists(), "the old mail cannot be sent as well")

    def test_daily_weekly_and_quarterly_know_their_periods(self):
        for frequency, day, key in (
            ("daily", "2026-11-23", "2026-11-22"),
            ("weekly", "2026-11-23", "2026-W47"),
            ("quarterly", "2027-01-01", "2026-Q4"),
        ):
            with self.subTest(frequency=frequency), self.on("2026-11-22"):
                schedule = self.schedule(self.officer_user, frequency=frequency)
                self.assertEqual(str(schedule.date_next), day)
                self.assertEqual(schedule._finished(schedule.date_next).key, key)

    def test_after_a_long_stop_missed_months_are_caught_up_with(self):
        with self.on("2026-08-22"):
            schedule = self.schedule(self.officer_user)
        self.run_job("2026-12-01")
        periods = self.env["talk.report.delivery"].search([("schedule_id", "=", schedule.id)])
        self.assertEqual(
            sorted(periods.mapped("period_key")), ["2026-08", "2026-09", "2026-10", "2026-11"]
        )

    def test_recipients_are_colleagues_with_an_address(self):
        stranger = self.make_user("stranger", company=self.env["res.company"].create({"name": "X"}))
        stranger.email = "stranger@example.com"
        self.deputy.user_id.email = False
        for user in (stranger, self.deputy.user_id):
            with self.subTest(user=user.name), self.assertRaises(ValidationError):
                self.schedule(user)
        with self.assertRaises(ValidationError):
            self.schedule()

    def test_only_officers_keep_schedules_and_see_deliveries(self):
        schedule = self.schedule(self.officer_user)
        for user in (self.head.user_id, self.discipline_user):
            with self.assertRaises(AccessError):
                schedule.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self.env["talk.report.delivery"].with_user(user).search([])
        with self.assertRaises(AccessError):
            self.env["talk.report.delivery"].with_user(self.officer_user).create({})

    def test_the_preview_is_what_the_viewer_may_see(self):
        with self.on("2026-11-22"):
            action = self.schedule(self.nurse.user_id).action_preview()
        choice = self.env["talk.ledger"].browse(action["context"]["active_ids"])
        self.assertEqual(choice.create_uid, self.officer_user)
        self.assertEqual(choice.file_name, "Talk ledger 2026-11")
