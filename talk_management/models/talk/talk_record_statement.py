from odoo import api, fields, models
from odoo.exceptions import UserError

from .talk_statement import HANDED_IN


class TalkRecord(models.Model):
    """Where the kind of talk asks for a statement, the record is completed once it is in, or
    once it says why there is none."""

    _inherit = "talk.record"

    statement_excuse = fields.Text(
        string="Why There Is No Statement",
        help="The kind of talk asks for the employee's statement. Where none was handed in, "
        "the reason stands here.",
    )
    is_statement_missing = fields.Boolean(
        string="Statement Missing",
        compute="_compute_is_statement_missing",
        help="Whether the kind of talk asks for a statement that was not handed in.",
    )

    @api.depends("talk_id", "participant_id")
    def _compute_is_statement_missing(self):
        handed_in = (
            self.env["talk.statement"]
            .sudo()
            .search([("participant_id", "in", self.participant_id.ids), ("state", "=", HANDED_IN)])
        )
        for record in self:
            asked = record.participant_id and record.talk_id.sudo().needs_statement
            record.is_statement_missing = (
                bool(asked) and record.participant_id not in handed_in.participant_id
            )

    # pylint: disable=missing-return
    def _check_completable(self):
        super()._check_completable()
        for record in self:
            if record.is_statement_missing and not (record.statement_excuse or "").strip():
                raise UserError(
                    self.env._(
                        "%(name)s has not handed in the statement that this kind of talk asks "
                        "for. Wait for it, or write why there is none.",
                        name=record.participant_id.sudo().employee_id.name,
                    )
                )
