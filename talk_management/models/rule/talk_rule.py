from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.escalation import parse_escalation_days
from ...engine.reminder import parse_lead_days

PERIOD, DAY, MEETING, EVENT = "period", "day", "meeting", "event"
ANNIVERSARY, QUOTA, RECEPTION = "anniversary", "quota", "reception"
BASES = [
    (PERIOD, "So many talks in each period"),
    (DAY, "On recurring days"),
    (MEETING, "Before a meeting"),
    (EVENT, "After an event"),
    (ANNIVERSARY, "Around an anniversary"),
    (QUOTA, "With so many people in each period"),
    (RECEPTION, "Reception at recurring times"),
]
# what these make due is not a talk between two people named beforehand
WITHOUT_PAIRS = (QUOTA, RECEPTION)


class TalkRule(models.Model):
    """A rule (谈话规则): who owes whom a talk, and when (H2, H3, H4.5, H4.7).

    The basis says how it comes due; what belongs to a basis is in talk_rule_cadence.py.
    """

    _name = "talk.rule"
    _description = "Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, help="The rule in a few words.")
    code = fields.Char(string="Clause", help="The clause of the institution's own document.")
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
    template_key = fields.Char(
        readonly=True, copy=False, help="Technical: from which ready-made rule it was loaded."
    )
    basis = fields.Selection(
        BASES, string="Comes Due", required=True, default=PERIOD, help="What makes talks due."
    )

    # who
    layer_ids = fields.Many2many(
        "talk.layer", string="Layers", help="Who owes whom under this rule."
    )
    is_once_per_employee = fields.Boolean(
        string="Each Person Once",
        help="Each person is talked with once in a period by one of those responsible, "
        "instead of by each of them. Whoever of them holds it settles it.",
    )
    rank_ids = fields.Many2many(
        "talk.rank", string="Only Ranks", help="Only employees of these ranks. Empty: all."
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="Only Departments",
        help="Only people of these departments and those below them. Empty: all.",
    )
    party = fields.Selection(
        [("all", "Everybody"), ("party", "Party members"), ("others", "Who is not in the Party")],
        string="Concerns",
        required=True,
        default="all",
        help="Probationary members count as Party members.",
    )
    retired = fields.Selection(
        [("exclude", "Left out"), ("include", "Included"), ("only", "Only retired people")],
        string="Retired People",
        required=True,
        default="exclude",
        help="People marked as retired in their employment status.",
    )
    date_from = fields.Date(
        string="Valid From", help="Nothing due before this day is owed. Empty: always."
    )
    date_to = fields.Date(
        string="Valid Until", help="Nothing that begins after this day is owed. Empty: always."
    )
    successor_owes = fields.Boolean(
        string="New Leaders Talk Anew",
        help="A new leader owes a talk even to those with whom the one before has held it. "
        "Off: what was held counts, and only what is open passes on.",
    )

    # settling and reminding
    kind_ids = fields.Many2many(
        "talk.kind",
        string="Settled By Kinds",
        domain=[("is_disciplinary", "=", False)],
        help="Only talks of these kinds settle what is owed. Empty: every kind does.",
    )
    accepts_group = fields.Boolean(
        string="Group Talks Count",
        default=False,
        help="Whether a talk with several people settles what is owed to each of them (H4.1).",
    )
    accepts_shared = fields.Boolean(
        string="Other Talks Count",
        default=True,
        help="Whether a talk that settles something else as well, such as a periodic talk "
        "within the deadline of an event, settles this too.",
    )
    is_settled_late = fields.Boolean(
        string="Late Talks Count",
        default=True,
        help="Whether a talk held after the due date settles it, as held late.",
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

    _template_key_unique = models.UniqueIndex(
        "(company_id, template_key) WHERE template_key IS NOT NULL",
        "This ready-made rule has been loaded already.",
    )

    @api.constrains("layer_ids", "basis")
    def _check_layers(self):
        for rule in self:
            if not rule.layer_ids and not rule._has_own_layers():
                raise ValidationError(
                    self.env._("“%s” names no layer, so nobody would owe a talk.", rule.name)
                )
            loose = rule.layer_ids.filtered(lambda layer: not layer.has_pairs)
            if loose and rule.basis not in WITHOUT_PAIRS and not rule.is_once_per_employee:
                raise ValidationError(
                    self.env._(
                        "“%(layer)s” does not fix who talks with whom, "
                        "so no talk per person can be owed under it.",
                        layer=loose[0].name,
                    )
                )

    def _has_own_layers(self):
        """Whether what the rule names says itself who owes the talk."""
        return self.basis == EVENT and all(kind.layer_ids for kind in self.trigger_type_ids)

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

    def _accepts(self, talk_kind, is_group):
        """Whether a held talk of that kind and format settles what this rule makes due."""
        self.ensure_one()
        if is_group and not self.accepts_group:
            return False
        return not self.kind_ids or talk_kind in self.kind_ids
