import logging

from odoo.tests import tagged

from .common_warning import WORDS, WarningCase

MODELS = ("talk.warning", "talk.warning.notice")


@tagged("post_install", "-at_install", "talk_security")
class TestWarningTraces(WarningCase):
    """What an early warning leaves behind elsewhere in the database: nothing."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-25"))

    def test_talk_tells_nothing_and_goes_as_if_there_were_none(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        warning = self.warn(talk_id=talk.id)
        before = talk.sudo().read()[0]
        self.assertNotIn("warning", " ".join(before))
        for name, field in self.env["talk.talk"]._fields.items():
            self.assertNotIn(field.comodel_name, MODELS, name)
        for name, field in self.env["hr.employee"]._fields.items():
            self.assertNotIn(field.comodel_name, MODELS, name)
        talk.sudo().action_cancel()
        talk.sudo().unlink()
        self.flush()
        self.assertFalse(warning.talk_id)
        self.assertEqual(warning.words, WORDS)

    def test_person_author_and_user_are_deleted_without_resistance(self):
        fresh = self.make_employee("fresh")
        fresh.department_id = self.cardiology
        self.env["talk.edge"]._refresh()
        self.flush()
        warning = self.warn(self.head, fresh)
        user = fresh.user_id
        left = self.env["mail.activity"].with_context(active_test=False)
        before = left.search([("res_model", "in", MODELS)])
        self.assertTrue(before)
        fresh.unlink()
        user.unlink()
        self.env.invalidate_all()
        self.assertFalse(warning.sudo().exists())
        self.env["talk.warning"]._cron_daily()
        notices = self.env["talk.warning.notice"].sudo().search([]).ids
        orphans = [("res_model", "in", MODELS), ("res_id", "not in", notices)]
        self.assertFalse(left.search_count(orphans))

    def test_person_is_not_handed_it(self):
        held = self.env["talk.held"].with_user(self.nurse.user_id)
        before = [title for title, _fields, _rows in held._chapters()]
        self.warn()
        self.flush()
        self.assertEqual([title for title, _fields, _rows in held._chapters()], before)

    def test_no_mail_message_follower_or_event_is_made(self):
        counted = (
            "mail.mail",
            "mail.message",
            "mail.followers",
            "calendar.event",
            "ir.cron.trigger",
        )
        before = [self.env[name].search_count([]) for name in counted]
        warning = self.warn()
        self.close(warning)
        self.flush()
        self.assertEqual([self.env[name].search_count([]) for name in counted], before)

    def test_log_names_no_call_and_no_deletion(self):
        for line in (
            "POST /web/dataset/call_kw/talk.warning/web_save HTTP/1.1",
            "POST /web/dataset/call_button/talk.talk/action_warn HTTP/1.1",
            "GET /odoo/early-warnings/1234567 HTTP/1.1",
            "GET /odoo/my-early-warnings HTTP/1.1",
        ):
            call = {"name": "werkzeug", "msg": "%s", "args": (line,)}
            told = logging.makeLogRecord({**call, "levelno": logging.INFO})
            self.assertFalse(logging.getLogger("werkzeug").filter(told), line)
            failed = logging.makeLogRecord({**call, "levelno": logging.ERROR})
            self.assertTrue(logging.getLogger("werkzeug").filter(failed), line)
            self.assertNotIn("warn", failed.getMessage())
        ordinary = logging.makeLogRecord(
            {"name": "werkzeug", "msg": "GET /odoo/talks", "levelno": logging.INFO}
        )
        self.assertTrue(logging.getLogger("werkzeug").filter(ordinary))
        with self.assertNoLogs("odoo.models.unlink", "INFO"):
            self.warn().sudo().unlink()

    def test_reminder_talk_leads_nowhere(self):
        officer = self.as_(self.warn(), self.discipline_user)
        officer.action_take_up()
        officer.write({"reminder_holder_id": self.head.id, "reminder_start": "2026-11-26 02:00:00"})
        officer.action_plan_reminder()
        talk = officer.sudo().reminder_talk_id
        self.flush()
        ours = self.discipline_user
        self.assertNotIn(ours, talk.create_uid | talk.write_uid)
        event = talk.event_id
        self.assertNotIn(ours, event.create_uid | event.write_uid | event.user_id)
        self.assertNotIn(ours, talk.participant_ids.create_uid | talk.participant_ids.write_uid)
        for model in ("talk.obligation", "mail.message", "calendar.attendee"):
            made = self.env[model].search([("create_date", ">=", "2026-11-25")])
            self.assertNotIn(ours, made.create_uid, model)
