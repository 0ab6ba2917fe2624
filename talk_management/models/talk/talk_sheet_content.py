from odoo import api, models
from odoo.tools import SQL

from .talk_record_item import FOLLOW_UP

NOTICES = "/odoo/talk-notices"


class TalkSheet(models.AbstractModel):
    """What the talk must touch and convey (H1.1, H1.5, B4c), and what was raised in earlier
    talks and is still to be followed up (H1.4).
    """

    _inherit = "talk.sheet"

    @api.model
    def _sheet_parts(self):
        parts = super()._sheet_parts()
        parts[parts.index("commitments") :] = ["items", *parts[parts.index("commitments") :]]
        return ["topics", "notices", *parts]

    @api.model
    def _asked_by(self, talk):
        """``(rules, layers)`` that say what the talk is about, as its record will have it."""
        settled = talk.sudo().obligation_ids
        rules = settled.rule_id | settled.source_rule_id
        return rules, settled.layer_id | talk.sudo()._layers_between()

    @api.model
    def _part_topics(self, asked):
        talk = asked.talk
        rules, layers = self._asked_by(talk)
        company = talk.company_id.sudo()
        topics = self.env["talk.topic"]._asked_for(talk.kind_id, rules, layers, company)
        return {
            "title": self.env._("Must be touched in this talk"),
            "rows": {None: [self._row(topic.name, topic.description) for topic in topics]},
        }

    @api.model
    def _part_notices(self, asked):
        talk = asked.talk
        rules, _layers = self._asked_by(talk)
        company = talk.company_id.sudo()
        notices = self.env["talk.notice"]._to_convey(talk.kind_id, rules, company, talk.date)
        return {
            "title": self.env._("To be conveyed in this talk"),
            "rows": {
                None: [
                    self._row(notice.name, notice.number, url=f"{NOTICES}/{notice.id}")
                    for notice in notices
                ]
            },
        }

    @api.model
    def _found_items(self, asked):
        """Hook: query of the lines of earlier records that are still to be followed up."""
        return self.env["talk.record.item"]._search(
            [("state", "=", FOLLOW_UP), ("record_id.talk_id", "!=", asked.talk.id)]
        )

    @api.model
    def _part_items(self, asked):
        items = self.env["talk.record.item"]
        found = self._found_items(asked)
        shown, counts = self._last(
            found,
            SQL("p.employee_id"),
            SQL("t.urgency DESC, t.id DESC"),
            self._joined_people(asked, SQL("r.id = t.record_id")),
            limit=10,
        )
        by_id = self._fetched(items, shown, ["text", "kind", "record_id"])
        return {
            "title": self.env._("Raised, and still to be followed up"),
            "is_wide": True,  # its first column holds words
            "columns": [self.env._("What was raised"), self.env._("Kind")],
            "rows": {
                person: [
                    self._row(
                        by_id[row].text,
                        self._label(by_id[row], "kind"),
                        url=f"/odoo/talk-records/{by_id[row].record_id.id}",
                    )
                    for row in rows
                ]
                for person, rows in shown.items()
            },
            "more": self._more(shown, counts),
            "is_past": True,
        }
