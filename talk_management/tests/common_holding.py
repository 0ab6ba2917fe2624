from odoo.fields import Command

from .common import TalkCase


class HoldingCase(TalkCase):
    """The head of Cardiology holds talks with the nurse and others on 20 November 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("talk_management.topic_integrity")
        cls.head_user = cls.head.user_id
        cls.nurse_user = cls.nurse.user_id

    def held(self, employee=None, **vals):
        talk = self.make_talk(self.head, employee or self.nurse, "2025-11-20", **vals)
        talk.action_hold()
        return talk

    def group(self, *employees, held=True):
        people = [Command.create({"employee_id": employee.id}) for employee in employees]
        talk = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2025-11-21",
            format="group",
            participant_ids=people,
        )
        if held:
            talk.action_hold()
        return talk

    def common(self, talk):
        return talk.record_ids.filtered(lambda record: not record.participant_id)

    def part(self, talk, employee):
        return talk.record_ids.filtered(
            lambda record: record.participant_id.sudo().employee_id == employee
        )

    def participant(self, talk, employee):
        return talk.participant_ids.filtered(lambda other: other.sudo().employee_id == employee)

    def completed(self, record, **vals):
        record.write({"content": "We talked.", **vals})
        record.action_complete()
        self.flush()
        return record
