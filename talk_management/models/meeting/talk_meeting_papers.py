from odoo import api, fields, models


class TalkMeeting(models.Model):
    """The papers of a meeting: the dossier before it, the minutes after it (B5)."""

    _inherit = "talk.meeting"

    dossier = fields.Html(
        compute="_compute_dossier",
        sanitize=False,
        help="What is to be known before the meeting, made of what you may see.",
    )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_dossier(self):
        for meeting in self:
            parts = self.env["talk.dossier"].sudo(False)._dossier(meeting._origin)
            values = {"parts": parts}
            meeting.dossier = parts and self.env["ir.qweb"]._render(
                "talk_management.meeting_dossier", values
            )

    def action_print_dossier(self):
        """The dossier on paper, for who takes part."""
        return self._print("action_report_dossier")

    def action_print_minutes(self):
        """Agenda and minutes on paper, for who takes part."""
        return self._print("action_report_minutes")

    def _print(self, report):
        self.ensure_one()
        self.check_access("read")
        self._check_takes_part()
        return self.env.ref(f"talk_management.{report}").report_action(self)
