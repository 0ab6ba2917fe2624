from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TalkTermCalendar(models.Model):
    """Periods an institution names itself: school terms, shift blocks, working years."""

    _name = "talk.term.calendar"
    _description = "Calendar of Terms"
    _order = "name, id"

    name = fields.Char(required=True, help="What the periods are called together: terms, seasons.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Whose calendar it is. Empty: every company may use it.",
    )
    term_ids = fields.One2many("talk.term", "calendar_id", string="Terms", copy=True)

    def _terms(self):
        """``[(key, first day, last day)]`` in the order of days."""
        self.ensure_one()
        return [(term._key(), term.date_from, term.date_to) for term in self.term_ids]


class TalkTerm(models.Model):
    """One named period, from its first to its last day. It may run over new year."""

    _name = "talk.term"
    _description = "Term"
    _order = "calendar_id, date_from, id"

    calendar_id = fields.Many2one(
        "talk.term.calendar", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="calendar_id.company_id", store=True, index=True)
    name = fields.Char(required=True, help="Such as “First term 2026–27”.")
    date_from = fields.Date(string="First Day", required=True)
    date_to = fields.Date(string="Last Day", required=True)

    def _key(self):
        """Names the term within the origin of what is owed; its dates and name may be mended."""
        return f"term{self.id}"

    @api.constrains("date_from", "date_to", "calendar_id")
    def _check_dates(self):
        for term in self:
            if term.date_to < term.date_from:
                raise ValidationError(self.env._("“%s” ends before it begins.", term.name))
            other = self.search(
                [
                    ("id", "!=", term.id),
                    ("calendar_id", "=", term.calendar_id.id),
                    ("date_from", "<=", term.date_to),
                    ("date_to", ">=", term.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "“%(term)s” and “%(other)s” share days, so a talk would count for both.",
                        term=term.name,
                        other=other.name,
                    )
                )
