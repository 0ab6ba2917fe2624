import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_request import (
    ACCEPTED,
    ASKED,
    COUNTERED,
    DECLINED,
    EMPLOYEE,
    LEADER,
    PROPOSED,
    UNANSWERED,
    WAITING,
    WITHDRAWN,
)

_logger = logging.getLogger(__name__)

ACTIVITY = "talk_management.activity_type_request"
BATCH = 500


class TalkRequest(models.Model):
    """Telling the two, in neutral words and never by mail; and what silence leads to."""

    _inherit = "talk.request"

    def _tell(self, side):
        """One open activity in all, for the user of that side; none tells who, or why."""
        self._activities().unlink()
        activities = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        model = self.env["ir.model"].sudo()._get_id(self._name)
        kind = self.env.ref(ACTIVITY).sudo()
        vals_list = []
        for request in self.sudo():
            user = request[f"{side}_id"].user_id.filtered("active")
            if user:
                vals_list.append(
                    {
                        "res_model_id": model,
                        "res_id": request.id,
                        "activity_type_id": kind.id,
                        "user_id": user.id,
                        "date_deadline": request._deadline_for(side),
                        "summary": request.with_context(lang=user.lang)._summary(),
                        "automated": True,
                    }
                )
        activities.create(vals_list)

    def _activities(self):
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        return activities.search([("res_model", "=", self._name), ("res_id", "in", self.ids)])

    def _deadline_for(self, side):
        if side == LEADER and self.state in WAITING:
            return self.date_answer_by
        return self.company_id._talk_today()

    def _summary(self):
        self.ensure_one()
        match self.state:
            case state if state in (ASKED, PROPOSED):
                return self.env._(
                    "A talk was asked for, answer by %(date)s",
                    date=format_date(self.env, self.date_answer_by),
                )
            case state if state == COUNTERED:
                return self.env._("Other times were proposed for a talk")
            case state if state == ACCEPTED:
                return self.env._("A time for a talk was agreed on")
            case state if state == DECLINED:
                return self.env._("There is an answer to what you asked")
            case state if state == WITHDRAWN:
                return self.env._("A talk is no longer asked for")
            case _:
                return self.env._("No answer yet. Whom else would you like to ask?")

    # silence

    @api.model
    def _cron_remind(self):
        """Remind the leader once on the last day for an answer; after the same time again ask
        the employee whom else to try. Free to repeat: each is done once."""
        cron = self.env["ir.cron"]
        silences = self._silences()
        waiting = sum(self._search_count_silent(domain) for domain, _step in silences)
        cron._commit_progress(remaining=waiting)
        failed = self.browse()
        for domain, step in silences:
            while requests := self._silent(domain, failed):
                failed |= requests._apart(step)
                if not cron._commit_progress(len(requests)):
                    return

    @api.model
    def _silences(self):
        """``[(domain of the day, what to do)]``; what is over is not reminded of any more."""
        return [
            (lambda today: Domain("date_lapse", "<", today), lambda requests: requests._lapse()),
            (
                lambda today: (
                    Domain("date_answer_by", "<=", today) & Domain("is_reminded", "=", False)
                ),
                lambda requests: requests._remind(),
            ),
        ]

    @api.model
    def _domain_silent(self, domain):
        """Those waiting for an answer, each by the date where its company works."""
        return Domain("state", "in", WAITING) & Domain.OR(
            domain(day) & Domain("company_id", "in", companies)
            for day, companies in self._companies_by_day().items()
        )

    @api.model
    def _search_count_silent(self, domain):
        return self.sudo().search_count(self._domain_silent(domain))

    @api.model
    def _silent(self, domain, failed):
        """The next ones; those another worker holds are left to it."""
        domain = self._domain_silent(domain) & Domain("id", "not in", failed.ids)
        return self.sudo().search(domain, limit=BATCH).try_lock_for_update(allow_referencing=True)

    def _apart(self, step):
        """Take ``step`` with all of them, or, where that fails, with each that it can be taken
        with. Returns the others."""
        try:
            with self.env.cr.savepoint():
                step(self)
        except Exception:
            if len(self) == 1:
                _logger.exception("Request %s could not be reminded of", self.id)
                return self
            return self.browse().concat(*(request._apart(step) for request in self))
        return self.browse()

    @api.model
    def _companies_by_day(self):
        """{what day it is: ids of the companies where it is that day}"""
        days = {}
        companies = self.env["res.company"].sudo()._search([])
        for company in self.env["res.company"].sudo().browse(companies):
            days.setdefault(company._talk_today(), []).append(company.id)
        return days

    def _remind(self):
        self.write({"is_reminded": True})
        self._tell(LEADER)

    def _lapse(self):
        self._step(UNANSWERED, is_lapsed=True)
        self._tell(EMPLOYEE)
