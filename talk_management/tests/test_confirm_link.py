import io
import logging
import re
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models.talk.confidential_log import WithoutLinks
from .common_proof import WORDS, ProofCase

ADDRESS = re.compile(r"https?://[^\s<>'\"]+/talk/confirm/[\w-]+")


@tagged("post_install", "-at_install")
class TestConfirmLink(ProofCase, HttpCase):
    """People without a user confirm by a personal link that ends, or by the printed code."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.doctor.private_email = "doctor@example.com"
        cls.write_record(cls.doctors)

    def mailed(self, user=None):
        """(address in the mail that is sent, the whole mail)"""
        sent = []

        def send_email(_servers, message, *_args, **_kwargs):
            sent.append(message)
            return message["Message-Id"]

        servers = self.env.registry["ir.mail_server"]
        with patch.object(servers, "send_email", send_email):
            self.asked(user or self.head.user_id, self.doctors).action_send_link()
        [message] = sent
        text = message.get_body(("html",)).get_content()
        return ADDRESS.search(text)[0], message

    def path(self, address):
        self.flush()
        return address.split("://", 1)[1].split("/", 1)[1]

    def look(self, address, **options):
        return self.url_open(f"/{self.path(address)}", **options)

    def press(self, address, met):
        page = self.look(address).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.look(address, data={"csrf_token": token, "met": met})

    def state(self):
        self.flush()
        return self.asked(self.head.user_id, self.doctors).state

    def test_the_mail_is_neutral_and_goes_to_the_persons_own_address(self):
        _address, message = self.mailed()
        self.assertEqual(message["To"], "doctor@example.com")
        self.assertEqual(message["Subject"], "Please confirm a meeting")
        text = message.get_body(("html",)).get_content()
        for word in (WORDS, self.doctors.kind_id.name, self.doctors.name, "Talk"):
            self.assertNotIn(word, text)

    def test_the_page_says_who_and_when_and_not_one_word_more(self):
        page = self.look(self.mailed()[0])
        self.assertEqual(page.status_code, 200)
        for word in ("Test Hospital", "Head", "November 21, 2025", "10:00"):
            self.assertIn(word, page.text)
        for word in (WORDS, self.doctors.kind_id.name, self.doctors.name, "Doctor", "record"):
            self.assertNotIn(word, page.text)

    def test_looking_changes_nothing_and_may_be_repeated(self):
        address = self.mailed()[0]
        for _time in range(3):
            self.look(address)
        self.assertEqual(self.state(), "waiting")

    def test_one_press_confirms_and_the_link_has_served(self):
        address = self.mailed()[0]
        page = self.press(address, "yes")
        self.assertIn("has been noted", page.text)
        self.assertEqual(self.state(), "confirmed")
        asked = self.asked(self.head.user_id, self.doctors)
        self.assertEqual((asked.confirmed_how, asked.user_id.id), ("link", False))
        self.assertNeutral(self.look(address))

    def test_one_press_objects_and_opens_what_was_settled(self):
        self.press(self.mailed()[0], "no")
        self.assertEqual(self.state(), "objected")
        self.assertEqual(self.owed(self.doctor), "open")

    def test_a_press_without_the_pages_own_token_is_refused(self):
        address = self.mailed()[0]
        with mute_logger("odoo.http"):
            answer = self.look(address, data={"met": "yes"})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.state(), "waiting")

    def assertNeutral(self, page):
        self.assertEqual(page.status_code, 404)
        self.assertIn("This page cannot be used", page.text)
        self.assertNotIn("Test Hospital", page.text)
        self.assertNotIn("Head", page.text)

    def test_unknown_used_expired_and_revoked_links_show_the_same_page(self):
        unknown = self.url_open("/talk/confirm/" + "x" * 43)
        self.assertNeutral(unknown)
        address = self.mailed()[0]
        link = self.env["talk.confirm.link"].search([])
        link.date_end = "2025-01-01 00:00:00"
        expired = self.look(address)
        self.assertNeutral(expired)
        self.assertEqual(self.plain(expired), self.plain(unknown))
        address = self.mailed()[0]
        self.doctors.record_ids.sudo().unlink()
        self.doctors.with_user(self.officer_user).action_plan_again()
        self.assertNeutral(self.look(address))

    def plain(self, page):
        return re.sub(r'value="[^"]*"', "", page.text)

    def test_a_second_mail_ends_the_first_link(self):
        first, second = self.mailed()[0], self.mailed()[0]
        self.assertNeutral(self.look(first))
        self.assertEqual(self.look(second).status_code, 200)

    def test_the_page_is_not_kept_not_indexed_and_tells_no_other_page(self):
        headers = self.look(self.mailed()[0]).headers
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])

    def test_the_secret_is_kept_nowhere(self):
        token = self.mailed()[0].rsplit("/", 1)[1]
        link = self.env["talk.confirm.link"].search([])
        self.assertNotEqual(link.token_hash, token)
        self.assertFalse(self.env["mail.mail"].search([("body_html", "ilike", token)]))
        self.assertFalse(self.env["mail.message"].search([("body", "ilike", token)]))
        for user in (self.head.user_id, self.officer_user, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                link.with_user(user).read(["token_hash"])

    def test_the_log_does_not_tell_the_secret(self):
        line = logging.makeLogRecord(
            {"msg": "%s - - %s", "args": ("127.0.0.1", '"GET /talk/confirm/s3-cret?x HTTP/1.1"')}
        )
        WithoutLinks().filter(line)
        self.assertEqual(line.getMessage(), '127.0.0.1 - - "GET /talk/confirm/…?x HTTP/1.1"')
        address = self.mailed()[0]
        lines = self.logged_while(lambda: self.look(address))
        self.assertIn("/talk/confirm/…", lines)
        self.assertNotIn(address.rsplit("/", 1)[1], lines)

    def logged_while(self, visit):
        """What the server's own log would hold of a visit."""
        kept, logger = io.StringIO(), logging.getLogger("werkzeug")
        handler, level = logging.StreamHandler(kept), logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        try:
            visit()
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
        return kept.getvalue()

    def test_the_page_speaks_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.doctor.lang = "zh_CN"
        page = self.look(self.mailed()[0])
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("2025年11月21日", page.text)

    def test_an_hr_officer_may_send_it_too_and_an_outsider_may_not(self):
        self.mailed(self.officer_user)
        asked = self.asked(self.head.user_id, self.doctors)
        for user in (self.inspector.user_id, self.deputy.user_id):
            with self.assertRaises(AccessError):
                asked.with_user(user).action_send_link()

    def test_without_an_address_it_says_what_else_can_be_done(self):
        self.doctor.write({"private_email": False, "work_email": False})
        with self.assertRaisesRegex(UserError, "Print the form"):
            self.mailed()

    def test_whoever_has_a_user_gets_no_link(self):
        with self.assertRaisesRegex(UserError, "user of their own"):
            self.asked(self.head.user_id).action_send_link()

    def test_the_printed_form_has_a_code_for_whoever_has_no_user(self):
        talk = self.make_talk(self.head, self.doctor, "2025-11-24")
        forms = self.env["report.talk_management.report_talk_blank_form"]
        [form] = forms.with_user(self.head.user_id)._get_report_values(talk.ids)["forms"]
        [(name, address, picture)] = form["codes"]
        self.assertEqual(name, "Doctor")
        self.assertTrue(picture.startswith("data:image/svg+xml;base64,"))
        early = self.look(address)
        self.assertIn("has not been entered as held", early.text)
        talk.action_hold()
        self.press(address, "yes")
        self.flush()
        asked = self.asked(self.head.user_id, talk)
        self.assertEqual((asked.state, asked.confirmed_how), ("confirmed", "code"))

    def test_there_is_no_code_for_whoever_has_a_user_or_only_reads_the_talk(self):
        forms = self.env["report.talk_management.report_talk_blank_form"]
        [form] = forms.with_user(self.head.user_id)._get_report_values(self.talk.ids)["forms"]
        self.assertFalse(form["codes"])
        [form] = forms.with_user(self.nurse.user_id)._get_report_values(self.talk.ids)["forms"]
        self.assertFalse(form["codes"])
