from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common_warning import WORDS, WarningCase


@tagged("post_install", "-at_install")
class TestWarning(WarningCase):
    """What becomes of an early warning, told as a story of the head, the nurse and the
    discipline officers."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-25"))

    def test_head_writes_and_the_discipline_officers_are_told_in_neutral_words(self):
        warning = self.warn()
        self.assertEqual(warning.state, "submitted")
        self.assertEqual(warning.company_id, self.company)
        self.assertEqual(str(warning.date), "2026-11-25")
        for user in (self.discipline_user, self.second_user, self.inspector.user_id):
            self.assertEqual(self.as_(warning, user).words, WORDS)
            told = self.told(user)
            self.assertEqual(told.summary, "Something is waiting for you")
            self.assertFalse(told.note)
            self.assertEqual(told.res_name, "Something is waiting for you")
        self.assertFalse(self.told(self.head.user_id))

    def test_screen_names_the_readers_before_a_word_is_written(self):
        warnings = self.env["talk.warning"].with_user(self.head.user_id)
        form = Form(warnings.with_company(self.company))
        form.employee_id = self.nurse
        self.assertEqual(form.readers, "Head, Discipline, Inspector, and Second")
        self.assertTrue(form.has_readers)
        form.words = "came late three times"
        self.assertEqual(form.save().words, "came late three times")

    def test_person_it_is_about_is_not_among_the_readers(self):
        warnings = self.env["talk.warning"].with_user(self.deputy.user_id)
        form = Form(warnings.with_company(self.company))
        form.employee_id = self.inspector
        self.assertEqual(form.readers, "Deputy, Discipline, and Second")

    def test_officer_takes_it_up_and_the_others_are_no_longer_asked(self):
        warning = self.warn()
        self.as_(warning, self.discipline_user).action_take_up()
        self.assertEqual(warning.state, "in_review")
        self.assertEqual(warning.sudo().reviewer_id, self.discipline_user)
        for user in (self.discipline_user, self.second_user):
            self.assertFalse(self.told(user))
        with self.assertRaisesRegex(UserError, "cannot go from"):
            self.as_(warning, self.second_user).action_take_up()

    def test_reminder_talk_is_planned_in_the_name_of_the_head_and_closes_it(self):
        warning = self.warn()
        officer = self.as_(warning, self.discipline_user)
        officer.action_take_up()
        with self.assertRaisesRegex(UserError, "who is to hold"):
            officer.action_plan_reminder()
        self.assertIn(self.head, officer.holder_ids)
        self.assertNotIn(self.nurse, officer.holder_ids)
        officer.write(
            {
                "opinion": "to be spoken with",
                "reminder_holder_id": self.head.id,
                "reminder_start": "2026-11-26 02:00:00",
            }
        )
        officer.action_plan_reminder()
        talk = warning.sudo().reminder_talk_id
        self.assertEqual(warning.state, "followed")
        self.assertEqual(talk.kind_id, self.env.ref("talk_management.kind_reminder"))
        self.assertEqual(talk.create_uid, self.head.user_id)
        self.assertEqual(talk.write_uid, self.head.user_id)
        self.assertEqual(officer.reminder_state, "planned")
        with self.assertRaisesRegex(UserError, "agreed on already"):
            officer.action_plan_reminder()
        officer.write({"outcome": "reminded", "outcome_note": "Done.", "date_end": "2027-01-31"})
        with self.assertRaisesRegex(UserError, "no reminder talk was held"):
            officer.action_close()
        with self.on("2026-11-26", "04:00:00"):
            talk.with_user(self.head.user_id).action_hold()
            officer.invalidate_recordset()
            officer.action_close()
        self.assertEqual(warning.state, "closed")
        self.assertEqual(self.told(self.head.user_id).summary, "Something is waiting for you")

    def test_reminder_talk_held_already_is_linked(self):
        warning = self.warn()
        officer = self.as_(warning, self.discipline_user)
        officer.action_take_up()
        with self.assertRaisesRegex(UserError, "no reminder talk with the person"):
            officer.action_link_reminder()
        kind = self.env.ref("talk_management.kind_reminder")
        talk = self.make_talk(self.head, self.nurse, "2026-11-25", kind_id=kind.id)
        officer.action_link_reminder()
        self.assertEqual(warning.sudo().reminder_talk_id, talk)
        talk.action_cancel()
        again = self.make_talk(self.head, self.nurse, "2026-11-27", kind_id=kind.id)
        officer.invalidate_recordset()
        officer.action_link_reminder()
        self.assertEqual(warning.sudo().reminder_talk_id, again)

    def test_nobody_but_those_above_holds_the_reminder_talk(self):
        officer = self.as_(self.warn(), self.discipline_user)
        officer.action_take_up()
        officer.write(
            {"reminder_holder_id": self.inspector.id, "reminder_start": "2026-11-26 02:00:00"}
        )
        with self.assertRaisesRegex(UserError, "above the person"):
            officer.action_plan_reminder()

    def test_closing_asks_for_an_outcome_and_an_end(self):
        officer = self.as_(self.warn(), self.discipline_user)
        with self.assertRaisesRegex(UserError, "Take it up"):
            officer.write({"opinion": "x"})
        with self.assertRaisesRegex(UserError, "Take it up"):
            officer.action_close()
        officer.action_take_up()
        with self.assertRaisesRegex(UserError, "Say what became of it"):
            officer.action_close()
        officer.write({"outcome": "unfounded", "outcome_note": "A mistake."})
        with self.assertRaisesRegex(UserError, "until when it is kept"):
            officer.action_close()
        with self.assertRaisesRegex(ValidationError, "today or a later one"):
            officer.date_end = "2026-11-24"
        officer.date_end = "2026-12-31"
        officer.action_close()
        with self.assertRaisesRegex(UserError, "Take it up"):
            officer.outcome_note = "another"
        officer.date_end = "2026-12-01"

    def test_author_reads_the_outcome_and_not_the_opinion(self):
        warning = self.warn()
        self.as_(warning, self.discipline_user).action_take_up()
        self.as_(warning, self.discipline_user).opinion = "secret opinion"
        self.close(warning)
        author = self.as_(warning, self.head.user_id)
        notice = author.sudo().notice_ids.with_user(self.head.user_id)
        self.assertEqual(notice.action_open()["res_id"], warning.id)
        self.assertFalse(self.told(self.head.user_id))
        self.assertEqual(author.read(["outcome_note"])[0]["outcome_note"], "We shall see.")
        with self.assertRaises(AccessError):
            author.read(["opinion"])
        self.assertNotIn("opinion", author.fields_get())

    def test_author_takes_it_back_and_the_next_night_nothing_is_left(self):
        warning = self.warn()
        warning.action_withdraw()
        self.flush()
        self.assertFalse(self.told(self.discipline_user))
        with self.assertRaises(AccessError):
            self.as_(warning, self.discipline_user).read(["words"])
        with self.on("2026-11-26"):
            self.env["talk.warning"]._cron_daily()
        self.assertFalse(warning.sudo().exists())

    def test_marking_it_as_done_leaves_no_message(self):
        warning = self.warn()
        before = self.env["mail.message"].search_count([])
        self.told(self.discipline_user).action_feedback("seen")
        self.assertEqual(self.env["mail.message"].search_count([]), before)
        self.assertFalse(self.told(self.discipline_user))
        self.env["talk.warning"]._cron_daily()
        self.assertFalse(self.told(self.discipline_user))
        self.assertEqual(self.as_(warning, self.discipline_user).state, "submitted")

    def test_what_was_taken_up_is_not_taken_back_nor_rewritten(self):
        warning = self.warn()
        warning.words = "said more clearly"
        self.as_(warning, self.discipline_user).action_take_up()
        with self.assertRaisesRegex(UserError, "cannot go from"):
            warning.action_withdraw()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            warning.words = "something else"

    def test_it_is_erased_after_its_last_day_without_a_trace(self):
        warning = self.close(self.warn())
        ids = warning.ids
        jobs = self.env["talk.warning"]
        with self.on("2027-01-31"):
            jobs._cron_daily()
            self.assertTrue(warning.sudo().exists())
        with self.on("2027-02-01"), self.assertNoLogs("odoo.models.unlink", "INFO"):
            jobs._cron_daily()
            jobs._cron_daily()
        self.assertFalse(warning.sudo().exists())
        for model, field in (
            ("mail.activity", "res_model"),
            ("mail.message", "model"),
            ("mail.followers", "res_model"),
            ("ir.attachment", "res_model"),
            ("ir.model.data", "model"),
        ):
            left = (
                self.env[model]
                .with_context(active_test=False)
                .search_count(
                    [(field, "in", ("talk.warning", "talk.warning.notice")), ("res_id", "in", ids)]
                )
            )
            self.assertFalse(left, model)

    def test_new_officer_is_told_of_what_nobody_looks_at(self):
        warning = self.warn()
        new = self.make_user("new", "talk_management.group_talk_discipline")
        self.env["talk.warning"]._cron_daily()
        self.assertEqual(len(self.told(new)), 1)
        self.as_(warning, self.discipline_user).action_take_up()
        self.env["talk.warning"]._cron_daily()
        self.assertFalse(self.told(new))
        self.discipline_user.active = False
        self.env["talk.warning"]._cron_daily()
        self.assertEqual(len(self.told(self.second_user)), 1)

    # bad input

    def test_without_a_discipline_officer_a_sentence_says_so(self):
        officers = self.discipline_user | self.second_user
        officers.active = False
        form = Form(self.env["talk.warning"].with_user(self.deputy.user_id))
        form.employee_id = self.inspector
        self.assertFalse(form.has_readers)
        with self.assertRaisesRegex(UserError, "Nothing was sent, and what you wrote is still"):
            self.warn(self.deputy, self.inspector)
        self.assertTrue(self.warn(self.deputy, self.nurse))

    def test_officer_who_is_the_author_leaves_the_review_to_another(self):
        self.secretary.user_id.group_ids += self.discipline_user.group_ids
        warning = self.warn(self.secretary, self.nurse)
        self.assertFalse(self.told(self.secretary.user_id))
        with self.assertRaises(AccessError):
            warning.action_take_up()

    def test_words_are_asked_for(self):
        with self.assertRaisesRegex(ValidationError, "Write down what you noticed"):
            self.warn(words="  ")

    def test_one_writes_about_those_below_and_those_talked_with(self):
        for author, about in (
            (self.nurse, self.head),
            (self.head, self.inspector),
            (self.head, self.head),
            (self.nurse, self.doctor),
        ):
            with self.assertRaisesRegex(AccessError, "somebody you answer for"):
                self.warn(author, about)
        talk = self.make_talk(self.head, self.inspector, "2026-11-25")
        warning = self.warn(self.head, self.inspector, talk_id=talk.id)
        self.assertEqual(warning.talk_id, talk)
        with self.assertRaisesRegex(AccessError, "in a talk that you hold"):
            self.warn(self.head, self.nurse, talk_id=talk.id)
        with self.assertRaises(AccessError):
            self.warn(self.nurse, self.inspector, talk_id=talk.id)
        with self.assertRaisesRegex(AccessError, "in a talk that you hold"):
            self.warn(self.inspector, self.inspector, talk_id=talk.id)

    def test_button_of_a_talk_begins_a_new_one_for_whoever_holds_it(self):
        talk = self.make_talk(self.head, self.nurse, "2026-11-25")
        action = talk.action_warn()
        self.assertFalse(action.get("res_id"))
        warnings = self.env["talk.warning"].with_user(self.head.user_id)
        form = Form(warnings.with_company(self.company).with_context(**action["context"]))
        self.assertEqual(form.employee_id, self.nurse)
        form.words = "noticed in the talk"
        warning = form.save()
        self.assertEqual(warning.talk_id, talk)
        self.assertNotIn("res_id", talk.action_warn())
        for user in (self.nurse.user_id, self.officer_user):
            with self.assertRaises(AccessError):
                talk.with_user(user).action_warn()
        talk.action_hold()
        again = talk.record_ids.with_user(self.head.user_id).action_warn()
        self.assertEqual(again["context"], action["context"])
        self.assertFalse(self.make_talk(self.head, self.nurse, "2026-12-03").is_begun)

    def test_recused_author_is_refused_in_the_words_for_everybody(self):
        self.env["talk.recusal"].create(
            {"responsible_id": self.head.id, "employee_id": self.nurse.id}
        )
        with self.assertRaisesRegex(AccessError, "somebody you answer for"):
            self.warn()
