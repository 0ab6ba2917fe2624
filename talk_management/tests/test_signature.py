from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_proof import DOT, PDF, WORDS, ProofCase, large_picture


@tagged("post_install", "-at_install")
class TestSignature(ProofCase):
    """Who signs follows the kind of talk; each signs the words as they stand (H4.3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk.sudo().kind_id.write({"signs_recorder": False, "signs_second": False})
        cls.record = cls.write_record(cls.talk)
        cls.doctors_record = cls.write_record(cls.doctors)

    def test_both_sign_and_the_record_is_locked_at_once(self):
        self.assertEqual(self.record.unsigned, "Head and Nurse")
        self.sign(self.record, self.head.user_id)
        self.assertEqual(self.record.state, "completed")
        self.assertEqual(self.record.unsigned, "Nurse")
        self.sign(self.record, self.nurse.user_id)
        self.assertEqual(self.record.state, "locked")
        roles = self.record.signature_ids.mapped(lambda each: (each.role, each.employee_id.name))
        self.assertEqual(roles, [("responsible", "Head"), ("employee", "Nurse")])
        self.assertTrue(all(each.signed_on and each.digest for each in self.record.signature_ids))

    def test_the_kind_of_talk_says_who_signs(self):
        self.talk.sudo().kind_id.signs_employee = False
        self.flush()
        self.assertFalse(self.record.with_user(self.nurse.user_id).can_sign)
        with self.assertRaisesRegex(AccessError, "only who has to"):
            self.sign(self.record, self.nurse.user_id)
        self.sign(self.record, self.head.user_id)
        self.assertEqual(self.record.state, "locked")

    def test_the_second_leader_and_the_recorder_sign_where_the_kind_asks_for_it(self):
        talk = self.talk.sudo()
        talk.kind_id.write({"signs_recorder": True, "signs_second": True, "holder_count": 2})
        talk._link_co_holders({self.deputy.id})
        talk.recorder_id = self.inspector
        self.flush()
        self.assertEqual(self.record.unsigned, "Head, Nurse, Deputy, and Inspector")
        for person in (self.inspector, self.nurse, self.head):
            self.sign(self.record, person.user_id)
        self.assertEqual(self.record.state, "completed")
        self.sign(self.record, self.deputy.user_id)
        self.assertEqual(self.record.state, "locked")

    def test_a_topic_ticked_after_signing_shows(self):
        self.sign(self.record, self.head.user_id)
        signature = self.record.signature_ids.with_user(self.head.user_id)
        self.assertTrue(signature.is_unchanged)
        topic = self.env["talk.topic"].search([], limit=1)
        self.env["talk.record.topic"].create(
            {"record_id": self.record.id, "topic_id": topic.id, "is_touched": True}
        )
        self.flush()
        self.assertFalse(signature.is_unchanged)

    def test_nobody_signs_for_somebody_else(self):
        signatures = self.env["talk.signature"].with_user(self.head.user_id)
        signed = signatures.create(
            {
                "record_id": self.record.id,
                "image": DOT,
                "employee_id": self.nurse.id,
                "role": "employee",
                "signed_on": "2020-01-01 00:00:00",
                "digest": "forged",
            }
        )
        self.assertEqual((signed.role, signed.employee_id.name), ("responsible", "Head"))
        self.assertNotEqual(signed.digest, "forged")
        self.assertGreater(str(signed.signed_on), "2025")

    def test_outsiders_do_not_sign(self):
        for user in (self.officer_user, self.manager_user, self.deputy.user_id):
            with self.assertRaises(AccessError, msg=user.name):
                self.sign(self.record, user)

    def test_one_signs_once(self):
        self.sign(self.record, self.head.user_id)
        with self.assertRaisesRegex(UserError, "signed already"):
            self.sign(self.record, self.head.user_id)

    def test_a_record_being_written_is_not_signed(self):
        self.record.action_write_again()
        with self.assertRaisesRegex(UserError, "signed when it is completed"):
            self.sign(self.record, self.head.user_id)

    def test_written_again_the_signatures_fall_away_and_say_so(self):
        self.sign(self.record, self.head.user_id)
        self.record.action_write_again()
        self.record.content = "quite other words"
        self.record.action_complete()
        [signature] = self.record.signature_ids
        self.assertFalse(signature.is_current)
        self.assertFalse(signature.image)
        self.assertFalse(signature.is_unchanged)
        self.assertEqual(self.record.unsigned, "Head and Nurse")
        self.sign(self.record, self.head.user_id)
        self.assertEqual(len(self.record.signature_ids), 2)

    def test_what_was_signed_can_be_checked(self):
        signature = self.sign(self.record, self.head.user_id)
        self.assertTrue(signature.is_unchanged)
        self.record.sudo().content = "changed behind the back of all rules"
        self.flush()
        self.assertFalse(signature.is_unchanged)

    def test_a_signature_is_neither_changed_nor_deleted(self):
        signature = self.sign(self.record, self.head.user_id)
        with self.assertRaises(AccessError):
            signature.write({"image": False})
        with self.assertRaises(AccessError):
            signature.unlink()

    def test_a_picture_is_asked_for_and_nothing_else_is_taken(self):
        with self.assertRaisesRegex(UserError, "Draw your signature"):
            self.sign(self.record, self.head.user_id, image=False)
        for picture in (PDF, large_picture()):
            with self.assertRaisesRegex(UserError, "at most one megabyte"):
                self.sign(self.record, self.head.user_id, image=picture)

    # people without a user

    def on_paper(self, user, record=None, scan=PDF):
        vals = {"record_id": (record or self.doctors_record).id, "how": "paper"}
        vals |= {"scan": scan}
        return self.env["talk.signature"].with_user(user).create(vals)

    def test_for_somebody_without_a_user_the_scan_of_the_signed_form_is_added(self):
        signature = self.on_paper(self.head.user_id)
        self.assertEqual((signature.role, signature.employee_id.name), ("employee", "Doctor"))
        self.assertEqual(signature.how, "paper")
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "talk.signature"), ("res_field", "=", "scan")]
        )
        self.assertEqual(file.res_id, signature.id)
        self.flush()
        for user in (self.officer_user, self.manager_user, self.nurse.user_id):
            with self.assertRaises(AccessError, msg=user.name):
                file.with_user(user).read(["datas"])

    def test_whoever_has_a_user_does_not_sign_on_paper_through_others(self):
        with self.assertRaisesRegex(UserError, "user of their own"):
            self.on_paper(self.head.user_id, self.record)

    def test_a_scan_is_a_picture_or_a_pdf_of_a_size_the_settings_allow(self):
        for scan in ("aGVsbG8=", False):
            with self.assertRaisesRegex(UserError, "scan"):
                self.on_paper(self.head.user_id, scan=scan)
        self.company.talk_scan_megabytes = 1
        with self.assertRaisesRegex(UserError, r"has 1\.0 MB; at most 1 MB"):
            self.on_paper(self.head.user_id, scan=large_picture())

    # the printed form

    def printed(self, record, user):
        self.flush()
        forms = self.env["report.talk_management.report_talk_record_form"].with_user(user)
        return forms._get_report_values(record.ids)["forms"][0]

    def test_the_printed_form_shows_signatures_with_their_date(self):
        self.sign(self.record, self.head.user_id)
        boxes = self.printed(self.record, self.nurse.user_id)["signatures"]
        self.assertEqual([bool(box["image"]) for box in boxes], [True, False])
        self.assertEqual([bool(box["date"]) for box in boxes], [True, False])

    def test_the_printed_form_says_what_was_signed_on_paper(self):
        self.on_paper(self.head.user_id)
        box = self.printed(self.doctors_record, self.head.user_id)["signatures"][-1]
        self.assertEqual(box["note"], "On the printed form")

    def test_the_printed_form_shows_amendments_below_the_words(self):
        self.sign(self.record, self.head.user_id)
        self.sign(self.record, self.nurse.user_id)
        amendments = self.env["talk.amendment"].with_user(self.nurse.user_id)
        amendments.create({"record_id": self.record.id, "text": "It was my father."})
        form = self.printed(self.record, self.head.user_id)
        self.assertEqual(form["sections"][0][1], WORDS)
        self.assertEqual(form["amendments"][0][1:], ("Nurse", "It was my father."))
