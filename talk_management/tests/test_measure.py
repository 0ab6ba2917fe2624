import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_measure import MeasureCase


@tagged("post_install", "-at_install")
class TestMeasure(MeasureCase):
    """Measures end in an evaluation, and their items wait for it (B5b)."""

    def test_whoever_handles_an_item_decides_on_a_quick_and_a_lasting_measure(self):
        item = self.known()
        quick = self.decided(item, kind="quick")
        lasting = self.decided(item, kind="lasting", owner_id=self.deputy.id)
        self.assertEqual(item.with_user(self.head_user).measure_ids, quick | lasting)
        self.assertEqual(item.with_user(self.head_user).measure_count, 2)
        self.assertTrue(quick.name.startswith("M"))
        self.assertNotEqual(quick.name, lasting.name)
        self.assertEqual(quick.state, "planned")
        self.assertEqual(quick.area_id, self.area)
        self.assertEqual(quick.sudo().department_id, self.infection)

    def test_the_button_of_the_item_opens_a_measure_for_it(self):
        item = self.known().with_user(self.head_user)
        action = item.action_measure_quick()
        measures = self.env["talk.measure"].with_user(self.head_user)
        form = Form(measures.with_context(**action["context"]))
        self.assertEqual(form.company_id, self.company, "whose people are offered")
        form.title = "Lend them an account"
        form.owner_id = self.inspector
        form.date_due = self.days(5)
        measure = form.save()
        self.assertEqual((measure.kind, measure.item_ids), ("quick", item))

    def test_the_way_from_planned_to_evaluated(self):
        measure = self.decided(self.known())
        own = measure.with_user(self.inspector_user)
        own.action_start()
        own.write({"progress": 60, "progress_note": "Forms are with the bank."})
        own.evidence = "All six can log in."
        own.action_done()
        self.assertEqual((measure.state, measure.progress), ("done", 100))
        self.assertEqual(measure.done_on, self.today)
        self.assertEqual(measure.sudo().evaluator_id, self.head)
        measure.write({"evaluation": "They can work.", "effect": "effective"})
        measure.action_evaluate()
        self.assertEqual(measure.state, "evaluated")
        self.assertEqual(measure.evaluated_on, self.today)

    def test_what_does_not_hold_is_carried_on(self):
        measure = self.carried_out(self.known())
        with self.assertRaisesRegex(UserError, "Write first how"):
            measure.action_carry_on()
        measure.evaluation = "Two of them still cannot log in."
        measure.action_carry_on()
        self.assertEqual(measure.state, "in_progress")
        self.assertFalse(measure.done_on)
        self.assertEqual([kind for kind, _ in self.told(self.inspector_user)], ["resumed"])

    def test_a_measure_is_dropped_with_a_reason(self):
        measure = self.decided(self.known())
        with self.assertRaisesRegex(UserError, "why"):
            measure.action_drop()
        measure.drop_reason = "They moved."
        measure.action_drop()
        self.assertEqual(measure.state, "dropped")
        with self.assertRaises(UserError):
            measure.action_start()

    def test_an_open_measure_keeps_its_item_open_and_is_named(self):
        item = self.known()
        measure = self.decided(item)
        [sentence] = [end for end in item._open_ends() if "Measure" in end]
        self.assertIn(measure.name, sentence)
        self.assertIn("Inspector", sentence)
        self.assertNotIn("zq5", sentence)
        own = measure.with_user(self.inspector_user)
        own.action_start()
        own.evidence = "Done."
        own.action_done()
        self.assertTrue([end for end in item._open_ends() if "Measure" in end])
        self.evaluated(measure)
        self.assertFalse([end for end in item._open_ends() if "Measure" in end])

    def test_once_everything_was_evaluated_the_items_owner_is_told(self):
        item = self.known()
        first, second = self.carried_out(item), self.carried_out(item, kind="quick")
        self.evaluated(first)
        self.assertFalse(self.told(self.head_user, "closable"))
        self.evaluated(second)
        [(_kind, summary)] = self.told(self.head_user, "closable")
        self.assertIn(item.name, summary)
        self.decided(item)
        self.assertFalse(self.told(self.head_user, "closable"))

    def test_whoever_carried_it_out_does_not_evaluate_it(self):
        measure = self.carried_out(self.known())
        own = measure.with_user(self.inspector_user)
        with self.assertRaisesRegex(AccessError, "not by the one who carried it out"):
            own.evaluation = "Splendid."
        with self.assertRaisesRegex(AccessError, "not by the one who carried it out"):
            own.action_evaluate()

    def test_whoever_handles_alone_and_carries_out_is_evaluated_by_the_superior(self):
        measure = self.carried_out(self.known(), owner_id=self.head.id)
        self.assertEqual(measure.sudo().evaluator_id, self.deputy)
        with self.assertRaises(AccessError):
            measure.effect = "effective"
        self.assertEqual([kind for kind, _ in self.told(self.deputy_user)], ["to_evaluate"])
        self.evaluated(measure, self.deputy_user)
        self.assertEqual(measure.state, "evaluated")

    def test_several_items_have_one_measure(self):
        items = self.raised_by(
            [self.nurse, self.doctor], passing="anonymous", passed_words="No access."
        )
        measure = self.carried_out(*items)
        self.evaluated(measure)
        [(_kind, summary)] = self.told(self.head_user, "closable")
        for item in items:
            self.assertIn(item.name, summary)

    def test_with_another_handler_somebody_else_is_asked_to_evaluate(self):
        item = self.known()
        measure = self.carried_out(item)
        item.sudo().owner_id = self.deputy
        self.assertEqual(measure.sudo().evaluator_id, self.deputy)
        self.assertEqual(self.told(self.head_user), [])
        self.assertEqual([kind for kind, _ in self.told(self.deputy_user)], ["to_evaluate"])

    def test_measures_follow_their_item_into_the_one_it_is_merged_with(self):
        source, target = self.raised_by(
            [self.nurse, self.doctor], passing="anonymous", passed_words="No access."
        )
        measure, both = self.decided(source), self.decided(source, target)
        source.sudo()._merge_others(target.sudo())
        self.assertEqual((measure | both).with_user(self.head_user).item_ids, target)
        self.assertEqual(target.with_user(self.head_user).measure_ids, measure | both)

    # what a measure needs

    def refused(self, sentence, error=UserError, user=None, **vals):
        item = vals.pop("item", None) or self.item
        measures = self.env["talk.measure"].with_user(user or self.head_user)
        with self.assertRaisesRegex(error, sentence):
            measures.create(self.like(item, **vals))

    def test_a_measure_without_owner_day_or_words_is_refused_in_a_sentence(self):
        self.item = self.known()
        self.refused("Say who carries", owner_id=False)
        self.refused("Say by when", date_due=False)
        self.refused("Say what is to be done", title=" ")
        self.refused("begin it on the item", item_ids=[])
        self.refused("that day has passed", date_due=self.days(-1))
        self.refused("filled in later", evaluation="Fine.")
        self.refused("cannot be set by hand", AccessError, state="evaluated")

    def test_a_measure_for_somebody_who_has_left_is_refused(self):
        self.item = self.known()
        self.nurse.active = False
        self.refused("Nurse has left", owner_id=self.nurse.id)
        measure = self.decided(self.item)
        with self.assertRaisesRegex(UserError, "Nurse has left"):
            measure.owner_id = self.nurse

    def test_a_measure_due_before_its_item_was_raised_is_refused(self):
        item = self.known()
        with self.assertRaisesRegex(UserError, "cannot be due on"):
            self.env["talk.measure"].create(self.like(item, date_due=self.days(-3)))

    def test_only_whoever_handles_the_item_decides(self):
        self.item = self.known()
        for user in (self.inspector_user, self.officer_user, self.nurse_user, self.deputy_user):
            self.refused("", AccessError, user=user)

    def test_nothing_is_decided_for_what_is_over(self):
        self.item = self.known()
        self.item.sudo().write({"state": "closed"})
        self.refused("is over")

    def test_done_needs_something_that_shows_it(self):
        measure = self.decided(self.known()).with_user(self.inspector_user)
        measure.action_start()
        with self.assertRaisesRegex(UserError, "Say what was done, or attach"):
            measure.action_done()
        measure.write(
            {"evidence_file": base64.b64encode(b"a picture"), "evidence_filename": "log.png"}
        )
        measure.action_done()
        self.assertEqual(base64.b64decode(measure.evidence_file), b"a picture")

    def test_evidence_that_is_too_large_is_refused_with_both_sizes(self):
        self.company.sudo().talk_scan_megabytes = 1
        measure = self.decided(self.known()).with_user(self.inspector_user)
        with self.assertRaisesRegex(UserError, r"has 1\.5 MB; at most 1 MB"):
            measure.evidence_file = base64.b64encode(b"x" * 1_500_000)

    def test_evaluating_before_it_was_carried_out_is_refused(self):
        measure = self.decided(self.known())
        with self.assertRaisesRegex(UserError, "is still being carried out"):
            measure.evaluation = "Fine."
        with self.assertRaises(UserError):
            measure.action_evaluate()

    def test_evaluating_needs_words_and_an_effect(self):
        measure = self.carried_out(self.known())
        with self.assertRaisesRegex(UserError, "Write first how"):
            measure.action_evaluate()
        measure.evaluation = "Fine."
        with self.assertRaisesRegex(UserError, "Say how far"):
            measure.action_evaluate()

    def test_whoever_carries_it_out_does_not_change_what_was_decided(self):
        measure = self.decided(self.known()).with_user(self.inspector_user)
        for vals in ({"title": "x"}, {"date_due": self.days(90)}, {"owner_id": self.nurse.id}):
            with self.assertRaises(AccessError):
                measure.write(vals)
        with self.assertRaises(AccessError):
            measure.action_drop()

    def test_what_was_carried_out_stays_as_it_was_told(self):
        measure = self.carried_out(self.known())
        with self.assertRaises(UserError):
            measure.with_user(self.inspector_user).evidence = "Better still."
        with self.assertRaisesRegex(UserError, "carried on first"):
            measure.date_due = self.days(20)

    def test_a_measure_stays(self):
        measure = self.decided(self.known())
        with self.assertRaises(UserError):
            measure.unlink()

    # between two people

    def test_a_measure_for_what_is_between_two_stays_with_whoever_held_the_talk(self):
        self.item = self.raised(passing="none")
        self.refused("between two people", owner_id=self.inspector.id)
        measure = self.carried_out(self.item, owner_id=self.head.id)
        self.assertTrue(measure.is_private)
        self.assertFalse(measure.name)
        self.assertEqual(measure.sudo().evaluator_id, self.head)
        self.evaluated(measure)
        self.assertFalse(self.env["talk.measure"].with_user(self.deputy_user).search([]))

    def test_once_the_item_is_known_its_measure_gets_its_number(self):
        item = self.raised(passing="none")
        measure = self.decided(item, owner_id=self.head.id)
        self.raiser(item).sudo().write({"passing": "anonymous", "words": "No access."})
        item.sudo()._make_known()
        self.assertFalse(measure.is_private)
        self.assertTrue(measure.name)
        self.assertIn(measure, self.env["talk.measure"].with_user(self.officer_user).search([]))

    def test_what_is_between_two_and_what_is_known_have_no_measure_together(self):
        private = self.raised(passing="none")
        known = self.known()
        measures = self.env["talk.measure"].with_user(self.head_user)
        with self.assertRaisesRegex(UserError, "measures of its own"):
            measures.create(self.like(private, known, owner_id=self.head.id))
