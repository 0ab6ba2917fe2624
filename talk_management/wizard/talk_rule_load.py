from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.rule.rule_sets import HOSPITAL, rule_set, rule_sets


class TalkRuleLoad(models.TransientModel):
    """Load a ready-made set of rules, which are then changed as one likes (H2, H3, H4.5, H4.7).

    What was loaded before is left alone, archived or changed. Nothing comes due by loading.
    """

    _name = "talk.rule.load"
    _description = "Load Ready-Made Rules"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        help="For whose people the rules are loaded.",
    )
    set_key = fields.Selection(
        selection=lambda self: rule_sets(self.env),
        string="Rules",
        required=True,
        default=HOSPITAL,
        help="Which ready-made rules to load. Each can be changed or archived afterwards.",
    )
    line_ids = fields.One2many(
        "talk.rule.load.line",
        "wizard_id",
        string="Rules of This Set",
        compute="_compute_line_ids",
        store=True,
    )
    new_count = fields.Integer(
        string="New", compute="_compute_new_count", help="How many rules will be created."
    )
    has_others = fields.Boolean(
        compute="_compute_new_count",
        help="There are rules beside this set: they may ask for the same talks.",
    )
    rule_ids = fields.Many2many("talk.rule", string="Loaded", readonly=True)
    is_done = fields.Boolean(readonly=True)

    @api.depends("set_key", "company_id")
    def _compute_line_ids(self):
        for wizard in self:
            existing = wizard._existing_keys()
            lines = [Command.clear()]
            for vals in rule_set(wizard.env, wizard.set_key) if wizard.set_key else []:
                rule = wizard.env["talk.rule"].new(wizard._prepare_rule_vals(vals))
                lines.append(
                    Command.create(
                        {
                            "code": vals["code"],
                            "name": vals["name"],
                            "sentence": rule.sentence,
                            "is_there": vals["template_key"] in existing,
                        }
                    )
                )
            wizard.line_ids = lines

    @api.depends("line_ids.is_there", "set_key", "company_id")
    def _compute_new_count(self):
        for wizard in self:
            there = wizard.line_ids.filtered("is_there")
            wizard.new_count = len(wizard.line_ids) - len(there)
            rules = self.env["talk.rule"].search([("company_id", "=", wizard.company_id.id)])
            wizard.has_others = not all(
                (rule.template_key or "").startswith(f"{wizard.set_key}/") for rule in rules
            )

    def _existing_keys(self):
        rules = self.env["talk.rule"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("template_key", "!=", False),
                ("active", "in", [True, False]),
            ]
        )
        return set(rules.mapped("template_key"))

    def _prepare_rule_vals(self, vals):
        layers = [Command.set(vals["layer_ids"])]
        return {**vals, "layer_ids": layers, "company_id": self.company_id.id}

    def action_load(self):
        """Create what is not there yet. Raises UserError when all of it is."""
        self.ensure_one()
        existing = self._existing_keys()
        wanted = [
            self._prepare_rule_vals(vals)
            for vals in rule_set(self.env, self.set_key)
            if vals["template_key"] not in existing
        ]
        if not wanted:
            raise UserError(self.env._("All rules of this set have been loaded already."))
        self.rule_ids = self.env["talk.rule"].create(wanted)
        self.is_done = True
        return self._action_open()

    def action_preview(self):
        """Look at what the loaded rules would make due."""
        self.ensure_one()
        return self.rule_ids.action_preview()

    def action_view_rules(self):
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_rule")

    def _action_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Load Ready-Made Rules"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class TalkRuleLoadLine(models.TransientModel):
    """One rule of the chosen set, and whether it is there already."""

    _name = "talk.rule.load.line"
    _description = "Ready-Made Rule"

    wizard_id = fields.Many2one("talk.rule.load", required=True, ondelete="cascade")
    code = fields.Char(string="Clause", readonly=True, help="The clause of the document.")
    name = fields.Char(string="Rule", readonly=True, help="The name the rule will have.")
    sentence = fields.Char(string="In Plain Words", readonly=True, help="What the rule asks for.")
    is_there = fields.Boolean(
        string="Loaded Already", readonly=True, help="It is left as it is now."
    )
