from odoo import api, fields, models
from odoo.exceptions import UserError

from ..talk.talk_record_item import UNTOLD


class TalkItem(models.Model):
    """How a raised item comes about, and becomes known to those who can help."""

    _inherit = "talk.item"

    @api.model
    def _prepare_item_vals(self, company, owner, **vals):
        today = company._talk_today()
        return {
            "company_id": company.id,
            "owner_id": owner.id,
            "date_opened": today,
            "date_due": fields.Date.add(today, days=company.talk_item_days),
            **vals,
        }

    @api.model
    def _raise(self, raised):
        """Make an item for each of ``(company, values of the item, values of its raiser,
        whether the talk is known to its people only)``."""
        employees = self.env["hr.employee"].sudo()
        items = self.sudo().create(
            [
                {
                    **self._prepare_item_vals(
                        company, employees.browse(raiser["responsible_id"]), **vals
                    ),
                    "raiser_count": 1,
                }
                for company, vals, raiser, _secret in raised
            ]
        )
        self.env["talk.item.raiser"].sudo().create(
            [
                {**raiser, "item_id": item.id}
                for item, (_company, _vals, raiser, _secret) in zip(items, raised, strict=True)
            ]
        )
        known = [
            item.id
            for item, (_company, _vals, raiser, secret) in zip(items, raised, strict=True)
            if not secret and raiser["passing"] != UNTOLD
        ]
        items.browse(known)._make_known()
        return items

    def _all_raisers(self):
        """Who raised these, as superuser. Not by ``raiser_ids``: what is read there once, the form
        that is saved in the same request shows to its user."""
        return self.env["talk.item.raiser"].sudo().search([("item_id", "in", self.ids)])

    def _make_known(self):
        """What was between two people becomes known to those who can help: it gets its number,
        and the words that may be passed on become its own. Raises UserError where nobody agreed
        that anything be passed on."""
        items = self.sudo()
        for item in items.filtered("is_private"):
            if not item._all_raisers()._words_may_be_passed_on():
                raise UserError(
                    self.env._(
                        "Nobody agreed that anything of this be passed on. Ask whoever raised it, "
                        "open the record again and write down which words may be passed on; or "
                        "solve it yourself."
                    )
                )
        items._all_raisers()._pass_words_on()
        private = items.filtered("is_private")
        today = {company: company._talk_today() for company in private.company_id}
        for item in private:
            sequence = self.env["ir.sequence"].sudo().with_company(item.company_id)
            item.write(
                {
                    "is_private": False,
                    "name": sequence.next_by_code("talk.item"),
                    "date_opened": today[item.company_id],
                }
            )
