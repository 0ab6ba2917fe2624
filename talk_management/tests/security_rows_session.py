"""Rows of the security matrix about open sessions, their slots and who has booked them."""


class SessionRows:
    """The head receives in a room; the nurse has booked the first slot."""

    def make_sessions(self):
        """(place, draft, published without bookings, booked slot, free slot, booking)."""
        place = self.env["talk.place"].create({"name": "Room", "company_id": self.company.id})
        sessions = self.env["talk.session"]
        draft = sessions.create(self.like_session(place, 2))
        empty = sessions.create(self.like_session(place, 3))
        booked = sessions.create(self.like_session(place, 4))
        (empty | booked).action_publish()
        first, second = booked.slot_ids
        first.with_user(self.nurse.user_id).action_book()
        booking = self.env["talk.booking"].search([("slot_id", "=", first.id)])
        return place, draft, empty, first, second, booking

    def like_session(self, place, day):
        return {
            "company_id": self.company.id,
            "responsible_id": self.head.id,
            "place_id": place.id,
            "date_start": f"2035-08-{day:02} 02:00:00",
            "date_end": f"2035-08-{day:02} 03:00:00",
        }

    def rows_of_sessions(self):
        place, draft, empty, slot, free, booking = self.make_sessions()
        unused = place.copy({"name": "Unused"})
        named = {"name": "Another", "company_id": self.company.id}
        yield "talk.place", "of the hospital", unused, named, {"name": "Renamed"}
        like = self.like_session(place, 20)
        yield "talk.session", "draft", draft, like, {"slot_minutes": 20}
        yield "talk.session", "published", empty, like, {"booking_hours": 2}
        like = {"session_id": draft.id, "date_start": "2035-08-02 02:00:00"}
        like |= {"date_end": "2035-08-02 02:30:00"}
        yield "talk.slot", "booked by the employee", slot, like, {"date_end": "2035-08-02 04:00:00"}
        like = {"slot_id": free.id, "employee_id": self.nurse.id, "seat": 1}
        yield "talk.booking", "of the employee", booking, like, {"state": "cancelled"}
        presence = self.env["talk.presence"].search([("booking_id", "=", booking.id)])
        like = {"employee_id": self.nurse.id, "date_start": "2035-09-02 02:00:00"}
        like |= {"date_end": "2035-09-02 03:00:00"}
        yield "talk.presence", "of the employee", presence, like, {"date_end": "2035-09-03 03:00:00"}
        like = {"slot_id": free.id, "employee_id": self.porter.id}
        officer = self.env(user=self.officer_user, su=False)
        wizard = officer["talk.book.for"].create(like)
        change = {"employee_id": self.clerk.id}
        yield "talk.book.for", "opened by the HR officer", wizard, like, change

    def rows_of_session_methods(self):
        _place, draft, empty, _slot, free, booking = self.make_sessions()
        officer = self.env(user=self.officer_user, su=False)
        like = {"slot_id": free.id, "employee_id": self.porter.id}
        return {
            ("talk.session", "draft"): draft,
            ("talk.session", "published"): empty,
            ("talk.slot", "in a session nobody has booked"): empty.slot_ids[0],
            ("talk.slot", "in a session the employee has booked"): free,
            ("talk.booking", "of the employee"): booking,
            ("talk.book.for", "opened by the HR officer"): officer["talk.book.for"].create(like),
        }
