from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

DRAFT = "draft"
HANDED_IN = "handed_in"


class TalkStatement(models.Model):
    """What the employee states in writing (本人陈述), before the talk or after it (H4.3).

    The employee writes it, and nobody else reads a word before it is handed in. Then the
    responsible, the co-holders and the recorder read it, and it stays as it is: more is said
    in an addition, a further statement. For whoever has no user the responsible attaches a
    scan of the paper.
    """

    _name = "talk.statement"
    _description = "Statement"
    _inherit = [
        "talk.form.mixin",
        "talk.confidential.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _looked_up = frozenset({"participant_id"})
    _transitions = frozenset({(DRAFT, HANDED_IN)})
    _guarded_fields = frozenset({"state", "date_handed_in"})
    _held_fields = ("text", "scan", "scan_name", "date_handed_in")
    _rec_names_search = ["talk_id"]
    _order = "talk_id desc, participant_id, id"

    participant_id = fields.Many2one(
        "talk.participant", required=True, readonly=True, index=True, ondelete="cascade"
    )
    talk_id = fields.Many2one(related="participant_id.talk_id", store=True, index=True)
    employee_id = fields.Many2one(
        related="participant_id.employee_id", string="Employee", help="Whose statement it is."
    )
    state = fields.Selection(
        [(DRAFT, "Being written"), (HANDED_IN, "Handed In")],
        required=True,
        readonly=True,
        default=DRAFT,
        help="While it is being written nobody but the employee reads it.",
    )
    date_handed_in = fields.Datetime(string="Handed In On", readonly=True)
    text = fields.Text(string="Statement", help="The employee's own words.")
    is_on_paper = fields.Boolean(
        string="On Paper",
        readonly=True,
        help="The employee has no user and has handed in paper, of which this is a scan.",
    )
    scan = fields.Binary(help="A scan or photograph of the paper, as confidential as its words.")
    scan_name = fields.Char(string="File", help="The name of the scan.")
    is_addition = fields.Boolean(
        string="Addition",
        compute="_compute_is_addition",
        help="Whether the employee has handed in a statement on this talk before.",
    )
    is_writer = fields.Boolean(
        compute="_compute_is_writer", help="Whether the current user writes this statement."
    )
    readers = fields.Char(
        string="Who Can Read This",
        compute="_compute_readers",
        help="Everyone who can read these words, now and once they are handed in.",
    )

    _one_draft = models.UniqueIndex(
        "(participant_id) WHERE state = 'draft'", "There is a statement being written already."
    )

    @api.depends("talk_id.name")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = statement.talk_id.sudo().name

    @api.depends("participant_id", "state")
    def _compute_is_addition(self):
        handed_in = self.sudo().search(
            [("participant_id", "in", self.participant_id.ids), ("state", "=", HANDED_IN)]
        )
        for statement in self:
            earlier = handed_in.filtered(
                lambda other, own=statement: other.participant_id == own.participant_id
                and (not own._origin or other.id < own._origin.id)
            )
            statement.is_addition = bool(earlier)

    @api.depends_context("uid")
    @api.depends("participant_id", "is_on_paper")
    def _compute_is_writer(self):
        for statement in self:
            participant = statement.participant_id.sudo()
            author = (
                participant.talk_id.responsible_id
                if statement.is_on_paper
                else participant.employee_id
            )
            statement.is_writer = author.user_id == self.env.user

    @api.depends("state", "participant_id", "is_on_paper")
    def _compute_readers(self):
        separator = self.env._(", ")
        for statement in self:
            holders = separator.join(statement.talk_id._holders().mapped("name"))
            employee = statement.participant_id.sudo().employee_id.name
            if statement.is_on_paper:
                statement.readers = self.env._("%(everybody)s. Nobody else.", everybody=holders)
            elif statement.state == DRAFT:
                statement.readers = self.env._(
                    "Now: %(now)s. Once handed in, also: %(others)s. Nobody else.",
                    now=employee,
                    others=holders,
                )
            else:
                statement.readers = self.env._(
                    "%(everybody)s. Nobody else.",
                    everybody=separator.join([employee, holders]),
                )

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(participant)s = ANY(ARRAY(SELECT p.id FROM talk_participant p
                                             JOIN hr_employee e ON e.id = p.employee_id
                                            WHERE e.user_id = %(uid)s))
            OR (%(state)s = %(handed_in)s OR %(on_paper)s)
               AND %(talk)s = ANY(ARRAY(
                SELECT t.id FROM talk_talk t
                  JOIN hr_employee e ON e.id IN (t.responsible_id, t.recorder_id)
                 WHERE e.user_id = %(uid)s
                 UNION
                SELECT c.talk_id FROM talk_talk_co_holder_rel c
                  JOIN hr_employee e ON e.id = c.employee_id
                 WHERE e.user_id = %(uid)s))""",
            participant=SQL.identifier(alias, "participant_id"),
            state=SQL.identifier(alias, "state"),
            on_paper=SQL.identifier(alias, "is_on_paper"),
            talk=SQL.identifier(alias, "talk_id"),
            handed_in=HANDED_IN,
            uid=uid,
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        own = Domain("participant_id.employee_id.user_id", "=", self.env.uid)
        own &= Domain("is_on_paper", "=", False)
        scanned = Domain("is_on_paper", "=", True) & Domain("talk_id.is_mine", "=", True)
        return (own | scanned) & Domain("state", "=", DRAFT)

    # writing

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # asked before the database says whether one is being written
            for vals in vals_list:
                participant = self.env["talk.participant"].browse(vals.get("participant_id"))
                participant._check_states(bool(vals.get("is_on_paper")))
        return super().create(vals_list)

    def write(self, vals):
        self._check_writer()
        if not self.env.su and any(statement.state != DRAFT for statement in self):
            raise UserError(
                self.env._("A statement that was handed in stays as it is: add to it instead.")
            )
        if not self.env.su and {"participant_id", "is_on_paper", "talk_id"} & vals.keys():
            raise AccessError(self.env._("A statement stays with its person and its talk."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if not self.env.su and any(statement.state != DRAFT for statement in self):
            raise UserError(self.env._("A statement that was handed in stays."))

    def _check_writer(self):
        """Only the author writes it, or the responsible a scan of paper. Raises AccessError."""
        self.check_access("read")
        if not self.env.su and not all(statement.is_writer for statement in self):
            raise AccessError(self.env._("A statement is written by the employee alone."))

    def action_hand_in(self):
        """From now on those who hold the talk read it, and it stays as it is."""
        self._check_writer()
        for statement in self:
            if not (statement.text or "").strip() and not statement.scan:
                raise UserError(
                    self.env._("The statement is empty: write it, or attach a scan of the paper.")
                )
        self._step(HANDED_IN, date_handed_in=fields.Datetime.now())
        return True

    def action_add(self):
        """Say more: a further statement on the same talk."""
        self.ensure_one()
        self._check_writer()
        return self.participant_id._write_statement(is_on_paper=self.is_on_paper)

    def _open_form(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_statement"
        )
        return action | {"res_id": self.id, "views": [(False, "form")], "domain": []}


class TalkParticipant(models.Model):
    """A statement stays with the person who wrote it: whoever handed one in is not taken out of
    the talk, and what is being written is never read by somebody else put in their place."""

    _inherit = "talk.participant"

    def write(self, vals):
        if "employee_id" in vals:
            moved = self.filtered(lambda each: each.employee_id.id != vals["employee_id"])
            moved._check_no_statement()
            statements = self.env["talk.statement"].sudo()
            statements.search([("participant_id", "in", moved.ids)]).unlink()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stated(self):
        if not self.env.su:  # whoever leaves a booked talk takes the own words along
            self._check_no_statement()

    def _check_no_statement(self):
        """Raise UserError where somebody has handed in a statement."""
        statements = self.env["talk.statement"].sudo()
        handed_in = Domain("participant_id", "in", self.ids) & Domain("state", "=", HANDED_IN)
        if found := statements.search(handed_in, limit=1):
            raise UserError(
                self.env._(
                    "%s has handed in a statement on this talk, which would be lost: cancel the "
                    "talk instead.",
                    found.employee_id.name,
                )
            )

    def _check_states(self, is_on_paper):
        """Raise AccessError unless the current user may write this person's statement."""
        self.ensure_one()
        self.check_access("read")
        participant = self.sudo()
        if is_on_paper:
            may = participant._hands_in_paper() and participant.talk_id.sudo(False).is_mine
        else:
            may = participant.employee_id.user_id == self.env.user
        if not may:
            raise AccessError(self.env._("A statement is written by the employee alone."))
        if participant.talk_id.state == "cancelled":
            raise UserError(self.env._("The talk was cancelled, so no statement is asked for."))

    def _hands_in_paper(self):
        """Whether this person has no user to write a statement with."""
        return not self.sudo().employee_id.user_id.filtered("active")

    def _write_statement(self, is_on_paper=False):
        """Open the statement that is being written; begin one where there is none."""
        self.ensure_one()
        self._check_states(is_on_paper)
        statements = self.env["talk.statement"]
        found = statements.search([("participant_id", "=", self.id), ("state", "=", DRAFT)])
        if not found:
            found = statements.create({"participant_id": self.id, "is_on_paper": is_on_paper})
        return found._open_form()
