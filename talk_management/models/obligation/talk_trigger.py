from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.i18n import format_list

from ..rule.talk_rule import EVENT
from ..rule.talk_trigger import OPEN as IN_FORCE
from .talk_obligation import SETTLED, WITHDRAWN

# what a change of must be followed by the talks owed because of the event
FOLLOWED = {"state", "date", "responsible_id", "about_id"}


class TalkTrigger(models.Model):
    """The talks owed because of an event follow it at once: made, moved, withdrawn with it.

    One generation for each rule, however many events there are. It is done in nobody's name:
    who entered an event would tell from an obligation what kind of event it was.
    """

    _inherit = "talk.trigger"

    obligation_ids = fields.Many2many(
        "talk.obligation",
        string="Talks Owed",
        compute="_compute_obligation_ids",
        help="The talks owed because of this event, as far as you may see them.",
    )
    obligation_count = fields.Integer(
        compute="_compute_obligation_ids", help="How many talks this event has made due."
    )
    nobody_owes = fields.Char(
        string="Nobody Owes a Talk",
        compute="_compute_nobody_owes",
        help="Why no talk is owed because of this event.",
    )

    @api.depends("state", "date", "responsible_id", "about_id")
    @api.depends_context("uid")
    def _compute_obligation_ids(self):
        # sudo: by the event, which nobody reads from an obligation; rights are asked for after
        owed = self.env["talk.obligation"].sudo().search([("trigger_id", "in", self.ids)])
        readable = owed.sudo(self.env.su)._filtered_access("read")
        by_event = owed.grouped(lambda obligation: obligation.trigger_id.id)
        for trigger in self:
            mine = by_event.get(trigger.id, owed.browse())
            trigger.obligation_ids = readable & mine.sudo(self.env.su)
            trigger.obligation_count = len(trigger.obligation_ids)

    @api.depends("state", "date", "responsible_id", "about_id")
    def _compute_nobody_owes(self):
        owed = self.env["talk.obligation"].sudo()
        owed = owed.search([("trigger_id", "in", self.ids), ("state", "!=", WITHDRAWN)])
        owed_ids = set(owed.trigger_id.ids)
        for trigger in self:
            is_owed = trigger.id in owed_ids
            trigger.nobody_owes = False if is_owed else trigger._why_nobody_owes()

    def _why_nobody_owes(self):
        """In the user's words, why no talk is owed; False where that is as it should be."""
        if self.state != IN_FORCE or not self.id:
            return False
        name = self.sudo().employee_id.name
        rules = self._event_rules().filtered("active")
        if not rules:
            return self.env._(
                "No rule asks for a talk after “%(event)s”. An HR officer can add one under "
                "Configuration, Rules: comes due after an event.",
                event=self.type_id.name,
            )
        layers = self.env["talk.layer"]
        for rule in rules:
            layers |= rule.layer_ids or self.type_id.layer_ids
        return self.env._(
            "Nobody answers for %(name)s under %(layers)s. Entrust somebody with the talk, or "
            "complete the chain.",
            name=name,
            layers=format_list(self.env, layers.mapped("name")) or self.type_id.name,
        )

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(create_uid)s = %(uid)s
            OR %(id)s = ANY(ARRAY(SELECT trigger_id FROM talk_obligation
                                   WHERE responsible_user_id = %(uid)s AND state <> %(withdrawn)s
                                     AND trigger_id IS NOT NULL))""",
            create_uid=SQL.identifier(alias, "create_uid"),
            id=SQL.identifier(alias, "id"),
            uid=uid,
            withdrawn=WITHDRAWN,
        )

    @api.model_create_multi
    def create(self, vals_list):
        triggers = super().create(vals_list)
        triggers._let_rules_answer()
        return triggers

    def write(self, vals):
        result = super().write(vals)
        if FOLLOWED & vals.keys():
            self._let_rules_answer()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_owed(self):
        owed = self.env["talk.obligation"].sudo()
        if owed.search_count([("trigger_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Talks were made due because of this event, so it stays on record. "
                    "Withdraw it instead: what is still open goes with it."
                )
            )

    def _event_rules(self):
        """The rules, archived ones too, that ask for a talk after one of these events."""
        rules = self.env["talk.rule"].sudo().with_context(active_test=False)
        rules = rules.search(
            [("basis", "=", EVENT), ("company_id", "in", self.sudo().company_id.ids)]
        )
        types = self.sudo().type_id
        return rules.filtered(
            lambda rule: not rule.trigger_type_ids or rule.trigger_type_ids & types
        )

    def _let_rules_answer(self):
        """What is owed because of these events, now instead of tonight."""
        rules = self._event_rules()
        if not rules:
            return
        obligations = self.env["talk.obligation"].with_user(SUPERUSER_ID)
        for rule in rules.with_user(SUPERUSER_ID):
            obligations._generate_rule(rule)
        owed = obligations.search([("trigger_id", "in", self.ids)])
        if owed:
            self.env["talk.reminder"].with_user(SUPERUSER_ID)._refresh_for(owed)
        self.invalidate_model(["obligation_ids", "obligation_count", "nobody_owes"])

    def action_open_obligations(self):
        """The talks owed because of this event."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_obligation"
        )
        return action | {"domain": [("id", "in", self.obligation_ids.ids)], "context": {}}


class TalkTriggerSnapshot(models.Model):
    _inherit = "talk.trigger.snapshot"

    @api.model
    def _sql_is_answered(self, trigger):
        return SQL(
            "EXISTS (SELECT 1 FROM talk_obligation o WHERE o.trigger_id = %s AND o.state = %s)",
            trigger,
            SETTLED,
        )
