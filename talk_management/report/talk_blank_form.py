from odoo import api, models

from ..models.talk.talk_talk import GROUP, HELD, PLANNED
from .code_picture import code_picture

# how high the empty boxes of the blank form are, in millimetres
BLANK_HEIGHTS = {"content": 24}
HEIGHT_BESIDE_CODE = 8  # of the first box, so that a form with a code stays on one page
BLANK_HEIGHT = 7.5
BLANK_COMMITMENTS = 2


class ReportTalkBlankForm(models.AbstractModel):
    """The same form with its facts filled in and its boxes empty: to be written by hand,
    and signed on paper by people who have no user."""

    _name = "report.talk_management.report_talk_blank_form"
    _inherit = "report.talk_management.talk_form"
    _description = "Blank Talk Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        talks = self._as_reader("talk.talk", docids)
        return self._values([self._form(talk) for talk in talks], talks[:1].company_id)

    @api.model
    def _form(self, talk):
        names = talk.kind_id._section_codes()
        if talk.format == GROUP:
            names = ["group_reason", *names]
        people = talk.participant_ids.employee_id.sudo()
        codes = self._codes(talk)
        heights = BLANK_HEIGHTS if not codes else {"content": HEIGHT_BESIDE_CODE}
        return {
            "title": self.env._("Talk record"),
            "note": "",
            "facts": self._facts(talk, people, shows_status=talk.format != GROUP),
            "sections": [
                (
                    self._field_label("talk.record", name),
                    "",
                    heights.get(name, BLANK_HEIGHT),
                )
                for name in names
            ],
            "commitments": [],
            "commitment_blanks": BLANK_COMMITMENTS if not codes else 1,
            "copies": talk.copy_note or "",
            "signatures": self._signatures(talk.kind_id, True),
            "amendments": [],
            "codes": codes,
        }

    @api.model
    def _codes(self, talk):
        """[(name, address, picture)]: a code to confirm with, for each who has no user; printed
        for whoever may ask for it, and good for one answer each."""
        if not talk.can_move or talk.state not in (PLANNED, HELD):
            return []
        codes = []
        for participant in talk.sudo().participant_ids:
            employee = participant.employee_id
            answered = participant.confirmation_ids.filtered(lambda each: each.state != "waiting")
            if answered or employee.user_id.filtered("active"):
                continue
            address = self.env["talk.confirm.link"]._make(participant, is_printed=True)
            codes.append((employee.name, address, code_picture(address)))
        return codes
