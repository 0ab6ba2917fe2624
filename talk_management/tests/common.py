from contextlib import contextmanager
from datetime import datetime

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

OFFICER = "talk_management.group_talk_officer"
MANAGER = "talk_management.group_talk_manager"
DISCIPLINE = "talk_management.group_talk_discipline"


class TalkCase(TransactionCase):
    """A small hospital of its own company, and its people as ordinary users.

    ::

        secretary, director            principals
        deputy                         team member, in charge of Medicine
        Medicine (no head)
          Cardiology   head: head      nurse, doctor (no user)
          Infection    vacant          inspector
        branch: secretary head, members nurse, doctor, head

    Tests run as one of these; only the building is done by the superuser.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        # what the demo asks of every talk is nothing these tests know of
        cls.env["talk.topic"].search([]).mandatory_layer_ids = False
        cls.setUpCompany()
        cls.setUpPeople()
        cls.setUpStructure()
        cls.env["talk.edge"]._refresh()
        cls.flush()

    @classmethod
    def setUpCompany(cls):
        cls.company = cls.env["res.company"].create({"name": "Test Hospital"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(user=cls.env.user, context=dict(cls.env.context, tz="Asia/Shanghai"))
        cls.env = cls.env["res.company"].with_company(cls.company).env

    @classmethod
    def setUpPeople(cls):
        cls.secretary = cls.make_employee("secretary")
        cls.director = cls.make_employee("director")
        cls.deputy = cls.make_employee("deputy")
        cls.head = cls.make_employee("head")
        cls.nurse = cls.make_employee("nurse")
        cls.doctor = cls.make_employee("doctor", login=False)
        cls.inspector = cls.make_employee("inspector")
        cls.officer_user = cls.make_user("officer", OFFICER)
        cls.manager_user = cls.make_user("manager", MANAGER)
        cls.discipline_user = cls.make_user("discipline", DISCIPLINE)
        cls.company.talk_officer_id = cls.officer_user

    @classmethod
    def setUpStructure(cls):
        departments = cls.env["hr.department"]
        vals = {"company_id": cls.company.id}
        cls.medicine = departments.create(
            {**vals, "name": "Medicine", "talk_leader_id": cls.deputy.id}
        )
        cls.cardiology = departments.create(
            {
                **vals,
                "name": "Cardiology",
                "parent_id": cls.medicine.id,
                "manager_id": cls.head.id,
            }
        )
        cls.infection = departments.create(
            {**vals, "name": "Infection", "parent_id": cls.medicine.id}
        )
        (cls.head | cls.nurse | cls.doctor).department_id = cls.cardiology
        cls.inspector.department_id = cls.infection
        cls.team = cls.env["talk.team"].create(
            {
                "name": "Leadership",
                "company_id": cls.company.id,
                "member_ids": [
                    Command.create({"employee_id": cls.secretary.id, "role": "party_principal"}),
                    Command.create({"employee_id": cls.director.id, "role": "admin_principal"}),
                    Command.create({"employee_id": cls.deputy.id, "role": "member"}),
                ],
            }
        )
        cls.branch = cls.env["talk.branch"].create(
            {
                "name": "Branch of Medicine",
                "company_id": cls.company.id,
                "member_ids": [
                    Command.create({"employee_id": cls.head.id, "role": "secretary"}),
                    Command.create({"employee_id": cls.head.id, "role": "member"}),
                    Command.create({"employee_id": cls.nurse.id, "role": "member"}),
                    Command.create({"employee_id": cls.doctor.id, "role": "member"}),
                    Command.create({"employee_id": cls.doctor.id, "role": "group_leader"}),
                ],
            }
        )

    # building

    @classmethod
    def make_user(cls, name, *groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"talk_{name}",
            groups=",".join(["base.group_user", *groups]),
            name=name.capitalize(),
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            tz="Asia/Shanghai",
            lang="en_US",
        )

    @classmethod
    def make_employee(cls, name, login=True, company=None):
        company = company or cls.company
        user = cls.make_user(name, company=company) if login else cls.env["res.users"]
        return cls.env["hr.employee"].create(
            {"name": name.capitalize(), "user_id": user.id, "company_id": company.id}
        )

    @classmethod
    def make_rule(cls, *layers, **vals):
        return cls.env["talk.rule"].create(
            {
                "name": "Test rule",
                "company_id": cls.company.id,
                "layer_ids": [
                    Command.set(
                        [cls.env.ref(f"talk_management.layer_{layer}").id for layer in layers]
                    )
                ],
                **vals,
            }
        )

    @classmethod
    def make_talk(cls, responsible, employee, day="2026-11-20", **vals):
        """A talk planned by the responsible's own user at ten in the morning, China time."""
        talks = cls.env["talk.talk"].with_user(responsible.user_id).with_company(cls.company)
        return talks.create(
            {
                "responsible_id": responsible.id,
                "employee_id": employee.id,
                "date_start": datetime.fromisoformat(f"{day} 02:00:00"),
                **vals,
            }
        )

    @classmethod
    def flush(cls):
        """Write everything down and forget it, so that rights are asked for anew."""
        cls.env.flush_all()
        cls.env.invalidate_all()

    @contextmanager
    def on(self, day, time="08:00:00"):
        """As if it were ``day``; ``time`` is UTC, so that China is on the same date."""
        with freeze_time(f"{day} {time}"):
            yield

    # asking

    def edges(self, layer):
        """The pairs of names of a layer in the test hospital, as they hold now."""
        edges = self.env["talk.edge"].search(
            [
                ("layer_id", "=", self.env.ref(f"talk_management.layer_{layer}").id),
                ("company_id", "=", self.company.id),
                ("date_to", "=", False),
            ]
        )
        return {
            (edge.responsible_id.name, edge.employee_id.name)
            + (("stands in",) if edge.is_covering else ())
            for edge in edges
        }

    def obligations(self, **domain):
        """(responsible, employee, due, state) of the test hospital, in that order."""
        found = self.env["talk.obligation"].search(
            [
                ("company_id", "=", self.company.id),
                *((name, "=", value) for name, value in domain.items()),
            ]
        )
        return sorted(
            (
                obligation.responsible_id.name,
                obligation.employee_id.name,
                str(obligation.date_due),
                obligation.state,
            )
            for obligation in found
        )

    def obligation(self, responsible, employee):
        return self.env["talk.obligation"].search(
            [("responsible_id", "=", responsible.id), ("employee_id", "=", employee.id)]
        )
