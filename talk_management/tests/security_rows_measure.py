"""Rows of the security tables: measures for what the nurse raised with the head.

The head decides on them, the surgeon carries them out.
"""

from odoo.fields import Command


class MeasureRows:
    """The head handles what the nurse raised in a talk; mixed into the security tests."""

    def raised_item(self):
        raisers = self.env["talk.item.raiser"]
        known = [("record_id", "=", self.own.record_ids.id), ("passing", "=", "anonymous")]
        known += [("item_id.state", "in", ("new", "in_progress"))]
        # what was raised in that talk may have been closed for another row
        return raisers.search(known, limit=1).item_id or self.raise_item()

    def like_measure(self):
        return {
            "item_ids": [Command.link(self.raised_item().id)],
            "title": "zq5 open an account",
            "owner_id": self.surgeon.id,
            "date_due": "2035-06-01",
        }

    def make_measure(self, state="planned"):
        """A measure in that state, with all that its next step asks for."""
        head, surgeon = self.head.user_id, self.surgeon.user_id
        measures = self.env["talk.measure"].with_user(head).with_company(self.company)
        measure = measures.create(self.like_measure())
        if state != "planned":
            measure.with_user(surgeon).action_start()
            measure.with_user(surgeon).evidence = "zq6 it is there"
        measure.drop_reason = "zq6 nobody needs it"
        if state == "dropped":
            measure.action_drop()
        if state in ("done", "evaluated"):
            measure.with_user(surgeon).action_done()
            measure.write({"evaluation": "zq7 it helps", "effect": "effective"})
        if state == "evaluated":
            measure.action_evaluate()
        return measure.sudo()

    def rows_of_measures(self):
        measure = self.make_measure()
        like = self.like_measure()
        yield "talk.measure", "planned", measure, like, {"progress_note": "half"}
        yield "talk.measure", "evaluated", self.make_measure("evaluated"), like, {"progress": 5}
        content = self.env["talk.measure.content"].search([("measure_id", "=", measure.id)])
        like = {"measure_id": measure.id, "title": "x"}
        change = {"progress_note": "half"}
        yield "talk.measure.content", "of a planned measure", content, like, change
        notice = self.env["talk.measure.notice"].search([("measure_id", "=", measure.id)])
        like = {"measure_id": measure.id, "user_id": self.porter.user_id.id, "kind": "due"}
        yield "talk.measure.notice", "for whoever carries it out", notice, like, {"kind": "due"}

    def measure_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        planned = self.make_measure()
        notice = self.env["talk.measure.notice"].search([("measure_id", "=", planned.id)])
        return {
            ("talk.measure", "planned"): planned,
            ("talk.measure", "being carried out"): self.make_measure("in_progress"),
            ("talk.measure", "carried out"): self.make_measure("done"),
            ("talk.measure.notice", "for whoever carries it out"): notice,
            ("talk.item", "with measures"): self.raised_item(),
        }

    def measures_in_each_state(self):
        states = ("planned", "in_progress", "done", "evaluated", "dropped")
        return {("talk.measure", state): self.make_measure(state) for state in states}
