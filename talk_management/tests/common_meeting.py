from odoo.fields import Command

from .common_item import ItemCase

DAY = "2026-12-21"


class MeetingCase(ItemCase):
    """A meeting of the leaders, prepared by the inspector, on what was raised with the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.writer_user = cls.inspector.user_id
        cls.deputy_user = cls.deputy.user_id
        cls.chair_user = cls.secretary.user_id

    def plan(self, **vals):
        vals = {
            "name": "Democratic life meeting",
            "date": DAY,
            "team_id": self.team.id,
            "secretary_id": self.inspector.id,
            "member_ids": [
                Command.set((self.secretary | self.director | self.deputy | self.head).ids)
            ],
            **vals,
        }
        meetings = self.env["talk.meeting"].with_user(self.officer_user)
        return meetings.with_company(self.company).create(vals).sudo(False)

    def put(self, meeting, items, user=None, **vals):
        wizard = self.env["talk.meeting.put"].with_user(user or self.head_user)
        wizard = wizard.create({"meeting_id": meeting.id, "item_ids": items.ids, **vals})
        wizard.action_put()
        self.flush()
        points = self.env["talk.meeting.point"].search([("item_ids", "in", items.ids)])
        return points.filtered(lambda point: point.meeting_id == meeting).with_user(
            self.writer_user
        )

    def known(self, employee=None, **vals):
        vals = {"passing": "anonymous", "passed_words": "zq7 no office system", **vals}
        return self.raised(employee, **vals)

    def decide(self, point, **vals):
        point.write({"decided": "adopted", "decision": "zq8 open the accounts", **vals})

    def measure(self, point, **vals):
        vals = {
            "point_id": point.id,
            "item_ids": point.sudo().item_ids.ids,
            "title": "zq9 accounts for all",
            "owner_id": self.doctor.id,
            "date_due": "2027-01-31",
            **vals,
        }
        measures = self.env["talk.measure"].with_user(self.writer_user)
        return measures.with_company(self.company).create(vals)
