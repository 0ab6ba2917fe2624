from odoo import api, models


class ReportTalkPreparation(models.AbstractModel):
    """The preparation sheet on paper, with the own points, for its author alone (H4.2)."""

    _name = "report.talk_management.report_talk_preparation"
    _inherit = "report.talk_management.talk_form"
    _description = "Preparation Sheet on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        preparations = self._as_reader("talk.preparation", docids)
        values = self._values(
            [self._form(preparation) for preparation in preparations],
            preparations[:1].talk_id.company_id,
        )
        return {**values, "title": self._confidential()}

    @api.model
    def _confidential(self):
        return self.env._("Confidential, for %(name)s only", name=self.env.user.name)

    @api.model
    def _form(self, preparation):
        talk = preparation.talk_id
        return {
            "confidential": self._confidential(),
            "facts": self._known_facts(talk) if talk.can_prepare else [],
            "points": (preparation.points or "").strip(),
            **preparation._sheet_values(),
        }

    @api.model
    def _known_facts(self, talk):
        """Who, when and where; the sheet itself says what may be known of the people."""
        _ = self.env._
        date, begins, ends = self._times(talk)
        facts = [
            (_("Number"), talk.name),
            (_("Date"), date),
            (_("Time"), f"{begins}–{ends}"),
            (_("Place"), talk.place),
            (_("Kind"), talk.kind_id.name),
            (_("Format"), self._label(talk, "format")),
            (_("Channel"), self._label(talk, "channel")),
            (_("Relation"), self._relation(talk)),
            (_("Responsible"), talk.responsible_id.sudo().name),
            (_("Employee"), "、".join(talk.participant_ids.employee_id.sudo().mapped("name"))),
        ]
        return [fact for fact in facts if fact[1]]
