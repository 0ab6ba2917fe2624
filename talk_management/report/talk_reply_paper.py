from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..models.item.talk_reply import DELIVERED


class ReportTalkReply(models.AbstractModel):
    """The written reply on paper (书面回复), for those who write it: to nobody by name (H4.4c)."""

    _name = "report.talk_management.report_talk_reply"
    _inherit = "report.talk_management.talk_form"
    _description = "Written Reply on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        replies = self._as_reader("talk.reply", docids)
        if len(replies._words_of_all()) < len(replies):
            raise AccessError(
                self.env._("What was raised is read by those who deal with it, nobody else.")
            )
        return self._reply_values([(reply, "") for reply in replies])

    @api.model
    def _reply_values(self, printed):
        """``printed``: (reply, to whom) for each page."""
        company = printed[0][0].sudo().company_id
        return self._values([self._sheet(*page) for page in printed], company)

    @api.model
    def _sheet(self, reply, to):
        facts = reply.sudo()
        day = facts.delivered_on or facts.signed_on
        return {
            "number": facts.item_id.name and reply.display_name,
            "date": day and format_date(self.env, day),
            "to": to,
            "body": reply._texts().get(reply.id, ""),
            "note": "" if facts.state == DELIVERED else self.env._("Not delivered yet"),
            "signer": facts.signer_name,
            "post": facts.signer_post,
        }


class ReportTalkReplyOwn(models.AbstractModel):
    """The same for whoever raised the matter, and in the hands of the responsible for somebody
    without a user: addressed by name. Nobody else prints it so."""

    _name = "report.talk_management.report_talk_reply_own"
    _inherit = "report.talk_management.report_talk_reply"
    _description = "Written Reply on Paper, by Name"

    @api.model
    def _get_report_values(self, docids, data=None):
        raisers = self._as_reader("talk.item.raiser", docids)
        given = raisers._given_replies()
        printed = [
            (reply, self.env._("To %s:", raiser.employee_id.sudo().name))
            for raiser in raisers
            for reply in self.env["talk.reply"].sudo().browse(given.get(raiser.id, []))
        ]
        if not printed:
            raise UserError(self.env._("There is no written reply to print yet."))
        return self._reply_values(printed)
