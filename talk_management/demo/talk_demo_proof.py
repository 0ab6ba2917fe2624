from datetime import timedelta

from odoo import api, models

from ..models.talk.talk_confirmation import CONFIRMED, OBJECTED, OWN_USER, WAITING

ANSWERED_AFTER = 10  # days; what is more recent waits for an answer


class TalkDemo(models.AbstractModel):
    """What people said about the talks that were held, and records locked since."""

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        self._answer_questions(company)
        self._lock_records(company)
        return result

    def _answer_questions(self, company):
        """Older questions were answered, but for some; one of the recent talks is objected to."""
        since = company._talk_today() - timedelta(days=ANSWERED_AFTER)
        asked = self.env["talk.confirmation"].search(
            [("company_id", "=", company.id), ("state", "=", WAITING)], order="id"
        )
        older = asked.filtered(lambda each: each.date < since and each.id % 9)
        for each in older:
            each.write(
                {
                    "state": CONFIRMED,
                    "confirmed_how": OWN_USER,
                    "user_id": each.employee_id.user_id.id,
                    "confirmed_on": each.talk_id.date_end + timedelta(hours=each.id % 30),
                }
            )
        older._end_notice(is_done=False)
        recent = (asked - older).filtered("employee_id.user_id")
        recent = recent.filtered(lambda each: not self._is_shown(each)).sorted("date")[-1:]
        recent.with_user(recent.employee_id.user_id)._answer(OBJECTED, OWN_USER)

    def _lock_records(self, company):
        """Each from some days after its talk on."""
        records = self.env["talk.record"].search(
            [("talk_id.company_id", "=", company.id), ("state", "=", "completed")]
        )
        today = company._talk_today()
        for record in records:
            record._after_complete()
            record.date_completed = record.talk_id.date_end
            # else all of them would be signs of talks entered long after
            record.date_first_completed = record.talk_id.date_marked_held or record.talk_id.date
            # those on the screens of the accounts that are listed can still be signed
            if not self._is_shown(record):
                record.date_lock = record.talk_id.date + timedelta(days=company.talk_lock_days)
        records.filtered(lambda record: record.date_lock <= today)._lock()
