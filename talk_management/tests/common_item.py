from datetime import timedelta

from odoo import fields

from .common import TalkCase


class ItemCase(TalkCase):
    """Talks in which something was raised."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head_user, cls.nurse_user = cls.head.user_id, cls.nurse.user_id
        cls.area = cls.env["talk.area"].create({"name": "Office systems"})

    @classmethod
    def raised(cls, employee=None, responsible=None, **vals):
        """The item made of one line that ``responsible`` noted in a talk with ``employee``."""
        return cls.raised_by([employee or cls.nurse], responsible, **vals)

    @classmethod
    def raised_by(cls, employees, responsible=None, **vals):
        """The same from several people, each in a talk of their own: as many items."""
        responsible = responsible or cls.head
        vals = {
            "text": "As it was said in confidence.",
            "kind": "difficulty",
            "area_id": cls.area.id,
            "state": "follow_up",
            **vals,
        }
        talks = cls.env["talk.talk"].with_user(responsible.user_id)
        records = cls.env["talk.record"]
        for hours, employee in enumerate(employees, start=2):
            talk = talks.create(
                {
                    "employee_id": employee.id,
                    "date_start": fields.Datetime.now() - timedelta(hours=hours),
                    "duration": 0.5,
                }
            )
            talk.action_hold()
            record = talk.record_ids
            record.content = "What was talked about."
            cls.env["talk.record.item"].with_user(responsible.user_id).create(
                {**vals, "record_id": record.id}
            )
            record.action_complete()
            records |= record
        raisers = cls.env["talk.item.raiser"].sudo().search([("record_id", "in", records.ids)])
        return raisers.sudo(False).item_id

    @classmethod
    def raiser(cls, item):
        return cls.env["talk.item.raiser"].search([("item_id", "=", item.id)])
