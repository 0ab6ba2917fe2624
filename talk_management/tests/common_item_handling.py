from odoo import fields

from .common_item import ItemCase

WORDS = "No access to the office system."


class HandlingCase(ItemCase):
    """Items that the head of Cardiology has from talks; the office that can help is IT."""

    # pylint: disable=missing-return
    @classmethod
    def setUpPeople(cls):
        super().setUpPeople()
        cls.clerk = cls.make_employee("clerk")
        cls.technician = cls.make_employee("technician")
        cls.colleague = cls.make_employee("colleague")

    # pylint: disable=missing-return
    @classmethod
    def setUpStructure(cls):
        super().setUpStructure()
        cls.office = cls.env["hr.department"].create(
            {
                "name": "IT",
                "company_id": cls.company.id,
                "manager_id": cls.clerk.id,
                "talk_leader_id": cls.director.id,
            }
        )
        (cls.clerk | cls.technician).department_id = cls.office
        cls.colleague.department_id = cls.cardiology

    @classmethod
    def known(cls, *employees, responsible=None, words=WORDS, **vals):
        """Items whose words may be passed on without the name, one for each employee."""
        vals = {"passing": "anonymous", "passed_words": words, **vals}
        return cls.raised_by(employees or [cls.nurse], responsible, **vals).sorted("id")

    @classmethod
    def by(cls, employee, records):
        cls.flush()
        return records.with_user(employee.user_id)

    @classmethod
    def hand(cls, item, employee=None, department=None, note="", giver=None):
        giver = giver or item.owner_id
        dialogs = cls.env["talk.item.hand"].with_user(giver.user_id)
        cls.flush()
        dialog = dialogs.create(
            {
                "item_ids": item.ids,
                "employee_id": employee and employee.id,
                "department_id": department and department.id,
                "note": note,
            }
        )
        dialog.action_hand_over()
        cls.flush()

    @classmethod
    def refuse(cls, item, what, reason):
        cls.flush()
        dialogs = cls.env["talk.item.reason"].with_user(item.owner_id.user_id)
        dialogs.create({"item_ids": item.ids, "what": what, "reason": reason}).action_confirm()
        cls.flush()

    @classmethod
    def write_answer(cls, item):
        cls.by(item.owner_id, item).write(
            {
                "title": "Access to the office system",
                "answer": "You have access now.",
                "evaluation": "It was tried out.",
                "effect": "effective",
            }
        )

    @classmethod
    def solve(cls, item):
        cls.write_answer(item)
        cls.by(item.owner_id, item).action_solve()
        cls.flush()

    def steps_of(self, item):
        steps = self.env["talk.item.step"].search([("item_id", "=", item.id)], order="id")
        return steps.mapped("kind")

    def told(self, item, kind=None):
        """{(login, kind)} of those who have an open activity about the item."""
        notices = self.env["talk.item.notice"].search([("item_id", "=", item.id)])
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "talk.item.notice"), ("res_id", "in", notices.ids)]
        )
        by_id = {notice.id: notice for notice in notices}
        found = {(one.user_id.login, by_id[one.res_id].kind) for one in activities}
        return {login for login, of in found if of == kind} if kind else found

    def today(self):
        return self.company._talk_today()

    def overdue_by(self, items, days):
        items.date_due = fields.Date.subtract(self.today(), days=days)
        self.flush()
