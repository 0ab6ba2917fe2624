from collections import Counter

from odoo import api, fields, models

from ..talk.talk_commitment import OPEN
from ..talk.talk_record import DRAFT
from ..talk.talk_share import EMPLOYEE
from .talk_item import OPEN_STATES
from .talk_item_raiser import WAITING


class TalkRecord(models.Model):
    """A talk is closed with its record, which then says what is still open from it (B10).

    It says so to each reader of what that reader may know.
    """

    _inherit = "talk.record"

    open_ends = fields.Char(
        string="Still Open from This Talk",
        compute="_compute_open_ends",
        help="What was raised, asked for or promised in this talk and is not done yet.",
    )
    has_open_items = fields.Boolean(
        compute="_compute_open_ends", help="Whether something raised in it is still open."
    )
    has_open_commitments = fields.Boolean(
        compute="_compute_open_ends", help="Whether something promised in it is still open."
    )

    @api.depends_context("uid", "lang")
    @api.depends("state")
    def _compute_open_ends(self):
        completed = self.filtered(lambda record: record.state != DRAFT)
        counts = completed._count_open_ends()
        for record in self:
            own = {name: counts[name].get(record._origin, 0) for name in counts}
            record.open_ends = self._sentence_of(own)
            record.has_open_items = bool(own["items"])
            record.has_open_commitments = bool(own["commitments"])

    def _count_open_ends(self):
        """``{items, replies, commitments: {record: how many}}`` as the current user."""
        of_these = [("record_id", "in", self.ids)]
        raised = self.env["talk.item.raiser"].search_fetch(
            of_these, ["record_id", "item_id", "wants_reply", "state"]
        )
        # as the row says it: more of the item would tell whoever raised it of others
        still_open = raised.filtered(lambda one: one.item_state in OPEN_STATES)
        owed = raised.filtered(lambda one: one.wants_reply and one.state == WAITING)
        promised = self.env["talk.commitment"]._read_group(
            [*of_these, ("state", "=", OPEN)], ["record_id"], ["__count"]
        )
        return {
            "items": Counter(one.record_id for one in still_open),
            "replies": Counter(one.record_id for one in owed),
            "commitments": dict(promised),
        }

    @api.model
    def _sentence_of(self, counts):
        """One sentence; empty where nothing is open."""
        _ = self.env._
        parts = [
            label
            for name, label in (
                ("items", _("raised items: %(count)s", count=counts["items"])),
                ("replies", _("written replies: %(count)s", count=counts["replies"])),
                ("commitments", _("commitments: %(count)s", count=counts["commitments"])),
            )
            if counts[name]
        ]
        if not parts:
            return False
        return _("Still open from this talk – %(parts)s.", parts=", ".join(parts))

    def action_open_items(self):
        """Open what was raised in this talk: one's own, or what one is to see to."""
        self.ensure_one()
        self.check_access("read")
        own = self._side_of_user() == EMPLOYEE
        actions = self.env["ir.actions.act_window"]
        if own:
            found = actions._for_xml_id("talk_management.action_my_raised_items")
            return found | {"domain": [("record_id", "=", self.id)], "context": {}}
        found = actions._for_xml_id("talk_management.action_items_of_mine")
        return found | {"domain": [("raiser_ids.record_id", "=", self.id)], "context": {}}

    def action_open_commitments(self):
        """Open what was promised in this talk and is not done yet."""
        self.ensure_one()
        self.check_access("read")
        found = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_commitment"
        )
        domain = [("record_id", "=", self.id), ("state", "=", OPEN)]
        return found | {"domain": domain, "context": {}}


class TalkTalk(models.Model):
    _inherit = "talk.talk"

    open_ends = fields.Char(
        string="Still Open from This Talk",
        compute="_compute_open_ends",
        help="What was raised, asked for or promised in this talk and is not done yet, for those "
        "who may read its record.",
    )

    @api.depends_context("uid", "lang")
    @api.depends("state")
    def _compute_open_ends(self):
        records = self.env["talk.record"].search(
            [("talk_id", "in", self.ids), ("state", "!=", DRAFT)]
        )
        counts = records._count_open_ends() if records else {}
        of_talk = records.grouped("talk_id")
        for talk in self:
            own = of_talk.get(talk._origin, False)
            sums = {
                name: sum(found.get(one, 0) for one in own or ()) for name, found in counts.items()
            }
            talk.open_ends = own and records._sentence_of(sums)
