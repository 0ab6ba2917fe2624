from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_holding import HoldingCase

ENTRY = "https://meet.example.com/room"


@tagged("post_install", "-at_install")
class TestAttendance(HoldingCase):
    """Who came, who did not, who left early, who came along (H4.1, B1)."""

    def owed(self, *employees):
        rule = self.make_rule("head_staff", accepts_group=True)
        with self.on("2025-11-01"):
            self.env["talk.obligation"]._generate(rule)
        return [self.obligation(self.head, employee) for employee in employees]

    # one press

    def test_one_press_leads_from_the_planned_talk_to_its_record(self):
        talk = self.make_talk(self.head, self.nurse, "2025-11-20")
        self.assertTrue(talk.can_write_down)
        action = talk.action_hold_and_write()
        self.assertEqual(talk.state, "held")
        self.assertEqual(action["res_id"], talk.record_ids.id)

    def test_of_a_group_talk_the_common_part_opens(self):
        talk = self.group(self.nurse, self.doctor, held=False)
        self.assertEqual(talk.action_hold_and_write()["res_id"], self.common(talk).id)

    def test_it_is_offered_to_the_responsible_when_the_time_has_come(self):
        talk = self.make_talk(self.head, self.nurse, "2035-11-20")
        self.assertFalse(talk.can_write_down)
        with self.assertRaisesRegex(UserError, "in the future"):
            talk.action_hold_and_write()
        talk = self.make_talk(self.head, self.nurse, "2025-11-20")
        self.assertFalse(talk.with_user(self.officer_user).can_write_down)
        self.flush()
        for user in (self.officer_user, self.nurse_user, self.deputy.user_id):
            with self.assertRaises(UserError):  # AccessError is one, too
                talk.with_user(user).action_hold_and_write()

    # leaving early

    def test_whoever_left_early_was_there_it_counts_and_has_a_part(self):
        nurse, doctor = self.owed(self.nurse, self.doctor)
        talk = self.group(self.nurse, self.doctor, held=False)
        self.participant(talk, self.nurse).write(
            {"attendance": "left_early", "left_at": "2025-11-21 02:20:00"}
        )
        self.participant(talk, self.doctor).attendance = "absent"
        talk.action_hold()
        self.assertEqual((nurse.state, doctor.state), ("settled", "open"))
        self.assertEqual(self.participant(talk, self.nurse).attendance, "left_early")
        self.assertTrue(self.part(talk, self.nurse))
        self.assertIn("Nurse", self.common(talk).readers)
        self.completed(self.common(talk), group_reason="One matter")
        self.assertTrue(self.common(talk).with_user(self.nurse_user).group_reason)

    def test_nobody_left_before_the_talk_began(self):
        nurse = self.participant(self.group(self.nurse, self.doctor, held=False), self.nurse)
        with self.assertRaisesRegex(ValidationError, "not marked as having left"):
            nurse.left_at = "2025-11-21 02:20:00"
        with self.assertRaisesRegex(ValidationError, "before the talk began"):
            nurse.write({"attendance": "left_early", "left_at": "2025-11-20 02:20:00"})

    def test_the_hour_of_leaving_goes_when_the_person_stayed_after_all(self):
        nurse = self.participant(self.group(self.nurse, self.doctor, held=False), self.nurse)
        with self.on("2025-11-21", "02:15:00"):
            nurse.action_mark_left_early()
        self.assertEqual(str(nurse.left_at), "2025-11-21 02:15:00")
        nurse.action_mark_present()
        self.assertFalse(nurse.left_at)

    # putting right who came, while the record is being written

    def test_somebody_who_came_along_is_added_while_the_record_is_being_written(self):
        (doctor,) = self.owed(self.doctor)
        talk = self.group(self.nurse, self.inspector)
        self.assertTrue(talk.can_add_participant)
        action = self.common(talk).action_add_participant()
        people = self.env["talk.participant"].with_user(self.head_user)
        view = "talk_management.talk_participant_view_form"
        with Form(people.with_context(**action["context"]), view) as form:
            form.employee_id = self.doctor
        self.assertEqual(self.participant(talk, self.doctor).attendance, "present")
        self.assertTrue(self.part(talk, self.doctor))
        self.assertEqual(doctor.state, "settled")

    def test_whoever_was_absent_after_all_loses_the_part_and_what_was_settled(self):
        nurse, doctor = self.owed(self.nurse, self.doctor)
        talk = self.group(self.nurse, self.doctor)
        self.assertEqual(doctor.state, "settled")
        self.participant(talk, self.doctor).action_mark_absent()
        self.assertFalse(self.part(talk, self.doctor))
        self.assertEqual((nurse.state, doctor.state), ("settled", "open"))
        self.participant(talk, self.doctor).action_mark_present()
        self.assertTrue(self.part(talk, self.doctor))
        self.assertEqual(doctor.state, "settled")

    def test_whose_part_is_written_came(self):
        talk = self.group(self.nurse, self.doctor)
        self.part(talk, self.doctor).content = "He said"
        with self.assertRaisesRegex(UserError, "part of Doctor"):
            self.participant(talk, self.doctor).action_mark_absent()

    def test_not_everybody_was_absent_from_a_talk_that_was_held(self):
        talk = self.held()
        with self.assertRaisesRegex(UserError, "Nobody came"):
            talk.participant_ids.action_mark_absent()

    def test_topics_of_those_who_came_along_are_added(self):
        self.topic.mandatory_layer_ids = self.env.ref("talk_management.layer_head_staff")
        talk = self.group(self.inspector, self.secretary)
        self.assertFalse(self.common(talk).topic_ids)
        talk.participant_ids = [Command.create({"employee_id": self.nurse.id})]
        self.assertEqual(self.common(talk).topic_ids.topic_id, self.topic)

    def test_once_a_part_is_completed_who_came_stays(self):
        talk = self.group(self.nurse, self.doctor)
        self.completed(self.part(talk, self.nurse))
        self.assertFalse(talk.can_add_participant)
        with self.assertRaisesRegex(UserError, "participants stay"):
            self.participant(talk, self.doctor).action_mark_absent()
        with self.assertRaisesRegex(UserError, "participants stay"):
            talk.participant_ids = [Command.create({"employee_id": self.inspector.id})]

    def test_a_part_is_not_handed_to_somebody_else(self):
        talk = self.group(self.nurse, self.doctor)
        with self.assertRaisesRegex(UserError, "marked as absent"):
            self.participant(talk, self.nurse).employee_id = self.inspector
        with self.assertRaisesRegex(UserError, "marked as absent"):
            self.participant(talk, self.nurse).unlink()

    def test_the_hr_officer_lets_nobody_into_a_record(self):
        talk = self.group(self.nurse, self.doctor)
        self.flush()
        people = self.env["talk.participant"].with_user(self.officer_user)
        with self.assertRaisesRegex(UserError, "participants stay"):
            people.create({"talk_id": talk.id, "employee_id": self.inspector.id})
        with self.assertRaisesRegex(UserError, "participants stay"):
            self.participant(talk, self.nurse).with_user(self.officer_user).action_mark_absent()
        with self.assertRaisesRegex(UserError, "participants stay"):
            self.participant(talk, self.nurse).with_user(self.nurse_user).action_mark_absent()

    def test_a_one_on_one_talk_stays_with_one_person(self):
        talk = self.held()
        with self.assertRaisesRegex(ValidationError, "with one person"):
            talk.participant_ids.create({"talk_id": talk.id, "employee_id": self.doctor.id})


