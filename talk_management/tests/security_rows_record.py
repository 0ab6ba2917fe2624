"""Rows of the security matrix about what stands beside a record: observations, statements."""

import base64

WORDS = "zq6 what I say myself"


class RecordRows:
    """The nurse has handed in one statement and is writing another; the doctor has no user."""

    def make_observation(self, record):
        return self.env["talk.observation"].create({"record_id": record.id, "mood": "low"})

    def make_statements(self, words=WORDS):
        """(being written, handed in, a scan not handed in yet), of talks with the head."""
        statements = self.env["talk.statement"]
        planned, own = self.planned.participant_ids, self.own.participant_ids
        draft = statements.create({"participant_id": planned.id, "text": words})
        handed_in = statements.create({"participant_id": own.id, "text": words})
        handed_in.action_hand_in()
        paper = statements.create(
            {
                "participant_id": self.make_paper_talk("2025-11-18").participant_ids.id,
                "is_on_paper": True,
                "scan": base64.b64encode(b"paper"),
            }
        )
        return draft, handed_in, paper

    def make_paper_talk(self, day):
        return self.make_talk(self.head, self.doctor, day).sudo()

    def rows_of_records(self):
        observation = self.make_observation(self.own.record_ids)
        like = {"record_id": self.draft.record_ids.id}
        yield "talk.observation", "of a talk held", observation, like, {"mood": "steady"}
        draft, handed_in, paper = self.make_statements()
        more = {"participant_id": self.own.participant_ids.id, "text": "x"}
        yield "talk.statement", "being written", draft, more, {"text": "other"}
        yield "talk.statement", "handed in", handed_in, more, {"text": "other"}
        elsewhere = self.make_paper_talk("2025-11-19").participant_ids
        like = {"participant_id": elsewhere.id, "is_on_paper": True}
        yield "talk.statement", "on paper, not handed in", paper, like, {"text": "other"}
        section = self.env.ref("talk_management.section_content")
        like = {"name": "Section", "code": "another"}
        yield "talk.record.section", "any", section, like, {"name": "Renamed"}

    def rows_of_record_methods(self):
        draft, handed_in, _paper = self.make_statements()
        kind = self.env["talk.kind"].create({"name": "Watched", "copy_to_upper": True})
        copied = self.hold(self.nurse, kind_id=kind.id, date_start="2025-11-19 07:00:00")
        paper_talk = self.make_paper_talk("2025-11-17")
        paper_talk.with_user(self.head.user_id).action_hold()
        return {
            ("talk.observation", "of a talk held"): self.make_observation(self.own.record_ids),
            ("talk.statement", "being written"): draft,
            ("talk.statement", "handed in"): handed_in,
            ("talk.record", "completed, with a copy"): copied.record_ids,
            ("talk.talk", "held, with paper to come"): paper_talk,
        }
