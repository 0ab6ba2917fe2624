from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .test_record_sections import SectionCase


@tagged("post_install", "-at_install")
class TestRecordObservation(SectionCase):
    """Mood and follow-up: for those who hold the talk and the recorder, and nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["talk.kind"].create({"name": "By two", "holder_count": 2})
        talk = cls.make_talk(
            cls.head,
            cls.nurse,
            "2025-11-20",
            kind_id=kind.id,
            co_holder_ids=[Command.link(cls.deputy.id)],
            recorder_id=cls.inspector.id,
        )
        talk.action_hold()
        cls.record = talk.record_ids
        cls.record.content = "said"
        cls.record.action_complete()
        cls.observation = cls.by(cls, cls.head, cls.env["talk.observation"]).create(
            {
                "record_id": cls.record.id,
                "mood": "low",
                "is_follow_up_needed": True,
                "date_next": "2026-12-10",
            }
        )
        cls.flush()

    def by(self, employee, records):
        return records.with_user(employee.user_id).with_company(self.company)

    def activities(self):
        return self.env["mail.activity"].search([("res_model", "=", "talk.observation")])

    def test_those_who_hold_the_talk_read_and_write_it(self):
        for employee in (self.head, self.deputy, self.inspector):
            observation = self.by(employee, self.observation)
            self.assertEqual(observation.mood, "low")
            observation.mood = "steady"
            observation.mood = "low"
            self.flush()

    def test_nobody_else_does_the_employee_included(self):
        admin = self.env.ref("base.user_admin")
        admin.company_ids += self.company
        others = (
            self.nurse.user_id,
            self.secretary.user_id,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            admin,
        )
        for user in others:
            observations = self.env["talk.observation"].with_user(user)
            self.assertFalse(observations.search([("mood", "=", "low")]), user.name)
            with self.assertRaises(AccessError, msg=user.name):
                self.observation.with_user(user).read(["mood"])
            with self.assertRaises(AccessError, msg=user.name):
                self.observation.with_user(user).mood = "positive"
            with self.assertRaises(AccessError, msg=user.name):
                observations.create({"record_id": self.record.id})

    def test_the_employee_is_not_told_by_a_refusal_whether_there_is_one(self):
        bare = self.make_record("care", day="2025-11-25")
        bare.content = "said"
        bare.action_complete()
        self.flush()
        for record in (self.record, bare):
            with self.assertRaisesRegex(AccessError, "those who took part"):
                self.by(self.nurse, self.env["talk.observation"]).create({"record_id": record.id})
            with self.assertRaisesRegex(AccessError, "those who took part"):
                self.by(self.nurse, record).action_observation()

    def test_no_field_of_the_record_or_the_talk_leads_to_it(self):
        for model in ("talk.record", "talk.talk", "talk.participant"):
            leads = [
                field.name
                for field in self.env[model]._fields.values()
                if field.comodel_name == "talk.observation"
            ]
            self.assertFalse(leads)

    def test_the_responsible_is_reminded_on_that_day_and_not_told_why(self):
        activity = self.activities()
        self.assertEqual(activity.user_id, self.head.user_id)
        self.assertEqual(str(activity.date_deadline), "2026-12-10")
        self.assertEqual(activity.summary, "Talk again")
        self.assertFalse(activity.note)
        self.assertEqual(activity.res_name, self.record.talk_id.name)
        for user in (self.nurse.user_id, self.officer_user):
            self.assertFalse(activity.with_user(user).search([("id", "=", activity.id)]))

    def test_the_reminder_moves_and_goes_with_what_it_is_for(self):
        self.observation.date_next = "2026-12-20"
        self.assertEqual(str(self.activities().date_deadline), "2026-12-20")
        self.observation.is_follow_up_needed = False
        self.assertFalse(self.activities())

    def test_it_says_when(self):
        with self.assertRaisesRegex(ValidationError, "when"):
            self.observation.date_next = False

    def test_there_is_one_on_each_record_and_its_name_tells_nothing(self):
        self.assertEqual(self.observation.display_name, self.record.talk_id.name)
        action = self.by(self.deputy, self.record).action_observation()
        self.assertEqual(action["res_id"], self.observation.id)

    def test_it_is_begun_from_the_record(self):
        record = self.make_record("care", self.doctor)
        action = record.action_observation()
        self.assertFalse(action["res_id"])
        observations = self.env["talk.observation"].with_user(self.head.user_id)
        with Form(observations.with_context(**action["context"])) as form:
            form.mood = "positive"
        self.assertEqual(form.record.record_id.id, record.id)

    def test_the_next_talk_is_planned_from_it(self):
        context = self.observation.action_plan_talk()["context"]
        self.assertEqual(context["default_employee_id"], self.nurse.id)
        with self.assertRaises(AccessError):
            self.by(self.nurse, self.observation).action_plan_talk()
