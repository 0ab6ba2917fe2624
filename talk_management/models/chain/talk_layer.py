from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selectors import LOWER, UPPER, sql_pairs

ADMINISTRATIVE = "administrative"
PARTY = "party"


class TalkLayer(models.Model):
    """One step of the responsibility chain: these people talk with those (H2.1-H2.6, H4.7)."""

    _name = "talk.layer"
    _description = "Layer"
    _inherit = ["talk.chain.source"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="Who talks with whom, in a few words.")
    code = fields.Char(help="The clause of the institution's rule this layer comes from.")
    sequence = fields.Integer(default=10, help="Layers are shown from the top of the chain down.")
    active = fields.Boolean(
        default=True, help="An archived layer has no edges; what was held under it stays."
    )
    upper = fields.Selection(
        [(name, label) for name, (label, _unit, _query) in UPPER.items()],
        string="Responsible",
        required=True,
        help="Who owes and holds the talks.",
    )
    lower = fields.Selection(
        [(name, label) for name, (label, _unit, _query) in LOWER.items()],
        string="Talk With",
        required=True,
        help="With whom the talks are.",
    )
    line = fields.Selection(
        [(ADMINISTRATIVE, "Administrative line"), (PARTY, "Party line")],
        required=True,
        default=ADMINISTRATIVE,
        help="Sight runs down one line only: a branch secretary does not see the staff of a "
        "department whose head is a member of the branch.",
    )
    is_mutual = fields.Boolean(
        string="Mutual", help="Both sides owe each other the talk, and one talk serves both."
    )
    is_hierarchical = fields.Boolean(
        string="Gives Sight",
        default=True,
        help="The responsible sees dates and states of the talks of those below. "
        "Off where peers talk with each other.",
    )
    has_pairs = fields.Boolean(
        string="Fixed Pairs",
        compute="_compute_has_pairs",
        store=True,
        help="Whether it is fixed who talks with whom; else only how many people.",
    )
    edge_ids = fields.One2many("talk.edge", "layer_id", string="Edges")
    edge_count = fields.Integer(compute="_compute_edge_count")

    @api.depends("lower")
    def _compute_has_pairs(self):
        for layer in self:
            layer.has_pairs = layer.lower != "anyone"

    @api.depends("edge_ids.date_to")
    def _compute_edge_count(self):
        counts = dict(
            self.env["talk.edge"]._read_group(
                [("layer_id", "in", self.ids), ("date_to", "=", False)], ["layer_id"], ["__count"]
            )
        )
        for layer in self:
            layer.edge_count = counts.get(layer, 0)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for layer in self:
            layer.display_name = f"{layer.code} {layer.name}" if layer.code else layer.name

    @api.constrains("upper", "lower")
    def _check_units(self):
        for layer in self.filtered("has_pairs"):
            if UPPER[layer.upper][1] != LOWER[layer.lower][1]:
                raise ValidationError(
                    self.env._(
                        "“%(layer)s” joins people of different kinds of unit: those responsible "
                        "and those they talk with must both be found by team, by branch or by "
                        "department.",
                        layer=layer.name,
                    )
                )

    def _sql_pairs(self, day):
        """SQL query ``(responsible_id, employee_id, is_covering)`` of this layer on ``day``."""
        self.ensure_one()
        recusals = self.env["talk.recusal"]
        return sql_pairs(
            self.upper,
            self.lower,
            day,
            lambda responsible, employee: recusals._sql_recused(responsible, employee, day),
        )

    def action_view_edges(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_edge")
        action["domain"] = [("layer_id", "=", self.id)]
        return action
