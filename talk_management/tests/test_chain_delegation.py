from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import TalkCase


@tagged("post_install", "-at_install")
class TestDelegation(TalkCase):
    """Somebody entrusts another with talks: who answers meanwhile, and who may say so."""

    DAY = "2026-11-20"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff_layer = cls.env.ref("talk_management.layer_head_staff")
        cls.flush()

    def delegate(self, delegator, delegate, user=None, **vals):
        delegations = self.env["talk.delegation"].with_user(user or self.officer_user)
        return delegations.with_company(self.company).create(
            {
                "delegator_id": delegator.id,
                "delegate_id": delegate.id,
                "date_from": "2026-11-01",
                **vals,
            }
        )

    def answering(self, layer=None, day=DAY):
        """(responsible, employee), with "delegated", of one layer in the test hospital."""
        self.env.flush_all()
        layer = layer or self.staff_layer
        rows = self.env.execute_query(self.env["talk.edge"]._sql_answering(day))
        people = self.env["hr.employee"].with_context(active_test=False)
        names = {person.id: person.name for person in people.search([])}
        return {
            (names[responsible], names[employee]) + (("delegated",) if delegated else ())
            for layer_id, responsible, employee, company, delegated in rows
            if layer_id == layer.id and company == self.company.id
        }

    OWN = {("Head", "Nurse"), ("Head", "Doctor"), ("Deputy", "Inspector")}

    def test_without_delegation_those_answer_whom_the_chain_names(self):
        self.assertEqual(self.answering(), self.OWN)

    def test_the_delegate_answers_while_it_lasts_and_the_chain_stays(self):
        edges = self.edges("head_staff")
        self.delegate(self.head, self.inspector, date_to="2026-11-30")
        self.assertEqual(
            self.answering(),
            {
                ("Inspector", "Nurse", "delegated"),
                ("Inspector", "Doctor", "delegated"),
                ("Deputy", "Inspector"),
            },
        )
        self.assertEqual(self.answering(day="2026-10-31"), self.OWN)
        self.assertEqual(self.answering(day="2026-12-01"), self.OWN)
        self.assertEqual(self.env["talk.edge"]._refresh(), (0, 0))
        self.assertEqual(self.edges("head_staff"), edges)

    def test_one_entrusted_talk_leaves_the_others_where_they_are(self):
        self.delegate(self.head, self.inspector, employee_id=self.nurse.id)
        self.assertEqual(
            self.answering(),
            {("Inspector", "Nurse", "delegated"), ("Head", "Doctor"), ("Deputy", "Inspector")},
        )

    def test_one_entrusted_talk_goes_before_a_layer_and_a_layer_before_everything(self):
        self.delegate(self.head, self.director)
        self.delegate(self.head, self.deputy, layer_ids=[Command.set(self.staff_layer.ids)])
        self.delegate(self.head, self.inspector, employee_id=self.nurse.id)
        self.assertEqual(
            self.answering(),
            {
                ("Inspector", "Nurse", "delegated"),
                ("Deputy", "Doctor", "delegated"),
                ("Deputy", "Inspector"),
            },
        )
        members = self.env.ref("talk_management.layer_secretary_member")
        self.assertIn(("Director", "Doctor", "delegated"), self.answering(members))

    def test_a_delegate_does_not_talk_with_themselves(self):
        self.delegate(self.head, self.nurse)
        self.assertIn(("Head", "Nurse"), self.answering())
        self.assertIn(("Nurse", "Doctor", "delegated"), self.answering())

    def test_a_delegate_who_is_recused_or_away_or_has_left_is_passed_over(self):
        delegation = self.delegate(self.head, self.inspector)
        recusal = self.env["talk.recusal"].create(
            {"responsible_id": self.inspector.id, "employee_id": self.nurse.id}
        )
        self.assertIn(("Head", "Nurse"), self.answering())
        self.assertIn(("Inspector", "Doctor", "delegated"), self.answering())
        recusal.unlink()
        status = self.env["talk.employment.status"].create(
            {"employee_id": self.inspector.id, "kind": "secondment"}
        )
        self.assertEqual(self.answering(), self.OWN)
        status.unlink()
        self.assertIn(("Inspector", "Nurse", "delegated"), self.answering())
        self.inspector.active = False
        self.assertIn(("Head", "Nurse"), self.answering())
        self.assertTrue(delegation.exists())

    def test_what_was_passed_on_is_not_passed_on_again(self):
        self.delegate(self.head, self.deputy)
        self.delegate(self.deputy, self.director)
        self.assertEqual(
            self.answering(),
            {
                ("Deputy", "Nurse", "delegated"),
                ("Deputy", "Doctor", "delegated"),
                ("Director", "Inspector", "delegated"),
            },
        )

    def test_a_delegate_who_answers_for_the_person_too_is_named_once(self):
        members = self.env.ref("talk_management.layer_principal_member")
        self.delegate(self.secretary, self.director)
        self.assertEqual(self.answering(members), {("Director", "Deputy")})

    def test_asking_costs_the_same_for_few_and_many_delegations(self):
        def queries():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.execute_query(self.env["talk.edge"]._sql_answering(self.DAY))
            return self.env.cr.sql_log_count - before

        none = queries()
        self.delegate(self.head, self.inspector)
        queries()
        one = queries()
        self.delegate(self.deputy, self.director)
        self.delegate(self.secretary, self.director)
        self.assertEqual((none, queries()), (2, one))
        self.assertEqual(one, 2)

    # ---- what is refused

    def refused(self, words, *args, **vals):
        with (
            self.assertRaisesRegex(Exception, words),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.delegate(*args, **vals)
            self.env.flush_all()

    def test_what_makes_no_sense_is_refused(self):
        self.refused("_people", self.head, self.head)
        self.refused("_dates", self.head, self.deputy, date_to="2026-10-31")
        self.refused("_with_oneself", self.head, self.nurse, employee_id=self.nurse.id)

    def test_delegations_do_not_run_in_a_circle(self):
        self.delegate(self.head, self.deputy, date_to="2026-11-30")
        self.refused("circle", self.deputy, self.head, date_from="2026-11-30")
        self.delegate(self.deputy, self.head, date_from="2026-12-01")

    def test_two_people_may_swap_one_talk_each(self):
        self.delegate(self.head, self.deputy, employee_id=self.nurse.id)
        self.delegate(self.deputy, self.head, employee_id=self.inspector.id)
        self.assertIn(("Deputy", "Nurse", "delegated"), self.answering())
        self.assertIn(("Head", "Inspector", "delegated"), self.answering())

    def test_the_same_talks_are_not_delegated_to_two_people(self):
        self.delegate(self.head, self.deputy)
        self.refused("already delegated", self.head, self.director)

    def test_a_delegate_is_of_the_same_organisation(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_employee("stranger", company=other)
        self.refused("compan", self.head, stranger)

    # ---- who may do it

    def test_a_responsible_delegates_and_withdraws_the_own_duties(self):
        mine = self.delegate(self.head, self.inspector, self.head.user_id)
        mine.date_to = "2026-11-30"
        for reader in (self.head.user_id, self.inspector.user_id, self.officer_user):
            self.flush()
            self.assertEqual(mine.with_user(reader).date_to, mine.date_to)
        for other in (self.nurse.user_id, self.deputy.user_id, self.discipline_user):
            self.flush()
            self.assertFalse(mine.with_user(other).search([]))
        with self.assertRaises(AccessError):
            mine.with_user(self.inspector.user_id).date_to = False
        with self.assertRaises(AccessError):
            mine.with_user(self.inspector.user_id).unlink()
        mine.unlink()
        self.assertEqual(self.answering(), self.OWN)

    def test_a_responsible_fills_in_the_form_and_finds_the_own_name_there(self):
        delegations = self.env["talk.delegation"].with_user(self.head.user_id)
        with Form(delegations.with_company(self.company)) as form:
            self.assertEqual(form.delegator_id.name, "Head")
            form.delegate_id = self.inspector.with_user(self.head.user_id)
        self.assertEqual(form.record.delegate_id.name, "Inspector")

    def test_an_officer_fills_in_acting_heads_on_the_department(self):
        with (
            Form(self.cardiology.with_user(self.officer_user)) as form,
            form.talk_acting_head_ids.new() as acting,
        ):
            acting.employee_id = self.nurse.with_user(self.officer_user)
        self.assertEqual(self.cardiology.talk_acting_head_ids.employee_id, self.nurse)

    def test_an_officer_enters_a_delegation_on_the_page_of_the_person(self):
        person = self.head.with_user(self.officer_user)
        self.assertIn('name="talk_delegation_ids"', person.get_view(view_type="form")["arch"])
        vals = {"delegate_id": self.deputy.id, "date_from": "2026-11-01"}
        person.talk_delegation_ids = [Command.create(vals)]
        self.assertIn(("Deputy", "Nurse", "delegated"), self.answering())
        with self.assertRaises(AccessError):
            self.head.with_user(self.head.user_id).read(["talk_delegation_ids"])

    def test_nobody_delegates_the_duties_of_others(self):
        self.delegate(self.head, self.inspector)
        with self.assertRaises(AccessError):  # not a word of what the head has delegated
            self.delegate(self.head, self.nurse, self.nurse.user_id)
        mine = self.delegate(self.nurse, self.inspector, self.nurse.user_id)
        with self.assertRaises(AccessError):
            mine.delegator_id = self.head

    def test_the_reason_is_for_hr_officers(self):
        mine = self.delegate(self.head, self.inspector, reason="Treatment")
        self.flush()
        with self.assertRaises(AccessError):
            mine.with_user(self.inspector.user_id).read(["reason"])
        self.assertEqual(mine.with_user(self.officer_user).reason, "Treatment")

    def test_a_delegation_asks_at_once_for_what_is_owed(self):
        cron = self.env.ref("talk_management.cron_obligation")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.delegate(self.head, self.inspector)
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertGreater(after, before)
