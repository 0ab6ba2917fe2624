from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import TalkCase

PAIRS = {  # what each clause makes due in the test hospital
    "h2_1": {("Secretary", "Director"), ("Director", "Secretary")},
    "h2_2": {("Secretary", "Deputy"), ("Director", "Deputy")},
    "h2_3": set(),  # the deputy has no peer
    "h2_4": {("Secretary", "Head"), ("Director", "Head"), ("Deputy", "Head")},
    # the branch secretary answers, as a member, to the Party secretary; the deputy stands in
    "h2_6": {
        ("Head", "Nurse"),
        ("Head", "Doctor"),
        ("Deputy", "Inspector"),
        ("Secretary", "Head"),
    },
    "h4_7": {("Head", "Doctor")},
    "h3_1": {
        ("Secretary", "Director"),
        ("Director", "Secretary"),
        ("Secretary", "Deputy"),
        ("Director", "Deputy"),
    },
    "h4_5": set(),  # nothing has happened to anybody
}


@tagged("post_install", "-at_install")
class TestRuleLoad(TalkCase):
    """A new user loads the hospital's rule entire, or a plain one, and changes it."""

    def load(self, key="hospital", user=None):
        wizards = self.env["talk.rule.load"].with_user(user or self.officer_user)
        form = Form(wizards.with_company(self.company))
        form.set_key = key
        wizard = form.save()
        wizard.action_load()
        return wizard

    def rules(self):
        return self.env["talk.rule"].search(
            [("company_id", "=", self.company.id), ("active", "in", [True, False])]
        )

    def rule(self, key):
        return self.rules().filtered(lambda rule: rule.template_key == f"hospital/{key}")

    def test_the_whole_rule_of_the_hospital_is_loaded(self):
        wizard = self.load()
        self.assertTrue(wizard.is_done)
        self.assertEqual(len(self.rules()), 11)
        self.assertEqual(
            {rule.basis for rule in self.rules()},
            {"period", "quota", "meeting", "reception", "event"},
        )
        # H4.1: one-on-one unless the institution says otherwise
        self.assertFalse(any(self.rules().mapped("accepts_group")))

    def test_loading_shows_first_what_it_will_create(self):
        with self.on("2026-11-22"):
            form = Form(
                self.env["talk.rule.load"].with_user(self.officer_user).with_company(self.company)
            )
            self.assertEqual(form.new_count, 11)
            wizard = form.save()
        self.assertFalse(self.rules())
        line = wizard.line_ids.filtered(lambda line: line.code == "三、2")
        self.assertIn("Last Thursday of each month, 14:30–17:30", line.sentence)

    def test_loading_twice_creates_nothing_new(self):
        self.load()
        rules = self.rules()
        rules[0].write({"name": "Changed", "talk_count": 2})
        rules[1].active = False
        with self.assertRaisesRegex(UserError, "loaded already"):
            self.load()
        self.assertEqual(self.rules(), rules)
        self.assertEqual((rules[0].name, rules[0].talk_count), ("Changed", 2))

    def test_a_rule_deleted_meanwhile_is_loaded_again_alone(self):
        self.load()
        self.rule("h2_5").unlink()
        wizard = self.load()
        self.assertEqual(wizard.rule_ids.mapped("template_key"), ["hospital/h2_5"])

    def test_loading_makes_nothing_due_before_somebody_looks(self):
        wizard = self.load()
        self.assertFalse(self.obligations())
        with self.on("2026-11-22"):
            action = wizard.action_preview()
        look = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(look.rule_ids, wizard.rule_ids)
        self.assertTrue(look.added_count)
        self.assertFalse(self.obligations())

    def test_each_clause_makes_due_what_it_says(self):
        self.load()
        with self.on("2026-11-22"):
            self.env["talk.meeting"].create(
                {"name": "M", "date": "2026-12-21", "company_id": self.company.id}
            )
            self.env["talk.obligation"]._generate(self.rules())
        owed = self.env["talk.obligation"].search([("company_id", "=", self.company.id)])
        for key, pairs in PAIRS.items():
            of_rule = owed & self.rule(key).obligation_ids
            found = {(o.responsible_id.name, o.employee_id.name) for o in of_rule}
            self.assertEqual(found, pairs, key)
            self.assertEqual(len(of_rule), len(pairs), key)
        before = self.rule("h3_1").obligation_ids
        self.assertEqual({str(o.date_due) for o in before}, {"2026-12-20"})

    def test_each_loaded_rule_opens_and_is_saved_as_it_is(self):
        self.load()
        with self.on("2026-11-22"):
            for rule in self.rules():
                form = Form(rule.with_user(self.officer_user).with_company(self.company))
                self.assertTrue(form.sentence, rule.name)
                form.save()

    def test_a_loaded_rule_is_changed_like_any_other(self):
        self.load()
        with self.on("2026-11-22"):
            form = Form(self.rule("h3_3").with_user(self.officer_user))
            self.assertEqual(form.next_dates.split(", ")[0], "12/04/2026")
            form.recur_nth = "2"
            form.save()
            self.assertEqual(self.rule("h3_3").next_dates.split(", ")[0], "12/11/2026")

    def test_an_institution_without_a_rule_of_its_own_loads_the_plain_one(self):
        self.load("plain")
        with self.on("2026-11-22"):
            self.env["talk.obligation"]._generate(self.rules())
        self.assertEqual(
            {row[:2] for row in self.obligations()},
            {
                ("Head", "Nurse"),
                ("Head", "Doctor"),
                ("Deputy", "Inspector"),
                ("Deputy", "Head"),
                ("Secretary", "Deputy"),
                ("Director", "Deputy"),
            },
        )
        self.assertIn("event", self.rules().mapped("basis"))

    def test_the_rules_are_the_loading_company_s_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        officer = self.make_user("elsewhere", "talk_management.group_talk_officer", company=other)
        self.load()
        wizards = self.env["talk.rule.load"].with_user(officer)
        wizard = wizards.with_context(allowed_company_ids=other.ids).create({})
        self.assertEqual(wizard.new_count, 11)
        wizard.action_load()
        self.assertEqual(wizard.rule_ids.company_id, other)

    def test_leaders_load_nothing(self):
        with self.assertRaises(AccessError):
            self.load(user=self.secretary.user_id)

    def test_an_installation_itself_has_no_rules(self):
        rules = self.env["ir.model.data"].search([("model", "=", "talk.rule")])
        self.assertFalse(rules.filtered(lambda data: data.module == "talk_management"))
