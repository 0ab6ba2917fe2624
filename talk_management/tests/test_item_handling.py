from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_item_handling import WORDS, HandlingCase


@tagged("post_install", "-at_install")
class TestItemHandling(HandlingCase):
    """What was raised is taken up, handed over, returned, solved or not adopted (B6a, B10)."""

    def test_whoever_it_lies_with_takes_it_up_once(self):
        item = self.known()
        self.by(self.head, item).action_take_up()
        self.assertEqual(item.state, "in_progress")
        with self.assertRaisesRegex(UserError, "handled already"):
            self.by(self.head, item).action_take_up()
        self.assertEqual(self.steps_of(item), ["taken_up"])

    def test_nobody_else_takes_it_up(self):
        item = self.known()
        for user in (self.nurse_user, self.clerk.user_id, self.officer_user, self.manager_user):
            self.flush()
            with self.assertRaises(AccessError):
                item.with_user(user).action_take_up()
        self.assertEqual(item.state, "new")

    # handing over

    def test_a_department_gets_it_with_its_head_who_is_told(self):
        item = self.known()
        self.hand(item, department=self.office, note="Please look into it.")
        self.assertEqual(item.owner_id, self.clerk)
        self.assertEqual(item.department_id, self.office)
        self.assertTrue(item.is_handed_over)
        self.assertEqual(self.told(item), {("talk_clerk", "assigned")})
        seen = self.by(self.clerk, item)
        self.assertEqual(seen.word_ids.mapped("text"), [WORDS])
        self.assertEqual(seen.step_ids.mapped("note"), ["Please look into it."])
        self.assertFalse(seen.raiser_ids)

    def test_a_department_without_a_head_hands_it_to_whoever_answers_for_it(self):
        item = self.known()
        self.hand(item, department=self.infection)
        self.assertEqual(item.owner_id, self.deputy)
        self.assertEqual(item.department_id, self.infection)

    def test_a_department_nobody_answers_for_is_said(self):
        item = self.known()
        self.team.active = False
        lonely = self.env["hr.department"].create({"name": "Lonely", "company_id": self.company.id})
        with self.assertRaisesRegex(UserError, "Nobody heads Lonely"):
            self.hand(item, department=lonely)

    def test_a_private_item_becomes_known_when_it_is_handed_over(self):
        item = self.known(passing="none")
        self.assertTrue(item.is_private)
        with self.assertRaisesRegex(UserError, "Nobody agreed"):
            self.hand(item, department=self.office)
        line = self.by(self.head, self.raiser(item).record_item_id)
        line.record_id.action_write_again()
        line.write({"passing": "anonymous", "passed_words": WORDS})
        line.record_id.action_complete()
        self.hand(item, department=self.office)
        self.assertFalse(item.is_private)
        self.assertTrue(item.name)
        self.assertEqual(self.by(self.clerk, item).word_ids.mapped("text"), [WORDS])

    def test_it_may_be_handed_to_somebody_who_raised_it(self):
        """A refusal would tell whoever presses that this person did."""
        item = self.known(self.nurse, responsible=self.head)
        self.hand(item, self.clerk)
        self.hand(item, self.nurse, giver=self.clerk)
        self.assertEqual(item.owner_id, self.nurse)

    def test_to_whom_it_cannot_be_handed_over(self):
        item = self.known()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreigner = self.make_employee("foreigner", company=other)
        self.technician.active = False
        for employee, sentence in (
            (None, "Say to whom"),
            (self.head, "lies with Head already"),
            (self.technician, "has left"),
            (self.doctor, "has no user"),
            (foreigner, "another company"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                self.hand(item, employee)
        self.assertEqual(item.owner_id, self.head)

    def test_hr_officer_hands_over_what_lies_with_somebody_who_is_away_and_reads_no_word(self):
        item = self.known()
        officer = self.env["talk.item.hand"].with_user(self.officer_user)
        vals = {"item_ids": item.ids, "employee_id": self.clerk.id}
        self.flush()
        with self.assertRaises(AccessError):
            officer.create(vals).action_hand_over()
        self.env["talk.employment.status"].create(
            {"employee_id": self.head.id, "kind": "long_leave", "date_from": self.today()}
        )
        self.flush()
        self.assertTrue(item.with_user(self.officer_user).may_hand_over)
        officer.create(vals).action_hand_over()
        self.flush()
        self.assertEqual(item.owner_id, self.clerk)
        seen = item.with_user(self.officer_user)
        self.assertFalse(seen.word_ids)
        self.assertFalse(seen.step_ids)
        self.assertFalse(seen.title)

    def test_a_private_item_of_somebody_away_is_no_matter_of_the_hr_officers(self):
        item = self.known(passing="none")
        self.head.active = False
        self.flush()
        with self.assertRaises(AccessError):
            item.with_user(self.officer_user)._hand_over(self.clerk)

    def test_it_goes_back_to_whoever_handed_it_over(self):
        item = self.known()
        self.hand(item, self.clerk)
        self.hand(item, self.technician)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.refuse(item, "return", " ")
        self.refuse(item, "return", "Not ours.")
        self.assertEqual(item.owner_id, self.clerk)
        self.refuse(item, "return", "Nor mine.")
        self.assertEqual(item.owner_id, self.head)
        self.assertEqual(self.told(item), {("talk_head", "assigned")})
        with self.assertRaisesRegex(UserError, "Nobody handed"):
            self.refuse(item, "return", "Not mine either.")
        self.assertEqual(
            self.steps_of(item), ["handed_over", "handed_over", "returned", "returned"]
        )

    # how it ends

    def test_all_open_ends_are_named_at_once(self):
        item = self.known()
        with self.assertRaises(UserError) as refused:
            self.by(self.head, item).action_solve()
        for part in ("subject", "for those who raised it", "has helped", "how far"):
            self.assertIn(part, str(refused.exception))
        self.assertEqual(item.state, "new")

    def test_it_is_solved_with_an_answer_and_an_evaluation(self):
        item = self.known()
        item.date_opened = self.today() - timedelta(days=4)
        self.solve(item)
        self.assertEqual(item.state, "solved")
        self.assertEqual(item.days_to_solve, 4)
        with self.assertRaisesRegex(UserError, "not being handled any more"):
            self.by(self.head, item).action_take_up()
        self.assertEqual(self.by(self.nurse, self.raiser(item)).answer, "You have access now.")
        with self.assertRaises(AccessError):
            self.by(self.head, item).answer = "Something else."

    def test_it_is_not_adopted_with_a_reason_that_those_who_raised_it_read(self):
        item = self.known()
        with self.assertRaisesRegex(UserError, "Say why it is not adopted"):
            self.refuse(item, "decline", False)
        self.refuse(item, "decline", "There is no money this year.")
        self.assertEqual(item.state, "declined")
        own = self.by(self.nurse, self.raiser(item))
        self.assertEqual(own.answer, "There is no money this year.")
        steps = self.env["talk.item.step"].with_user(self.nurse_user)
        self.assertFalse(steps.search([("item_id", "=", item.id)]))

    def test_it_is_closed_when_nobody_may_reopen_it_any_more(self):
        item, other = self.known(self.nurse, self.colleague)
        for one in item, other:
            self.solve(one)
        self.raiser(other).sudo().write({"state": "confirmed"})
        self.env["talk.item"]._close_settled()
        self.assertEqual((item.state, other.state), ("solved", "closed"))
        item.date_solved = self.today() - timedelta(days=self.company.talk_item_confirm_days)
        self.env["talk.item"]._close_settled()
        self.assertEqual(item.state, "solved")
        item.date_solved -= timedelta(days=1)
        self.env["talk.item"]._close_settled()
        self.env["talk.item"]._close_settled()
        self.assertEqual(item.state, "closed")
        self.assertEqual(self.steps_of(item), ["solved", "closed"])

    def test_what_is_reopened_goes_one_level_up_and_is_due_again(self):
        item = self.known(self.colleague)
        self.hand(item, self.clerk)
        self.overdue_by(item, 30)
        item.write({"escalated_to_id": self.director.id, "escalation_level": 2})
        self.solve(item)
        item._reopen({item.id: "It works for half of us."})
        item._reopen()
        self.flush()
        self.assertEqual(item.owner_id, self.director)
        self.assertEqual(item.state, "in_progress")
        self.assertEqual(item.date_due, self.today() + timedelta(days=30))
        self.assertFalse(item.escalated_to_id)
        self.assertFalse(item.date_solved)
        self.assertEqual(self.told(item, "reopened"), {"talk_director"})
        self.assertEqual(self.steps_of(item)[-1:], ["reopened"])
        self.assertFalse(item.step_ids[0].user_id)
        self.assertEqual(self.by(self.director, item).step_ids[0].note, "It works for half of us.")

    def test_what_is_reopened_between_two_people_stays_between_them(self):
        item = self.known(passing="none")
        self.solve(item)
        item._reopen()
        self.assertEqual(item.owner_id, self.head)

    def test_where_nobody_is_above_it_stays(self):
        item = self.known(self.deputy, responsible=self.director)
        self.solve(item)
        item._reopen()
        self.assertEqual(item.owner_id, self.director)
        self.assertEqual(item.state, "in_progress")

    # whoever handles it leaves

    def test_what_a_leaver_handled_goes_to_whoever_answers_for_the_work(self):
        item, private = self.known(self.colleague), self.known(self.nurse, passing="none")
        self.head.active = False
        self.flush()
        self.env["talk.item"]._pass_on_from_leavers()
        self.assertEqual(item.owner_id, self.deputy)
        self.assertEqual(self.steps_of(item), ["passed_on"])
        self.assertEqual(private.owner_id, self.head)

    # the day

    def test_a_due_date_is_moved_by_the_handler_and_not_into_the_past(self):
        item = self.known()
        with self.assertRaisesRegex(UserError, "in the past"):
            self.by(self.head, item).date_due = self.today() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "has a day"):
            self.by(self.head, item).date_due = False
        self.by(self.head, item).date_due = self.today() + timedelta(days=5)
        self.assertEqual(item.step_ids.mapped("kind"), ["moved"])
        self.assertEqual(item.step_ids.date_due, self.today() + timedelta(days=5))
        with self.assertRaises(AccessError):
            self.by(self.nurse, item).date_due = self.today() + timedelta(days=6)

    # those who help

    def test_a_department_that_helps_reads_the_words_with_its_head_and_is_told(self):
        item = self.known()
        parties = self.env["talk.item.party"].with_user(self.head_user)
        party = parties.create({"item_id": item.id, "department_id": self.office.id})
        self.flush()
        self.assertEqual(self.by(self.clerk, item).word_ids.mapped("text"), [WORDS])
        self.assertEqual(self.told(item), {("talk_clerk", "helping")})
        with self.assertRaises(AccessError):
            self.by(self.technician, item).word_ids.mapped("text")
        with self.assertRaises(AccessError):
            self.by(self.clerk, item).title = "Mine"
        self.by(self.head, party).unlink()
        self.flush()
        with self.assertRaises(AccessError):
            self.by(self.clerk, item).read(["kind"])
        self.assertFalse(self.told(item))

    def test_an_organisation_outside_is_named(self):
        item = self.known(passing="none")
        parties = self.env["talk.item.party"].with_user(self.head_user)
        party = parties.create({"item_id": item.id, "kind": "outside", "name": "Headquarters"})
        self.assertTrue(item.is_private)
        self.assertEqual(party.display_name, "Headquarters")
        with self.assertRaisesRegex(UserError, "Nobody agreed"):
            parties.create({"item_id": item.id, "employee_id": self.clerk.id})

    def test_only_whoever_handles_it_adds_a_party(self):
        item = self.known()
        vals = {"item_id": item.id, "kind": "outside", "name": "Headquarters"}
        for user in (self.nurse_user, self.clerk.user_id, self.officer_user):
            with self.assertRaises(AccessError):
                self.env["talk.item.party"].with_user(user).create(vals)
        party = self.env["talk.item.party"].with_user(self.head_user).create(vals)
        self.flush()
        self.assertEqual(party.with_user(self.officer_user).name, "Headquarters")
        with self.assertRaises(AccessError):
            party.with_user(self.nurse_user).read(["name"])
        with self.assertRaises(UserError):
            party.with_user(self.head_user).item_id = self.known(self.colleague)
