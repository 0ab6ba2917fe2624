from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .talk_record import COMPLETED, LOCKED

BATCH = 500


class TalkRecord(models.Model):
    """A completed record is locked some days later, or as soon as all who sign have signed.

    Until then whoever writes it may open it again. Locked, nobody writes it any more, the
    administrator included: what is put right is added below it, and its words stay.
    """

    _inherit = "talk.record"

    date_completed = fields.Datetime(
        string="Completed On", readonly=True, help="Since when it can be read by the employee."
    )
    date_lock = fields.Date(
        string="Locks On",
        readonly=True,
        index="btree_not_null",
        help="From this day on the record stays as it is.",
    )

    def _after_complete(self):
        for record in self:
            company = record.talk_id.company_id
            days = record.talk_id.kind_id.lock_days or company.talk_lock_days
            record.write(
                {
                    "date_completed": fields.Datetime.now(),
                    "date_lock": company._talk_today() + timedelta(days=days),
                }
            )
        return super()._after_complete()

    def _after_write_again(self):
        self.write({"date_completed": False, "date_lock": False})
        return super()._after_write_again()

    def _lock(self):
        self._step(LOCKED)

    @api.model
    def _domain_to_lock(self):
        """Those whose day has come, by the date where their company works."""
        return Domain("state", "=", COMPLETED) & Domain.OR(
            Domain("date_lock", "<=", day) & Domain("talk_id.company_id", "in", companies)
            for day, companies in self.env["talk.request"]._companies_by_day().items()
        )

    @api.model
    def _cron_lock(self):
        """Lock what is due. Free to repeat; what another worker holds is left to it."""
        cron = self.env["ir.cron"]
        records, due = self.sudo(), self._domain_to_lock()
        cron._commit_progress(remaining=records.search_count(due))
        while found := records.search(due, limit=BATCH).try_lock_for_update(allow_referencing=True):
            found._lock()
            if not cron._commit_progress(len(found)):
                return
