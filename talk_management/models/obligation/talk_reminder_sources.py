from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_obligation import EXCUSED, OPEN, WITHDRAWN
from .talk_reception import CANCELLED, HELD, PLANNED

RECEPTION_ORIGIN = "reception:"


class TalkReminder(models.Model):
    """Quotas and receptions are reminded of like talks between two people: one activity for
    each responsible, rule and period."""

    _inherit = "talk.reminder"

    quota_id = fields.Many2one(
        "talk.quota",
        compute="_compute_source",
        help="The quota it reminds of: with how many people to talk.",
    )
    reception_id = fields.Many2one(
        "talk.reception", compute="_compute_source", help="The reception it reminds of."
    )

    @api.depends("responsible_id")
    def _compute_source(self):
        domain = [("origin", "in", self.sudo().mapped("origin"))]
        found = {
            model: {
                (source.origin, source.responsible_id): source
                for source in self.env[model].sudo().search(domain, order="id desc")
            }
            for model in ("talk.quota", "talk.reception")
        }
        for reminder in self.sudo():
            key = (reminder.origin, reminder.responsible_id)
            reminder.quota_id = found["talk.quota"].get(key)
            reminder.reception_id = found["talk.reception"].get(key)

    @api.model
    def _domain_of(self, records):
        if records._name == "talk.reception":  # it may have changed hands
            return Domain("origin", "in", records.mapped("origin"))
        return super()._domain_of(records)

    @api.model
    def _unsettled_without_pairs(self, records):
        """Rows as _unsettled_groups reads them, of quotas not reached and of receptions of which
        nobody has said that they were held."""
        rows = []
        for model, domain, due in (
            ("talk.quota", [("state", "=", OPEN), ("is_met", "in", [False])], "date_due"),
            ("talk.reception", [("state", "=", PLANNED)], "date"),
        ):
            if records is not None and records._name != model:
                continue
            domain = Domain(domain)
            if records is not None:
                domain &= self._domain_of(records)
            for found in self.env[model].sudo().search(domain):
                rows.append(
                    (
                        *(found.rule_id, found.rule_id.browse(), found.origin, found.company_id),
                        *(found.responsible_id, found.responsible_user_id, found[due]),
                    )
                )
        return rows

    @api.model
    def _count_without_pairs(self, domain):
        """{(origin, responsible id): (owed, held)} of the quotas and receptions of an origin."""
        counts = {}
        quotas = self.env["talk.quota"].sudo()
        asked = Domain(domain) & Domain("state", "not in", [EXCUSED, WITHDRAWN])
        for quota in quotas.search(asked):
            counts[quota.origin, quota.responsible_id.id] = (quota.target_count, quota.held_count)
        planned = Domain(domain) & Domain("state", "!=", CANCELLED)
        for reception in self.env["talk.reception"].sudo().search(planned):
            key = (reception.origin, reception.responsible_id.id)
            owed, held = counts.get(key, (0, 0))
            counts[key] = (owed + 1, held + (reception.state == HELD))
        return counts

    def _summary(self):
        """A reception is named with its day."""
        self.ensure_one()
        if not self.sudo().origin.startswith(RECEPTION_ORIGIN):
            return super()._summary()
        reminder = self.with_context(lang=self.user_id.lang)
        values = {
            "name": reminder.responsible_id.name,
            "date": format_date(reminder.env, reminder.date_due),
        }
        if reminder.user_id == reminder.responsible_user_id:
            return reminder.env._("You receive on %(date)s", **values)
        return reminder.env._("%(name)s receives on %(date)s", **values)
