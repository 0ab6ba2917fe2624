from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..engine.period import period_of
from .ledger import LedgerChoice, ledger_values, period_key
from .ledger_read import read_ledger

# how a choice of the form is found: unit, and how many of them back from today
PERIODS = {
    "this_month": ("month", relativedelta()),
    "last_month": ("month", relativedelta(months=1)),
    "this_quarter": ("quarter", relativedelta()),
    "last_quarter": ("quarter", relativedelta(months=3)),
    "this_year": ("year", relativedelta()),
    "last_year": ("year", relativedelta(years=1)),
}


class TalkLedger(models.TransientModel):
    """Ask for the ledger (谈话台账): talks held and owed in a period, as PDF or workbook.

    Anyone may ask; the ledger holds what the one who asks may see on the screen.
    """

    _name = "talk.ledger"
    _description = "Talk Ledger"

    period = fields.Selection(
        [
            ("this_month", "This month"),
            ("last_month", "Last month"),
            ("this_quarter", "This quarter"),
            ("last_quarter", "Last quarter"),
            ("this_year", "This year"),
            ("last_year", "Last year"),
            ("custom", "Other dates"),
        ],
        required=True,
        default="this_month",
        help="Which days the ledger covers.",
    )
    date_from = fields.Date(
        string="From",
        compute="_compute_dates",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="The first day on the ledger.",
    )
    date_to = fields.Date(
        string="Until",
        compute="_compute_dates",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="The last day on the ledger.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
        help="Whose ledger it is.",
    )
    department_id = fields.Many2one(
        "hr.department",
        domain="[('company_id', 'in', [company_id, False])]",
        help="Only this department and those below it. Empty: all.",
    )
    set_id = fields.Many2one(
        "talk.trigger.set",
        string="Must-Talk Set",
        help="Only talks owed because of events of this set, as far as you may open the "
        "events. Empty: all.",
    )
    with_held = fields.Boolean(
        string="Talks Held", default=True, help="List the talks that were held in the period."
    )
    with_planned = fields.Boolean(
        string="Also Planned and Cancelled",
        help="List talks of the period that were not held, too; totals count only those held.",
    )
    with_owed = fields.Boolean(
        string="Talks Owed",
        default=True,
        help="List what fell due in the period and was not held, and what is still owed "
        "from before.",
    )
    file_name = fields.Char(compute="_compute_file_name", help="Name of the file, without ending.")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for ledger in self:
            if ledger.date_to < ledger.date_from:
                raise ValidationError(self.env._("The period ends before it begins."))

    @api.depends("period", "company_id")
    def _compute_dates(self):
        for ledger in self:
            today = (ledger.company_id or self.env.company)._talk_today()
            if ledger.period in PERIODS:
                unit, back = PERIODS[ledger.period]
                found = period_of(unit, today - back)
                ledger.date_from, ledger.date_to = found.start, found.end
            else:
                ledger.date_from = ledger.date_from or today
                ledger.date_to = ledger.date_to or today

    @api.depends("date_from", "date_to")
    def _compute_file_name(self):
        for ledger in self:
            ledger.file_name = self.env._(
                "Talk ledger %s", period_key(ledger.date_from, ledger.date_to)
            )

    def action_print(self):
        """The ledger as PDF."""
        self.check_access("read")
        report = self.env.ref("talk_management.action_report_ledger")
        return report.report_action(self, config=False)

    def action_workbook(self):
        """The ledger as workbook."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/talk_management/ledger/{self.id}.xlsx",
            "target": "download",
        }

    def _read(self):
        """The ledger as the current user may see it. Raises AccessError for another company's."""
        self.ensure_one()
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("You do not work in this company."))
        choice = LedgerChoice(
            company=self.company_id,
            date_from=self.date_from,
            date_to=self.date_to,
            department=self.department_id or None,
            must_talks=self.set_id or None,
            with_held=self.with_held,
            with_planned=self.with_held and self.with_planned,
            with_owed=self.with_owed,
        )
        companies = {"allowed_company_ids": self.company_id.ids}
        return read_ledger(self.with_context(**companies).env, choice)


class ReportTalkLedger(models.AbstractModel):
    _name = "report.talk_management.report_talk_ledger"
    _description = "Talk Ledger as PDF"

    @api.model
    def _get_report_values(self, docids, data=None):
        choice = self.env["talk.ledger"].browse(docids).exists()
        choice.check_access("read")
        return ledger_values(choice._read(), with_state=choice.with_planned)
