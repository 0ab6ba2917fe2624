from odoo import models


class MailMail(models.Model):
    """Tells a report's delivery what became of its mail."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        deliveries = self.env["talk.report.delivery"].sudo().search([("mail_id", "in", self.ids)])
        if deliveries:
            failed = failure_type and self.env._("The mail could not be sent; see its mail server.")
            deliveries._mailed(failed)
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
