from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged

from .common import TalkCase

STAFF = "head_staff"


class TriggerCase(TalkCase):
    """The test hospital with a rule that asks for a talk after every event."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(STAFF, "leader_head", basis="event", name="After an event")
        cls.flush()

    def setUp(self):
        super().setUp()
        if not isinstance(self, HttpCase):  # sessions and keys keep the real time
            self.enterContext(self.on("2026-11-20"))

    @classmethod
    def kind(cls, name):
        return cls.env.ref(f"talk_management.trigger_{name}")

    @classmethod
    def enter(cls, user, employee, event, day="2026-11-20", **vals):
        """The event as ``user`` enters it on the form's own fields."""
        return (
            cls.env["talk.trigger"]
            .with_user(user)
            .with_company(cls.company)
            .create(
                {
                    "employee_id": employee.id,
                    "type_id": cls.kind(event).id,
                    "date": day,
                    **vals,
                }
            )
        )

    def owed(self, event):
        """(responsible, employee, due, state) of what the event has made due."""
        owed = self.env["talk.obligation"].sudo().search([("trigger_id", "=", event.id)])
        return sorted(
            (found.responsible_id.name, found.employee_id.name, str(found.date_due), found.state)
            for found in owed
        )


@tagged("post_install", "-at_install")
class TestTrigger(TriggerCase):
    """Events entered by hand or reported by another program, and the talks that follow (H4.5)."""

    def test_promotion_creates_an_obligation_due_in_ten_working_days(self):
        self.env["talk.workday"].create(
            [
                {"date": "2026-11-25", "kind": "day_off", "company_id": self.company.id},
                {"date": "2026-11-28", "kind": "make_up", "company_id": self.company.id},
                {"date": "2026-11-30", "kind": "day_off", "company_id": self.company.id},
            ]
        )
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
        # ten working days from Friday the 20th would be 4 December; two holidays and one
        # working Saturday make it the 7th
        self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-07", "open")])

    def test_the_same_event_twice_is_refused_and_makes_one_obligation(self):
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
            with self.assertRaisesRegex(ValidationError, event.name):
                self.enter(self.manager_user, self.nurse, "promotion")
            self.rule.with_user(self.officer_user).action_preview()
            self.env["talk.obligation"]._generate(self.rule)
        self.assertEqual(len(self.owed(event)), 1)

    def test_the_same_event_some_days_later_is_warned_of_on_the_form(self):
        with self.on("2026-11-20"):
            known = self.enter(self.officer_user, self.nurse, "promotion")
            events = self.env["talk.trigger"].with_user(self.officer_user)
            form = Form(events.with_company(self.company))
            form.employee_id, form.type_id = self.nurse, self.kind("promotion")
            form.date = "2026-11-22"
            self.assertIn(known.name, form.twice_warning)
            form.date = "2026-11-24"
            self.assertFalse(form.twice_warning)

    def test_a_corrected_date_moves_what_is_owed(self):
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
            event.date = "2026-11-23"
        self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-07", "open")])

    def test_a_withdrawn_event_takes_along_what_is_owed_and_brings_it_back(self):
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
            event.action_withdraw()
            self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-04", "withdrawn")])
            event.action_put_in_force()
            self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-04", "open")])

    def test_an_event_entered_anew_meanwhile_keeps_the_withdrawn_one_out(self):
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
            event.action_withdraw()
            self.enter(self.officer_user, self.nurse, "promotion")
            with self.assertRaises(ValidationError):
                event.action_put_in_force()

    def test_a_held_talk_stays_when_the_event_is_withdrawn(self):
        with self.on("2026-11-20"):
            event = self.enter(self.officer_user, self.nurse, "promotion")
        with self.on("2026-11-25"):
            self.make_talk(self.head, self.nurse, "2026-11-24").action_hold()
            event.action_withdraw()
        self.assertEqual(self.owed(event), [("Head", "Nurse", "2026-12-04", "settled")])

    def test_what_happened_and_to_whom_cannot_be_exchanged(self):
        event = self.enter(self.officer_user, self.nurse, "promotion")
        with self.assertRaises(UserError):
            event.employee_id = self.doctor
        with self.assertRaises(UserError):
            event.type_id = self.kind("family")
        with self.assertRaises(AccessError):
            event.state = "withdrawn"

    def test_an_event_that_made_talks_due_is_not_deleted_but_a_person_can_be(self):
        event = self.enter(self.officer_user, self.doctor, "promotion")
        with self.assertRaises(UserError):
            event.unlink()
        self.doctor.unlink()
        self.assertFalse(event.sudo().exists())

    def test_somebody_entrusted_owes_the_talk_and_who_it_is_about_never_does(self):
        with self.on("2026-11-20"):
            event = self.enter(
                self.officer_user, self.nurse, "conflict", responsible_id=self.deputy.id
            )
            about = self.enter(self.officer_user, self.doctor, "conflict", about_id=self.head.id)
        self.assertEqual([row[0] for row in self.owed(event)], ["Deputy"])
        self.assertEqual([row[0] for row in self.owed(about)], ["Deputy"])

    def test_the_form_says_when_nobody_owes_a_talk(self):
        event = self.enter(self.officer_user, self.secretary, "promotion")
        self.assertIn("Nobody answers for Secretary", event.nobody_owes)
        self.assertFalse(self.enter(self.officer_user, self.nurse, "promotion").nobody_owes)
        self.rule.active = False
        other = self.enter(self.officer_user, self.nurse, "family")
        self.assertIn("No rule asks", other.nobody_owes)

    def test_an_event_for_a_department_is_entered_once_for_each_of_its_people(self):
        known = self.enter(self.officer_user, self.nurse, "appraisal")
        wizard = (
            self.env["talk.trigger.enter"]
            .with_user(self.officer_user)
            .with_company(self.company)
            .create(
                {
                    "type_id": self.kind("appraisal").id,
                    "date": "2026-11-20",
                    "note": "results of the year",
                    "department_ids": [Command.set(self.medicine.ids)],
                    "employee_ids": [Command.set(self.deputy.ids)],
                }
            )
        )
        # head, nurse, doctor in Cardiology, inspector in Infection, and the deputy by name
        self.assertEqual((wizard.people_count, wizard.known_count), (4, 1))
        self.assertIn("known already", wizard.action_enter()["params"]["message"])
        events = self.env["talk.trigger"].search(
            [("type_id", "=", self.kind("appraisal").id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            set(events.employee_id.mapped("name")),
            {"Head", "Nurse", "Doctor", "Inspector", "Deputy"},
        )
        self.assertEqual((events - known).mapped("note"), ["results of the year"] * 4)
        self.assertFalse(wizard.note)
        wizard.action_enter()
        self.assertEqual(wizard.known_count, 5)

    def test_entering_for_many_costs_as_many_queries_as_for_few(self):
        people = self.env["hr.employee"].create(
            [
                {"name": f"P{n}", "company_id": self.company.id, "department_id": department.id}
                for n in range(44)
                for department in self.cardiology
            ]
        )
        self.env["talk.edge"]._refresh()

        def cost(employees, event):
            self.flush()
            before = self.env.cr.sql_log_count
            events = self.env["talk.trigger"].with_user(self.officer_user)
            events.with_company(self.company).report_event(employees.ids, event, "2026-11-20")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        # each event has a reminder and an activity of its own, and those cost what they cost
        self.patch(type(self.env["talk.reminder"]), "_refresh_for", lambda *_args: None)
        cost(people[:2], "commendation")  # fills the caches
        few = cost(people[:4], "inspection")
        self.assertEqual(cost(people[4:], "inspection"), few)

    def test_a_page_of_events_costs_the_same_for_few_and_many(self):
        def cost():
            self.flush()
            events = self.env["talk.trigger"].with_user(self.officer_user)
            before = self.env.cr.sql_log_count
            events.web_search_read(
                [("company_id", "=", self.company.id)],
                {"name": {}, "type_id": {}, "obligation_count": {}, "state": {}},
            )
            return self.env.cr.sql_log_count - before

        for event in ("promotion", "family"):
            self.enter(self.officer_user, self.nurse, event)
        cost()  # fills the caches
        few = cost()
        for event in ("illness", "difficulty", "error", "appraisal", "inspection", "conflict"):
            for employee in (self.nurse, self.doctor, self.head):
                self.enter(self.officer_user, employee, event)
        self.assertEqual(cost(), few)


@tagged("post_install", "-at_install")
class TestTriggerReport(TriggerCase):
    """The one documented way by which other programs tell of an event."""

    def report(self, user, *args, **kwargs):
        events = self.env["talk.trigger"].with_user(user).with_company(self.company)
        return events.report_event(*args, **kwargs)

    def test_telling_of_an_event_twice_gives_the_event_known(self):
        with self.on("2026-11-20"):
            first = self.report(self.officer_user, self.nurse.id, "commendation", "2026-11-19")
            again = self.report(
                self.manager_user, [self.doctor.id, self.nurse.id], "commendation", "2026-11-19"
            )
        event = self.env["talk.trigger"].browse(first)
        self.assertEqual(again[1:], first)
        self.assertEqual((event.source, event.date), ("reported", date(2026, 11, 19)))
        self.assertEqual(len(self.owed(event)), 1)

    def test_nobody_without_the_right_reports_an_event(self):
        for user in (self.nurse.user_id, self.head.user_id):
            with self.assertRaises(AccessError):
                self.report(user, self.nurse.id, "commendation")

    def test_what_cannot_be_understood_is_said_in_plain_words(self):
        with self.assertRaisesRegex(UserError, "no type of event “comendation”"):
            self.report(self.officer_user, self.nurse.id, "comendation")
        with self.assertRaisesRegex(UserError, "not a date"):
            self.report(self.officer_user, self.nurse.id, "commendation", "yesterday")
        with self.assertRaises(UserError):
            self.report(self.officer_user, [], "commendation")

    def test_an_officer_of_another_company_reports_nothing_here(self):
        company = self.env["res.company"].create({"name": "Other Hospital"})
        foreign = self.make_user("foreign", "talk_management.group_talk_officer", company=company)
        with self.assertRaises(AccessError):
            self.env["talk.trigger"].with_user(foreign).with_company(company).report_event(
                self.nurse.id, "commendation"
            )

    def test_a_server_action_reports_an_event(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Commended",
                "model_id": self.env["ir.model"]._get_id("hr.employee"),
                "state": "code",
                "code": "env['talk.trigger'].report_event(records.ids, 'commendation', "
                "date='2026-11-20', note='award of the year')",
                "group_ids": [Command.link(self.env.ref("talk_management.group_talk_officer").id)],
            }
        )
        context = {"active_model": "hr.employee", "active_ids": (self.nurse | self.doctor).ids}
        context["active_id"] = self.nurse.id
        for _twice in range(2):
            action.with_user(self.officer_user).with_context(**context).sudo(False).run()
        events = self.env["talk.trigger"].search([("note", "=", "award of the year")])
        self.assertEqual(events.employee_id, self.nurse | self.doctor)
        self.assertEqual(len(events), 2)
