from .common_item import ItemCase


class ReplyCase(ItemCase):
    """Items on which a written reply is owed."""

    @classmethod
    def wanting(cls, employee=None, responsible=None, **vals):
        vals = {
            "passing": "anonymous",
            "passed_words": "No access to the office system.",
            "wants_reply": True,
            **vals,
        }
        item = cls.raised(employee, responsible, **vals)
        cls.flush()
        return item

    @classmethod
    def people(cls, number, login=True):
        """So many employees, with users of their own, as an installation with 500 would have."""
        name = f"crowd {number}"
        partners = cls.env["res.partner"].create([{"name": f"{name} {n}"} for n in range(number)])
        users = cls.env["res.users"]
        if login:
            users = users.with_context(no_reset_password=True).create(
                [
                    {
                        "login": f"{name} {n}",
                        "partner_id": partner.id,
                        "company_id": cls.company.id,
                        "company_ids": cls.company.ids,
                    }
                    for n, partner in enumerate(partners)
                ]
            )
        return cls.env["hr.employee"].create(
            [
                {
                    "name": partner.name,
                    "user_id": users[n].id if login else False,
                    "company_id": cls.company.id,
                }
                for n, partner in enumerate(partners)
            ]
        )

    @classmethod
    def of_many(cls, people, responsible=None, **vals):
        """One item that all these people raised with ``responsible``."""
        item = cls.wanting(responsible=responsible)
        like = cls.raiser(item)
        like.unlink()
        cls.env["talk.item.raiser"].create(
            [
                {
                    "item_id": item.id,
                    "employee_id": person.id,
                    "responsible_id": (responsible or cls.head).id,
                    "passing": "anonymous",
                    "is_passed_on": True,
                    "words": "No access.",
                    "wants_reply": True,
                    **vals,
                }
                for person in people
            ]
        )
        item.raiser_count = len(people)
        cls.flush()
        return item

    def deliver(self, item, body="Access was granted.", user=None):
        """The reply that is owed, written, signed and delivered by whoever handles it."""
        reply = item.reply_ids.filtered(lambda one: one.state != "delivered")
        theirs = reply.with_user(user or item.owner_id.user_id)
        theirs.body = body
        theirs.action_draft()
        theirs.action_sign()
        theirs.action_deliver()
        self.flush()
        return reply

    def answer(self, item, answer="Access was granted.", state="solved"):
        """What happens when whoever handles it says that it is solved, or not adopted."""
        item.with_user(item.owner_id.user_id).answer = answer
        item.state = state
        self.flush()
        item.with_user(item.owner_id.user_id)._tell_raisers()
        self.flush()

    def own(self, item, employee=None):
        """The raiser's own row, as that person."""
        employee = employee or self.nurse
        rows = self.raiser(item).filtered(lambda row: row.employee_id == employee)
        return rows.with_user(employee.user_id)

    def notices(self, employee):
        """(kind, summary) of what an employee's user is told."""
        found = self.env["mail.activity"].search(
            [("res_model", "=", "talk.item.notice"), ("user_id", "=", employee.user_id.id)]
        )
        notices = self.env["talk.item.notice"].browse(found.mapped("res_id"))
        return [
            (notice.kind, activity.summary) for notice, activity in zip(notices, found, strict=True)
        ]

    def queries(self, press):
        """How many questions a press asks the database, flushed."""
        before = self.env.cr.sql_log_count
        press()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
