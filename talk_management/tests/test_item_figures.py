from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_item import ItemCase

KNOWN = {"passing": "anonymous", "passed_words": "No access."}
MEASURES = ["__count", "open_count:sum", "overdue_count:sum", "days_to_solve:avg"]
MEASURES += ["in_time_share:avg"]


@tagged("post_install", "-at_install")
class TestItemFigures(ItemCase):
    """How long it takes until what was raised is solved, by area and urgency (B6a)."""

    def figures(self, user, groupby=("urgency",)):
        self.flush()
        items = self.env["talk.item"].with_user(user).with_company(self.company)
        domain = [("company_id", "=", self.company.id)]
        return {
            group["urgency"]: group
            for group in items.formatted_read_group(domain, list(groupby), MEASURES)
        }

    def solved(self, days, late=False, **vals):
        item = self.raised(**KNOWN, **vals).sudo()
        today = self.company._talk_today()
        item.write(
            {
                "state": "solved",
                "date_opened": today - timedelta(days=days),
                "date_solved": today,
                "date_due": today + timedelta(days=-1 if late else 1),
                "days_to_solve": days,
            }
        )
        return item

    def test_days_are_averaged_over_what_is_solved_and_nothing_else(self):
        self.solved(4)
        self.solved(9, late=True)
        reopened = self.solved(300)
        reopened.write({"state": "in_progress", "date_solved": False, "days_to_solve": False})
        reopened.date_due = self.company._talk_today() - timedelta(days=1)
        figures = self.figures(self.officer_user)["normal"]
        self.assertEqual(figures["__count"], 3)
        self.assertEqual(figures["days_to_solve:avg"], 6.5)
        self.assertEqual(figures["in_time_share:avg"], 50)
        self.assertEqual((figures["open_count:sum"], figures["overdue_count:sum"]), (1, 1))

    def test_the_urgent_ones_are_a_line_of_their_own(self):
        self.solved(2, urgency="urgent")
        self.raised(**KNOWN)
        figures = self.figures(self.officer_user)
        self.assertEqual(figures["urgent"]["days_to_solve:avg"], 2)
        self.assertFalse(figures["normal"]["days_to_solve:avg"])
        self.assertEqual(figures["normal"]["open_count:sum"], 1)

    def test_days_to_reply_are_averaged_over_what_was_replied_to(self):
        for days in (3, 5):
            self.raised(**KNOWN).sudo().write({"days_to_reply": days})
        self.raised(**KNOWN)
        items = self.env["talk.item"].with_user(self.officer_user).with_company(self.company)
        self.flush()
        domain = [("company_id", "=", self.company.id)]
        (group,) = items.formatted_read_group(domain, [], ["days_to_reply:avg"])
        self.assertEqual(group["days_to_reply:avg"], 4)

    def test_the_list_says_of_each_what_the_figures_say_of_all(self):
        item = self.solved(9, late=True).with_user(self.officer_user)
        self.assertEqual((item.open_count, item.overdue_count, item.in_time_share), (0, 0, 0))
        item = self.solved(2).with_user(self.officer_user)
        self.assertEqual(item.in_time_share, 100)
        late = self.raised(**KNOWN)
        late.date_due = self.company._talk_today() - timedelta(days=1)
        self.assertEqual((late.open_count, late.overdue_count, late.in_time_share), (1, 1, 0))

    def test_who_handles_an_item_has_their_own_in_figures_and_others_nothing(self):
        self.solved(4)
        self.assertEqual(self.figures(self.head_user)["normal"]["__count"], 1)
        self.assertFalse(self.figures(self.inspector.user_id))
        self.assertFalse(self.figures(self.discipline_user))

    def test_what_is_between_two_people_is_in_nobody_elses_figure(self):
        item = self.raised(passing="none")
        self.assertTrue(item.is_private)
        domain = [("company_id", "=", self.company.id)]
        for user in (self.officer_user, self.manager_user, self.discipline_user):
            self.assertFalse(self.figures(user), user.name)
            items = self.env["talk.item"].with_user(user).with_company(self.company)
            self.assertEqual(items.search_count(domain), 0)
            self.assertFalse(items._read_group(domain, [], ["days_to_solve:avg"])[0][0])
            self.assertEqual(items._read_group(domain, [], ["raiser_count:sum"])[0][0] or 0, 0)
            self.assertFalse(items.search_read(domain, ["kind"]))
            self.assertFalse(items.web_search_read(domain, {"kind": {}})["length"])
            self.assertFalse(items.name_search(str(item.id), domain))
            user.group_ids += self.env.ref("base.group_allow_export")
            with self.assertRaises(AccessError):
                items.browse(item.id).export_data(["kind", "open_count"])
        self.assertEqual(self.figures(self.head_user)["normal"]["__count"], 1)

    def test_no_figure_tells_who_raised_what_or_any_word(self):
        item = self.raised(**KNOWN)
        items = self.env["talk.item"].with_user(self.officer_user).with_company(self.company)
        named = [("raiser_ids.employee_id", "=", self.nurse.id)]
        self.assertEqual(items.search_count(named), 0)
        self.assertEqual(items.search_count([("word_ids.text", "ilike", "access")]), 0)
        self.assertEqual(item.with_user(self.head_user).search_count(named), 1)
        for words in ("title", "cause", "answer"):
            with self.assertRaises(ValueError):
                items.formatted_read_group([], [words], ["__count"])
        with self.assertRaises(ValueError):
            items.formatted_read_group([], ["raiser_ids"], ["__count"])
