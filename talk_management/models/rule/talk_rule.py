from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...engine.period import UNITS, period_of
from ...engine.reminder import parse_escalation_days, parse_lead_days

PERIOD_UNITS = [
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half_year", "Half-year"),
    ("year", "Year"),
]
assert [unit for unit, _label in PERIOD_UNITS] == list(UNITS)


class TalkRule(models.Model):
    """A rule (谈话规则): these layers owe so many talks in each period (H3.1b, H2.6)."""

    _name = "talk.rule"
    _description = "Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, help="The rule in a few words.")
    code = fields.Char(help="The clause of the institution's own document.")
    sequence = fields.Integer(default=10, help="In which order rules are listed and made due.")
    active = fields.Boolean(
        default=True,
        help="An archived rule makes nothing due; what it made due stays while the "
        "responsible answers for the employee.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose talks the rule is about: the people of this company.",
    )
    layer_ids = fields.Many2many(
        "talk.layer",
        string="Layers",
        domain=[("has_pairs", "=", True)],
        help="Who owes whom under this rule.",
    )
    talk_count = fields.Integer(
        string="Talks",
        default=1,
        required=True,
        help="How many talks each pair owes in a period. Several are due in equal parts of it; "
        "a part that is over when a pair or the rule is new is not owed.",
    )
    period_unit = fields.Selection(
        PERIOD_UNITS, string="Per", required=True, default="year", help="How long a period is."
    )
    date_from = fields.Date(
        string="Valid From", help="No period that ends before this day is owed. Empty: always."
    )
    date_to = fields.Date(
        string="Valid Until", help="No period that begins after this day is owed. Empty: always."
    )
    kind_ids = fields.Many2many(
        "talk.kind",
        string="Settled By Kinds",
        help="Only talks of these kinds settle what is owed. Empty: every kind does.",
    )
    accepts_group = fields.Boolean(
        string="Group Talks Count",
        default=False,
        help="Whether a talk with several people settles what is owed to each of them (H4.1).",
    )
    lead_days = fields.Char(
        string="Remind Before",
        default="60, 14",
        help="How many days before the due date to remind, separated by commas. "
        "On the day after the due date it is reminded once more.",
    )
    escalation_days = fields.Char(
        string="Escalate After",
        default="7, 14",
        help="How many days after the due date to tell whoever answers for the responsible, "
        "separated by commas: after the first number of days the next person up the chain, after "
        "the second the one above that. Empty: nobody is told.",
    )
    sentence = fields.Char(
        string="In Plain Words", compute="_compute_sentence", help="What this rule asks for now."
    )

    _talk_count_positive = models.Constraint(
        "CHECK (talk_count BETWEEN 1 AND 366)", "A rule asks for at least one talk in a period."
    )

    @api.constrains("layer_ids")
    def _check_layers(self):
        for rule in self:
            if not rule.layer_ids:
                raise ValidationError(
                    self.env._("“%s” names no layer, so nobody would owe a talk.", rule.name)
                )
            loose = rule.layer_ids.filtered(lambda layer: not layer.has_pairs)
            if loose:
                raise ValidationError(
                    self.env._(
                        "“%(layer)s” does not fix who talks with whom, "
                        "so no talk per person can be owed under it.",
                        layer=loose[0].name,
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for rule in self:
            if rule.date_from and rule.date_to and rule.date_to < rule.date_from:
                raise ValidationError(self.env._("“%s” ends before it begins.", rule.name))

    @api.constrains("lead_days")
    def _check_lead_days(self):
        for rule in self:
            try:
                parse_lead_days(rule.lead_days)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be read as days before the due date. "
                        "Write whole numbers with commas between them, such as 60, 14.",
                        rule.lead_days,
                    )
                ) from None

    @api.constrains("escalation_days")
    def _check_escalation_days(self):
        for rule in self:
            try:
                parse_escalation_days(rule.escalation_days)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be read as days after the due date. "
                        "Write whole numbers with commas between them, such as 7, 14.",
                        rule.escalation_days,
                    )
                ) from None

    @api.depends("talk_count", "period_unit", "company_id", "date_from", "date_to")
    def _compute_sentence(self):
        for rule in self:
            period = rule._current_period()
            if not rule.talk_count or rule.talk_count < 1:
                rule.sentence = False
            elif not period:
                rule.sentence = self.env._("Not valid at present.")
            else:
                days = [format_date(self.env, day) for day in period.due_dates(rule.talk_count)]
                rule.sentence = self.env._(
                    "%(how_often)s. Due now by: %(days)s.",
                    how_often=rule._how_often(),
                    days=", ".join(days[:4]) + (" …" if len(days) > 4 else ""),
                )

    def _how_often(self):
        """The cadence in a few words."""
        self.ensure_one()
        values = {"count": self.talk_count}
        match self.period_unit:
            case "week":
                return self.env._("Talks per pair each week: %(count)s", **values)
            case "month":
                return self.env._("Talks per pair each month: %(count)s", **values)
            case "quarter":
                return self.env._("Talks per pair each quarter: %(count)s", **values)
            case "half_year":
                return self.env._("Talks per pair each half-year: %(count)s", **values)
            case _:
                return self.env._("Talks per pair each year: %(count)s", **values)

    def _current_period(self, day=None):
        """The period running on ``day``, or None when the rule is not valid in it."""
        self.ensure_one()
        company = self.company_id or self.env.company
        period = period_of(self.period_unit or "year", day or company._talk_today())
        if self.date_from and period.end < self.date_from:
            return None
        if self.date_to and period.start > self.date_to:
            return None
        return period

    def _obligation_origin(self, period, nth):
        """What obligations of the ``nth`` talk of ``period`` name as their origin."""
        self.ensure_one()
        return f"rule:{self.id}/{period.key}#{nth}"

    def _accepts(self, talk_kind, is_group):
        """Whether a held talk of that kind and format settles what this rule makes due."""
        self.ensure_one()
        if is_group and not self.accepts_group:
            return False
        return not self.kind_ids or talk_kind in self.kind_ids
