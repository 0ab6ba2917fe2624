"""What a talk touches, conveys and hears, and who came, in the tables of docs/security.md."""

from odoo.fields import Command

LINES = ("talk.commitment", "talk.record.topic", "talk.record.notice", "talk.record.item")
# what a line needs beside its words
NEEDED = {
    "talk.record.topic": lambda case: {"topic_id": case.env.ref("talk_management.topic_life").id},
    "talk.record.notice": lambda case: {"notice_id": case.reference_notice().id},
    "talk.record.item": lambda case: {"state": "follow_up", "passing": "anonymous"},
}


class HoldingRows:
    """Lines of the head's records; mixed into the security tests."""

    @classmethod
    def reference_notice(cls):
        """A notice of the hospital that no talk conveys by itself."""
        found = cls.env["talk.notice"].search([("company_id", "=", cls.company.id)], limit=1)
        like = {"name": "Three Cases", "text": "Three people", "company_id": cls.company.id}
        return found or cls.env["talk.notice"].create(like)

    @classmethod
    def write_line(cls, record, model, words):
        """One line of ``model`` in ``record``; ``words`` by the field they stand in."""
        if model == "talk.record.item" and not record.participant_id:
            return
        vals = NEEDED.get(model, lambda case: {})(cls)
        record.env[model].create({"record_id": record.id, **vals, **words})

    def lines_of(self, records, model):
        return self.env[model].search([("record_id", "in", records.ids)])

    def added_by_employee(self):
        items = self.env["talk.record.item"].with_user(self.nurse.user_id)
        vals = {"record_id": self.own.record_ids.id, "text": "You forgot this"}
        return items.create(vals).sudo()

    def put_right(self):
        """The nurse's part in a group talk of which no part is completed."""
        nurse = self.hold(self.nurse, self.clerk, complete=False).participant_ids
        return nurse.filtered(lambda other: other.employee_id == self.nurse)

    def rows_of_lists(self):
        env = self.env
        name = {"name": "Renamed"}
        yield "talk.topic", "any", env["talk.topic"].create({"name": "T"}), {"name": "U"}, name
        yield "talk.area", "any", env["talk.area"].create({"name": "A"}), {"name": "B"}, name
        notice = self.reference_notice().copy({"name": "Not conveyed"})
        like = {"name": "N", "text": "x", "company_id": self.company.id}
        yield "talk.notice", "of the hospital", notice, like, name

    def rows_of_holding(self):
        yield from self.rows_of_lists()
        draft, completed = self.draft.record_ids, self.own.record_ids
        group = self.group.record_ids
        common = group.filtered(lambda record: not record.participant_id)
        another = group.filtered(lambda part: part.employee_id == self.clerk)
        unseen = self.absent.record_ids.filtered(lambda record: not record.participant_id)
        topic = self.env.ref("talk_management.topic_unity")
        notice = self.reference_notice().copy({"name": "Another"})
        for name, record in (
            ("being written", draft),
            ("completed", completed),
            ("common part of a group talk", common),
            ("common part of a talk one was absent from", unseen),
        ):
            like = {"record_id": record.id}
            row = self.lines_of(record, "talk.record.topic")
            yield "talk.record.topic", name, row, {**like, "topic_id": topic.id}, {"reason": "x"}
            row = self.lines_of(record, "talk.record.notice")
            yield "talk.record.notice", name, row, {**like, "notice_id": notice.id}, {"remark": "x"}
        for name, record in (
            ("being written", draft),
            ("completed", completed),
            ("another's part in a group talk", another),
        ):
            row = self.lines_of(record, "talk.record.item")
            like = {"record_id": record.id, "text": "one more"}
            yield "talk.record.item", name, row, like, {"text": "other"}
        like = {"record_id": completed.id, "text": "one more"}
        added = self.added_by_employee()
        yield "talk.record.item", "added by the employee", added, like, {"text": "other"}
        like = {"record_id": completed.id, "name": "one more"}
        kept = completed.commitment_ids
        yield "talk.commitment", "completed, whether it was kept", kept, like, {"state": "kept"}
        nurse = self.put_right()
        like = {"talk_id": nurse.talk_id.id, "employee_id": self.porter.id}
        change = {"attendance": "left_early"}
        yield "talk.participant", "held, record being written", nurse, like, change

    def holding_methods(self):
        group = self.make_talk(
            self.head,
            self.env["hr.employee"],
            "2025-11-27",
            format="group",
            participant_ids=[
                Command.create({"employee_id": each.id}) for each in (self.nurse, self.clerk)
            ],
        ).sudo()
        return {
            ("talk.participant", "held, record being written"): self.put_right(),
            ("talk.commitment", "completed"): self.own.record_ids.commitment_ids,
            ("talk.talk", "planned group talk"): group,
        }
