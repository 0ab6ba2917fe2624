from datetime import timedelta

from odoo.fields import Command

from .common_item import ItemCase


class MeasureCase(ItemCase):
    """What is done about what was raised: the head handles, the inspector carries out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._talk_today()
        cls.inspector_user, cls.deputy_user = cls.inspector.user_id, cls.deputy.user_id

    @classmethod
    def known(cls, **vals):
        """An item of the nurse's that others may know of."""
        return cls.raised(passing="anonymous", passed_words="No access.", **vals)

    @classmethod
    def days(cls, number):
        return cls.today + timedelta(days=number)

    @classmethod
    def like(cls, *items, **vals):
        return {
            "item_ids": [Command.link(item.id) for item in items],
            "title": "zq5 open an account",
            "owner_id": cls.inspector.id,
            "date_due": cls.days(10),
            **vals,
        }

    @classmethod
    def decided(cls, *items, **vals):
        """The measure the head decides on for these items."""
        measures = cls.env["talk.measure"].with_user(cls.head_user).with_company(cls.company)
        measure = measures.create(cls.like(*items, **vals))
        cls.flush()
        return measure

    @classmethod
    def carried_out(cls, *items, **vals):
        measure = cls.decided(*items, **vals)
        own = measure.with_user(measure.sudo().owner_id.user_id)
        own.action_start()
        own.evidence = "zq6 the account is there"
        own.action_done()
        cls.flush()
        return measure

    @classmethod
    def evaluated(cls, measure, user=None):
        measure = measure.with_user(user or cls.head_user)
        measure.write({"evaluation": "zq7 they can work now", "effect": "effective"})
        measure.action_evaluate()
        cls.flush()

    def told(self, user, *kinds):
        """(kind, summary) of what ``user`` was told of measures and still has to do."""
        notices = self.env["talk.measure.notice"].search([("user_id", "=", user.id)])
        return sorted(
            (notice.kind, notice.activity_ids.summary)
            for notice in notices
            if not kinds or notice.kind in kinds
        )
