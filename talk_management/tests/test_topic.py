from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_holding import HoldingCase


@tagged("post_install", "-at_install")
class TestTopic(HoldingCase):
    """What talks are about is a list the HR officer extends (H1.1, H1.5)."""

    def names(self, record):
        return record.topic_ids.topic_id.mapped("name")

    def test_a_dozen_topics_are_there_from_the_start(self):
        topics = self.env["talk.topic"].with_user(self.nurse_user).search([])
        self.assertGreaterEqual(len(topics), 12)
        self.assertTrue(self.env.ref("talk_management.topic_self_criticism").is_self_criticism)

    def test_the_hr_officer_makes_a_topic_standing_content_of_a_layer(self):
        layer = self.env.ref("talk_management.layer_head_staff")
        with Form(self.env["talk.topic"].with_user(self.officer_user)) as form:
            form.name = "Patients' complaints"
            form.mandatory_layer_ids.add(layer)
        self.assertIn("Patients' complaints", self.names(self.held().record_ids))

    def test_an_employee_writes_no_topic(self):
        with self.assertRaises(AccessError):
            self.topic.with_user(self.nurse_user).name = "Nothing"

    def test_a_topic_is_archived_and_never_deleted(self):
        with self.assertRaises(AccessError):
            self.topic.with_user(self.manager_user).unlink()
        self.topic.with_user(self.officer_user).active = False

    def test_a_rule_names_the_topics_its_talks_must_touch(self):
        rule = self.make_rule("head_staff", topic_ids=[Command.set(self.topic.ids)])
        with self.on("2025-11-01"):
            self.env["talk.obligation"]._generate(rule)
        line = self.held().record_ids.topic_ids
        self.assertEqual(line.topic_id, self.topic)
        self.assertTrue(line.is_mandatory)
        self.assertEqual(line.state, "open")

    def test_a_kind_of_talk_names_topics_too(self):
        kind = self.env.ref("talk_management.kind_care")
        kind.with_user(self.manager_user).topic_ids = self.env.ref("talk_management.topic_life")
        self.assertFalse(self.held().record_ids.topic_ids)
        record = self.held(self.doctor, kind_id=kind.id).record_ids
        self.assertEqual(self.names(record), ["Difficulties in Work and Life"])

    def test_a_layer_asks_for_its_topic_even_where_nothing_is_owed(self):
        self.topic.mandatory_layer_ids = self.env.ref("talk_management.layer_head_staff")
        self.assertEqual(self.held().record_ids.topic_ids.topic_id, self.topic)
        # the inspector is in a department of another head
        self.assertFalse(self.held(self.inspector).record_ids.topic_ids)

    def test_archived_topics_and_those_of_another_company_are_not_asked_for(self):
        layer = self.env.ref("talk_management.layer_head_staff")
        other = self.env["res.company"].create({"name": "Other"})
        self.env["talk.topic"].create(
            [
                {"name": "Old", "active": False, "mandatory_layer_ids": [Command.set(layer.ids)]},
                {
                    "name": "Theirs",
                    "company_id": other.id,
                    "mandatory_layer_ids": [Command.set(layer.ids)],
                },
            ]
        )
        self.assertFalse(self.held().record_ids.topic_ids)

    def test_a_formal_measure_touches_only_what_its_kind_asks_for(self):
        self.topic.mandatory_layer_ids = self.env.ref("talk_management.layer_head_staff")
        kind = self.env.ref("talk_management.kind_admonition")
        talk = self.make_talk(self.head, self.nurse, "2025-11-20")
        talk.sudo().kind_id = kind
        talk.action_hold()
        self.assertFalse(talk.record_ids.topic_ids)

    def test_holding_anew_asks_for_each_topic_once(self):
        self.topic.mandatory_layer_ids = self.env.ref("talk_management.layer_head_staff")
        talk = self.held()
        talk.action_plan_again()
        talk.action_hold()
        self.assertEqual(len(talk.record_ids.topic_ids), 1)

    def test_a_default_handed_over_with_the_call_excuses_nothing(self):
        self.topic.mandatory_layer_ids = self.env.ref("talk_management.layer_head_staff")
        talk = self.make_talk(self.head, self.nurse, "2025-11-20")
        talk.with_context(default_reason="no time", default_is_touched=True).action_hold()
        self.assertEqual(talk.record_ids.topic_ids.state, "open")

    def test_the_number_of_queries_does_not_grow_with_the_topics(self):
        layer = self.env.ref("talk_management.layer_head_staff")
        self.topic.mandatory_layer_ids = layer
        self.held()
        counts = []
        for number in (1, 30):
            self.env["talk.topic"].create(
                [
                    {"name": f"T{n}", "mandatory_layer_ids": [Command.set(layer.ids)]}
                    for n in range(number)
                ]
            )
            talk = self.make_talk(self.head, self.nurse, f"2025-11-{number:02}")
            self.flush()
            before = self.env.cr.sql_log_count
            talk.action_hold()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_an_area_is_a_list_users_extend(self):
        area = self.env["talk.area"].with_user(self.officer_user).create({"name": "Canteen"})
        self.assertEqual(area.with_user(self.nurse_user).name, "Canteen")
        with self.assertRaises(AccessError):
            area.with_user(self.nurse_user).name = "Kitchen"
        with self.assertRaises(AccessError):
            area.with_user(self.officer_user).unlink()
