from odoo import api, models
from odoo.tools import SQL

from .talk_item import OPEN_STATES

ITEMS = "/odoo/items-to-handle"


class TalkSheet(models.AbstractModel):
    """What these people raised and is still open, as far as whoever prepares may know (H4.2).

    That is what was raised with oneself, and what one handles where the name may be told.
    """

    _inherit = "talk.sheet"

    @api.model
    def _sheet_parts(self):
        parts = super()._sheet_parts()
        parts.insert(parts.index("items"), "raised")
        return parts

    @api.model
    def _found_items(self, asked):
        """Lines that became raised items stand among these, with how far they have come."""
        found = super()._found_items(asked)
        found.add_where(
            SQL(
                """NOT EXISTS (SELECT FROM talk_item_raiser raiser
                                WHERE raiser.record_item_id = %s)""",
                SQL.identifier(found.table, "id"),
            )
        )
        return found

    @api.model
    def _part_raised(self, asked):
        _ = self.env._
        raisers = self.env["talk.item.raiser"]
        found = raisers._search(
            [("employee_id", "in", asked.people.ids), ("item_id.state", "in", OPEN_STATES)]
        )
        shown, counts = self._last(
            found,
            SQL("t.employee_id"),
            SQL("i.urgency DESC, i.date_due, t.id DESC"),
            SQL("JOIN talk_item i ON i.id = t.item_id"),
        )
        by_id = self._fetched(raisers, shown, ["item_id", "record_item_id", "words"])
        items = raisers.browse(by_id).item_id
        items.fetch(["kind", "state", "date_due"])
        said = self._said(raisers.browse(by_id))
        return {
            "title": _("Open raised items"),
            "is_wide": True,  # its first column holds words
            "columns": [_("What was raised"), _("Kind"), _("State"), _("Due")],
            "rows": {
                person: [
                    self._row(
                        said.get(row) or by_id[row].item_id.title or by_id[row].words,
                        self._label(by_id[row].item_id, "kind"),
                        self._label(by_id[row].item_id, "state"),
                        self._due(by_id[row].item_id.date_due, asked.today),
                        url=f"{ITEMS}/{by_id[row].item_id.id}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
            "is_past": True,
        }

    @api.model
    def _said(self, raisers):
        """``{raiser id: what was said}`` where the user reads the record it was written in."""
        lines = self.env["talk.record.item"].search_fetch(
            [("id", "in", raisers.record_item_id.ids)], ["text"]
        )
        texts = {line.id: line.text for line in lines}
        return {raiser.id: texts.get(raiser.record_item_id.id) for raiser in raisers}
