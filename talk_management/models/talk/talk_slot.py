from odoo import api, fields, models
from odoo.tools import format_datetime


class TalkSlot(models.Model):
    """A slot (时段): one bookable piece of an open session.

    Seen by everybody in the company. What is taken is counted from the bookings: a booking
    never writes here, where the row's last writer would tell who came.
    """

    _name = "talk.slot"
    _description = "Slot"
    _order = "date_start, id"

    session_id = fields.Many2one(
        "talk.session",
        string="Open Session",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="session_id.company_id", store=True, index=True)
    responsible_id = fields.Many2one(
        related="session_id.responsible_id", string="Receives", store=True, index=True
    )
    place_id = fields.Many2one(related="session_id.place_id", store=True)
    is_published = fields.Boolean(
        compute="_compute_is_published",
        store=True,
        help="Technical: the session is published, so nobody and no place is in two at once.",
    )
    date_start = fields.Datetime(string="Begins", required=True, readonly=True, index=True)
    date_end = fields.Datetime(string="Ends", required=True, readonly=True)

    # two published sessions never ask for the same leader or place at the same moment; ranges
    # of numbers, since a plain number has no such index without an extension
    _leader_free = models.Constraint(
        "EXCLUDE USING gist (int4range(responsible_id, responsible_id, '[]') WITH &&, "
        "tsrange(date_start, date_end) WITH &&) WHERE (is_published)",
        "Whoever receives has another open session at that time.",
    )
    _place_free = models.Constraint(
        "EXCLUDE USING gist (int4range(place_id, place_id, '[]') WITH &&, "
        "tsrange(date_start, date_end) WITH &&) WHERE (is_published AND place_id IS NOT NULL)",
        "There is another open session in this place at that time.",
    )

    @api.depends("session_id.state")
    def _compute_is_published(self):
        for slot in self:
            slot.is_published = slot.session_id.state in ("published", "over")

    @api.depends("date_start", "responsible_id", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for slot in self:
            begins = slot.date_start and format_datetime(
                self.env, slot.date_start, tz=slot.company_id._talk_timezone(), dt_format="short"
            )
            slot.display_name = " · ".join(
                part for part in (begins, slot.responsible_id.sudo().name) if part
            )
