from odoo.tests import tagged

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestCalendar(TalkCase):
    """A private entry with neutral words for both, hidden from everybody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2030-01-15", place="Room 5")
        cls.event = cls.talk.sudo().event_id
        cls.flush()

    def test_both_have_the_entry_with_neutral_words(self):
        self.assertEqual(self.event.name, "Talk")
        self.assertFalse(self.event.description)
        self.assertEqual(self.event.privacy, "private")
        users = self.head.user_id | self.nurse.user_id
        self.assertEqual(self.event.partner_ids, users.partner_id)

    def test_no_mail_with_words_goes_out(self):
        mails = self.env["mail.mail"].search([("model", "=", "calendar.event")])
        self.assertFalse(mails.filtered(lambda mail: mail.res_id == self.event.id))

    def test_the_entry_moves_with_the_talk(self):
        self.talk.write({"date_start": "2030-01-16 03:00:00", "duration": 1.0})
        self.assertEqual(str(self.event.start), "2030-01-16 03:00:00")
        self.assertEqual(str(self.event.stop), "2030-01-16 04:00:00")

    def test_the_entry_goes_with_a_cancelled_talk_and_comes_back(self):
        self.talk.action_cancel()
        self.assertFalse(self.event.exists())
        self.talk.action_plan_again()
        self.assertTrue(self.talk.sudo().event_id)

    def test_the_entry_goes_with_a_deleted_talk(self):
        self.talk.unlink()
        self.assertFalse(self.event.exists())

    def test_others_find_neither_entry_nor_attendees(self):
        for user in (self.inspector.user_id, self.officer_user, self.manager_user):
            events = self.env["calendar.event"].with_user(user)
            attendees = self.env["calendar.attendee"].with_user(user)
            self.assertFalse(events.search([("id", "=", self.event.id)]), user.name)
            self.assertFalse(events.search([("name", "=", "Talk")]), user.name)
            self.assertFalse(attendees.search([("event_id", "=", self.event.id)]), user.name)

    def test_both_read_their_entry(self):
        for user in (self.head.user_id, self.nurse.user_id):
            self.assertEqual(self.event.with_user(user).name, "Talk")

    def test_people_without_a_user_leave_the_entry_to_the_other(self):
        talk = self.make_talk(self.head, self.doctor, "2030-01-16")
        self.assertEqual(talk.sudo().event_id.partner_ids, self.head.user_id.partner_id)
