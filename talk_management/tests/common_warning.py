from odoo.tools import mute_logger

from .common import DISCIPLINE, TalkCase

WORDS = "zq8 is seen in gambling rooms"


class WarningCase(TalkCase):
    """The head answers for the nurse; three discipline officers, one of them the inspector."""

    # pylint: disable=missing-return
    @classmethod
    def setUpPeople(cls):
        super().setUpPeople()
        cls.second_user = cls.make_user("second", DISCIPLINE)
        cls.inspector.user_id.group_ids += cls.env.ref(DISCIPLINE)
        cls.other_company = cls.env["res.company"].create({"name": "Other Hospital"})
        cls.foreign_user = cls.make_user("foreign", DISCIPLINE, company=cls.other_company)
        cls.settings_user = cls.make_user("settings", "base.group_system")

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db"))

    def warn(self, author=None, about=None, **vals):
        """An early warning written by the author's own user, seen with that user's rights."""
        warnings = self.env["talk.warning"].with_user((author or self.head).user_id)
        vals = {"employee_id": (about or self.nurse).id, "words": WORDS, **vals}
        warning = warnings.with_company(self.company).create(vals)
        self.flush()
        return warning

    def as_(self, warning, user):
        return warning.with_user(user)

    def told(self, user):
        """The activities the user finds about early warnings."""
        activities = self.env["mail.activity"].with_user(user)
        return activities.search([("res_model", "=", "talk.warning.notice")])

    def close(self, warning, user=None, **vals):
        """The discipline officer looks into it and closes it."""
        mine = self.as_(warning, user or self.discipline_user)
        if mine.state == "submitted":
            mine.action_take_up()
        mine.write(
            {
                "outcome": "watched",
                "outcome_note": "We shall see.",
                "date_end": "2027-01-31",
                **vals,
            }
        )
        mine.action_close()
        self.flush()
        return mine
