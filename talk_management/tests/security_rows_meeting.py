"""Rows of the security tables: a meeting chaired by the deputy, with the head as its secretary,
and on its agenda what the nurse raised with the head. The surgeon is a member."""

from odoo.fields import Command


class MeetingRows:
    """A meeting with an agenda; mixed into the security tests."""

    def make_meeting(self, state="planned"):
        """A meeting of today, in that state, with nothing on its agenda yet."""
        meetings = self.env["talk.meeting"].with_user(self.officer_user)
        meeting = meetings.with_company(self.company).create(
            {
                "name": "Meeting",
                "date": self.company._talk_today(),
                "chair_id": self.deputy.id,
                "secretary_id": self.head.id,
                "member_ids": [Command.set((self.deputy | self.surgeon).ids)],
            }
        )
        if state != "planned":
            meeting.with_user(self.head.user_id).action_hold()
        if state == "closed":
            meeting.with_user(self.head.user_id).action_close()
        return meeting.sudo()

    def for_agenda(self):
        """Something the head may put on an agenda."""
        raiser = {
            "employee_id": self.nurse.id,
            "responsible_id": self.head.id,
            "passing": "anonymous",
            "words": "zq5 no access",
        }
        vals = {"kind": "difficulty", "urgency": "normal"}
        return self.env["talk.item"]._raise([(self.company, vals, raiser, False)]).sudo(False)

    def put_on(self, meeting, items=None):
        head = self.env["talk.meeting.point"].with_user(self.head.user_id)
        items = items or self.for_agenda()
        return head.with_company(self.company)._put(meeting, items, as_one=True, title="zq5 x")

    def meeting_dialogs(self, meeting):
        """(the dialog that puts something on, the one that closes), of the head's."""
        head = self.env(user=self.head.user_id, su=False)
        put = head["talk.meeting.put"].create(
            {"meeting_id": meeting.id, "item_ids": [Command.set(self.for_agenda().ids)]}
        )
        return put, head["talk.meeting.close"].create({"meeting_id": meeting.id})

    def rows_of_meetings(self):
        env = self.env
        meeting = self.make_meeting()
        point = self.put_on(meeting).sudo()
        like = {"name": "M", "date": "2035-12-21", "company_id": self.company.id}
        yield "talk.meeting", "with an agenda", meeting, like, {"place": "Room 2"}
        content = env["talk.meeting.content"].search([("meeting_id", "=", meeting.id)])
        link, change = {"meeting_id": meeting.id}, {"notes": "x"}
        yield "talk.meeting.content", "with an agenda", content, link, change
        like = {**link, "item_ids": [Command.set(self.for_agenda().ids)], "title": "x"}
        yield "talk.meeting.point", "on an agenda", point, like, {"title": "y"}
        content = env["talk.meeting.point.content"].search([("point_id", "=", point.id)])
        like, change = {"point_id": point.id, "title": "x"}, {"cause": "x"}
        yield "talk.meeting.point.content", "on an agenda", content, like, change
        put, close = self.meeting_dialogs(meeting)
        who = "opened by the responsible"
        yield "talk.meeting.put", who, put, link, {"title": "x"}
        yield "talk.meeting.close", who, close, link, {"remark": "x"}

    def meeting_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        planned, other = self.make_meeting(), self.make_meeting()
        point = self.put_on(planned)
        several = self.put_on(other, self.for_agenda() | self.for_agenda())
        closing = self.make_meeting("held")
        return {
            ("talk.meeting", "with an agenda"): planned,
            ("talk.meeting", "held"): closing,
            ("talk.meeting.point", "on an agenda"): point.sudo(),
            ("talk.meeting.point", "of several items"): several.sudo(),
            ("talk.meeting.point", "two of them"): (several | self.put_on(other)).sudo(),
            ("talk.meeting.put", "opened by the responsible"): self.meeting_dialogs(planned)[0],
            ("talk.meeting.close", "opened by the responsible"): self.meeting_dialogs(closing)[1],
            ("talk.item", "for an agenda"): self.for_agenda(),
        }

    def meetings_in_each_state(self):
        states = ("planned", "held", "closed")
        return {("talk.meeting", state): self.make_meeting(state) for state in states}
