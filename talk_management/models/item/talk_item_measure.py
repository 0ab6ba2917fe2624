from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from .talk_item import ANSWERED_STATES, MERGED, OPEN_STATES
from .talk_measure import DONE, LASTING, OPEN, QUICK
from .talk_measure_notice import CLOSABLE


class TalkItem(models.Model):
    """What is done about a raised item: quick fixes and lasting measures, which keep it open
    until they are evaluated."""

    _inherit = "talk.item"

    # not the stored relation: by it whoever raised an item could find out that there are some
    measure_ids = fields.Many2many(
        "talk.measure",
        string="Measures",
        compute="_compute_measure_ids",
        help="What is done about it, as far as you deal with it.",
    )
    measure_count = fields.Integer(
        string="Number of Measures",
        compute="_compute_measure_ids",
        help="How many measures there are for it, as far as you deal with them.",
    )

    @api.depends_context("uid")
    def _compute_measure_ids(self):
        measures = self.env["talk.measure"].search([("item_ids", "in", self.ids)])
        of_item = measures._ids_by_item()
        for item in self:
            ids = of_item.get(item._origin.id, [])
            item.measure_ids = measures.browse(ids)
            item.measure_count = len(ids)

    def action_measure_quick(self):
        """Decide on something that helps at once."""
        return self._begin_measure(QUICK)

    def action_measure_lasting(self):
        """Decide on something that removes the cause."""
        return self._begin_measure(LASTING)

    def _begin_measure(self, kind):
        self.ensure_one()
        self.check_access("read")
        if not self.env["talk.measure"]._may_make(self):
            raise AccessError(
                self.env._("Measures are decided on by whoever handles what was raised.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_measure_begin"
        )
        context = {
            "default_company_id": self.company_id.id,  # whose people and departments are offered
            "default_item_ids": self.ids,
            "default_kind": kind,
            "default_area_id": self.area_id.id,
        }
        if self.is_private:
            context["default_owner_id"] = self.owner_id.id
        return action | {"context": context}

    def action_measures(self):
        """The measures for these items."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_my_measures")
        return action | {"domain": [("item_ids", "in", self.ids)], "context": {"create": False}}

    def _open_ends(self):
        """An item stays open as long as one of its measures was neither evaluated nor dropped."""
        labels = dict(self.env["talk.measure"]._fields["state"]._description_selection(self.env))
        return super()._open_ends() + [
            self.env._(
                "Measure %(number)s of %(owner)s, due %(date)s, is “%(state)s”: it is over once "
                "it was evaluated or dropped.",
                number=measure.name or "",
                owner=measure.owner_id.name,
                date=format_date(self.env, measure.date_due),
                state=labels[measure.state],
            )
            for measure in self._open_measures()
        ]

    def _measures(self, *domain):
        return self.env["talk.measure"].sudo().search([("item_ids", "in", self.ids), *domain])

    def _open_measures(self):
        return self._measures(("state", "in", OPEN))

    def _without_open_measures(self):
        """Those that are still handled and have no open measure any more."""
        held = self._open_measures()._ids_by_item()
        return self.filtered(lambda item: item.id not in held and item.state in OPEN_STATES)

    def _make_known(self):
        result = super()._make_known()
        self._measures(("is_private", "=", True))._keep_private()
        return result

    def _merge_others(self, target):
        """What is to be done about the same matter is done for the item that stays."""
        result = super()._merge_others(target)
        self._measures()._move(self, target)
        return result

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in (*ANSWERED_STATES, MERGED):
            self.env["talk.measure.notice"]._end(self._measures(), CLOSABLE)
        if "owner_id" in vals:
            self._measures(("state", "=", DONE))._ask_evaluators()
        return result
