from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_proof import WHY, ProofCase


@tagged("post_install", "-at_install")
class TestConfirmation(ProofCase):
    """“We met”, said with one press by whoever the talk was with; or objected to (H4.3)."""

    def test_whoever_came_is_asked_once_in_neutral_words(self):
        [activity] = self.told(self.nurse.user_id)
        self.assertEqual(activity.summary, "Please confirm the meeting of 11/20/2025")
        self.assertFalse(activity.note)
        self.assertEqual(self.asked(self.nurse.user_id).state, "waiting")

    def test_one_press_confirms_and_the_question_goes(self):
        self.talk.with_user(self.nurse.user_id).action_met()
        asked = self.asked(self.nurse.user_id)
        self.assertEqual((asked.state, asked.confirmed_how), ("confirmed", "user"))
        self.assertEqual(asked.user_id, self.nurse.user_id)
        self.assertTrue(asked.confirmed_on)
        self.assertFalse(self.told(self.nurse.user_id))
        self.assertEqual(self.talk.with_user(self.nurse.user_id).my_confirmation, "confirmed")

    def test_what_nobody_answers_counts(self):
        self.assertEqual(self.asked(self.head.user_id).state, "waiting")
        self.assertEqual(self.owed(), "settled")

    def test_an_objection_opens_again_what_the_talk_settled(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.assertEqual(self.owed(), "open")
        self.assertFalse(self.told(self.nurse.user_id))
        self.assertEqual(self.owed(self.doctor), "settled")

    def test_an_objection_taken_back_settles_it_again_and_its_words_go(self):
        asked = self.asked(self.nurse.user_id)
        asked.action_not_met()
        self.env["talk.objection"].with_user(self.nurse.user_id).search([]).text = WHY
        asked.action_met()
        self.assertEqual(self.owed(), "settled")
        self.assertFalse(self.env["talk.objection"].search([("text", "=", WHY)]))

    def test_another_talk_of_the_period_settles_what_was_objected_to(self):
        self.make_talk(self.head, self.nurse, "2025-11-25").action_hold()
        self.asked(self.nurse.user_id).action_not_met()
        self.assertEqual(self.owed(), "settled")
        self.assertNotEqual(self.obligation(self.head, self.nurse).talk_id, self.talk)

    def test_one_may_say_why_and_the_two_alone_read_it(self):
        action = self.asked(self.nurse.user_id).action_not_met()
        objection = self.env["talk.objection"].browse(action["res_id"])
        objection.with_user(self.nurse.user_id).text = WHY
        self.flush()
        self.assertEqual(objection.with_user(self.head.user_id).text, WHY)
        for user in (self.officer_user, self.manager_user, self.discipline_user,
                     self.deputy.user_id, self.inspector.user_id):  # fmt: skip
            with self.assertRaises(AccessError, msg=user.name):
                objection.with_user(user).read(["text"])
        with self.assertRaises(AccessError):
            objection.with_user(self.head.user_id).text = "nothing of the kind"

    def test_the_hr_officer_sees_that_somebody_objects_and_not_why(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.flush()
        asked = self.asked(self.officer_user)
        self.assertTrue(asked.is_disputed)
        with self.assertRaisesRegex(AccessError, "the two alone"):
            asked.action_open_objection()

    def test_the_responsible_may_put_right_that_nobody_was_there(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.asked(self.head.user_id).action_was_absent()
        self.assertEqual(self.talk.participant_ids.attendance, "absent")
        self.assertEqual(self.owed(), "open")
        self.assertFalse(self.asked(self.head.user_id).is_disputed)

    def test_whoever_was_marked_absent_cannot_confirm_any_more(self):
        self.asked(self.head.user_id).action_was_absent()
        with self.assertRaisesRegex(UserError, "cannot go from “Was not there” to “Confirmed”"):
            self.asked(self.nurse.user_id).action_met()

    def test_whoever_was_marked_absent_by_mistake_was_there_after_all(self):
        self.asked(self.head.user_id).action_was_absent()
        self.assertEqual(self.owed(), "open")
        self.asked(self.head.user_id).action_was_there()
        self.flush()
        self.assertEqual(self.talk.participant_ids.attendance, "present")
        self.assertEqual(self.owed(), "settled")
        self.asked(self.nurse.user_id).action_met()

    def test_marking_somebody_present_again_asks_them_again(self):
        self.asked(self.head.user_id).action_was_absent()
        self.talk.participant_ids.with_user(self.head.user_id).action_mark_present()
        self.assertEqual(self.asked(self.nurse.user_id).state, "waiting")

    def test_whoever_objected_is_not_made_present_by_marking_them_absent_first(self):
        self.asked(self.nurse.user_id).action_not_met()
        asked = self.asked(self.head.user_id)
        asked.action_was_absent()
        with (
            self.assertRaisesRegex(UserError, "says that you did not meet"),
            self.env.cr.savepoint(),
        ):
            asked.action_was_there()
        with (
            self.assertRaisesRegex(UserError, "says that you did not meet"),
            self.env.cr.savepoint(),
        ):
            self.talk.participant_ids.with_user(self.head.user_id).action_mark_present()
        self.assertEqual(self.owed(), "open")

    def test_whoever_has_confirmed_is_not_marked_absent_any_more(self):
        self.asked(self.nurse.user_id).action_met()
        with self.assertRaisesRegex(UserError, "cannot go from “Confirmed” to “Was not there”"):
            self.asked(self.head.user_id).action_was_absent()

    def test_the_hr_officer_decides_that_it_counts_and_both_see_who_did(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.asked(self.officer_user).action_counts()
        self.assertEqual(self.owed(), "settled")
        for user in (self.nurse.user_id, self.head.user_id):
            asked = self.asked(user)
            self.assertEqual(asked.decision, "counts")
            self.assertEqual(asked.decision_user_id, self.officer_user)
            self.assertTrue(asked.decided_on)

    def test_the_hr_officer_decides_that_it_does_not_count(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.asked(self.officer_user).action_counts_not()
        self.assertEqual(self.owed(), "open")
        self.assertTrue(self.asked(self.officer_user).is_disputed)

    def test_there_is_nothing_to_decide_where_nobody_objects(self):
        with self.assertRaisesRegex(UserError, "nothing to decide"):
            self.asked(self.officer_user).action_counts()

    def test_an_hr_officer_does_not_decide_about_their_own_talk(self):
        self.head.user_id.group_ids += self.env.ref("talk_management.group_talk_officer")
        self.asked(self.nurse.user_id).action_not_met()
        self.assertFalse(self.asked(self.head.user_id).can_decide)
        with self.assertRaisesRegex(AccessError, "decided by the HR officer"):
            self.asked(self.head.user_id).action_counts()

    def test_nobody_answers_for_somebody_else_or_sets_the_answer_by_hand(self):
        for user in (self.head.user_id, self.officer_user):
            with self.assertRaisesRegex(AccessError, "for themselves"):
                self.asked(user).action_met()
        for user in (self.nurse.user_id, self.head.user_id, self.officer_user):
            with self.assertRaises(AccessError):
                self.asked(user).write({"state": "confirmed"})
            with self.assertRaises(AccessError):
                self.asked(user).with_user(user).create({"participant_id": 1})

    def test_outsiders_do_not_learn_of_an_answer(self):
        self.asked(self.nurse.user_id).action_not_met()
        self.flush()
        for user in (self.deputy.user_id, self.inspector.user_id, self.discipline_user):
            self.assertFalse(self.asked(user), user.name)

    def test_those_in_a_group_see_their_own_answer_only(self):
        people = [(0, 0, {"employee_id": each.id}) for each in (self.nurse, self.inspector)]
        none = self.env["hr.employee"]
        talk = self.make_talk(self.head, none, "2025-11-22", format="group", participant_ids=people)
        talk.action_hold()
        talk.with_user(self.inspector.user_id).action_not_met()
        self.flush()
        self.assertEqual(self.asked(self.nurse.user_id, talk).employee_id.name, "Nurse")
        self.assertEqual(len(self.asked(self.head.user_id, talk)), 2)
        self.assertEqual(talk.with_user(self.nurse.user_id).my_confirmation, "waiting")

    def test_an_objection_takes_one_person_from_a_quota(self):
        participants = self.env["talk.participant"]
        counted = participants._sql_counted("talk_participant")
        ids = (self.talk | self.doctors).participant_ids.ids
        self.asked(self.nurse.user_id).action_not_met()
        self.env.flush_all()
        self.env.cr.execute("SELECT id FROM talk_participant WHERE id = ANY(%s)", [ids])
        self.assertEqual(len(self.env.cr.fetchall()), 2)
        self.env.cr.execute(
            f"SELECT id FROM talk_participant WHERE id = ANY(%s) AND {counted.code}",
            [ids, *counted.params],
        )
        self.assertEqual(self.env.cr.fetchall(), [(self.doctors.participant_ids.id,)])

    def test_planned_again_it_forgets_what_was_said_and_asks_anew(self):
        self.talk.with_user(self.nurse.user_id).action_met()
        self.talk.with_user(self.officer_user).action_plan_again()
        self.assertFalse(self.asked(self.head.user_id))
        self.assertFalse(self.told(self.nurse.user_id))
        self.talk.action_hold()
        self.assertEqual(self.asked(self.nurse.user_id).state, "waiting")
        self.assertEqual(len(self.told(self.nurse.user_id)), 1)

    def test_a_person_without_a_user_is_confirmed_on_paper_by_name(self):
        asked = self.asked(self.head.user_id, self.doctors)
        asked.action_on_paper()
        self.assertEqual((asked.state, asked.confirmed_how), ("confirmed", "paper"))
        self.assertEqual(asked.user_id, self.head.user_id)
        with self.assertRaisesRegex(UserError, "an answer already"):
            asked.action_on_paper()

    def test_whoever_has_a_user_is_not_confirmed_on_paper_by_others(self):
        for user in (self.head.user_id, self.officer_user):
            with self.assertRaisesRegex(UserError, "user of their own"):
                self.asked(user).action_on_paper()

    def test_a_talk_known_to_its_people_alone_is_not_the_hr_officers_to_decide(self):
        vals = {"responsible_id": self.head.id, "employee_id": self.nurse.id, "is_confided": True}
        vals |= {"company_id": self.company.id, "date_start": "2025-11-18 02:00:00"}
        talk = self.env["talk.talk"].create(vals)
        talk.with_user(self.head.user_id).action_hold()
        talk.with_user(self.nurse.user_id).action_not_met()
        self.flush()
        asked = self.asked(self.nurse.user_id, talk)
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            self.assertFalse(self.asked(user, talk), user.name)
            with self.assertRaises(AccessError):
                asked.with_user(user).action_counts()

    def test_a_formal_measure_is_the_discipline_officers_to_decide(self):
        kind = self.env.ref("talk_management.kind_admonition")
        vals = {"responsible_id": self.head.id, "employee_id": self.nurse.id, "kind_id": kind.id}
        vals |= {"company_id": self.company.id, "date_start": "2025-11-18 02:00:00"}
        talk = self.env["talk.talk"].create(vals)
        talk.with_user(self.head.user_id).action_hold()
        talk.with_user(self.nurse.user_id).action_not_met()
        self.flush()
        self.assertFalse(self.asked(self.officer_user, talk))
        self.asked(self.discipline_user, talk).action_counts()
        self.assertEqual(self.asked(self.head.user_id, talk).decision, "counts")
