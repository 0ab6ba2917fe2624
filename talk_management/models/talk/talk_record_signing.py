import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.i18n import format_list

from .talk_record import COMPLETED, DRAFT, WORDS
from .talk_signature import EMPLOYEE, ON_PAPER, ON_SCREEN, RECORDER, RESPONSIBLE, SECOND


class TalkRecord(models.Model):
    """Who signs a record, by the kind of talk, and what they sign.

    It is signed once it is completed. When all have signed it is locked at once: nothing is
    left that could still be changed in agreement. Written again, its signatures fall away.
    """

    _inherit = "talk.record"

    signature_ids = fields.One2many(
        "talk.signature",
        "record_id",
        string="Signatures",
        readonly=True,
        help="Who signed, and when. Those given for an earlier version say so.",
    )
    unsigned = fields.Char(
        string="Still to Sign",
        compute="_compute_signing",
        help="Who has not signed yet, of those who sign this kind of talk.",
    )
    can_sign = fields.Boolean(
        compute="_compute_signing", help="Whether the current user is still to sign."
    )
    can_sign_on_paper = fields.Boolean(
        compute="_compute_signing",
        help="Whether the current user may add the form signed by somebody without a user.",
    )

    @api.depends_context("uid")
    @api.depends("state", "signature_ids.is_current")
    def _compute_signing(self):
        for record in self:
            missing = record.sudo()._missing_signers()
            completed = record.state == COMPLETED
            names = dict.fromkeys(employee.name for _role, employee in missing)
            record.unsigned = format_list(self.env, names) if record.state != DRAFT else False
            record.can_sign = completed and any(
                employee.user_id == self.env.user for _role, employee in missing
            )
            record.can_sign_on_paper = (
                completed
                and record.is_writer
                and any(not _has_user(employee) for _role, employee in missing)
            )

    def action_sign(self):
        """Open the box in which one signs on screen."""
        self._signer_on_screen()
        return self._signing_box(ON_SCREEN, self.env._("Sign"))

    def action_sign_on_paper(self):
        """Open the box that takes the scan of the form signed by somebody without a user."""
        self._signer_on_paper()
        return self._signing_box(ON_PAPER, self.env._("Signed on the Printed Form"))

    def _signing_box(self, how, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "talk.signature",
            "views": [(self.env.ref("talk_management.talk_signature_view_box").id, "form")],
            "target": "new",
            "context": {"default_record_id": self.id, "default_how": how},
        }

    # who signs

    def _signers(self):
        """``[(role, employee)]``: who signs this part of the record, as superuser."""
        self.ensure_one()
        talk, kind = self.talk_id, self.talk_id.kind_id
        signers = []
        if kind.signs_responsible:
            signers.append((RESPONSIBLE, talk.responsible_id))
        # the common part of a group talk is nobody's own
        if kind.signs_employee and self.participant_id:
            signers.append((EMPLOYEE, self.participant_id.employee_id))
        if kind.signs_second and talk.co_holder_ids:
            signers.append((SECOND, talk.co_holder_ids[:1]))
        if kind.signs_recorder and talk.recorder_id:
            signers.append((RECORDER, talk.recorder_id))
        return signers

    def _missing_signers(self):
        signed = {
            (signature.role, signature.employee_id)
            for signature in self.signature_ids
            if signature.is_current
        }
        return [signer for signer in self._signers() if signer not in signed]

    def _signer_on_screen(self):
        """(role, employee) the current user signs as. Raises where there is nothing to sign."""
        signers = self._check_signing()
        for role, employee in self.sudo()._missing_signers():
            if employee.user_id == self.env.user:
                return role, employee
        if any(employee.user_id == self.env.user for _role, employee in signers):
            raise UserError(self.env._("You have signed already."))
        raise AccessError(self.env._("Each signs for themselves, and only who has to."))

    def _signer_on_paper(self):
        """(role, employee) whose signature on paper the writer adds."""
        self._check_signing()
        self._check_writer()
        for role, employee in self.sudo()._missing_signers():
            if not _has_user(employee):
                return role, employee
        raise UserError(
            self.env._("Whoever has a user of their own signs with it, and nobody for them.")
        )

    def _check_signing(self):
        self.ensure_one()
        self.check_access("read")
        if self.state != COMPLETED:
            raise UserError(
                self.env._(
                    "A record is signed when it is completed, and until it is locked. Read it "
                    "again: it may have been opened meanwhile."
                )
            )
        return self.sudo()._signers()

    # what is signed

    def _signed_words(self):
        """What the signers have before them, in an order that stays."""
        common = self
        if self.participant_id:
            common = self.search(
                [("talk_id", "=", self.talk_id.id), ("participant_id", "=", False)]
            )
        return {
            "number": self.talk_id.name,
            "begins": str(self.talk_id.date_start),
            "words": [[part[name] or "" for name in WORDS] for part in common | self],
            "commitments": [
                [line.name, line.side, str(line.date_due or "")]
                for line in (common | self).commitment_ids.sorted("id")
            ],
            "topics": [
                [line.topic_id.id, line.is_touched, line.reason or ""]
                for line in (common | self).topic_ids.sorted("id")
            ],
            "raised": [
                [line.text, line.kind, line.state, line.response or ""]
                for line in (common | self).item_ids.sorted("id")
                if line.side == RESPONSIBLE
            ],
        }

    def _digest(self):
        """A number of the words: the same words give the same, others another."""
        self.ensure_one()
        words = json.dumps(self._signed_words(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()

    # what follows

    def _after_signing(self):
        for record in self:
            if record.state == COMPLETED and not record._missing_signers():
                record._lock()

    def _after_write_again(self):
        self.signature_ids.filtered("is_current").write({"is_current": False, "image": False})
        return super()._after_write_again()


def _has_user(employee):
    return bool(employee.user_id.filtered("active"))
