import random
from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TalkCase

LAYERS = (
    "principals",
    "principal_member",
    "members",
    "leader_head",
    "secretary_member",
    "secretary_committee",
    "head_staff",
)
INSTITUTIONS, STEPS = 10, 14


@tagged("post_install", "-at_install")
class TestRandomYears(TalkCase):
    """Institutions that change at random, and what must hold of them after every day."""

    def setUp(self):
        super().setUp()
        self.obligations_ = self.env["talk.obligation"]

    def test_what_is_owed_is_what_rules_and_chain_ask_for_whatever_happens(self):
        for seed in range(INSTITUTIONS):
            with self.subTest(seed=seed):
                self.live(random.Random(seed))

    def live(self, chance):
        point = self.env.cr.savepoint(flush=True)
        self.chance, self.day = chance, date(2026, chance.randint(1, 12), chance.randint(1, 28))
        self.people = [*self.every_employee(), *(self.hire(n) for n in range(chance.randint(1, 4)))]
        with freeze_time(f"{self.day} 08:00:00"):
            self.rules = self.make_rules()
            self.event_types = self.env["talk.trigger.type"].search([])
            self.event_rule = self.make_rule("head_staff", "leader_head", basis="event")
        for _step in range(STEPS):
            self.day += timedelta(days=chance.choice((0, 1, 7, 20, 45)))
            with freeze_time(f"{self.day} 08:00:00"):
                getattr(self, chance.choice(self.events()))()
                self.env["talk.edge"]._refresh()
                self.check_probe()
                for rule in self.rules | self.event_rule:
                    self.obligations_._generate_rule(rule)
                self.check()
                self.check_events()
        self.env.flush_all()
        point.close(rollback=True)
        self.env.invalidate_all(flush=False)
        self.env.registry.clear_all_caches()

    # what there is

    def every_employee(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])

    def hire(self, number):
        person = self.make_employee(f"p{number}", login=False)
        person.department_id = self.chance.choice((self.cardiology, self.infection, self.medicine))
        return person

    def make_rules(self):
        chance = self.chance
        rules = self.env["talk.rule"]
        for number in range(4):
            layers = chance.sample(LAYERS, chance.randint(1, 3))
            basis = chance.choice(("period", "period", "day", "meeting"))
            rules |= self.make_rule(
                *layers,
                name=f"R{number}",
                basis=basis,
                talk_count=chance.randint(1, 3),
                period_unit=chance.choice(("month", "quarter", "half_year", "year")),
                lead_days=chance.choice(("", "14", "60, 14")),
                successor_owes=chance.random() < 0.3,
                is_once_per_employee=basis == "period" and chance.random() < 0.3,
                accepts_group=chance.random() < 0.5,
                holiday_shift=chance.choice(("earlier", "later", "keep", "skip")),
            )
        self.env["talk.meeting"].create(
            {
                "name": "Meeting",
                "company_id": self.company.id,
                "date": self.day + timedelta(days=chance.randint(5, 90)),
            }
        )
        return rules

    # what may happen

    @staticmethod
    def events():
        return [
            *("change_head", "change_leader", "leave", "archive", "change_rule", "hold_talk"),
            *("hold_talk", "hold_talk", "plan_talk", "cancel_talk", "excuse", "move_meeting"),
            *("take_back", "archive_rule", "transfer", "nothing", "delegate", "recuse"),
            *("something_happens", "something_happens", "withdraw_event", "act_as_head"),
        ]

    def someone(self):
        return self.chance.choice([person for person in self.people if person.active])

    def change_head(self):
        department = self.chance.choice((self.cardiology, self.infection, self.medicine))
        department.manager_id = self.chance.choice((self.someone(), self.env["hr.employee"]))

    def change_leader(self):
        self.medicine.talk_leader_id = self.chance.choice((self.deputy, self.env["hr.employee"]))

    def leave(self):
        self.env["talk.employment.status"].create(
            {
                "employee_id": self.someone().id,
                "kind": self.chance.choice(("long_leave", "retired")),
                "date_from": self.day,
                "date_to": self.day + timedelta(days=self.chance.randint(1, 60)),
            }
        )

    def archive(self):
        person = self.someone()
        if person not in (self.secretary, self.director, self.deputy):
            person.active = not person.active

    def change_rule(self):
        rule = self.chance.choice(self.rules)
        rule.talk_count = self.chance.randint(1, 4)
        rule.period_unit = self.chance.choice(("month", "quarter", "half_year", "year"))

    def archive_rule(self):
        rule = self.chance.choice(self.rules)
        rule.active = not rule.active

    def transfer(self):
        self.someone().department_id = self.chance.choice((self.cardiology, self.infection))

    def move_meeting(self):
        meetings = self.env["talk.meeting"].search([("company_id", "=", self.company.id)])
        meetings.date = self.day + timedelta(days=self.chance.randint(1, 60))

    def delegate(self):
        one, other = self.someone(), self.someone()
        if one != other:
            self.attempt(
                "talk.delegation",
                delegator_id=one.id,
                delegate_id=other.id,
                date_from=self.day,
                date_to=self.day + timedelta(days=self.chance.randint(1, 40)),
            )

    def recuse(self):
        one, other = self.someone(), self.someone()
        if one != other:
            self.attempt("talk.recusal", responsible_id=one.id, employee_id=other.id)

    def act_as_head(self):
        self.attempt(
            "talk.acting.head",
            department_id=self.chance.choice((self.cardiology, self.infection)).id,
            employee_id=self.someone().id,
            date_from=self.day,
            date_to=self.day + timedelta(days=self.chance.randint(1, 40)),
        )

    def something_happens(self):
        self.attempt(
            "talk.trigger",
            employee_id=self.someone().id,
            type_id=self.chance.choice(self.event_types).id,
            date=self.day - timedelta(days=self.chance.choice((0, 1, 30))),
            company_id=self.company.id,
        )

    def withdraw_event(self):
        events = self.env["talk.trigger"].search(
            [("company_id", "=", self.company.id), ("state", "=", "open")], limit=1
        )
        events.action_withdraw()

    def attempt(self, model, **vals):
        """Enter it, unless the same is there already."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env[model].create(vals)
                self.env.flush_all()
        except (UserError, ValidationError, UniqueViolation):
            return

    def nothing(self):
        """A day on which nothing happens."""

    def plan_talk(self):
        owed = self.obligations_.search(
            [("rule_id", "in", self.rules.ids), ("state", "=", "open")], order="id"
        )
        if not owed:
            return None
        owed = self.chance.choice(owed)
        try:
            with self.env.cr.savepoint():
                return self.env["talk.talk"].create(
                    {
                        "responsible_id": owed.responsible_id.id,
                        "employee_id": owed.employee_id.id,
                        "company_id": self.company.id,
                        "date_start": f"{self.day} {self.chance.randint(1, 7):02d}:00:00",
                    }
                )
        except (UserError, ValidationError):
            return None  # busy at that hour

    def hold_talk(self):
        talk = self.plan_talk()
        if talk:
            talk.action_hold()

    def cancel_talk(self):
        talks = self.env["talk.talk"].search(
            [("company_id", "=", self.company.id), ("state", "=", "planned")], limit=1
        )
        talks.action_cancel()

    def take_back(self):
        talks = self.env["talk.talk"].search(
            [("company_id", "=", self.company.id), ("state", "=", "held")], limit=1
        )
        talks.action_plan_again()
        talks.action_cancel()

    def excuse(self):
        owed = self.obligations_.search([("rule_id", "in", self.rules.ids), ("state", "=", "open")])
        owed[:1]._excuse("ill")

    # what must hold

    def check_probe(self):
        """The look at all rules names at least those under which something is to be done."""
        named = self.obligations_._rules_with_work(self.rules)
        for rule in self.rules - named:
            self.assertFalse(self.obligations_._preview_rule(rule)[0].changed, rule.name)

    def check(self):
        for rule in self.rules:
            foreseen, _rows = self.obligations_._preview_rule(rule)
            self.assertFalse(foreseen.changed, "generating twice")
            if rule.is_once_per_employee:
                self.check_once(rule)
            else:
                self.check_rule(rule)
        self.check_settled()

    def asked(self, rule):
        """``(pairs, parts still to come)`` by the rule's own words."""
        rows = self.env.execute_query(self.obligations_._sql_rule_pairs(rule, self.day))
        asked = rule._asked(self.day)
        parts = [part for part in asked.parts if part.due >= self.day] if asked else []
        return {row[:2]: row[2] for row in rows}, parts

    def check_rule(self, rule):
        pairs, parts = self.asked(rule)
        owed = self.obligations_.sudo().search([("rule_id", "=", rule.id)])
        by_key = {(due.origin, due.responsible_id.id, due.employee_id.id): due for due in owed}
        self.assertEqual(len(by_key), len(owed), "a key twice")
        for part in parts:
            origin = rule._obligation_origin(part.key)
            for pair, layer_id in pairs.items():
                due = by_key.get((origin, *pair))
                if not due or due.state == "withdrawn":
                    self.assertTrue(self.is_covered(rule, owed, origin, pair, layer_id), "not owed")
                elif due.state in ("open", "planned"):
                    self.assertEqual((due.date_start, due.date_due), (part.start, part.due))
        for due in owed.filtered(lambda due: due.state == "open" and due.date_due >= self.day):
            pair = (due.responsible_id.id, due.employee_id.id)
            self.assertIn(pair, pairs, "owed by a pair that does not hold")

    def is_covered(self, rule, owed, origin, pair, layer_id):
        """Somebody who no longer answers for the person has held it, or was excused."""
        layer = self.env["talk.layer"].browse(layer_id)
        return (
            not rule.successor_owes
            and not layer.is_mutual
            and any(
                due.origin == origin
                and due.employee_id.id == pair[1]
                and due.layer_id == layer
                and due.state in ("settled", "excused")
                and due.responsible_id.id != pair[0]
                for due in owed
            )
        )

    def check_once(self, rule):
        pairs, parts = self.asked(rule)
        owed = self.obligations_.sudo().search(
            [("rule_id", "=", rule.id), ("state", "!=", "withdrawn")]
        )
        for part in parts:
            origin = rule._obligation_origin(part.key)
            for employee_id in {employee for _responsible, employee in pairs}:
                mine = owed.filtered(
                    lambda due, origin=origin, employee_id=employee_id: due.origin == origin
                    and due.employee_id.id == employee_id
                )
                self.assertTrue(mine, "nobody owes this person the talk")
                self.assertLessEqual(
                    len(mine.filtered(lambda due: due.state == "open")), 1, "owed twice"
                )

    def check_events(self):
        """Every event in force is owed by one person at the most, and by nobody withdrawn from."""
        self.assertFalse(self.obligations_._preview_rule(self.event_rule)[0].changed)
        owed = self.obligations_.sudo().search([("source_rule_id", "=", self.event_rule.id)])
        events = self.env["talk.trigger"].search([("company_id", "=", self.company.id)])
        for event in events:
            mine = owed.filtered(lambda due, event=event: due.trigger_id == event)
            waiting = mine.filtered(lambda due: due.state in ("open", "planned"))
            self.assertTrue(all(due.employee_id == event.employee_id for due in mine))
            if event.state == "withdrawn":
                self.assertFalse(mine.filtered(lambda due: due.state == "open"))
            elif not mine.filtered(lambda due: due.state in ("settled", "excused")):
                self.assertLessEqual(
                    len(waiting.filtered(lambda due: due.date_due >= self.day)), 1, "owed twice"
                )

    def check_settled(self):
        settled = self.obligations_.sudo().search(
            [("rule_id", "in", self.rules.ids), ("state", "=", "settled")]
        )
        for due in settled:
            talk = due.talk_id
            self.assertEqual((talk.state, talk.date), ("held", due.date_settled))
            self.assertGreaterEqual(talk.date, due.date_start)
            if due.rule_id.is_once_per_employee:
                people = talk.responsible_id | talk.participant_ids.employee_id
                self.assertIn(due.employee_id, people)
            else:
                people = talk.responsible_id | talk.participant_ids.employee_id
                self.assertEqual(people, due.responsible_id | due.employee_id)
