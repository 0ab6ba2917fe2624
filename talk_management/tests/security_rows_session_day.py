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
