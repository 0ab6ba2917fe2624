"""Rows of the security matrix about requests, the talks they lead to, and formal measures."""

from odoo.fields import Command

WORDS = "zq7 about my shifts"


class RequestRows:
    """The nurse asks the head: one request not sent yet, one sent."""

    @classmethod
    def make_requests(cls, words=WORDS):
        requests = cls.env["talk.request"].with_user(cls.nurse.user_id)
        requests = requests.with_company(cls.company)
        vals = {
            "leader_id": cls.head.id,
            "time_ids": [Command.create({"date_start": "2035-06-01 02:00:00"})],
            "word_ids": [Command.create({"text": words})],
        }
        draft, asked = requests.create([vals, vals])
        asked.action_ask()
        return draft.sudo(), asked.sudo()

    def make_reserved_talks(self):
        """(asked for in confidence, formal measure), both of the head with the nurse."""
        plan = {
            "responsible_id": self.head.id,
            "employee_id": self.nurse.id,
            "company_id": self.company.id,
            "date_start": "2035-07-02 02:00:00",
        }
        confided = self.env["talk.talk"].create({**plan, "is_confided": True})
        kind = self.env.ref("talk_management.kind_admonition")
        plan |= {"kind_id": kind.id, "date_start": "2035-07-03 02:00:00"}
        return confided, self.env["talk.talk"].create(plan), plan

    def rows_of_requests(self):
        draft, asked = self.make_requests()
        like = {"employee_id": self.nurse.id, "leader_id": self.head.id}
        for name, request in (("not sent", draft), ("sent", asked)):
            yield "talk.request", name, request, like, {"leader_id": self.surgeon.id}
            more = {"request_id": request.id, "date_start": "2035-06-02 02:00:00"}
            yield "talk.request.time", name, request.time_ids, more, {"duration": 1.0}
            more = {"request_id": request.id, "text": "x"}
            yield "talk.request.word", name, request.word_ids, more, {"text": "other"}
        figure = self.env["talk.request.figure"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        like = {"company_id": self.company.id}
        yield "talk.request.figure", "of the hospital", figure, like, {"asked_count": 7}
        confided, measure, plan = self.make_reserved_talks()
        like = {**plan, "date_start": "2035-07-04 02:00:00"}
        place = {"place": "elsewhere"}
        yield "talk.talk", "asked for in confidence", confided, {**like, "is_confided": True}, place
        yield "talk.talk", "formal measure", measure, like, place
        for name, talk in (("asked for in confidence", confided), ("formal measure", measure)):
            like = {"talk_id": self.own.id, "employee_id": self.porter.id}
            row = talk.participant_ids
            yield "talk.participant", name, row, like, {"attendance": "absent"}

    def rows_of_request_methods(self):
        draft, asked = self.make_requests()
        lines = self.env["talk.request.time"].with_user(self.head.user_id)
        lines.create({"request_id": asked.id, "date_start": "2035-06-05 02:00:00"})
        _draft, answered = self.make_requests()
        words = self.env["talk.request.word"].with_user(self.head.user_id)
        words.create({"request_id": answered.id, "text": "ask the secretary"})
        return {
            ("talk.request", "not sent"): draft,
            ("talk.request", "sent"): asked,
            ("talk.request", "sent and answered with a word"): answered,
            ("talk.request.time", "sent"): asked.time_ids[:1],
        }
