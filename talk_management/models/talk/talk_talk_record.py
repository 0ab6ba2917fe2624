from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context

from .talk_talk import GROUP


class TalkTalk(models.Model):
    """The way from a talk to its record, for those who may read it."""

    _inherit = "talk.talk"

    record_ids = fields.One2many("talk.record", "talk_id", string="Records")
    can_read_record = fields.Boolean(
        compute="_compute_can_read_record",
        help="Whether the current user may read a record of this talk.",
    )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_can_read_record(self):
        readable = self.env["talk.record"].search([("talk_id", "in", self.ids)]).talk_id
        for talk in self:
            talk.can_read_record = talk in readable

    def action_open_record(self):
        """Open what was said; the list, where a group talk has several parts."""
        self.ensure_one()
        records = self.env["talk.record"].search([("talk_id", "=", self.id)])
        if not records:
            raise UserError(
                self.env._("What was said in a talk is read by those who took part, nobody else.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_talk_record")
        if len(records) == 1:
            return action | {"res_id": records.id, "views": [(False, "form")], "domain": []}
        return action | {"domain": [("talk_id", "=", self.id)]}

    def _after_hold(self):
        self._open_records()
        return super()._after_hold()

    def _open_records(self):
        """One for everybody who came, and a common part for a group; those there are stay."""
        for talk in self:
            present = talk.participant_ids.filtered(
                lambda participant: participant.attendance != "absent"
            )
            wanted = [self.env["talk.participant"]] if talk.format == GROUP else []
            have = talk.record_ids.participant_id
            common = talk.record_ids.filtered(lambda record: not record.participant_id)
            # a default handed over with the call must not write words for the responsible
            clean = self.env(context=clean_context(self.env.context))
            clean["talk.record"].create(
                [
                    {"talk_id": talk.id, "participant_id": part.id}
                    for part in [*wanted, *present]
                    if not (part in have if part else common)
                ]
            )

    def _after_release(self):
        # there is a record only of a talk that was held; _check_reopen saw that it is empty
        self.record_ids.unlink()
        return super()._after_release()

    def _check_reopen(self):
        if any(record._has_words() for record in self.sudo().record_ids):
            raise UserError(
                self.env._("Something is written in the record, so the talk was held and stays so.")
            )
        return super()._check_reopen()
