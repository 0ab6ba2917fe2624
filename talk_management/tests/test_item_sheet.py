from datetime import timedelta

from odoo.tests import tagged

from .common_item import ItemCase

PART = "Open raised items"
KNOWN = {"passing": "anonymous", "passed_words": "zq8 no access"}


@tagged("post_install", "-at_install")
class TestItemSheet(ItemCase):
    """Whoever prepares a talk has before them what the person raised and is still open (H4.2)."""

    def coming(self, person, employee):
        """A talk ahead, on a day on which neither has another."""
        days = self.env["talk.talk"].search_count([("company_id", "=", self.company.id)])
        day = self.company._talk_today() + timedelta(days=days + 1)
        return self.make_talk(person, employee, str(day)).with_user(person.user_id)

    def sheet(self, person, employee):
        """What is drawn about ``employee`` for a talk that ``person`` is to hold."""
        talk = self.coming(person, employee)
        self.flush()
        return talk.env["talk.sheet"]._sheet(talk)["people"][0]["parts"]

    def part(self, person, employee, title=PART):
        found = [part for part in self.sheet(person, employee) if part["title"] == title]
        return found[0]["rows"] if found else []

    def test_it_says_what_how_far_and_by_when(self):
        item = self.raised(**KNOWN)
        item.date_due = self.company._talk_today() - timedelta(days=2)
        (row,) = self.part(self.head, self.nurse)
        what, kind, state, due = row["cells"]
        self.assertEqual(what, "As it was said in confidence.")
        self.assertEqual((kind, state), ("Difficulty", "To Be Handled"))
        self.assertIn("overdue", due)
        self.assertTrue(row["url"].endswith(str(item.id)))

    def test_a_line_that_became_an_item_stands_there_once(self):
        self.raised(**KNOWN)
        self.assertFalse(self.part(self.head, self.nurse, "Raised, and still to be followed up"))

    def test_what_is_between_the_two_is_there_for_the_one_who_held_that_talk(self):
        self.raised(passing="none")
        self.assertEqual(len(self.part(self.head, self.nurse)), 1)
        self.assertFalse(self.part(self.deputy, self.nurse))

    def test_somebody_else_who_handles_it_learns_of_it_where_the_name_may_be_told(self):
        for passing in ("anonymous", "named"):
            item = self.raised(passing=passing, passed_words="zq8 no access").sudo()
            item.owner_id = self.deputy
            item.with_user(self.deputy.user_id).title = f"zq8 {passing}"
        rows = self.part(self.deputy, self.nurse)
        self.assertEqual([row["cells"][0] for row in rows], ["zq8 named"])
        self.assertEqual(len(self.part(self.head, self.nurse)), 2)

    def test_what_is_solved_or_closed_is_not_in_it(self):
        self.raised(**KNOWN).sudo().state = "solved"
        self.assertFalse(self.part(self.head, self.nurse))

    def test_the_last_few_and_how_many_more(self):
        self.raised_by([self.nurse] * 8, **KNOWN)
        parts = self.sheet(self.head, self.nurse)
        part = next(part for part in parts if part["title"] == PART)
        self.assertEqual(len(part["rows"]), 5)
        self.assertEqual(part["more"], "and 3 more")

    def test_it_is_printed_too(self):
        self.raised(**KNOWN)
        talk = self.coming(self.head, self.nurse)
        preparation = talk.env["talk.preparation"].browse(talk.action_prepare()["res_id"])
        report = self.env["ir.actions.report"].with_user(self.head_user)
        html, _kind = report._render_qweb_html(
            "talk_management.action_report_preparation", preparation.ids
        )
        self.assertIn(PART, html.decode())

    def test_it_costs_the_same_for_one_and_for_many(self):
        def queries():
            talk = self.coming(self.head, self.nurse)
            self.flush()
            before = self.env.cr.sql_log_count
            talk.env["talk.sheet"]._sheet(talk)
            return self.env.cr.sql_log_count - before

        self.raised_by([self.nurse] * 2, **KNOWN)
        queries()
        few = queries()
        self.raised_by([self.nurse] * 9, **KNOWN)
        self.assertEqual(queries(), few)
