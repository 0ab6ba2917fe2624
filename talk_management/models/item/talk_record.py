from odoo import api, models

from ..talk.talk_record import COMPLETED, LOCKED
from ..talk.talk_record_item import EMPLOYEE, FOLLOW_UP
from .talk_item import NEW


class TalkRecord(models.Model):
    """What is to be followed up becomes a raised item, the moment the record is completed."""

    _inherit = "talk.record"

    def _after_complete(self):
        result = super()._after_complete()
        self.sudo().item_ids._follow()
        return result


class TalkRecordItem(models.Model):
    _inherit = "talk.record.item"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.side == EMPLOYEE).sudo()._follow()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self.sudo()._follow()
        return result

    def unlink(self):
        self.sudo()._raisers()._let_go()
        return super().unlink()

    def _raisers(self):
        return self.env["talk.item.raiser"].search([("record_item_id", "in", self.ids)])

    def _follow(self):
        """Make the items that these lines ask for, and let those be as the lines now are that
        nobody else has handled yet. Lines of a record that is being written wait."""
        lines = self.filtered(lambda line: line.record_id.state in (COMPLETED, LOCKED))
        if not lines:
            return
        raisers = {raiser.record_item_id.id: raiser for raiser in lines._raisers()}
        wanted = lines.filtered(lambda line: line.state == FOLLOW_UP)
        (wanted.filtered(lambda line: line.id not in raisers))._make_items()
        for line in lines.filtered(lambda line: line.id in raisers):
            raiser = raisers[line.id]
            if line in wanted:
                raiser._keep_up(line._prepare_item_vals(), line._prepare_raiser_vals())
            else:
                raiser._let_go()

    def _prepare_item_vals(self):
        self.ensure_one()
        return {"kind": self.kind, "area_id": self.area_id.id, "urgency": self.urgency}

    def _prepare_raiser_vals(self):
        self.ensure_one()
        return {
            "passing": self.passing,
            "words": self.passed_words,
            "wants_reply": self.wants_reply,
            "reply_by": self.reply_by,
        }

    def _make_items(self):
        self.env["talk.item"]._raise(
            [
                (
                    line.record_id.talk_id.company_id,
                    line._prepare_item_vals(),
                    {
                        **line._prepare_raiser_vals(),
                        "employee_id": line.employee_id.id,
                        "responsible_id": line.record_id.talk_id.responsible_id.id,
                        "record_item_id": line.id,
                        "record_id": line.record_id.id,
                    },
                    line.record_id.talk_id.is_reserved,
                )
                for line in self
            ]
        )


class TalkItemRaiser(models.Model):
    _inherit = "talk.item.raiser"

    def _is_untouched(self):
        """Nobody but the first has the item in hand, and nobody else raised it."""
        self.ensure_one()
        item = self.item_id
        return item.state == NEW and not item.is_handed_over and item.raiser_count == 1

    def _keep_up(self, item_vals, raiser_vals):
        """Let an item that nobody has handled yet say what its line now says."""
        if self._is_untouched() and not self.is_passed_on:
            self.item_id.write(item_vals)
            self.write(raiser_vals)

    def _let_go(self):
        """What was settled or taken out after all is no item, where nobody has handled it."""
        for raiser in self:
            if raiser._is_untouched():
                raiser.item_id.unlink()
