from odoo import api, fields, models
from odoo.exceptions import ValidationError

MEETING_KINDS = [
    ("democratic_life", "Democratic life meeting"),
    ("organisational_life", "Organisational life meeting"),
    ("other", "Other meeting"),
]


class TalkMeeting(models.Model):
    """A meeting with a date, before which talks are to be held (H3.1a).

    Moving it moves what is not yet held; calling it off withdraws that.
    """

    _name = "talk.meeting"
    _description = "Leadership Meeting"
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, help="What the meeting is called.")
    kind = fields.Selection(
        MEETING_KINDS,
        required=True,
        default="democratic_life",
        help="Rules say before which kind of meeting they ask for talks.",
    )
    date = fields.Date(required=True, index=True, help="The day the meeting is held.")
    active = fields.Boolean(
        default=True, help="An archived meeting was called off: what is still open is not owed."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    team_id = fields.Many2one(
        "talk.team",
        string="Leadership Team",
        check_company=True,
        help="Whose meeting it is. Empty: the meeting of the whole organisation.",
    )
    warning = fields.Char(
        compute="_compute_warning", help="What the date means for talks that are due before it."
    )

    @api.constrains("date")
    def _check_not_past(self):
        """A meeting is not planned into the past, nor moved there. Raises ValidationError."""
        for meeting in self:
            if meeting.date < meeting.company_id._talk_today():
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be moved to %(date)s: that day has passed.",
                        name=meeting.name,
                        date=fields.Date.to_string(meeting.date),
                    )
                )

    @api.depends("date", "kind", "company_id")
    def _compute_warning(self):
        for meeting in self:
            meeting.warning = meeting._late_sentence()

    def _late_sentence(self):
        """What is too late about the date, said while it is typed; False where nothing is."""
        rules = self.env["talk.rule"].search(
            [
                ("basis", "=", "meeting"),
                ("meeting_kind", "=", self.kind),
                ("company_id", "=", self.company_id.id),
            ]
        )
        if not self.date or not rules:
            return False
        today = self.company_id._talk_today()
        left = (self.date - today).days
        if left < 1:
            return self.env._("No day is left for the talks that are due before the meeting.")
        longest = max(rules, key=lambda rule: rule.window_days)
        if left < longest.window_days:
            return self.env._(
                "“%(rule)s” gives %(days)s days for its talks, and only %(left)s are left.",
                rule=longest.name,
                days=longest.window_days,
                left=left,
            )
        return False
