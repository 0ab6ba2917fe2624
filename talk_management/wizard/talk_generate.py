from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list


class TalkGenerate(models.TransientModel):
    """Make talks due now, after a look at what that would do (H3.1b)."""

    _name = "talk.generate"
    _description = "Make Talks Due"

    rule_ids = fields.Many2many(
        "talk.rule",
        string="Rules",
        required=True,
        default=lambda self: self.env["talk.rule"].search([]),
        help="The rules to make due for the period that runs now.",
    )
    line_ids = fields.One2many("talk.generate.line", "wizard_id", string="New Obligations")
    added_count = fields.Integer(string="New", readonly=True, help="Talks that will be owed.")
    reopened_count = fields.Integer(
        string="Open Again", readonly=True, help="Withdrawn before, now owed again."
    )
    withdrawn_count = fields.Integer(
        string="Withdrawn",
        readonly=True,
        help="No longer owed: the responsible does not answer for the employee any more, "
        "the employee is on long leave or seconded, or the rule was changed.",
    )
    redated_count = fields.Integer(
        string="New Due Date",
        readonly=True,
        help="Owed as before, by another day: the rule was changed.",
    )
    left_out = fields.Char(
        readonly=True, help="People on long leave or seconded, to whom nothing is owed meanwhile."
    )
    is_done = fields.Boolean(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._look()
        return wizards

    def _look(self):
        """Work out what making the rules due would do."""
        obligations = self.env["talk.obligation"]
        for wizard in self:
            wizard._check_rules()
            outcomes, lines = [], []
            left_out = self.env["hr.employee"]
            for rule in wizard.rule_ids:
                outcome, rows = obligations._preview_rule(rule)
                outcomes.append(outcome)
                left_out |= obligations._left_out(rule)
                lines += [
                    {
                        "wizard_id": wizard.id,
                        "rule_id": rule.id,
                        "layer_id": layer_id,
                        "responsible_id": responsible_id,
                        "date_due": date_due,
                        "count": count,
                    }
                    for layer_id, responsible_id, date_due, count in rows
                ]
            wizard.line_ids.unlink()
            self.env["talk.generate.line"].create(lines)
            wizard.write(
                {
                    "added_count": sum(outcome.added for outcome in outcomes),
                    "reopened_count": sum(outcome.reopened for outcome in outcomes),
                    "withdrawn_count": sum(outcome.withdrawn for outcome in outcomes),
                    "redated_count": sum(outcome.redated for outcome in outcomes),
                    "left_out": format_list(self.env, left_out.mapped("name")),
                }
            )

    def _check_rules(self):
        """Rules of another company are not this officer's to run. Raises AccessError."""
        self.rule_ids.sudo(False).check_access("write")

    def action_look(self):
        """Look again after the choice of rules has changed."""
        self._look()
        return self._action_open()

    def action_generate(self):
        """Make the rules due. Raises UserError when no rule is chosen."""
        self.ensure_one()
        if not self.rule_ids:
            raise UserError(self.env._("Choose at least one rule."))
        self._check_rules()
        self.env["talk.obligation"].sudo()._generate(self.rule_ids)
        self.is_done = True
        return self._action_open()

    def action_view_obligations(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_obligation"
        )
        return action | {"domain": [("rule_id", "in", self.rule_ids.ids)]}

    def _action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make Talks Due"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class TalkGenerateLine(models.TransientModel):
    """How many talks one responsible would newly owe under one rule and layer."""

    _name = "talk.generate.line"
    _description = "New Obligations of One Responsible"
    _order = "rule_id, layer_id, responsible_id, date_due"

    wizard_id = fields.Many2one("talk.generate", required=True, ondelete="cascade")
    rule_id = fields.Many2one("talk.rule", readonly=True)
    layer_id = fields.Many2one("talk.layer", readonly=True)
    responsible_id = fields.Many2one("hr.employee", readonly=True)
    date_due = fields.Date(string="Due", readonly=True)
    count = fields.Integer(string="Talks", readonly=True)
