from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..report.ledger import LedgerChoice
from ..report.ledger_read import read_ledger
from .common_request import RequestCase


@tagged("post_install", "-at_install")
class TestReservedTalk(RequestCase):
    """A talk asked for is known to the two alone, until the employee or the rule says so."""

    def agree(self, **vals):
        request = self.ask(leader=self.head, **vals)
        self.by(self.head, request).time_ids.action_accept()
        return request

    def held(self, request):
        with self.on("2026-11-26"):
            self.by(self.head, request).talk_id.action_hold()
        self.flush()

    def owe(self):
        rule = self.make_rule("head_staff")
        self.env["talk.obligation"]._generate(rule)
        self.flush()
        return rule

    def ledger_numbers(self, user):
        env = self.env(user=user, su=False, context={"allowed_company_ids": self.company.ids})
        day = datetime(2026, 11, 1).date()
        choice = LedgerChoice(company=self.company, date_from=day, date_to=day + timedelta(days=60))
        return [row[0] for row in read_ledger(env, choice).held.rows()]

    def test_the_two_read_it_and_nobody_else(self):
        talk = self.agree().sudo().talk_id
        self.assertTrue(talk.is_reserved)
        for employee in (self.nurse, self.head):
            self.assertTrue(self.by(employee, talk).read(["name"]))
        for user in (self.officer_user, self.manager_user, self.discipline_user,
                     self.deputy.user_id, self.inspector.user_id):  # fmt: skip
            self.flush()
            for record in (talk, talk.participant_ids):
                theirs = record.with_user(user)
                with self.assertRaises(AccessError):
                    theirs.read(["display_name"])
                self.assertFalse(theirs.search([("id", "=", record.id)]), user.name)
                self.assertFalse(theirs.search_count([("id", "=", record.id)]))

    def test_it_stays_closed_without_its_record_rules(self):
        talk = self.agree().sudo().talk_id
        self.env.ref("talk_management.rule_talk_officer").domain_force = "[(1, '=', 1)]"
        self.env["ir.rule"].search([("model_id.model", "=like", "talk.request%")]).active = False
        self.flush()
        request = self.env["talk.request"].with_user(self.officer_user)
        self.assertFalse(request.search([]))
        with self.assertRaises(AccessError):
            talk.with_user(self.officer_user).read(["name"])
        self.assertFalse(self.env["talk.talk"].with_user(self.officer_user).search([]))

    def test_it_takes_no_number_from_the_others(self):
        before = self.make_talk(self.head, self.nurse, "2026-12-01").name
        talk = self.agree().sudo().talk_id
        after = self.make_talk(self.head, self.nurse, "2026-12-02").name
        self.assertEqual(int(after[-4:]), int(before[-4:]) + 1)
        self.assertNotIn("2026/", talk.name)

    def test_it_settles_nothing_and_is_on_no_ledger(self):
        self.owe()
        request = self.agree()
        obligation = self.obligation(self.head, self.nurse)
        self.assertEqual(obligation.state, "open")
        self.held(request)
        self.assertEqual(obligation.state, "open")
        self.env["talk.obligation"]._settle_by_held_talks(obligation.rule_id)
        self.assertEqual(obligation.state, "open")
        for user in (self.officer_user, self.head.user_id):
            self.assertFalse(self.ledger_numbers(user))
        self.assertEqual(self.nurse.with_user(self.officer_user).talk_held_count, 0)

    def test_the_employee_lets_a_held_talk_be_known_and_it_settles(self):
        self.owe()
        request = self.agree()
        self.held(request)
        self.by(self.nurse, request).action_disclose()
        talk = request.sudo().talk_id
        self.assertFalse(talk.is_reserved)
        self.assertIn("TALK/2026/", talk.name)
        self.assertEqual(self.obligation(self.head, self.nurse).state, "settled")
        self.flush()
        self.assertEqual(self.ledger_numbers(self.officer_user), [talk.name])
        self.assertTrue(talk.with_user(self.officer_user).read(["name"]))
        with self.assertRaises(AccessError):
            request.with_user(self.officer_user).read(["state"])

    def test_the_employee_lets_a_planned_talk_be_known(self):
        self.owe()
        request = self.agree()
        self.by(self.nurse, request).action_disclose()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "planned")

    def test_by_the_published_rule_it_is_on_the_ledger_from_the_start(self):
        self.company.talk_request_published = True
        self.owe()
        request = self.agree()
        self.assertFalse(request.sudo().talk_id.is_reserved)
        self.assertIn("published rule", request.readers)
        self.assertEqual(self.obligation(self.head, self.nurse).state, "planned")

    def test_a_rule_published_later_opens_nothing_asked_before(self):
        request = self.ask(leader=self.head)
        self.company.talk_request_published = True
        self.by(self.head, request).time_ids.action_accept()
        self.assertTrue(request.sudo().talk_id.is_reserved)

    def test_neither_leader_nor_officer_lets_it_be_known(self):
        request = self.agree()
        for user in (self.head.user_id, self.officer_user):
            self.flush()
            with self.assertRaises(AccessError):
                request.with_user(user).action_disclose()
        with self.assertRaises(AccessError):
            self.by(self.head, request).talk_id.write({"is_confided": False})
        with self.assertRaises(AccessError):
            self.by(self.head, request).talk_id.write({"is_reserved": False})

    def test_the_leader_lets_nobody_else_into_it(self):
        talk = self.by(self.head, self.agree()).talk_id
        for vals in (
            {"employee_id": self.doctor.id},
            {"format": "group"},
            {"participant_ids": [Command.create({"employee_id": self.doctor.id})]},
            {"participant_ids": [Command.clear()]},
        ):
            with self.assertRaises(AccessError):
                talk.write(vals)
        talk.participant_ids.attendance = "present"
        talk.place = "Room 5"

    def test_the_record_is_written_as_of_any_talk(self):
        request = self.agree()
        self.held(request)
        record = self.by(self.head, request).talk_id.record_ids
        record.content = "zq said"
        record.action_complete()
        self.assertEqual(self.by(self.nurse, record).content, "zq said")
        with self.assertRaises(AccessError):
            record.with_user(self.officer_user).read(["content"])

    def test_a_user_for_somebody_who_asked_is_linked_by_the_administrator_alone(self):
        self.agree()
        stranger = self.make_user("stranger")
        with self.assertRaises(AccessError):
            self.nurse.with_user(self.officer_user).user_id = stranger

    # ---- counted without names

    def figure(self, user=None):
        figures = self.env["talk.request.figure"].with_user(user or self.officer_user)
        return figures.search(
            [("company_id", "=", self.company.id), ("date_from", "=", "2026-10-01")]
        )

    def test_figures_are_shown_from_five_on_and_for_quarters_that_are_over(self):
        requests = [self.ask(leader=self.head, times=("2026-12-15 02:00:00",)) for _n in range(4)]
        self.assertFalse(self.figure(), "the quarter is not over")
        with self.on("2027-01-04"):
            few = self.figure()
            self.assertTrue(few.is_few)
            self.assertEqual((few.asked_count, few.in_time_count), (0, 0))
        requests.append(self.ask(leader=self.head, times=("2026-12-16 02:00:00",)))
        self.by(self.head, requests[0]).time_ids.action_accept()
        self.remind("2026-11-30")
        with self.on("2026-12-01"):
            self.by(self.head, requests[4]).time_ids.action_accept()
        self.flush()
        with self.on("2027-01-04"):
            figure = self.figure()
            self.assertFalse(figure.is_few)
            self.assertEqual(figure.display_name, "2026-Q4")
            self.assertEqual(
                (figure.asked_count, figure.in_time_count, figure.late_count,
                 figure.unanswered_count),
                (5, 1, 1, 3),
            )  # fmt: skip
            with self.assertRaises(AccessError):
                self.figure(self.head.user_id)

    def test_a_quarter_without_a_request_looks_like_one_with_few(self):
        with self.on("2027-01-04"):
            self.assertTrue(self.figure().is_few)
