from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_obligation import EXCUSED, SETTLED, UNSETTLED, WITHDRAWN


class TalkReminder(models.Model):
    """All that one responsible owes under one rule in one period, as one reminder.

    "30 talks by 31 December, 12 held": one activity, brought back at each lead
    time and once more when overdue, closed when everything is settled.
    """

    _name = "talk.reminder"
    _description = "Reminder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"
    _mail_post_access = "read"

    origin = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Technical: which rule and period it reminds of.",
    )
    rule_id = fields.Many2one(
        "talk.rule",
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The rule whose talks it reminds of.",
    )
    responsible_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, ondelete="cascade", help="Who owes the talks."
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Responsible's User",
        related="responsible_id.user_id",
        store=True,
        index=True,
        help="The user of the responsible; empty where there is none.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Reminded",
        readonly=True,
        index=True,
        help="The responsible's user; the HR officer where there is none.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date_due = fields.Date(
        string="Due", required=True, readonly=True, help="By when the talks are to be held."
    )
    step = fields.Integer(
        readonly=True, default=0, help="Technical: how many lead times have been reminded of."
    )
    owed_count = fields.Integer(
        string="Owed", compute="_compute_counts", help="Talks owed in this period."
    )
    held_count = fields.Integer(string="Held", compute="_compute_counts", help="Of these, held.")
    progress = fields.Float(compute="_compute_counts", help="Share of the talks held, in percent.")
    obligation_ids = fields.Many2many(
        "talk.obligation", compute="_compute_obligation_ids", help="The talks, one by one."
    )

    _natural_key = models.UniqueIndex("(origin, responsible_id)")

    @api.depends("rule_id", "responsible_id", "date_due")
    def _compute_display_name(self):
        for reminder in self:
            reminder.display_name = self.env._(
                "Talks of %(name)s due by %(date)s",
                name=reminder.responsible_id.name,
                date=format_date(self.env, reminder.date_due),
            )

    def _compute_counts(self):
        counts = self._count([("origin", "in", self.sudo().mapped("origin"))])
        for reminder in self.sudo():
            owed, held = counts.get((reminder.origin, reminder.responsible_id.id), (0, 0))
            reminder.owed_count = owed
            reminder.held_count = held
            reminder.progress = 100.0 * held / owed if owed else 0.0

    @api.model
    def _count(self, domain):
        """{(origin, responsible id): (owed, held)}, leaving out what is excused or withdrawn."""
        # sudo: by origin, which nobody reads; whoever sees the reminder may see its figures
        obligations = self.env["talk.obligation"].sudo()
        groups = obligations._read_group(
            Domain(domain) & Domain("state", "not in", [EXCUSED, WITHDRAWN]),
            ["origin", "responsible_id", "state"],
            ["__count"],
        )
        counts = {}
        for origin, responsible, state, number in groups:
            owed, held = counts.get((origin, responsible.id), (0, 0))
            counts[origin, responsible.id] = (
                owed + number,
                held + (number if state == SETTLED else 0),
            )
        return counts | self._count_without_pairs(domain)

    def _compute_obligation_ids(self):
        for reminder in self:
            obligations = self.env["talk.obligation"].sudo()
            obligations = obligations.search(
                [
                    ("origin", "=", reminder.sudo().origin),
                    ("responsible_id", "=", reminder.responsible_id.id),
                    ("state", "!=", WITHDRAWN),
                ]
            )
            obligations = obligations.sudo(self.env.su)._filtered_access("read")
            # what is still to be held first
            reminder.obligation_ids = obligations.sorted(
                lambda obligation: obligation.state not in UNSETTLED
            )

    @api.model
    def _still_unsettled(self, reminders):
        """Those of ``reminders`` with talks still to be held, in time or not."""
        groups = self.env["talk.obligation"]._read_group(
            Domain("origin", "in", reminders.mapped("origin"))
            & Domain("responsible_id", "in", reminders.responsible_id.ids)
            & Domain("state", "in", UNSETTLED),
            ["origin", "responsible_id"],
        )
        open_keys = {(origin, responsible) for origin, responsible in groups}
        return reminders.filtered(
            lambda reminder: (reminder.origin, reminder.responsible_id) in open_keys
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a reminder: who may read it is a matter of record rules alone."""
        return True
