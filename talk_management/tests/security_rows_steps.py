"""One row in each state of what is walked step by step: of the head's and the nurse's."""

from .security_rows_preparation import PreparationRows
from .security_rows_record import RecordRows
from .security_rows_session import SessionRows
from .security_rows_session_day import SessionDayRows
from .security_rows_share import ShareRows

# pressed once the session has begun; everything else is pressed before
ON_THE_DAY = {
    "talk.session": ("action_close",),
    "talk.booking": ("action_came", "action_missed", "action_unmark"),
}


class StepRows(SessionRows, SessionDayRows, RecordRows, ShareRows, PreparationRows):
    """{(model, state): row}; where a button belongs to the day itself {(model, state, button)}."""

    def rows_of_sessions_and_bookings(self):
        self.place = self.env["talk.place"].create({"name": "Ward", "company_id": self.company.id})
        rows = self.in_each_state("2035-09")
        with self.on("2024-02-20"):
            begun = self.in_each_state("2024-03")
        begun |= self.marked_bookings()
        rows = {**begun, **rows}
        for (model, state), row in begun.items():
            rows |= {(model, state, button): row for button in ON_THE_DAY[model]}
        return rows

    def in_each_state(self, month):
        """Sessions of the head's in that month, and bookings of the nurse's in others."""
        like = self.like_session(self.place, 1)
        sessions = self.env["talk.session"].create(
            [like | self.times(f"{month}-{day:02}") for day in (4, 5, 6)]
        )
        draft, published, cancelled = sessions
        (published | cancelled).action_publish()
        cancelled.action_cancel()
        _session, booked = self.book_day(self.place, f"{month}-11")
        _session, given_back = self.book_day(self.place, f"{month}-12")
        given_back.action_cancel()
        handed, asked = self.book_day(self.place, f"{month}-13", stand_in_id=self.surgeon.id)
        handed.action_cannot_come()
        return {
            ("talk.session", "draft"): draft,
            ("talk.session", "published"): published,
            ("talk.session", "cancelled"): cancelled,
            ("talk.booking", "booked"): booked,
            ("talk.booking", "cancelled"): given_back,
            ("talk.booking", "to_confirm"): asked,
        }

    def times(self, day):
        return {"date_start": f"{day} 02:00:00", "date_end": f"{day} 03:00:00"}

    def marked_bookings(self):
        """What there is only once the session has begun: marked bookings, a session closed."""
        with self.on("2024-02-20"):
            over, _booked = self.book_day(self.place, "2024-03-18")
            _session, came = self.book_day(self.place, "2024-03-19")
            _session, missed = self.book_day(self.place, "2024-03-20")
        over.action_close()
        came.action_came()
        missed.action_missed()
        return {
            ("talk.session", "over"): over,
            ("talk.booking", "came"): came,
            ("talk.booking", "missed"): missed,
        }

    def rows_beside_records(self):
        """Statements, wishes that a record be erased, signs that a talk stands on paper only."""
        draft, handed_in, self.paper = self.make_statements()
        rows = {
            ("talk.statement", "draft"): draft,
            ("talk.statement", "handed_in"): handed_in,
            ("talk.erasure", "asked"): self.make_erasure(),
            ("talk.sign", "new"): self.make_sign(),
            ("talk.sign", "looked"): self.make_sign(kind="away", state="looked"),
        }
        for state, user, button in (
            ("erased", self.head.user_id, "action_agree"),
            ("declined", self.head.user_id, "action_decline"),
            ("withdrawn", self.nurse.user_id, "action_withdraw"),
        ):
            wish = self.make_erasure()
            getattr(wish.with_user(user), button)()
            rows["talk.erasure", state] = wish
        return rows
