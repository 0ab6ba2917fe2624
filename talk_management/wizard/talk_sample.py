import random

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class TalkSample(models.TransientModel):
    """A random sample of records for a quality check, by those allowed to read them.

    Drawn from what the user may read already, own talks and records shared with them; it opens
    no record to anybody. Talks known to their people only are left out.
    """

    _name = "talk.sample"
    _description = "Sample of Records"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.start_of(self.env.company._talk_today(), "quarter"),
        help="The first day of the talks to draw from.",
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self.env.company._talk_today(),
        help="The last day of the talks to draw from.",
    )
    count = fields.Integer(
        string="How Many", default=5, required=True, help="How many talks are drawn."
    )
    readable_count = fields.Integer(
        string="Talks to Draw From",
        compute="_compute_readable_count",
        help="Talks of these days whose completed records you may read.",
    )

    _count_sane = models.Constraint(
        "CHECK (count BETWEEN 1 AND 1000)", "A sample has 1 to 1000 talks."
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(sample.date_from > sample.date_to for sample in self):
            raise ValidationError(self.env._("The first day lies after the last day."))

    @api.depends("date_from", "date_to")
    def _compute_readable_count(self):
        for sample in self:
            sample.readable_count = len(sample._talk_ids())

    def _domain(self):
        return [
            ("state", "!=", "draft"),
            ("talk_id.is_reserved", "=", False),
            ("talk_id.date", ">=", self.date_from),
            ("talk_id.date", "<=", self.date_to),
        ]

    def _talk_ids(self):
        # as the user, whoever computes this
        records = self.env["talk.record"].sudo(False)
        groups = records._read_group(self._domain(), ["talk_id"])
        return [talk.id for (talk,) in groups]

    def action_draw(self):
        """Draw, and show the records of what was drawn. Raises UserError where there is none."""
        self.ensure_one()
        self.check_access("read")
        talk_ids = self._talk_ids()
        if not talk_ids:
            raise UserError(
                self.env._("You may read no completed record of a talk held in these days.")
            )
        drawn = random.SystemRandom().sample(talk_ids, min(self.count, len(talk_ids)))
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_record")
        return action | {
            "name": self.env._("Sample of Records"),
            "domain": [("talk_id", "in", sorted(drawn)), ("state", "!=", "draft")],
            "context": {},
        }
