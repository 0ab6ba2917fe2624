from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_talk import GROUP

DRAFT = "draft"
COMPLETED = "completed"

SHARED_SECTIONS = (
    "reason",
    "outline",
    "content",
    "strengths",
    "shortcomings",
    "criticism_responsible",
    "criticism_employee",
    "opinions",
    "difficulties",
    "response",
    "position",
    "remark",
)
WORDS = ("group_reason", *SHARED_SECTIONS)


class TalkRecord(models.Model):
    """What was said (谈话记录): the confidential part of a talk (H1.2, H4.3).

    Its own table, without chatter, tracking or followers. The responsible and the
    recorder write it; each employee reads their own, and the common part of a group talk, once
    it is completed. Nobody else does, whatever their other rights.
    """

    _name = "talk.record"
    _description = "Talk Record"
    _inherit = ["talk.confidential.mixin", "talk.workflow.mixin", "talk.visible.mixin"]
    _rec_names_search = ["talk_id"]
    _order = "talk_id desc, participant_id nulls first, id"
    _transitions = frozenset({(DRAFT, COMPLETED), (COMPLETED, DRAFT)})
    _guarded_fields = frozenset({"state", "talk_id", "participant_id"})

    talk_id = fields.Many2one(
        "talk.talk", required=True, readonly=True, index=True, ondelete="cascade"
    )
    participant_id = fields.Many2one(
        "talk.participant",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Whose part of the record this is. Empty: the common part of a group talk.",
    )
    employee_id = fields.Many2one(
        related="participant_id.employee_id", string="Employee", help="Whose part this is."
    )
    responsible_id = fields.Many2one(related="talk_id.responsible_id", string="Responsible")
    date = fields.Date(related="talk_id.date", string="Date")
    state = fields.Selection(
        [(DRAFT, "Being written"), (COMPLETED, "Completed")],
        required=True,
        readonly=True,
        default=DRAFT,
        help="While it is being written only those who hold the talk and the recorder read it.",
    )
    is_writer = fields.Boolean(
        compute="_compute_is_writer", help="Whether the current user writes this record."
    )

    group_reason = fields.Text(
        string="Reason for a Group Talk",
        help="What special circumstances made it a talk with several people (H4.1).",
    )
    content = fields.Text(string="What Was Talked About", help="The course of the talk.")
    strengths = fields.Text(
        string="Strengths Affirmed", help="What is good and should stay (H1.2)."
    )
    shortcomings = fields.Text(
        string="Shortcomings Named", help="What was found wanting, said openly (H1.2)."
    )
    criticism_responsible = fields.Text(
        string="Criticism and Self-Criticism of the Responsible",
        help="What the responsible was criticised for, and found to criticise in themselves.",
    )
    criticism_employee = fields.Text(
        string="Criticism and Self-Criticism of the Employee",
        help="What the employee was criticised for, and found to criticise in themselves.",
    )
    opinions = fields.Text(
        string="Opinions and Suggestions", help="On the work and the daily management."
    )
    difficulties = fields.Text(
        string="Difficulties and Demands", help="What weighs on the employee in work and life."
    )
    response = fields.Text(
        string="Response Given", help="What the responsible answered in the talk itself."
    )
    position = fields.Text(
        string="The Employee's Position",
        help="How the employee sees it and what comes next (H4.3).",
    )
    commitment_ids = fields.One2many(
        "talk.commitment",
        "record_id",
        string="Commitments",
        help="Who will do what, by when (H4.3).",
    )

    _part = models.UniqueIndex("(talk_id, COALESCE(participant_id, 0))")

    @api.depends("talk_id.name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.talk_id.sudo().name

    @api.depends_context("uid")
    def _compute_is_writer(self):
        for record in self:
            record.is_writer = record.talk_id.sudo().is_written_by_me

    @api.model
    def _sql_visible(self, alias, uid):
        came = SQL(
            """talk_participant p JOIN hr_employee e ON e.id = p.employee_id
                WHERE e.user_id = %s AND p.attendance <> 'absent'""",
            uid,
        )
        return SQL(
            """%(talk)s = ANY(ARRAY(SELECT t.id FROM talk_talk t
                                      JOIN hr_employee e
                                        ON e.id IN (t.responsible_id, t.recorder_id)
                                     WHERE e.user_id = %(uid)s))
            OR %(talk)s = ANY(ARRAY(SELECT c.talk_id FROM talk_talk_co_holder_rel c
                                      JOIN hr_employee e ON e.id = c.employee_id
                                     WHERE e.user_id = %(uid)s))
            OR %(state)s = %(completed)s AND %(part)s = ANY(ARRAY(SELECT p.id FROM %(came)s))
            OR %(state)s = %(completed)s AND %(part)s IS NULL
               AND %(talk)s = ANY(ARRAY(SELECT p.talk_id FROM %(came)s))""",
            talk=SQL.identifier(alias, "talk_id"),
            state=SQL.identifier(alias, "state"),
            part=SQL.identifier(alias, "participant_id"),
            came=came,
            completed=COMPLETED,
            uid=uid,
        )

    @api.model
    def _domain_allowed(self, operation):
        if operation == "read":
            return Domain("is_visible", "=", True)
        # nor is a file attached to a completed record, or taken away
        return Domain("talk_id.is_written_by_me", "=", True) & Domain("state", "=", DRAFT)

    def write(self, vals):
        self._check_writer()
        if not self.env.su and any(record.state == COMPLETED for record in self):
            raise UserError(self.env._("A completed record is opened again before it is changed."))
        return super().write(vals)

    def action_complete(self):
        """Done writing: from now on the employee reads it too."""
        self._check_writer()
        for record in self:
            if record.talk_id.format == GROUP and not record.participant_id:
                if not (record.group_reason or "").strip():
                    raise UserError(self.env._("A group talk states why it was one."))
            elif not record._has_words():
                raise UserError(self.env._("The record is empty: write what was talked about."))
        self._check_completable()
        self._step(COMPLETED)
        self.sudo()._after_complete()
        return True

    def action_write_again(self):
        """Open a completed record again; the employee reads it once it is completed anew."""
        self._check_writer()
        self._step(DRAFT)
        self.sudo()._after_write_again()
        return True

    def _check_completable(self):
        """Hook: raise UserError where something is still missing."""

    def _after_complete(self):
        """Hook, as superuser: the record was completed."""

    def _after_write_again(self):
        """Hook, as superuser: the record is being written again."""

    def _has_words(self):
        self.ensure_one()
        return any((self[name] or "").strip() for name in WORDS) or bool(self.commitment_ids)

    def _check_writer(self):
        """Only the responsible and the recorder write the record. Raises AccessError."""
        self.check_access("read")
        if not self.env.su and not all(record.is_writer for record in self):
            raise AccessError(
                self.env._("A record is written by the responsible and the recorder alone.")
            )
