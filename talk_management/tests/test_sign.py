from datetime import datetime

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DISCIPLINE, TalkCase

REPORT = (
    "The quarter went well, all duties were done in time and carefully, and colleagues "
    "speak of good cooperation. In future more attention is to be paid to further training."
)
OTHER = (
    "Her father is in hospital again, the night shifts are too much for the family, and she "
    "asks whether somebody could swap until spring. The new rota was announced too late."
)


class SignCase(TalkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # which pieces of a text are kept follows from the key: a new one may keep others
        cls.env["ir.config_parameter"].sudo().set_param("database.secret", "of these tests")
        cls.people = cls.nurse | cls.doctor | cls.make_employee("clerk") | cls.inspector

    def hold(self, employee, day="2026-11-02", time="02:00:00", words="", marked=None, **vals):
        """A talk of the head's, held, its record completed on the day ``marked``."""
        with self.on(day, "00:30:00"):
            talk = self.make_talk(
                vals.pop("responsible", self.head),
                employee,
                day,
                date_start=datetime.fromisoformat(f"{day} {time}"),
                **vals,
            )
        with self.on(marked or day, "12:00:00"):
            talk.action_hold()
            for record in talk.record_ids:
                record.write({"content": words or "fine", "group_reason": "a short one"})
                record.action_complete()
        self.flush()
        return talk.sudo()

    def signs(self, kind=None, user=None, day="2026-11-20"):
        """What HR officers see after the daily job of that day."""
        with self.on(day):
            self.env["talk.sign"]._refresh()
        self.flush()
        signs = self.env["talk.sign"].with_user(user or self.officer_user)
        return signs.search([("kind", "=", kind)] if kind else [])

    def found(self, kind, **options):
        return {(sign.talk_id.name, sign.figure) for sign in self.signs(kind, **options)}


@tagged("post_install", "-at_install")
class TestSign(SignCase):
    """Soft signs that a talk may stand on paper only, for the HR officer and nobody else."""

    # the same text

    def hold_alike(self, *texts, **vals):
        days = ("2026-11-02", "2026-11-04", "2026-11-06", "2026-11-10")
        return [
            self.hold(person, day, words=text, **vals)
            for person, day, text in zip(self.people, days, texts)
        ]

    def test_the_same_text_in_three_records_is_a_sign(self):
        talks = self.hold_alike(REPORT, REPORT, REPORT, OTHER)
        self.assertEqual(self.found("same_text"), {(talk.name, 3) for talk in talks[:3]})

    def test_names_dates_and_a_changed_word_do_not_hide_it(self):
        talks = self.hold_alike(
            f"2 November, with Nurse. {REPORT}",
            f"4 November, with Doctor. {REPORT}",
            REPORT.replace("carefully", "diligently"),
        )
        self.assertEqual({sign.talk_id for sign in self.signs("same_text").sudo()}, set(talks))

    def test_twice_is_no_sign_and_set_phrases_are_none(self):
        self.hold_alike(REPORT, REPORT, "All fine.", "All fine.")
        self.hold(self.nurse, "2026-11-11", words="All fine.")
        self.assertFalse(self.signs("same_text"))

    def test_another_responsible_with_the_same_text_does_not_count(self):
        self.hold_alike(REPORT, REPORT)
        self.hold(self.head, "2026-11-12", words=REPORT, responsible=self.deputy)
        self.assertFalse(self.signs("same_text"))

    def test_the_parts_of_one_group_talk_may_be_alike(self):
        people = [Command.create({"employee_id": person.id}) for person in self.people]
        self.hold(self.env["hr.employee"], words=REPORT, format="group", participant_ids=people)
        self.assertFalse(self.signs("same_text"))

    def test_a_record_written_again_is_compared_as_it_is_then(self):
        talks = self.hold_alike(REPORT, REPORT, REPORT)
        self.assertEqual(len(self.signs("same_text")), 3)
        record = talks[0].record_ids.with_user(self.head.user_id)
        record.action_write_again()
        record.content = OTHER
        record.action_complete()
        self.assertFalse(self.signs("same_text"), "two are left, which is no sign")

    def test_nobody_reads_a_fingerprint(self):
        self.hold_alike(REPORT)
        rows = self.env["talk.fingerprint"]
        self.assertTrue(rows.search([]))
        for user in (self.head.user_id, self.officer_user, self.manager_user):
            with self.assertRaises(AccessError):
                rows.with_user(user).search([])

    def test_fingerprints_go_with_the_record(self):
        before = self.env["talk.fingerprint"].search([])
        (talk,) = self.hold_alike(REPORT)
        self.assertTrue(self.env["talk.fingerprint"].search([]) - before)
        talk.record_ids.unlink()
        self.flush()
        self.assertEqual(self.env["talk.fingerprint"].search([]), before)

    # late, impossible

    def test_entered_long_after_is_a_sign_by_the_companys_own_days(self):
        late = self.hold(self.nurse, "2026-10-01", marked="2026-10-21")
        self.hold(self.doctor, "2026-10-02", marked="2026-10-10")
        self.assertEqual(self.found("late"), {(late.name, 20)})
        self.company.talk_sign_late_days = 5
        self.assertEqual(len(self.found("late")), 2)
        self.company.talk_sign_late_days = 30
        self.assertFalse(self.found("late"), "no longer found, and nobody looked at it")

    def test_a_record_completed_in_time_and_mended_later_is_not_late(self):
        talk = self.hold(self.nurse, "2026-10-01")
        record = talk.record_ids.with_user(self.head.user_id)
        with self.on("2026-11-18"):
            record.action_write_again()
            record.action_complete()
        self.assertFalse(self.found("late"))

    def test_five_talks_within_an_hour_are_a_sign_and_four_are_not(self):
        times = ("02:00", "02:10", "02:20", "02:30", "02:40")
        staff = [self.make_employee(f"porter{n}", login=False) for n in range(5)]
        talks = [
            self.hold(person, time=f"{time}:00", duration=0.1)
            for person, time in zip(staff[:4], times)
        ]
        self.assertFalse(self.found("crowded"))
        talks.append(self.hold(staff[4], time="02:40:00", duration=0.1))
        self.assertEqual(self.found("crowded"), {(talk.name, 5) for talk in talks})
        self.assertFalse(self.found("overlap"))

    def test_nobody_sits_in_two_talks_at_once(self):
        first = self.hold(self.nurse, time="02:00:00", duration=1)
        with self.on("2026-11-03"):  # written down later, when nobody is busy any more
            second = self.make_talk(
                self.head,
                self.doctor,
                date_start=datetime(2026, 11, 2, 2, 40),
                duration=1,
            )
            second.action_hold()
        self.hold(self.inspector, time="06:00:00")
        self.assertEqual(self.found("overlap"), {(first.name, 20), (second.name, 20)})

    def test_face_to_face_with_somebody_on_long_leave_is_a_sign_a_visit_is_not(self):
        self.env["talk.employment.status"].create(
            {"employee_id": self.nurse.id, "kind": "long_leave", "date_from": "2026-10-01"}
        )
        met = self.hold(self.nurse)
        self.hold(self.nurse, "2026-11-03", channel="visit")
        self.assertEqual(self.found("away"), {(met.name, 0)})

    def test_a_talk_before_the_entry_is_a_sign(self):
        self.nurse.version_id.contract_date_start = "2026-11-10"
        early = self.hold(self.nurse)
        self.hold(self.nurse, "2026-11-10")
        self.assertEqual(self.found("before_entry"), {(early.name, 0)})

    def test_an_objection_is_a_sign_as_long_as_it_stands(self):
        talk = self.hold(self.nurse)
        answer = self.env["talk.confirmation"].with_user(self.nurse.user_id)
        answer = answer.search([("talk_id", "=", talk.id)])
        answer.action_not_met()
        self.assertEqual(self.found("objected"), {(talk.name, 0)})
        answer.action_met()
        self.assertFalse(self.found("objected"))

    # looking at it

    def test_the_officer_looks_at_it_and_says_what_came_of_it(self):
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        sign = self.signs("late")
        self.assertIn("30 days after", sign.detail)
        sign.note = "was ill"
        sign.action_spoken()
        self.assertRecordValues(
            sign, [{"state": "looked", "outcome": "spoken", "looked_by_id": self.officer_user.id}]
        )
        self.company.talk_sign_late_days = 60
        self.assertEqual(self.signs("late"), sign, "what was looked at stays")
        sign.action_look_again()
        self.assertFalse(self.signs("late"))

    def test_the_list_opens_the_talk_and_the_others_of_the_responsible(self):
        talk = self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        sign = self.signs("late")
        self.assertEqual(sign.action_open_talk()["res_id"], talk.id)
        action = sign.action_same_responsible()
        self.assertEqual(sign.search(action["domain"]), sign)

    def test_nothing_but_the_note_is_written_by_hand(self):
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        sign = self.signs("late")
        for vals in ({"state": "looked"}, {"strength": "1"}, {"kind": "away"}):
            with self.assertRaises(AccessError):
                sign.write(vals)
        with self.assertRaises(AccessError):
            sign.unlink()
        with self.assertRaises(UserError):
            sign.action_look_again()

    def test_the_administrator_looks_as_the_hr_officer_and_nobody_else_does(self):
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        self.assertTrue(self.signs("late", user=self.manager_user))
        settings = self.make_user("settings", "base.group_system")
        discipline = self.make_user("discipline2", DISCIPLINE)
        for user in (
            self.head.user_id,
            self.deputy.user_id,
            self.nurse.user_id,
            settings,
            discipline,
        ):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.signs("late", user=user)

    def test_nobody_looks_at_the_signs_of_their_own_talks(self):
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        sign = self.signs("late")
        self.head.user_id.group_ids += self.env.ref("talk_management.group_talk_officer")
        own = self.signs("late", user=self.head.user_id)
        self.assertFalse(own)
        with self.assertRaises(AccessError):
            sign.with_user(self.head.user_id).read(["kind"])

    def test_an_officer_of_another_company_sees_none(self):
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        other = self.env["res.company"].create({"name": "Other Hospital"})
        foreign = self.make_user("foreign", "talk_management.group_talk_officer", company=other)
        signs = self.signs("late").with_user(foreign)
        signs = signs.with_context(allowed_company_ids=other.ids)
        self.assertFalse(signs.search([]))
        with self.assertRaises(AccessError):
            signs.read(["kind"])

    # talks known to their people only

    def test_talks_known_to_their_people_only_are_never_counted(self):
        measure = self.env.ref("talk_management.kind_admonition")
        measure.needs_statement = False
        self.head.user_id.group_ids += self.env.ref(DISCIPLINE)
        self.hold_alike(REPORT, REPORT)
        kind = {"kind_id": measure.id}
        self.hold(self.inspector, "2026-11-12", words=REPORT, marked="2026-11-30", **kind)
        with self.on("2026-11-13"):
            hidden = self.make_talk(
                self.head, self.nurse, date_start=datetime(2026, 11, 2, 2, 10), **kind
            )
            hidden.action_hold()
        self.assertFalse(self.signs(day="2026-12-10"))

    def test_a_sign_goes_when_its_talk_was_not_held_after_all(self):
        with self.on("2026-10-31"):
            talk = self.make_talk(self.head, self.nurse, "2026-10-01")
            talk.action_hold()
        sign = self.signs("late")
        sign.action_fine()
        talk.action_plan_again()
        self.assertFalse(self.signs("late"))

    # the job

    def test_the_daily_job_finds_them_and_repeating_changes_nothing(self):
        steps = dict(self.env["talk.obligation"]._daily_steps())
        steps["the signs: late"]()  # of whatever else is in the database
        self.hold(self.nurse, "2026-10-01", marked="2026-10-31")
        self.assertEqual(steps["the signs: late"](), (1, 0))
        self.assertEqual(steps["the signs: late"](), (0, 0))

    @mute_logger("odoo.sql_db")
    def test_a_company_that_waits_too_long_is_told(self):
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self.company.talk_sign_late_days = 0
            self.env.flush_all()
