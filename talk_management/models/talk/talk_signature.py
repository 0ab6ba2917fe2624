import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.mimetypes import guess_mimetype

RESPONSIBLE = "responsible"
SECOND = "second"
EMPLOYEE = "employee"
RECORDER = "recorder"
ON_SCREEN = "screen"
ON_PAPER = "paper"
PICTURES = ("image/png", "image/jpeg")
SCANS = (*PICTURES, "application/pdf")
PICTURE_BYTES = 1_000_000


class TalkSignature(models.Model):
    """Who signed a completed record, when, and over which words.

    Each signs with their own user, nobody for somebody else. For somebody without a user the
    writer of the record adds the scan of the signed form. When the record is written again,
    its signatures stay as a line that says so: they were given for other words.
    """

    _name = "talk.signature"
    _description = "Signature"
    _inherit = ["talk.record.row.mixin"]
    _order = "record_id, is_current desc, signed_on, id"

    record_id = fields.Many2one(
        "talk.record",
        required=True,
        index=True,
        ondelete="cascade",
        help="What is signed.",
    )
    how = fields.Selection(
        [(ON_SCREEN, "On screen"), (ON_PAPER, "On the printed form")],
        required=True,
        default=ON_SCREEN,
        help="On screen by the person; on the printed form for somebody without a user.",
    )
    role = fields.Selection(
        [
            (RESPONSIBLE, "Responsible"),
            (SECOND, "Second leader"),
            (EMPLOYEE, "Employee"),
            (RECORDER, "Recorder"),
        ],
        string="Signs As",
        readonly=True,
        help="In which part the person signs.",
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Signed By", readonly=True, ondelete="restrict", help="Who signed."
    )
    signed_on = fields.Datetime(readonly=True, help="When it was signed.")
    image = fields.Binary(string="Signature", attachment=False, help="Drawn or written by hand.")
    scan = fields.Binary(string="Scan of the Signed Form", help="A picture or a PDF file.")
    scan_name = fields.Char(
        string="File Name", compute="_compute_scan_name", help="What the scan is called when saved."
    )
    digest = fields.Char(
        string="Digest of the Words",
        readonly=True,
        help="Worked out from the words as they were signed; other words would give another.",
    )
    is_current = fields.Boolean(
        string="For the Present Words",
        readonly=True,
        default=True,
        help="Not set: it was given for an earlier version, before the record was written again.",
    )
    is_unchanged = fields.Boolean(
        string="Words Unchanged Since",
        compute="_compute_is_unchanged",
        help="The words are the same as when this was signed.",
    )

    _once = models.UniqueIndex(
        "(record_id, role, employee_id) WHERE is_current", "This person has signed already."
    )

    @api.depends("record_id")
    def _compute_scan_name(self):
        for signature in self:
            signature.scan_name = signature.display_name.replace("/", "-")

    @api.depends("digest")
    def _compute_is_unchanged(self):
        for signature in self:
            signature.is_unchanged = signature.digest == signature.record_id.sudo()._digest()

    @api.model
    def _domain_allowed(self, operation):
        # signing asks the record itself who may; what is signed is neither changed nor deleted
        return Domain("is_visible", "=", True) if operation in ("read", "create") else Domain.FALSE

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        given = {"record_id", "how", "image", "scan"}
        signed = [
            self._signed({name: vals[name] for name in given & vals.keys()}) for vals in vals_list
        ]
        signatures = super().create(signed)
        signatures.record_id.sudo()._after_signing()
        return signatures

    @api.model
    def _signed(self, vals):
        """The values of the row: who signs, and over what, is not the signer's to say."""
        record = self.env["talk.record"].browse(vals.get("record_id"))
        record.check_access("read")
        record.sudo()._claim()
        if vals.get("how") == ON_PAPER:
            role, employee = record._signer_on_paper()
            vals = {**vals, "image": False}
            self._check_scan(vals.get("scan"), record.talk_id.sudo().company_id)
        else:
            role, employee = record._signer_on_screen()
            vals = {**vals, "how": ON_SCREEN, "scan": False}
            self._check_picture(vals.get("image"))
        return {
            **vals,
            "role": role,
            "employee_id": employee.id,
            "signed_on": fields.Datetime.now(),
            "digest": record.sudo()._digest(),
            "is_current": True,
        }

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A signature stays as it was given."))
        return super().write(vals)

    # what may be handed in

    @api.model
    def _bytes(self, data):
        try:
            return base64.b64decode(data or b"", validate=False)
        except (binascii.Error, ValueError):
            return b""

    @api.model
    def _check_picture(self, data):
        content = self._bytes(data)
        if not content:
            raise UserError(self.env._("Draw your signature first."))
        if len(content) > PICTURE_BYTES or guess_mimetype(content) not in PICTURES:
            raise UserError(self.env._("A signature is a picture of at most one megabyte."))

    @api.model
    def _check_scan(self, data, company):
        content = self._bytes(data)
        if not content:
            raise UserError(self.env._("Attach the scan of the signed form."))
        if guess_mimetype(content) not in SCANS:
            raise UserError(
                self.env._("The scan is a picture (PNG or JPEG) or a PDF file. This file is not.")
            )
        if len(content) > company.talk_scan_megabytes * 1_000_000:
            raise UserError(
                self.env._(
                    "The scan has %(size)s MB; at most %(limit)s MB can be attached. Scan it in "
                    "black and white, or with fewer dots.",
                    size=round(len(content) / 1_000_000, 1),
                    limit=company.talk_scan_megabytes,
                )
            )
