from .common import TalkCase


class SessionCase(TalkCase):
    """The hospital of TalkCase with a room, where the deputy receives on a Thursday afternoon."""

    # pylint: disable=missing-return
    @classmethod
    def setUpStructure(cls):
        super().setUpStructure()
        cls.room = cls.env["talk.place"].create(
            {"name": "Building 1, Room 301", "company_id": cls.company.id}
        )

    @classmethod
    def make_session(cls, responsible=None, user=None, publish=True, **vals):
        """Published by the HR officer: 26 November, 14:00 to 16:00 China time, half-hour slots."""
        sessions = cls.env["talk.session"].with_user(user or cls.officer_user)
        session = sessions.with_company(cls.company).create(
            {
                "responsible_id": (responsible or cls.deputy).id,
                "place_id": cls.room.id,
                "date_start": "2026-11-26 06:00:00",
                "date_end": "2026-11-26 08:00:00",
                "company_id": cls.company.id,
                **vals,
            }
        )
        if publish:
            session.action_publish()
        cls.flush()
        return session

    def slot(self, session, number=0, user=None):
        """One of the session's slots as a user sees it."""
        return session.sudo().slot_ids[number].with_user(user or self.nurse.user_id)

    def book(self, session, employee, number=0):
        """The employee presses the button; the booking as the superuser sees it."""
        self.slot(session, number, employee.user_id).action_book()
        return self.booking(session, employee)

    def booking(self, session, employee):
        return (
            self.env["talk.booking"]
            .sudo()
            .search(
                [("session_id", "=", session.id), ("employee_id", "=", employee.id)],
                order="id desc",
                limit=1,
            )
        )

    def make_bookable(self, layer="team_anyone", **vals):
        rule = self.make_rule(
            layer,
            basis="reception",
            recur_every="month",
            recur_by="weekday",
            recur_nth="-1",
            recur_weekday="3",
            hour_from=14.5,
            hour_to=17.5,
            rotation="turn",
            lead_days="7, 1",
            is_bookable=True,
            place="Room 9",
            **vals,
        )
        self.env["talk.obligation"]._generate(rule)
        return rule

    def session_of(self, rule):
        reception = self.env["talk.reception"].search([("rule_id", "=", rule.id)], limit=1)
        session = self.env["talk.session"].search([("reception_id", "=", reception.id)])
        return reception, session
