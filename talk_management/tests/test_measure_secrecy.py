from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_measure import MeasureCase

WORDS = ("title", "progress_note", "evidence", "evaluation", "drop_reason")


@tagged("post_install", "-at_install", "talk_security")
class TestMeasureSecrecy(MeasureCase):
    """Who reads a measure, who sees its facts, and who knows nothing of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.known()
        cls.measure = cls.carried_out(cls.item)
        cls.evaluated(cls.measure)

    def words_for(self, user):
        self.flush()
        measure = self.measure.with_user(user)
        return {name: measure[name] for name in WORDS if measure[name]}

    def finds(self, user, model="talk.measure"):
        self.flush()
        return self.env[model].with_user(user).search([])

    def test_those_who_deal_with_it_read_it(self):
        for user in (self.head_user, self.inspector_user):
            self.assertEqual(self.words_for(user)["title"], "zq5 open an account")
            self.assertEqual(self.words_for(user)["evaluation"], "zq7 they can work now")

    def test_heads_of_the_departments_read_it(self):
        self.assertNotIn(self.measure, self.finds(self.deputy_user))
        self.infection.manager_id = self.deputy
        self.assertTrue(self.words_for(self.deputy_user))
        self.infection.manager_id = False
        self.assertNotIn(self.measure, self.finds(self.deputy_user))
        self.measure.sudo().co_department_ids = self.medicine
        self.medicine.manager_id = self.deputy
        self.assertTrue(self.words_for(self.deputy_user))

    def test_whoever_carries_it_out_sees_neither_item_nor_raiser(self):
        self.flush()
        measure = self.measure.with_user(self.inspector_user)
        self.assertFalse(measure.item_ids)
        self.assertFalse(self.finds(self.inspector_user, "talk.item"))
        self.assertFalse(self.finds(self.inspector_user, "talk.item.content"))
        self.assertFalse(self.finds(self.inspector_user, "talk.item.word"))
        self.assertFalse(self.finds(self.inspector_user, "talk.item.raiser"))
        with self.assertRaises(AccessError):
            self.item.with_user(self.inspector_user).read(["kind"])

    def test_the_form_opens_for_whoever_carries_it_out(self):
        self.flush()
        form = Form(self.measure.with_user(self.inspector_user))
        self.assertEqual(form.title, "zq5 open an account")
        self.assertTrue(self.measure.with_user(self.inspector_user).is_read_by_me)

    def test_hr_officer_sees_facts_and_no_word(self):
        self.assertIn(self.measure, self.finds(self.officer_user))
        self.assertFalse(self.words_for(self.officer_user))
        self.assertFalse(self.finds(self.officer_user, "talk.measure.content"))
        seen = self.measure.with_user(self.officer_user)
        self.assertEqual((seen.state, seen.effect), ("evaluated", "effective"))
        self.assertFalse(seen.evidence_file)
        self.assertFalse(seen.is_read_by_me)
        with self.assertRaises(AccessError):
            seen.write({"progress": 5})

    def test_raisers_colleagues_and_discipline_officers_know_nothing_of_it(self):
        for user in (self.nurse_user, self.secretary.user_id, self.discipline_user):
            self.assertFalse(self.finds(user), user.name)
            self.assertFalse(self.finds(user, "talk.measure.content"), user.name)
            self.assertFalse(self.finds(user, "talk.measure.notice"), user.name)
            with self.assertRaises(AccessError):
                self.measure.with_user(user).read(["state"])

    def test_a_raiser_sees_how_far_it_is_and_no_measure(self):
        self.flush()
        own = self.raiser(self.item).with_user(self.nurse_user)
        self.assertEqual(own.item_state, "new")
        item = self.item.with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            item.read(["measure_ids", "measure_count"])
        for domain in ([("measure_ids", "!=", False)], [("measure_ids.kind", "=", "lasting")]):
            with self.assertRaises(ValueError):
                item.search(domain)

    def test_what_is_between_two_is_seen_by_no_officer(self):
        private = self.decided(self.raised(passing="none"), owner_id=self.head.id)
        for user in (self.officer_user, self.manager_user, self.deputy_user, self.nurse_user):
            self.assertNotIn(private, self.finds(user))
            with self.assertRaises(AccessError):
                private.with_user(user).read(["kind"])
        self.cardiology.manager_id = self.deputy
        self.assertNotIn(private, self.finds(self.deputy_user))

    def test_names_and_activities_say_nothing(self):
        texts = self.env["mail.activity"].search([("res_model", "=", "talk.measure.notice")])
        texts = str([(one.summary, one.note, one.res_name) for one in texts])
        for words in ("zq5", "zq6", "zq7"):
            self.assertNotIn(words, texts)
        self.assertEqual(self.measure.display_name, self.measure.name)

    def test_words_are_not_written_past_the_measure(self):
        contents = self.env["talk.measure.content"].search([("measure_id", "=", self.measure.id)])
        for user in (self.inspector_user, self.officer_user, self.nurse_user, self.head_user):
            with self.assertRaises(UserError):
                contents.with_user(user).write({"title": "zq8"})
            with self.assertRaises(AccessError):
                contents.with_user(user).create({"measure_id": self.measure.id})

    def test_with_the_words_of_its_items_those_of_a_measure_go_and_the_facts_stay(self):
        other = self.known()
        both = self.carried_out(self.item, other)
        self.item.sudo()._erase_words()
        self.flush()
        self.assertFalse(self.measure.sudo().title)
        self.assertEqual(self.measure.sudo().state, "evaluated")
        self.assertEqual(both.with_user(self.head_user).title, "zq5 open an account")
        other.sudo()._erase_words()
        self.flush()
        self.assertFalse(both.sudo().title)

    def test_deciding_on_a_measure_changes_nothing_else(self):
        other = self.raised(self.secretary, self.deputy, passing="none")
        measures = self.env["talk.measure"].with_user(self.head_user).with_company(self.company)
        taking = {"owner_id": self.head.id}
        for name, command in (
            ("item_ids", Command.update(other.id, taking)),
            ("item_ids", Command.create(taking)),
            ("item_ids", Command.delete(other.id)),
            ("co_department_ids", Command.update(self.medicine.id, {"manager_id": self.head.id})),
            ("co_department_ids", Command.create({"name": "zq8"})),
        ):
            given = [Command.link(self.item.id), command] if name == "item_ids" else [command]
            with self.assertRaises(UserError):
                measures.create(self.like(self.item, **{name: given}))
        unasked = measures.with_context(default_co_department_ids=[Command.create({"name": "zq8"})])
        unasked.create(self.like(self.item))
        self.assertEqual(other.sudo().owner_id, self.deputy)
        self.assertNotEqual(self.medicine.manager_id, self.head)
        self.assertFalse(self.env["hr.department"].search([("name", "=", "zq8")]))
