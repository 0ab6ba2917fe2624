from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.talk.talk_record_item import ITEM_KINDS, PASSINGS, UNTOLD, URGENCIES
from ..models.talk.talk_request import ACCEPTED, ASKED, COUNTERED, PROPOSED


class TalkItemRaise(models.TransientModel):
    """Raise something with the request for a talk, without waiting for the talk (H4.6).

    The leader who was asked has it in hand. Unless it is no secret that this talk was asked for,
    it stays between the two until the leader hands it over.
    """

    _name = "talk.item.raise"
    _description = "Raise Something with a Request"
    _inherit = ["talk.confidential.mixin"]

    request_id = fields.Many2one(
        "talk.request", required=True, readonly=True, ondelete="cascade", help="The request."
    )
    kind = fields.Selection(
        ITEM_KINDS, required=True, default="opinion", help="Of what kind it is (B4a)."
    )
    area_id = fields.Many2one("talk.area", help="What it is about.")
    urgency = fields.Selection(
        URGENCIES, required=True, default="normal", help="Whether it cannot wait (B6a)."
    )
    words = fields.Text(
        string="What I Would Like to Raise",
        help="The leader you asked reads it; others only if you let it be passed on, and then "
        "exactly these words.",
    )
    passing = fields.Selection(
        PASSINGS,
        string="May Be Passed On",
        required=True,
        default=UNTOLD,
        help="Whether it may be passed on to those who can help.",
    )
    wants_reply = fields.Boolean(
        string="Wants a Written Reply", help="Whether you would like a reply in writing (H4.4c)."
    )
    reply_by = fields.Date(string="Reply Wanted By", help="By when you would like the reply.")

    @api.model
    def _domain_allowed(self, operation):
        return Domain("create_uid", "=", self.env.uid)

    @api.model
    def _refusal_sentence(self):
        return self.env["talk.item.raiser"]._refusal_sentence()

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_asker()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_asker()
        return result

    def _check_asker(self):
        requests = self.request_id
        requests.check_access("read")
        if any(request.sudo().employee_id.user_id != self.env.user for request in requests):
            raise AccessError(self.env._("Everybody raises something in their own name."))

    def action_raise(self):
        """Raise it. Raises UserError where nobody was asked, or nothing is written."""
        self.ensure_one()
        self.check_access("read")
        self._check_asker()
        request = self.request_id.sudo()
        if request.state not in (ASKED, COUNTERED, PROPOSED, ACCEPTED):
            raise UserError(
                self.env._("Something is raised with a leader who has been asked and can answer.")
            )
        if not (self.words or "").strip():
            raise UserError(self.env._("Write what you would like to raise."))
        company = request.company_id
        if self.reply_by and self.reply_by < company._talk_today():
            raise UserError(self.env._("The day by which you want a reply lies in the past."))
        is_secret = not (request.is_published or request.is_disclosed)
        item = (self.kind, self.area_id.id, self.urgency)
        self.env["talk.item"]._raise(
            [
                (
                    company,
                    dict(zip(("kind", "area_id", "urgency"), item, strict=True)),
                    {
                        "employee_id": request.employee_id.id,
                        "responsible_id": request.leader_id.id,
                        "request_id": request.id,
                        "passing": self.passing,
                        "words": self.words,
                        "wants_reply": self.wants_reply,
                        "reply_by": self.reply_by,
                    },
                    is_secret,
                )
            ]
        )
        self.sudo().unlink()  # the words stay with what was raised alone
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_my_raised_items"
        )
        return action
