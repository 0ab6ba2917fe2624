from odoo.tests import tagged

from .security_case import HeldTalksCase
from .security_rows_request import RequestRows
from .security_rows_trigger import TriggerRows

STRANGERS = ("other_responsible", "superior", "hr_officer", "administrator", "settings",
             "other_company")  # fmt: skip


@tagged("post_install", "-at_install", "talk_security")
class TestRefusalsTellNothing(TriggerRows, RequestRows, HeldTalksCase):
    """Whoever tries something that is refused hears the same, whatever is there already."""

    def refusal(self, role, model, vals):
        with self.rolled_back():
            answer = self.person(role).web(model, "create", vals_list=[vals])
        self.assertRefused(answer, f"{role} {model} {vals}")
        return answer.error, answer.message

    def test_who_takes_part_in_a_talk_is_not_found_out_by_adding_people(self):
        confided, measure, _plan = self.make_reserved_talks()
        for role in STRANGERS:
            for talk in (confided, measure):
                heard = {
                    self.refusal(
                        role, "talk.participant", {"talk_id": talk.id, "employee_id": person.id}
                    )
                    for person in (self.nurse, self.head, self.porter)
                }
                self.assertEqual(len(heard), 1, f"{role}: {heard}")

    def test_what_is_in_a_plan_is_not_found_out_by_adding_it(self):
        owed = self.obligation(self.head, self.nurse)[:1]
        other = self.obligation(self.deputy, self.head)[:1]
        plan = self.env["talk.plan"].create(
            {"company_id": self.company.id, "date_from": "2035-01-01"}
        )
        self.env["talk.plan.line"].create({"plan_id": plan.id, "obligation_id": owed.id})
        heard = {
            self.refusal(
                "other_company", "talk.plan.line", {"plan_id": plan.id, "obligation_id": each.id}
            )
            for each in (owed, other)
        }
        self.assertEqual(len(heard), 1, heard)

    def test_what_happened_to_a_colleague_is_not_found_out_by_entering_it(self):
        """The head holds the talk after the nurse's commendation, and may not enter events."""
        known, like = self.make_trigger("commendation", "2025-11-03")
        self.flush()
        for role in ("employee", "responsible", "superior", "settings"):
            heard = {
                self.refusal(role, "talk.trigger", {**like, "date": day})
                for day in ("2025-11-03", "2025-11-04")
            }
            self.assertEqual(len(heard), 1, f"{role}: {heard}")
        self.env["talk.trigger"].create({**like, "date": "2025-11-05"})
        heard = set()
        for day in ("2025-11-05", "2025-11-06"):
            with self.rolled_back():
                answer = self.person("responsible").web(
                    "talk.trigger", "write", ids=known.ids, vals={"date": day}
                )
            self.assertRefused(answer)
            heard.add(answer.message)
        self.assertEqual(len(heard), 1, heard)

    def test_a_talk_known_to_its_people_is_not_found_out_by_planning_another(self):
        """“Not free” would tell the HR officer, who finds no talk at that hour, that one of the
        two has a talk nobody is to know of; trying the other, with whom."""
        confided, measure, _plan = self.make_reserved_talks()
        for talk in (confided, measure):
            vals = {
                "responsible_id": self.surgeon.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "date_start": str(talk.date_start),
            }
            with self.rolled_back():
                answer = self.person("hr_officer").web("talk.talk", "create", vals_list=[vals])
                self.assertWorks(answer)
            with self.rolled_back():
                own = {**vals, "responsible_id": self.head.id, "employee_id": self.clerk.id}
                answer = self.person("responsible").web("talk.talk", "create", vals_list=[own])
                self.assertIn("not free", answer.message)

    def test_whether_somebody_is_free_is_told_to_those_who_may_plan(self):
        vals = {
            "responsible_id": self.head.id,
            "company_id": self.company.id,
            "date_start": str(self.upcoming.date_start),
        }
        for role in ("employee", "other_responsible", "settings"):
            heard = {
                self.refusal(role, "talk.talk", {**vals, "employee_id": person.id, **day})
                for person in (self.nurse, self.porter)
                for day in ({}, {"date_start": "2036-03-03 02:00:00"})
            }
            self.assertEqual(len(heard), 1, f"{role}: {heard}")

    def test_dialogs_on_events_are_closed_to_whoever_became_superuser(self):
        wizards = self.env["talk.trigger.enter"].with_user(self.discipline_user)
        kind = self.trigger_kind("integrity")
        wizard = wizards.create({"type_id": kind.id, "note": "zq8 took an envelope"})
        self.flush()
        person = self.person("settings")
        person.get("/web/become")
        for method, arguments in (
            ("read", {"ids": wizard.ids, "fields": ["type_id", "note"]}),
            ("search_read", {"domain": [], "fields": ["type_id", "note"]}),
        ):
            answer = person.web("talk.trigger.enter", method, **arguments)
            self.assertRefused(answer, method)

    def test_no_gap_in_the_numbers_of_events_tells_of_a_restricted_one(self):
        first, _like = self.make_trigger("commendation", "2025-11-03")
        secret, _like = self.make_trigger("integrity", "2025-11-04")
        second, _like = self.make_trigger("commendation", "2025-11-05")
        numbers = [int(event.name.rpartition("/")[2]) for event in (first, second)]
        self.assertEqual(numbers[1] - numbers[0], 1)
        self.assertRegex(secret.name, r"^EVENT/[0-9A-F]{8}$")
