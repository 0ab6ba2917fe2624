from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_bank import (
    ANSWER,
    CAUSE,
    GRANTED,
    MET,
    PASSED_ON,
    RAISED,
    REPLY,
    SOLVED,
    BankCase,
)

FIGURES = ["__count", "open_count:sum", "days_to_reply:avg", "days_to_solve:avg"]


@tagged("post_install", "-at_install")
class TestBankStory(BankCase):
    """The bank's example from the first word to the last (B4a, B5, B6, B10): postdocs have no
    access to the office system, and headquarters grants it."""

    def test_postdocs_get_their_access_and_nobody_learns_who_had_asked(self):
        with self.on(RAISED):
            items = self.hear()
            self.assertEqual(self.figures()["__count"], 3)
            item = self.merge(items)
        self.assertEqual(item.raiser_count, 3)
        self.assertEqual(set(item.word_ids.mapped("text")), set(PASSED_ON))
        self.assertEqual(items[1:].mapped("state"), ["merged", "merged"])
        quick, lasting = self.meet(item)
        self.grant(item, quick)
        self.arrange_for_newcomers(item, lasting)
        self.solve_it(item)
        self.assertIn("talk.item.word", self.where_read(self.clerk.user_id, PASSED_ON[2]))
        self.handling_department_has_seen_no_name()
        self.hear_back(item)
        self.reopen_once(item)
        self.handling_department_has_seen_no_name()

    def figures(self):
        """What the HR officer reads of urgent matters in this area."""
        self.flush()
        items = self.env["talk.item"].with_user(self.officer_user).with_company(self.company)
        domain = [("company_id", "=", self.company.id), ("state", "!=", "merged")]
        groups = items.formatted_read_group(domain, ["area_id", "urgency"], FIGURES)
        self.assertEqual(len(groups), 1)
        self.assertEqual(groups[0]["area_id"][0], self.area.id)
        self.assertEqual(groups[0]["urgency"], "urgent")
        return groups[0]

    def meet(self, item):
        """The meeting finds the cause and decides on a quick and a lasting measure."""
        with self.on(RAISED):
            meeting = self.plan_meeting()
            point = self.put_on(meeting, item)
        for member in self.leaders[:2]:
            self.assertTrue(self.where_read(member.user_id, PASSED_ON[2]))
            self.assertFalse(self.where_read(member.user_id, self.cheng.name))
        with self.on(MET):
            meeting.with_user(self.inspector.user_id).action_hold()
            measures = self.decide(point)
            self.by(self.secretary, meeting)._close("zql The office goes on with it.")
            self.assertEqual(self.by(self.director, item).cause, CAUSE)
            self.hand(item, department=self.office, giver=self.director)
            self.by(self.clerk, item).action_take_up()
        self.assertEqual(item.owner_id, self.clerk)
        self.assertEqual(item.department_id, self.office)
        figures = self.figures()
        self.assertEqual((figures["__count"], figures["open_count:sum"]), (1, 1))
        return measures

    def grant(self, item, quick):
        """The office names headquarters, which grants the access. One wanted it in writing, so
        all are written."""
        with self.on(GRANTED):
            parties = self.by(self.clerk, item)
            parties.party_ids = [
                Command.create({"kind": "outside", "name": "IT department of headquarters"})
            ]
            self.carry_out(quick)
            self.evaluate(quick)
            self.reply(item)
            for postdoc in self.postdocs:
                self.assertIn(REPLY, self.own_row(postdoc, item).reply)
        self.assertEqual(item.days_to_reply, 10)

    def arrange_for_newcomers(self, item, lasting):
        """As long as one of its measures is open, it counts as open."""
        with self.on(SOLVED):
            self.write_down_the_end(item)
            with self.assertRaisesRegex(UserError, "Measure"):
                self.by(self.clerk, item).action_solve()
            self.carry_out(lasting)
            self.evaluate(lasting)

    def solve_it(self, item):
        with self.on(SOLVED):
            self.by(self.clerk, item).action_solve()
            self.flush()
        told = self.env["talk.measure.notice"].search([("user_id", "=", self.clerk.user_id.id)])
        self.assertFalse(told.activity_ids)
        figures = self.figures()
        self.assertEqual(figures["open_count:sum"], 0)
        self.assertEqual(figures["days_to_solve:avg"], 14)
        self.assertEqual(figures["days_to_reply:avg"], 10)

    def hear_back(self, item):
        """All are told at once, each by a neutral line, and read the same; of nobody else."""
        told = {login for login, kind in self.told(item) if kind == "answered"}
        self.assertEqual(told, {postdoc.user_id.login for postdoc in self.postdocs})
        for postdoc in self.postdocs:
            row = self.own_row(postdoc, item)
            self.assertEqual(len(row), 1)
            self.assertEqual((row.answer, row.outcome), (ANSWER, "solved"))
            for other in self.postdocs - postdoc:
                self.assertFalse(self.where_read(postdoc.user_id, other.name))

    def reopen_once(self, item):
        """One is not content; it goes one level up, and then the matter is closed."""
        with self.on("2026-11-17"):
            self.own_row(self.anna, item).action_confirm()
            row = self.own_row(self.boris, item)
            row.reopen_reason = "zqm Not from outside the building."
            row.action_reopen()
            self.run_job()
        self.assertEqual((item.state, item.owner_id), ("in_progress", self.director))
        self.assertEqual(self.figures()["open_count:sum"], 1)
        self.assertEqual(self.own_row(self.anna, item).item_state, "solved")
        with self.on("2026-11-18"):
            self.write_down_the_end(item, "zqn It works from outside too.")
            self.by(self.director, item).action_solve()
            self.flush()
            row = self.own_row(self.boris, item)
            self.assertEqual(row.answer, "zqn It works from outside too.")
            self.assertEqual(self.own_row(self.anna, item).answer, ANSWER)
            row.action_confirm()
            with self.assertRaisesRegex(UserError, "reopened once"):
                row.action_reopen()
            self.own_row(self.cheng, item).action_confirm()
            self.run_job()
        self.assertEqual(item.state, "closed")
        figures = self.figures()
        self.assertEqual(figures["open_count:sum"], 0)
        self.assertEqual(figures["days_to_solve:avg"], 16)

    def handling_department_has_seen_no_name(self):
        for clerk in (self.clerk, self.technician):
            names = [*self.postdocs.mapped("name"), *self.postdocs.user_id.mapped("login")]
            self.assertFalse(self.where_read(clerk.user_id, *names))
