from odoo import api, models
from odoo.tools import SQL

from ..obligation.talk_obligation import SETTLED
from ..rule.talk_trigger import OPEN as IN_FORCE
from .talk_commitment import OPEN
from .talk_talk import HELD

# the lists behind the lines
TALKS, RECORDS, EVENTS = "/odoo/my-talks", "/odoo/talk-records", "/odoo/talk-events"


class TalkSheet(models.AbstractModel):
    """What was before and what is open between the two, as far as whoever prepares may see.

    Each part searches as that person, so rights are those of the lists themselves.
    """

    _inherit = "talk.sheet"

    @api.model
    def _part_settles(self, asked):
        """What this talk will settle, and by when it is due."""
        _ = self.env._
        rows = {}
        owed = self.env["talk.obligation"].search_fetch(
            [("talk_id", "=", asked.talk.id)], ["rule_id", "layer_id", "date_due", "employee_id"]
        )
        for obligation in owed:
            people = obligation.sudo().employee_id | obligation.sudo().responsible_id
            for person in people & asked.people:
                rows.setdefault(person.id, []).append(
                    self._row(
                        obligation.rule_id.sudo().name or obligation.layer_id.sudo().name,
                        self._day(obligation.date_due),
                    )
                )
        return {
            "title": _("This talk will settle"),
            "columns": [_("Owed by the rule"), _("Due")],
            "rows": rows,
        }

    @api.model
    def _part_events(self, asked):
        """Events the talk may be about; a restricted one only where its talk is theirs to hold."""
        events = self.env["talk.trigger"]
        found = events._search([("employee_id", "in", asked.people.ids), ("state", "=", IN_FORCE)])
        found.add_where(
            SQL(
                """NOT %(restricted)s OR EXISTS (
                       SELECT 1 FROM talk_obligation o
                        WHERE o.trigger_id = %(id)s AND o.responsible_user_id = %(uid)s
                          AND o.state <> 'withdrawn')""",
                restricted=SQL.identifier(found.table, "is_restricted"),
                id=SQL.identifier(found.table, "id"),
                uid=self.env.uid,
            )
        )
        shown, counts = self._last(found, SQL("t.employee_id"), SQL("t.date DESC, t.id DESC"))
        by_id = self._fetched(events, shown, ["date", "type_id", "name"])
        return {
            "title": self.env._("Events"),
            "columns": [self.env._("Date"), self.env._("Event"), self.env._("Number")],
            "rows": {
                person: [
                    self._row(
                        self._day(by_id[row].date),
                        by_id[row].type_id.sudo().name,
                        by_id[row].name,
                        url=f"{EVENTS}/{row}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
        }

    @api.model
    def _part_commitments(self, asked):
        """What both sides undertook and have not done yet (H4.3)."""
        commitments = self.env["talk.commitment"]
        found = commitments._search(
            [("state", "=", OPEN), ("record_id.talk_id", "!=", asked.talk.id)]
        )
        shown, counts = self._last(
            found,
            SQL("p.employee_id"),
            SQL("t.date_due NULLS LAST, t.id"),
            self._joined_people(asked, SQL("r.id = t.record_id")),
            limit=10,
        )
        by_id = self._fetched(commitments, shown, ["name", "side", "date_due", "record_id"])
        return {
            "title": self.env._("Open commitments"),
            "is_wide": True,  # its first column holds words
            "columns": [self.env._("What"), self.env._("By"), self.env._("By when")],
            "rows": {
                person: [
                    self._row(
                        by_id[row].name,
                        self._label(by_id[row], "side"),
                        self._due(by_id[row].date_due, asked.today),
                        url=f"{RECORDS}/{by_id[row].record_id.id}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
            "is_past": True,
        }

    @api.model
    def _due(self, day, today):
        if day and day < today:
            return self.env._("%(date)s, overdue", date=self._day(day))
        return self._day(day)

    @api.model
    def _joined_people(self, asked, record):
        """The participants a row of a record is about; the common part is about all of them."""
        return SQL(
            """JOIN talk_record r ON %(record)s
               JOIN talk_participant p
                 ON (p.id = r.participant_id OR r.participant_id IS NULL AND p.talk_id = r.talk_id)
                AND p.attendance <> 'absent' AND p.employee_id IN %(people)s""",
            record=record,
            people=tuple(asked.people.ids),
        )

    @api.model
    def _part_talks(self, asked):
        """The last talks the user held with them; the record is a link away."""
        talks = self.env["talk.talk"]
        found = talks._search(
            [("is_mine", "=", True), ("state", "=", HELD), ("id", "!=", asked.talk.id)]
        )
        with_people = SQL(
            """JOIN talk_participant p ON p.talk_id = t.id AND p.attendance <> 'absent'
                AND p.employee_id IN %s""",
            tuple(asked.people.ids),
        )
        shown, counts = self._last(
            found, SQL("p.employee_id"), SQL("t.date DESC, t.id DESC"), with_people
        )
        by_id = self._fetched(talks, shown, ["date", "kind_id", "format", "name"])
        return {
            "title": self.env._("Last talks you held with this person"),
            "columns": [self.env._("Date"), self.env._("Kind"), self.env._("Format")],
            "rows": {
                person: [
                    self._row(
                        self._day(by_id[row].date),
                        by_id[row].kind_id.sudo().name,
                        self._label(by_id[row], "format"),
                        url=f"{TALKS}/{row}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
            "is_past": True,
        }

    @api.model
    def _part_others(self, asked):
        """When others talked with them: dates and states, where the user may see those; and the
        records that are open to the user."""
        owed = self.env["talk.obligation"]
        found = owed._search(
            [
                ("employee_id", "in", asked.people.ids),
                ("state", "=", SETTLED),
                ("responsible_user_id", "!=", self.env.uid),
            ]
        )
        shown, counts = self._last(
            found, SQL("t.employee_id"), SQL("t.date_settled DESC, t.id DESC")
        )
        by_id = self._fetched(owed, shown, ["date_settled", "responsible_id", "rule_id"])
        rows = {
            person: [
                self._row(
                    self._day(by_id[row].date_settled),
                    by_id[row].sudo().responsible_id.name,
                    by_id[row].rule_id.sudo().name,
                )
                for row in found_rows
            ]
            for person, found_rows in shown.items()
        }
        return {
            "title": self.env._("Talks others held with this person"),
            "columns": [self.env._("Date"), self.env._("Held by"), self.env._("Owed by the rule")],
            "rows": rows,
            "more": self._more(shown, counts),
            "is_past": True,
        }

    @api.model
    def _part_records(self, asked):
        """Records of talks others held that are open to the user: a link, no copy."""
        records = self.env["talk.record"]
        found = records._search([("talk_id.is_mine", "=", False)])
        shown, counts = self._last(
            found,
            SQL("p.employee_id"),
            SQL("r.talk_id DESC, t.id"),
            self._joined_people(asked, SQL("r.id = t.id")),
        )
        by_id = self._fetched(records, shown, ["talk_id"])
        talks = records.browse(by_id).sudo().talk_id
        talks.fetch(["name", "date", "responsible_id"])
        return {
            "title": self.env._("Records open to you"),
            "columns": [self.env._("Date"), self.env._("Held by"), self.env._("Number")],
            "rows": {
                person: [
                    self._row(
                        self._day(by_id[row].talk_id.sudo().date),
                        by_id[row].talk_id.sudo().responsible_id.name,
                        by_id[row].talk_id.sudo().name,
                        url=f"{RECORDS}/{row}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
            "is_past": True,
        }

    @api.model
    def _fetched(self, model, shown, names):
        """``{id: record}`` of what is shown, read at once as the user."""
        records = model.browse(sorted({row for rows in shown.values() for row in rows}))
        records.fetch(names)
        return {record.id: record for record in records}
