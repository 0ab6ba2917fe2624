from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .talk_statement import DRAFT, HANDED_IN
from .talk_talk import INDIVIDUAL


class TalkTalk(models.Model):
    """The talk tells its people about statements: the employee that one is asked for, those who
    hold it whether it was handed in. Nobody else learns of one."""

    _inherit = "talk.talk"

    needs_statement = fields.Boolean(related="kind_id.needs_statement")
    is_with_me = fields.Boolean(
        string="With Me",
        compute="_compute_is_with_me",
        help="Whether the talk is with the current user.",
    )
    statement_note = fields.Char(
        string="Statements",
        compute="_compute_statement_note",
        help="Who has handed in a statement; for those who hold the talk, and each their own.",
    )
    has_statement = fields.Boolean(
        compute="_compute_statement_note",
        help="Whether there is a statement that the current user may read.",
    )
    needs_scan = fields.Boolean(
        compute="_compute_needs_scan",
        help="Whether somebody without a user has handed in no paper yet.",
    )

    @api.depends_context("uid")
    def _compute_is_with_me(self):
        for talk in self:
            users = talk.sudo().participant_ids.employee_id.user_id
            talk.is_with_me = self.env.user in users

    @api.depends_context("uid", "lang")
    @api.depends("participant_ids", "state")
    def _compute_statement_note(self):
        visible = self.env["talk.statement"].search([("talk_id", "in", self.ids)])
        separator = self.env._(", ")
        for talk in self:
            own = visible.filtered(lambda found, talk=talk: found.talk_id.id == talk._origin.id)
            talk.has_statement = bool(own)
            talk.statement_note = False
            if self.env.user in talk._holders().user_id:
                talk.statement_note = separator.join(
                    talk._statement_line(participant, own)
                    for participant in talk.sudo().participant_ids
                    if talk.needs_statement or participant in own.sudo().participant_id
                )
            elif talk.is_with_me:
                talk.statement_note = self._own_statement_line(own)

    def _statement_line(self, participant, statements):
        handed_in = statements.sudo().filtered(
            lambda found: found.participant_id == participant and found.state == HANDED_IN
        )
        name = participant.employee_id.name
        if not handed_in:
            return self.env._("%s: not handed in yet", name)
        day = format_date(
            self.env, fields.Datetime.context_timestamp(self, handed_in[0].date_handed_in).date()
        )
        return self.env._("%(name)s: handed in on %(day)s", name=name, day=day)

    @api.model
    def _own_statement_line(self, statements):
        if any(statement.state == HANDED_IN for statement in statements):
            return self.env._("you have handed it in")
        if statements:
            return self.env._("begun, not handed in yet; nobody but you can read it")
        return self.env._("not begun yet")

    @api.depends_context("uid")
    @api.depends("participant_ids", "state")
    def _compute_needs_scan(self):
        for talk in self:
            talk.needs_scan = talk.is_mine and bool(talk._without_paper())

    def _without_paper(self):
        """Those without a user who have handed in nothing."""
        self.ensure_one()
        handed_in = (
            self.env["talk.statement"]
            .sudo()
            .search([("talk_id", "in", self.ids), ("state", "=", HANDED_IN)])
        )
        people = self.sudo().participant_ids - handed_in.participant_id
        return people.filtered(lambda each: each._hands_in_paper())

    def write(self, vals):
        if not self.env.su and {"employee_id", "format"} & vals.keys():
            for talk in self.sudo():
                stays = vals.get("employee_id", talk.employee_id.id)
                if vals.get("format", talk.format) == INDIVIDUAL and stays:
                    talk.participant_ids.filtered(
                        lambda each, stays=stays: each.employee_id.id != stays
                    )._check_no_statement()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stated(self):
        self.sudo().participant_ids._check_no_statement()

    def action_my_statement(self):
        """The employee's own statement: go on with it, read it, or begin it."""
        self.ensure_one()
        self.check_access("read")
        mine = (
            self.sudo()
            .participant_ids.filtered(lambda each: each.employee_id.user_id == self.env.user)
            .sudo(False)
        )
        if not mine:
            raise UserError(self.env._("The talk is not with you."))
        statements = self.env["talk.statement"].search([("participant_id", "=", mine[0].id)])
        shown = statements.filtered(lambda found: found.state == DRAFT) or statements[-1:]
        return shown._open_form() if shown else mine[0]._write_statement()

    def action_statements(self):
        """The statements on this talk that the user may read."""
        self.ensure_one()
        self.check_access("read")
        statements = self.env["talk.statement"].search([("talk_id", "=", self.id)])
        if not statements:
            raise UserError(self.env._("There is no statement here that you may read."))
        if len(statements) == 1:
            return statements._open_form()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_statement"
        )
        return action | {"domain": [("talk_id", "=", self.id)]}

    def action_attach_scan(self):
        """Attach the paper of somebody without a user."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_mine:
            raise UserError(self.env._("The responsible attaches the paper of others."))
        missing = self._without_paper().sudo(False)
        if not missing:
            raise UserError(self.env._("Nobody without a user has paper to hand in here."))
        return missing[0]._write_statement(is_on_paper=True)
