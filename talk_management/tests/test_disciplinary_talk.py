from ast import literal_eval

from psycopg2 import Error

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.misc import mute_logger

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestDisciplinaryTalk(TalkCase):
    """Admonition and written inquiry: for discipline officers, apart from ordinary talks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admonition = cls.env.ref("talk_management.kind_admonition")
        cls.exchange = cls.env.ref("talk_management.kind_exchange")

    def plan(self, user, kind=None, **vals):
        talks = self.env["talk.talk"].with_user(user).with_company(self.company)
        return talks.create(
            {
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "date_start": "2026-11-20 02:00:00",
                "kind_id": (kind or self.admonition).id,
                **vals,
            }
        )

    def test_the_list_of_formal_measures_plans_a_formal_measure(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_disciplinary_talk"
        )
        talks = self.env["talk.talk"].with_user(self.discipline_user)
        talks = talks.with_context(**literal_eval(action["context"]))
        self.assertEqual(talks.default_get(["kind_id"])["kind_id"], self.admonition.id)

    def test_the_discipline_officer_plans_and_follows_it(self):
        rule = self.make_rule("head_staff")
        with self.on("2026-11-18"):
            self.env["talk.obligation"]._generate(rule)
        talk = self.plan(self.discipline_user)
        self.assertTrue(talk.is_reserved)
        self.flush()
        colleague = self.make_user("discipline2", "talk_management.group_talk_discipline")
        self.assertTrue(talk.with_user(colleague).read(["date_start", "kind_id"]))
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")
        with self.on("2026-11-21"):
            talk.with_user(self.head.user_id).action_hold()
        self.assertEqual(self.obligation(self.head, self.nurse).state, "open")
        self.flush()
        record = talk.sudo().record_ids
        with self.assertRaises(AccessError):
            record.with_user(self.discipline_user).read(["content"])

    def test_nobody_else_plans_one(self):
        for user in (self.head.user_id, self.officer_user, self.manager_user):
            with self.assertRaises(AccessError):
                self.plan(user)

    def test_the_officer_and_superiors_learn_nothing_of_it(self):
        talk = self.plan(self.discipline_user)
        self.flush()
        for user in (self.officer_user, self.manager_user, self.deputy.user_id):
            self.assertFalse(talk.with_user(user).search([("id", "=", talk.id)]))
            with self.assertRaises(AccessError):
                talk.with_user(user).read(["name"])

    def test_a_discipline_officer_sees_no_talk_asked_for_in_confidence(self):
        talk = self.env["talk.talk"].create(
            {
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "date_start": "2026-11-20 02:00:00",
                "is_confided": True,
            }
        )
        self.flush()
        with self.assertRaises(AccessError):
            talk.with_user(self.discipline_user).read(["name"])

    def test_no_talk_becomes_a_formal_measure_later_or_ceases_to_be_one(self):
        ordinary = self.plan(self.head.user_id, self.exchange)
        with self.assertRaisesRegex(UserError, "from the start"):
            ordinary.kind_id = self.admonition
        measure = self.plan(self.discipline_user, date_start="2026-11-23 02:00:00")
        with self.assertRaisesRegex(UserError, "from the start"):
            measure.kind_id = self.exchange

    def test_others_are_not_offered_these_kinds(self):
        for user, offered in ((self.head.user_id, False), (self.discipline_user, True)):
            talk = self.env["talk.talk"].with_user(user).new({})
            self.assertEqual(talk.can_plan_disciplinary, offered)
            self.assertFalse(talk.kind_id.is_disciplinary)
        view = self.env["talk.talk"].with_user(self.head.user_id).get_view(view_type="form")
        self.assertIn("('is_disciplinary', 'in', [False, can_plan_disciplinary])", view["arch"])

    def test_a_kind_stays_what_it_was_made(self):
        with self.assertRaises(UserError):
            self.admonition.with_user(self.manager_user).is_disciplinary = False
        with self.assertRaises(UserError):
            self.exchange.with_user(self.manager_user).is_disciplinary = True
        with self.assertRaises(UserError):
            self.admonition.with_user(self.manager_user).unlink()
        self.admonition.with_user(self.manager_user).write({"name": "Admonishing talk"})

    def test_the_kind_says_who_signs(self):
        forms = self.env["report.talk_management.talk_form"]
        signs = {"signs_recorder": False, "signs_second": True}
        kind = self.env["talk.kind"].create({"name": "K", **signs})
        self.assertEqual(
            [box["label"] for box in forms._signatures(kind, True)],
            [
                "Signature of the responsible",
                "Signature of the second leader",
                "Signature of the employee",
            ],
        )
        labels = [box["label"] for box in forms._signatures(kind, False)]
        self.assertNotIn("Signature of the employee", labels)

    def test_from_one_to_three_leaders_hold_a_talk(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(Error), self.env.cr.savepoint():
            self.env["talk.kind"].create({"name": "K", "holder_count": 4})
            self.env.flush_all()
