"""Rows of the security matrix about publishing several sessions, and about the day itself."""

from odoo.fields import Command


class SessionDayRows:
    """Dialogs are their opener's alone; who came is said by whoever receives and the officer."""

    def make_publish(self):
        officer = self.env(user=self.officer_user, su=False)
        place = self.env["talk.place"].create({"name": "Hall", "company_id": self.company.id})
        return officer["talk.session.publish"].create(
            {
                "company_id": self.company.id,
                "date_from": "2035-10-01",
                "date_to": "2035-10-05",
                "row_ids": [Command.create({"responsible_id": self.head.id, "place_id": place.id})],
            }
        )

    def rows_of_session_days(self):
        who = "opened by the HR officer"
        wizard = self.make_publish()
        like = {"date_from": "2035-10-01", "date_to": "2035-10-02", "company_id": self.company.id}
        yield "talk.session.publish", who, wizard, like, {"capacity": 2}
        part = {"publish_id": wizard.id, "hour_from": 8, "hour_to": 9}
        yield "talk.session.publish.part", who, wizard.part_ids, part, {"hour_to": 18}
        row = {"publish_id": wizard.id, "responsible_id": self.head.id}
        yield "talk.session.publish.row", who, wizard.row_ids, row, {"stand_in_id": False}
        session = self.env["talk.session"].search(
            [("company_id", "=", self.company.id), ("state", "=", "published")], limit=1
        )
        like = {"session_id": session.id, "employee_id": self.porter.id}
        walk_in = self.env(user=self.officer_user, su=False)["talk.walk.in"].create(like)
        yield "talk.walk.in", who, walk_in, like, {"employee_id": self.clerk.id}

    def book_day(self, place, day, **vals):
        """A published session of the head's whose first slot the nurse has booked."""
        sessions = self.env["talk.session"]
        session = sessions.create(
            {
                "company_id": self.company.id,
                "responsible_id": self.head.id,
                "place_id": place.id,
                "date_start": f"{day} 02:00:00",
                "date_end": f"{day} 03:00:00",
                **vals,
            }
        )
        session.action_publish()
        session.slot_ids[0].with_user(self.nurse.user_id).action_book()
        return session, self.env["talk.booking"].search([("session_id", "=", session.id)])

    def rows_of_session_day_methods(self):
        place = self.env["talk.place"].create({"name": "Study", "company_id": self.company.id})
        with self.on("2024-03-18"):
            begun, booked = self.book_day(place, "2024-03-19")
            _over, came = self.book_day(place, "2024-03-20")
        came.with_user(self.officer_user).action_came()
        handed, asked = self.book_day(place, "2035-11-20", stand_in_id=self.surgeon.id)
        handed.with_user(self.officer_user).action_cannot_come()
        who = "opened by the HR officer"
        walk_in = self.env(user=self.officer_user, su=False)["talk.walk.in"].create(
            {"session_id": begun.id, "employee_id": self.clerk.id}
        )
        return {
            ("talk.session", "that has begun"): begun,
            ("talk.booking", "in a session that has begun"): booked,
            ("talk.booking", "of somebody who came"): came,
            ("talk.booking", "asked to come to the stand-in"): asked,
            ("talk.session.publish", who): self.make_publish(),
            ("talk.walk.in", who): walk_in,
        }
