import base64

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OFFICER, TalkCase

WORDS = "her mother is ill"


@tagged("post_install", "-at_install", "talk_security")
class TestBecoming(TalkCase):
    """One HR officer alone does not become somebody who has records, whatever the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.staff_number, cls.inspector.staff_number = "N1", "I1"
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids
        cls.record.content = WORDS
        cls.record.action_complete()
        cls.mine = cls.env["hr.employee"].create(
            {"name": "Mine", "user_id": cls.officer_user.id, "company_id": cls.company.id}
        )
        cls.flush()
        # what the officer may do on ordinary screens
        for person in (cls.mine, cls.nurse, cls.inspector):
            person.with_user(cls.officer_user).user_id = False
        cls.flush()

    def preview(self, number, name, login):
        wizard = self.env["talk.roster.import"].with_user(self.officer_user)
        wizard = wizard.with_company(self.company).create(
            {
                "data": base64.b64encode(f"工号,姓名,账号\n{number},{name},{login}\n".encode()),
                "filename": "roster.csv",
                "company_id": self.company.id,
            }
        )
        wizard.action_preview()
        return wizard

    def assertImportRefuses(self, wizard, sentence):
        error = wizard.problem_ids.filtered(lambda problem: problem.severity == "error")
        self.assertEqual((error.row, error.column), ("2", "C 账号"), error.mapped("sentence"))
        self.assertIn(sentence, error.sentence)
        wizard.action_import()
        self.assertEqual(wizard.state, "preview")

    def assertOfficerReadsNothing(self):
        self.flush()
        with self.assertRaises(AccessError):
            self.record.with_user(self.officer_user).read(["content"])

    def test_not_by_a_roster_that_gives_that_person_the_officers_own_login(self):
        self.officer_user.with_user(self.officer_user).name = "Nurse"
        self.assertImportRefuses(self.preview("N1", "Nurse", "talk_officer"), "records")
        self.assertFalse(self.nurse.user_id)
        self.assertOfficerReadsNothing()

    def test_nor_by_a_roster_that_makes_that_person_a_login_of_the_officers_choosing(self):
        self.assertImportRefuses(self.preview("N1", "Nurse", "officer@example.com"), "records")
        self.assertFalse(self.env["res.users"].search([("login", "=", "officer@example.com")]))

    def test_nor_does_a_roster_link_the_officers_own_login_to_a_person_without_records(self):
        self.officer_user.with_user(self.officer_user).name = "Inspector"
        self.assertImportRefuses(self.preview("I1", "Inspector", "TALK_officer"), "your own login")

    def test_a_roster_gives_logins_to_people_without_records(self):
        self.assertFalse(self.preview("I1", "Inspector", "new.inspector").error_count)
        self.assertFalse(self.preview("Z9", "Newcomer", "newcomer").error_count)

    def test_nor_by_rights_that_code_lends_the_officer(self):
        with self.assertRaises(AccessError):
            self.nurse.with_user(self.officer_user).sudo().user_id = self.officer_user

    def test_nor_by_a_second_user_that_the_officer_knows_the_password_of(self):
        second = self.make_user("second")
        for officer in (self.officer_user, self.manager_user):
            with self.assertRaises(AccessError):
                self.nurse.with_user(officer).user_id = second
            with self.assertRaises(AccessError):
                self.nurse.resource_id.with_user(officer).user_id = second

    def test_an_administrator_of_odoo_gives_that_person_a_login_but_not_the_own_one(self):
        administrator = self.make_user("boss", OFFICER, "base.group_erp_manager")
        nurse = self.nurse.with_user(administrator)
        nurse.user_id = self.make_user("second")
        self.assertEqual(self.nurse.user_id.login, "talk_second")
        nurse.user_id = False
        with self.assertRaises(AccessError):
            nurse.user_id = administrator

    def test_nor_by_the_address_to_which_a_new_password_is_sent(self):
        officer, address = self.officer_user, "officer@example.com"
        with self.assertRaises(AccessError):
            self.head.with_user(officer).work_email = address
        self.mine.with_user(officer).work_contact_id = self.head.user_id.partner_id
        self.head.with_user(officer).work_contact_id = False
        with self.assertRaises(AccessError):
            self.mine.with_user(officer).work_email = address
        self.assertNotEqual(self.head.user_id.email, address)

    def test_people_change_their_own_address_and_officers_that_of_people_without_records(self):
        self.head.with_user(self.officer_user).work_phone = "123"
        self.deputy.with_user(self.officer_user).work_email = "deputy@example.com"
        head = self.head.user_id
        head.with_user(head).email = "head@example.com"
        self.flush()
        self.assertEqual(self.head.work_email, "head@example.com")
        boss = self.make_user("boss", "base.group_erp_manager", "base.group_partner_manager")
        head.with_user(boss).email = "h@example.com"
        self.assertEqual(head.email, "h@example.com")

    def test_not_whoever_is_to_hold_a_talk_after_a_restricted_event(self):
        self.make_rule("head_staff", "leader_head", basis="event", name="After an event")
        self.flush()
        events = self.env["talk.trigger"].with_user(self.discipline_user)
        event = events.with_company(self.company).create(
            {
                "employee_id": self.nurse.id,
                "type_id": self.env.ref("talk_management.trigger_integrity").id,
                "responsible_id": self.inspector.id,
                "note": WORDS,
            }
        )
        self.flush()
        with self.assertRaises(AccessError):
            self.inspector.with_user(self.officer_user).user_id = self.officer_user
        with self.assertRaises(AccessError):
            event.with_user(self.officer_user).read(["note"])
