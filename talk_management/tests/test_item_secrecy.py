from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import OFFICER
from .common_item_handling import HandlingCase

EXPORT = "base.group_allow_export"
MARK = "zq7"
WORDED = ("title", "cause", "answer", "evaluation")
BUTTONS = ("action_take_up", "action_solve", "action_hand_over", "action_return", "action_decline")


@tagged("post_install", "-at_install")
class TestItemSecrecy(HandlingCase):
    """Whoever handles what was raised never learns who raised it; the HR officer reads facts
    and no word; nobody else learns that there is anything (B4, H1.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.foreign_user = cls.make_user("foreign", OFFICER, company=cls.elsewhere)
        cls.item = cls.known(cls.nurse, words=f"{MARK} no access")
        cls.by(cls.head, cls.item).write(
            {name: f"{MARK} {name}" for name in WORDED} | {"effect": "partly"}
        )
        cls.hand(cls.item, department=cls.office, note=f"{MARK} note")
        cls.private = cls.known(cls.nurse, passing="none")
        cls.row = cls.raiser(cls.item)
        cls.flush()

    def others(self):
        """Users who have to do with none of it."""
        return (
            self.deputy.user_id,
            self.technician.user_id,
            self.colleague.user_id,
            self.discipline_user,
            self.foreign_user,
        )

    def officers(self):
        return (self.officer_user, self.manager_user)

    def find(self, model, user, *domain):
        self.flush()
        rows = self.env[model].with_user(user)
        return rows.with_context(allowed_company_ids=user.company_ids.ids).search([*domain])

    # who reads what

    def test_nobody_else_learns_that_there_is_anything(self):
        items = self.item | self.private
        for user in self.others():
            self.assertFalse(self.find("talk.item", user, ("id", "in", items.ids)), user.login)
            for model in ("content", "word", "raiser", "step", "party", "notice"):
                found = self.find(f"talk.item.{model}", user, ("item_id", "in", items.ids))
                self.assertFalse(found, f"{model} {user.login}")
            with self.assertRaises(AccessError):
                self.item.with_user(user).read(["state"])

    def test_officers_read_facts_and_no_word(self):
        for user in self.officers():
            seen = self.item.with_user(user)
            values = str(seen.read())
            self.assertNotIn(MARK, values)
            self.assertFalse(seen.raiser_ids | self.env["talk.item.raiser"])
            for model in ("content", "word", "raiser", "step"):
                found = self.find(f"talk.item.{model}", user, ("item_id", "=", self.item.id))
                self.assertFalse(found, f"{model} {user.login}")
            self.assertFalse(self.find("talk.item", user, ("id", "=", self.private.id)))
            with self.assertRaises(AccessError):
                self.private.with_user(user).read(["state"])

    def test_whoever_raised_it_reads_the_state_and_nothing_others_wrote(self):
        own = self.row.with_user(self.nurse_user)
        self.assertEqual(own.item_state, "new")
        self.assertFalse(own.answer)
        with self.assertRaises(AccessError):
            self.item.with_user(self.nurse_user).read(["raiser_count"])
        for model in ("content", "word", "step", "party"):
            found = self.find(f"talk.item.{model}", self.nurse_user)
            self.assertNotIn(self.item, found.item_id, model)

    # the handling department and the name

    def test_the_handling_department_reads_the_words_and_no_name(self):
        clerk = self.clerk.user_id
        seen = self.item.with_user(clerk)
        self.assertEqual(seen.word_ids.text, f"{MARK} no access")
        self.assertEqual(seen.cause, f"{MARK} cause")
        self.assertFalse(seen.raiser_ids)
        self.assertNotIn("Nurse", str(seen.read()))
        self.assertFalse(self.find("talk.item.raiser", clerk, ("item_id", "=", self.item.id)))
        with self.assertRaises(AccessError):
            self.row.with_user(clerk).read(["state"])

    def test_no_search_tells_the_name(self):
        """Where the search runs through who raised it, everybody is as likely as nobody."""
        clerk = self.clerk.user_id
        answers = set()
        for employee in (self.nurse, self.colleague, self.technician):
            for domain in (
                [("raiser_ids.employee_id", "=", employee.id)],
                [("raiser_ids.employee_id.name", "ilike", employee.name)],
                [("raiser_ids", "any", [("employee_id", "=", employee.id)])],
                [("word_ids.item_id.raiser_ids.employee_id", "=", employee.id)],
                [("step_ids.item_id.raiser_ids.employee_id", "=", employee.id)],
            ):
                found = self.find("talk.item", clerk, ("id", "=", self.item.id), *domain)
                answers.add(len(found))
        self.assertEqual(answers, {0})
        groups = self.env["talk.item"].with_user(clerk)
        try:
            rows = groups._read_group([("id", "=", self.item.id)], ["raiser_ids"], ["__count"])
        except (AccessError, ValueError):
            rows = []
        self.assertFalse([raiser for raiser, _count in rows if raiser])
        try:
            found = groups.env["talk.item.raiser"].name_search(self.item.name)
        except AccessError:
            found = []
        self.assertFalse(found)

    def test_no_export_tells_the_name(self):
        self.clerk.user_id.group_ids += self.env.ref(EXPORT)
        self.officer_user.group_ids += self.env.ref(EXPORT)
        self.flush()
        paths = ["name", "raiser_ids/employee_id", "raiser_ids/words", "raiser_ids/id"]
        for user in (self.clerk.user_id, self.officer_user):
            rows = self.item.with_user(user).export_data(paths)["datas"]
            self.assertNotIn("Nurse", str(rows))
            self.assertNotIn(MARK, str(rows))

    def test_no_technical_field_tells_the_name(self):
        """Rows that those who handle it read are written by whoever held the talk, or carry
        no writer at all."""
        for model in ("talk.item", "talk.item.content", "talk.item.word", "talk.item.step"):
            self.assertFalse({"create_uid", "write_uid"} & self.env[model]._fields.keys(), model)

    def test_who_raised_it_is_not_made_changed_or_deleted_by_hand(self):
        vals = {"item_id": self.item.id, "employee_id": self.nurse.id}
        vals |= {"responsible_id": self.clerk.id}
        rows = self.env["talk.item.raiser"]
        for user in (self.clerk.user_id, self.head_user, self.nurse_user, self.officer_user):
            with self.assertRaises(AccessError):
                rows.with_user(user).create(vals)
            for change in ({"item_id": self.private.id}, {"employee_id": self.clerk.id}):
                with self.assertRaises(AccessError):
                    self.row.with_user(user).write(change)
            with self.assertRaises(AccessError):
                self.row.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self.item.with_user(self.clerk.user_id).raiser_ids = [Command.create(vals)]
            self.env.flush_all()

    # by hand

    def test_nothing_guarded_is_set_by_hand(self):
        clerk = self.item.with_user(self.clerk.user_id)
        for change in (
            {"state": "solved"},
            {"owner_id": self.technician.id},
            {"company_id": self.elsewhere.id},
            {"is_private": True},
            {"raiser_count": 7},
            {"merged_into_id": self.private.id},
            {"escalated_to_id": self.technician.id},
            {"date_assigned": "2030-01-01"},
            {"name": "F1"},
        ):
            with self.assertRaises(AccessError):
                clerk.write(change)
        for model in ("content", "word", "step"):
            with self.assertRaises(AccessError):
                self.env[f"talk.item.{model}"].with_user(self.clerk.user_id).create(
                    {"item_id": self.item.id}
                )

    def test_nobody_but_the_handler_presses_a_button_or_writes(self):
        people = (*self.others(), *self.officers(), self.head_user, self.nurse_user)
        for user in people:
            self.flush()
            seen = self.item.with_user(user)
            for button in BUTTONS:
                with self.assertRaises(AccessError, msg=f"{button} {user.login}"):
                    getattr(seen, button)()
            with self.assertRaises(AccessError):
                seen.write({"urgency": "urgent"})
            with self.assertRaises(AccessError):
                seen.write({"title": "mine"})
        self.assertEqual(self.item.state, "new")

    def test_no_dialog_is_opened_on_what_one_does_not_see(self):
        for model in ("hand", "reason", "merge"):
            dialogs = self.env[f"talk.item.{model}"].with_user(self.technician.user_id)
            with self.assertRaises(AccessError):
                dialogs.create({"item_ids": self.item.ids})
            with self.assertRaises(AccessError):
                Form(dialogs.with_context(default_item_ids=self.private.ids))
        merge = self.env["talk.item.merge"].with_user(self.technician.user_id)
        with self.assertRaises(AccessError):
            merge.create({"item_ids": [], "target_id": self.private.id})

    def test_what_is_written_in_a_dialog_is_read_by_nobody_else(self):
        dialog = self.env["talk.item.hand"].with_user(self.clerk.user_id)
        dialog = dialog.create({"item_ids": self.item.ids, "note": f"{MARK} to whom"})
        for user in (*self.officers(), self.head_user):
            self.flush()
            with self.assertRaises(AccessError):
                dialog.with_user(user).read(["note"])
        dialog.employee_id = self.technician
        dialog.action_hand_over()
        self.assertFalse(dialog.exists())

    def test_whoever_handed_it_on_reads_it_no_longer_unless_they_held_the_talk(self):
        self.hand(self.item, self.technician)
        with self.assertRaises(AccessError):
            self.item.with_user(self.clerk.user_id).read(["state"])
        self.assertTrue(self.item.with_user(self.head_user).word_ids)
