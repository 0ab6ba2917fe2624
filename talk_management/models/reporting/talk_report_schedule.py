import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine.period import Period, period_of
from ...report.ledger import LedgerChoice

_logger = logging.getLogger(__name__)

STEPS = {
    "daily": relativedelta(days=1),
    "weekly": relativedelta(weeks=1),
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
}
UNITS = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}
# after a long stop only the latest periods are caught up with
CATCH_UP = 12
HOUR = time(6)


class TalkReportSchedule(models.Model):
    """The ledger, mailed to named people at regular times.

    Each recipient's file is made as that recipient, so a file never shows what
    the screen would refuse, in that recipient's language.
    """

    _name = "talk.report.schedule"
    _description = "Report Schedule"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="What is sent, to whom, in a few words.")
    active = fields.Boolean(default=True, help="An archived schedule sends nothing.")
    report = fields.Selection(
        [("ledger", "Talk ledger")], required=True, default="ledger", help="What is sent."
    )
    file_format = fields.Selection(
        [("pdf", "PDF file"), ("xlsx", "Workbook"), ("both", "PDF and workbook")],
        string="As",
        required=True,
        default="pdf",
        help="A PDF to read and print, a workbook to count on with.",
    )
    frequency = fields.Selection(
        [
            ("daily", "Every day"),
            ("weekly", "Every week"),
            ("monthly", "Every month"),
            ("quarterly", "Every quarter"),
        ],
        required=True,
        default="monthly",
        help="Each time, the report covers the last day, week, month or quarter that has ended.",
    )
    date_next = fields.Date(
        string="Next on",
        required=True,
        compute="_compute_date_next",
        store=True,
        readonly=False,
        precompute=True,
        help="The day of the next delivery, early in the morning.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose talks the report covers.",
    )
    recipient_ids = fields.Many2many(
        "res.users",
        string="Recipients",
        domain=[("share", "=", False)],
        help="Colleagues with an e-mail address. Each gets what that person may see, "
        "in that person's language.",
    )
    delivery_ids = fields.One2many("talk.report.delivery", "schedule_id", string="Deliveries")
    failed_count = fields.Integer(
        string="Failed", compute="_compute_failed_count", help="Deliveries that did not succeed."
    )
    sentence = fields.Char(
        string="Next Delivery", compute="_compute_sentence", help="What is sent next."
    )

    @api.depends("frequency", "company_id")
    def _compute_date_next(self):
        for schedule in self:
            today = (schedule.company_id or self.env.company)._talk_today()
            schedule.date_next = schedule._running(today).end + timedelta(days=1)

    @api.depends("delivery_ids.state")
    def _compute_failed_count(self):
        counts = dict(
            self.env["talk.report.delivery"]._read_group(
                [("schedule_id", "in", self.ids), ("state", "=", "failed")],
                ["schedule_id"],
                ["__count"],
            )
        )
        for schedule in self:
            schedule.failed_count = counts.get(schedule, 0)

    @api.depends("frequency", "date_next", "recipient_ids")
    def _compute_sentence(self):
        for schedule in self:
            if not schedule.date_next:
                schedule.sentence = False
                continue
            schedule.sentence = self.env._(
                "On %(day)s: %(period)s, to %(count)s recipients.",
                day=schedule.date_next,
                period=schedule._finished(schedule.date_next).key,
                count=len(schedule.recipient_ids),
            )

    @api.constrains("recipient_ids", "company_id", "active")
    def _check_recipients(self):
        for schedule in self.filtered("active"):
            if not schedule.recipient_ids:
                raise ValidationError(
                    self.env._("“%s” names nobody to send the report to.", schedule.name)
                )
            for user in schedule.sudo().recipient_ids:
                if refusal := schedule._refusal(user):
                    raise ValidationError(refusal)

    @api.model_create_multi
    def create(self, vals_list):
        schedules = super().create(vals_list)
        schedules._wake()
        return schedules

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date_next", "frequency", "active"}:
            self._wake()
        return result

    def _refusal(self, user):
        """Why nothing can be sent to that user; False where it can."""
        if not user.active or user.share:
            return self.env._("%s is not a colleague with an active user.", user.name)
        if not user.email:
            return self.env._("%s has no e-mail address.", user.name)
        if self.company_id not in user.company_ids:
            return self.env._(
                "%(name)s does not work in %(company)s.",
                name=user.name,
                company=self.company_id.name,
            )
        return False

    # periods

    def _running(self, day):
        """The day, week, month or quarter in which ``day`` lies."""
        if self.frequency in UNITS:
            return period_of(UNITS[self.frequency], day)
        return Period(day.isoformat(), day, day)

    def _finished(self, day):
        """The last one that had ended before ``day``."""
        return self._running(self._running(day).start - timedelta(days=1))

    def _choice(self, date_from, date_to):
        return LedgerChoice(company=self.company_id, date_from=date_from, date_to=date_to)

    # planning

    def action_send_now(self):
        """Send the last finished period now to those who have not had it. Raises UserError
        when everybody has."""
        self.ensure_one()
        self.check_access("write")
        period = self._finished(self.company_id._talk_today())
        if not self._plan(period):
            raise UserError(
                self.env._("Everyone has been sent the report of %s already.", period.key)
            )
        self._trigger()
        return True

    def action_preview(self):
        """What the current user would be sent: the ledger's form, filled in."""
        self.ensure_one()
        period = self._finished(self.date_next)
        choice = self.env["talk.ledger"].create(
            {
                "period": "custom",
                "date_from": period.start,
                "date_to": period.end,
                "company_id": self.company_id.id,
            }
        )
        return choice.action_workbook() if self.file_format == "xlsx" else choice.action_print()

    def action_deliveries(self):
        """What was sent, what waits, what failed."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_report_delivery"
        )
        return action | {"domain": [("schedule_id", "=", self.id)]}

    def _plan(self, period):
        """A delivery for each recipient who has none of this period. Returns the new ones.

        The schedule is locked, and the database refuses a second delivery of the
        same period to the same person, so planning twice plans once.
        """
        self.ensure_one()
        deliveries = self.env["talk.report.delivery"].sudo()
        if not self.sudo().try_lock_for_update():
            return deliveries
        known = deliveries.search(
            [("schedule_id", "=", self.id), ("period_key", "=", period.key)]
        ).recipient_id
        return deliveries.create(
            [
                {
                    "schedule_id": self.id,
                    "recipient_id": user.id,
                    "period_key": period.key,
                    "date_from": period.start,
                    "date_to": period.end,
                }
                for user in self.sudo().recipient_ids - known
            ]
        )

    def _plan_due(self):
        """Plan every period that has ended since the last run, the latest first to be kept."""
        self.ensure_one()
        today = self.company_id._talk_today()
        periods = []
        while self.date_next <= today:
            periods.append(self._finished(self.date_next))
            self.date_next += STEPS[self.frequency]
        for period in periods[-CATCH_UP:]:
            self._plan(period)

    @api.model
    def _cron(self):
        return self.env.ref("talk_management.cron_report_schedule").sudo()

    def _trigger(self):
        """Let the job run at once; any worker takes it."""
        self._cron()._trigger()

    def _wake(self):
        """Run the job early on the day, where the company works; the daily run is the net."""
        moments = set()
        for schedule in self.filtered("active"):
            zone = ZoneInfo(schedule.company_id._talk_timezone())
            local = datetime.combine(schedule.date_next, HOUR, tzinfo=zone)
            moments.add(local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None))
        if moments:
            self._cron()._trigger(at=moments)

    @api.model
    def _cron_deliver(self):
        """Plan what has come due, then make and hand over each file by itself.

        Progress is kept after each, so a job that is stopped goes on where it was;
        what failed is tried again on the next day.
        """
        cron = self.env["ir.cron"]
        # somewhere on earth it is tomorrow already
        for schedule in self.search([("date_next", "<=", fields.Date.today() + timedelta(days=1))]):
            if schedule.date_next <= schedule.company_id._talk_today():
                schedule._plan_apart()
        deliveries = self.env["talk.report.delivery"]._to_do()
        cron._commit_progress(remaining=len(deliveries))
        for delivery in deliveries:
            delivery._deliver()
            if not cron._commit_progress(1):
                return

    def _plan_apart(self):
        """Plan; a schedule that cannot be planned stops no other."""
        try:
            with self.env.cr.savepoint():
                self._plan_due()
        except Exception:
            _logger.exception("Report schedule %s could not be planned", self.id)