@tagged("post_install", "-at_install")
class TestVideoTalk(HoldingCase):
    """A talk by video: the link is for those who take part."""

    def video(self, **vals):
        vals = {"channel": "video", "videocall_url": ENTRY, **vals}
        return self.make_talk(self.head, self.nurse, "2035-11-20", **vals)

    def test_the_link_is_seen_by_those_who_take_part_and_by_nobody_else(self):
        talk = self.video()
        self.flush()
        self.assertEqual(talk.videocall_url, ENTRY)
        self.assertEqual(talk.with_user(self.nurse_user).videocall_url, ENTRY)
        self.flush()
        for user in (self.officer_user, self.manager_user):
            self.assertFalse(talk.with_user(user).read(["videocall_url"])[0]["videocall_url"])
            with self.assertRaises(AccessError):
                talk.with_user(user).read(["videocall_stored"])
        with self.assertRaises(AccessError):
            talk.with_user(self.head_user).read(["videocall_stored"])

    def test_the_link_is_no_oracle(self):
        self.video()
        self.flush()
        talks = self.env["talk.talk"].with_user(self.officer_user)
        with self.assertRaises(AccessError):
            talks.search([("videocall_stored", "ilike", "example")])
        with self.assertRaises(ValueError):
            talks.search([("videocall_url", "ilike", "example")])

    def test_the_calendar_entry_of_both_carries_it_and_nobody_elses_does(self):
        talk = self.video()
        event = talk.sudo().event_id
        self.flush()
        for user in (self.head_user, self.nurse_user):
            self.assertEqual(event.with_user(user).videocall_location, ENTRY)
        for user in (self.officer_user, self.deputy.user_id, self.manager_user):
            self.assertFalse(
                self.env["calendar.event"]
                .with_user(user)
                .search([("videocall_location", "=", ENTRY)])
            )
            with self.assertRaises(AccessError):
                event.with_user(user).read(["videocall_location"])
        with self.assertRaisesRegex(UserError, "follows its talk"):
            event.with_user(self.nurse_user).videocall_location = False

    def test_the_entry_forgets_the_link_when_the_talk_is_no_longer_by_video(self):
        talk = self.video()
        talk.channel = "telephone"
        self.assertFalse(talk.sudo().event_id.videocall_location)
        talk.write({"channel": "video", "videocall_url": ENTRY + "/2"})
        self.assertEqual(talk.sudo().event_id.videocall_location, ENTRY + "/2")

    def test_the_link_is_set_by_whoever_holds_the_talk(self):
        talk = self.video()
        self.flush()
        with self.assertRaisesRegex(AccessError, "whoever holds"):
            talk.with_user(self.officer_user).videocall_url = "https://evil.example.com"
        with self.assertRaises(AccessError):
            talk.with_user(self.nurse_user).videocall_url = "https://evil.example.com"

    def test_a_link_that_opens_no_page_is_refused(self):
        talk = self.video()
        for link in ("javascript:alert(1)", "meet me", "ftp://x"):
            with self.assertRaisesRegex(ValidationError, "https://"):
                talk.videocall_url = link
