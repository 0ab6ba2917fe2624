from odoo import api, fields, models

OPEN_TYPE, CONFIDENTIAL, RESTRICTED = "open", "confidential", "restricted"
DEADLINE_UNITS = [
    ("day", "days"),
    ("workday", "working days"),
    ("week", "weeks"),
    ("month", "months"),
]


class TalkTriggerType(models.Model):
    """What can happen to a person that makes a talk due (H4.5): a list users extend.

    It brings a deadline, a kind of talk and who owes it; a rule may say otherwise.
    """

    _name = "talk.trigger.type"
    _description = "Type of Trigger Event"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What happened, in a few words.")
    code = fields.Char(help="The clause of the institution's rule that names it.")
    technical_name = fields.Char(
        copy=False,
        help="Technical: by this name automations and other programs report such an event; "
        "it stays when the event is called something else.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="When to enter it, and what the talk is for.")
    kind_id = fields.Many2one(
        "talk.kind", string="Kind of Talk", ondelete="restrict", help="The kind of talk proposed."
    )
    deadline_count = fields.Integer(
        string="Within", default=10, required=True, help="How long after the event the talk is due."
    )
    deadline_unit = fields.Selection(
        DEADLINE_UNITS, string="Unit", default="workday", required=True, help="Days of what kind."
    )
    layer_ids = fields.Many2many(
        "talk.layer",
        string="Owed By",
        domain=[("has_pairs", "=", True)],
        help="The layers by which somebody owes the talk, unless a rule names others.",
    )
    confidentiality = fields.Selection(
        [
            (OPEN_TYPE, "Known to HR"),
            (CONFIDENTIAL, "Confidential"),
            (RESTRICTED, "Restricted"),
        ],
        required=True,
        default=OPEN_TYPE,
        help="Confidential: HR officers and whoever holds the talk. Restricted: whoever entered "
        "it, the discipline officer and whoever holds the talk; nobody else learns the reason.",
    )
    source = fields.Selection(
        [
            ("manual", "Entered by hand"),
            ("department", "Noticed: department changed"),
            ("post", "Noticed: job or post changed"),
            ("rank_up", "Noticed: rank went up"),
            ("rank_down", "Noticed: rank went down"),
            ("head", "Noticed: became head of a department"),
            ("head_ended", "Noticed: no longer head of a department"),
            ("entry", "Noticed: entered the institution"),
            ("departure", "Noticed: is leaving"),
            ("retirement", "Noticed: is retiring"),
            ("long_leave", "Noticed: long leave began"),
            ("secondment_ended", "Noticed: came back from secondment"),
            ("party_joined", "Noticed: became a probationary Party member"),
            ("party_full", "Noticed: became a full Party member"),
        ],
        required=True,
        default="manual",
        help="Whether Odoo notices it by itself from the employee's own records.",
    )
    set_ids = fields.Many2many(
        "talk.trigger.set",
        "talk_trigger_set_type_rel",
        "type_id",
        "set_id",
        string="Must-Talk Sets",
        help="Named lists, such as “five must-talks”, to which it belongs.",
    )

    _deadline_positive = models.Constraint(
        "CHECK (deadline_count BETWEEN 0 AND 1000)", "A deadline lies after the event."
    )
    _technical_name_unique = models.UniqueIndex(
        "(technical_name) WHERE technical_name IS NOT NULL",
        "Another type of event is already reported by this technical name.",
    )

    def write(self, vals):
        """What was entered as restricted stays so; a type made restricted hides its past too."""
        result = super().write(vals)
        if vals.get("confidentiality") == RESTRICTED:
            events = self.env["talk.trigger"].sudo()
            events.search(
                [("type_id", "in", self.ids), ("is_restricted", "=", False)]
            ).is_restricted = True
        return result

    @api.depends("code", "name")
    def _compute_display_name(self):
        for kind in self:
            kind.display_name = f"{kind.code} {kind.name}" if kind.code else kind.name


class TalkTriggerSet(models.Model):
    """A named list of trigger events, such as 五必谈; ledgers can be filtered by it."""

    _name = "talk.trigger.set"
    _description = "Must-Talk Set"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, help="What the institution calls the list.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_ids = fields.Many2many(
        "talk.trigger.type",
        "talk_trigger_set_type_rel",
        "set_id",
        "type_id",
        string="Events",
        help="On which events somebody must be talked with.",
    )
