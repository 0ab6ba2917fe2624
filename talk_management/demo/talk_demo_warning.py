from datetime import timedelta

from odoo import api, models

from . import words
from .talk_demo import DISCIPLINE, LEADER


class TalkDemo(models.AbstractModel):
    """Early warnings (B8) that a head wrote for the discipline officer: one waits for her, one is
    being reviewed, one came to nothing."""

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        self = self.with_context(tracking_disable=True, allowed_company_ids=[company_id])
        _waiting, in_review, closed = (
            self._warn(company, *warning).with_user(self._user(DISCIPLINE))
            for warning in words.WARNINGS
        )
        in_review.action_take_up()
        in_review.opinion = words.WARNING_OPINION
        closed.action_take_up()
        closed.write(
            {
                "outcome": "unfounded",
                "outcome_note": words.WARNING_OUTCOME,
                "date_end": company._talk_today() + timedelta(days=90),
            }
        )
        closed.action_close()
        return result

    def _warn(self, company, login, ago, kind, said):
        warning = (
            self._as(LEADER, company)
            .env["talk.warning"]
            .create({"employee_id": self._employee(login).id, "kind": kind, "words": said})
        )
        warning.sudo().date = company._talk_today() - timedelta(days=ago)
        return warning
