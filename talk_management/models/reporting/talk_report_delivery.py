import io
import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ...report.ledger import ledger_values
from ...report.ledger_read import read_ledger
from ...report.ledger_xlsx import write_ledger

_logger = logging.getLogger(__name__)

WAITING = "waiting"
QUEUED = "queued"
SENT = "sent"
FAILED = "failed"
ATTEMPTS = 5
LEDGER = "talk_management.report_talk_ledger"


class TalkReportDelivery(models.Model):
    """One report of one period for one recipient: waiting, on its way, sent, or failed.

    There is at most one, whatever runs twice or is stopped halfway.
    """

    _name = "talk.report.delivery"
    _description = "Report Delivery"
    _inherit = ["talk.workflow.mixin"]
    _order = "id desc"
    _transitions = frozenset(
        {(WAITING, QUEUED), (WAITING, FAILED), (QUEUED, SENT), (QUEUED, FAILED)}
        | {(FAILED, QUEUED), (FAILED, WAITING), (FAILED, SENT)}
    )

    schedule_id = fields.Many2one(
        "talk.report.schedule", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="schedule_id.company_id", store=True, index=True)
    recipient_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Whose file it is: made as this user may see it.",
    )
    period_key = fields.Char(
        string="Period", required=True, readonly=True, help="The day, week, month or quarter."
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="Until", required=True, readonly=True)
    state = fields.Selection(
        [
            (WAITING, "Waiting"),
            (QUEUED, "On its way"),
            (SENT, "Sent"),
            (FAILED, "Failed"),
        ],
        required=True,
        readonly=True,
        default=WAITING,
        help="On its way when the mail is handed to the mail queue, sent when the mail "
        "server has taken it.",
    )
    attempts = fields.Integer(readonly=True, help="How often it was tried.")
    date_tried = fields.Date(string="Last Tried", readonly=True, help="The day of the last try.")
    date_sent = fields.Datetime(string="Sent on", readonly=True)
    error = fields.Char(string="What Failed", readonly=True, help="Why it did not succeed.")
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_system",
        help="The mail while it waits in the queue; it is removed once it is sent.",
    )

    _once = models.UniqueIndex(
        "(schedule_id, recipient_id, period_key)",
        "This recipient has a delivery of this period already.",
    )
    # the job's question: what is to be done
    _to_be_done = models.Index("(state, date_tried) WHERE state IN ('waiting', 'failed')")

    @api.depends("recipient_id", "period_key")
    def _compute_display_name(self):
        for delivery in self:
            delivery.display_name = f"{delivery.period_key} · {delivery.recipient_id.name}"

    def action_retry(self):
        """Try what failed once more, at once."""
        self.check_access("read")
        self.schedule_id.check_access("write")
        self.filtered(lambda delivery: delivery.state == FAILED)._step(WAITING, attempts=0)
        self.schedule_id._trigger()
        return True

    @api.model
    def _to_do(self):
        """What waits, and what failed on an earlier day and not too often."""
        today = fields.Date.today()
        return self.search(
            [
                "|",
                ("state", "=", WAITING),
                *("&", ("state", "=", FAILED), ("date_tried", "<", today)),
                ("attempts", "<", ATTEMPTS),
                ("schedule_id.active", "=", True),
            ],
            order="id",
        )

    # making and handing over

    def _deliver(self):
        """Make this delivery's files and hand them to the mail queue, or say why not."""
        self.ensure_one()
        if not self._take():
            return
        try:
            with self.env.cr.savepoint():
                self._hand_over(self._files())
        except UserError as refusal:
            self._fail(str(refusal))
        except Exception:
            _logger.exception("Report delivery %s failed", self.id)
            self._fail(self.env._("The report could not be made; the server's log tells why."))

    def _take(self):
        """Whether this worker may do it: nobody else is at it, and it is still to be done."""
        self.invalidate_recordset()
        locked = self.try_lock_for_update()
        return bool(locked) and locked.state in (WAITING, FAILED)

    def _fail(self, sentence):
        values = {
            "error": sentence,
            "attempts": self.attempts + 1,
            "date_tried": fields.Date.today(),
        }
        if self.state == FAILED:
            self.sudo().write(values)
        else:
            self._step(FAILED, **values)

    def _recipient(self):
        """This delivery as its recipient: user, company, language, time zone."""
        user, company = self.recipient_id, self.company_id
        return self.with_user(user).with_context(
            lang=user.lang or "en_US",
            tz=user.tz or company._talk_timezone(),
            allowed_company_ids=company.ids,
        )

    def _files(self):
        """[(name, bytes)] as the recipient may see them. Raises UserError where nothing can
        be sent to the recipient."""
        schedule = self.schedule_id
        if refusal := schedule._refusal(self.recipient_id):
            raise UserError(refusal)
        choice = schedule._choice(self.date_from, self.date_to)
        env = self._recipient().env
        ledger = read_ledger(env, choice)
        files = []
        if schedule.file_format in ("pdf", "both"):
            reports = env["ir.actions.report"]
            name = "talk_management.report_talk_ledger"
            files.append(
                (f"{ledger.file_name}.pdf", reports._talk_pdf(name, ledger_values(ledger)))
            )
        if schedule.file_format in ("xlsx", "both"):
            workbook = io.BytesIO()
            write_ledger(env, ledger, workbook)
            files.append((f"{ledger.file_name}.xlsx", workbook.getvalue()))
        return files

    def _hand_over(self, files):
        """A mail with these files to the recipient alone, in the same transaction as the state.

        Its author is the system: a message's author may read its attachments.
        """
        root = self.with_user(SUPERUSER_ID)
        root.mail_id.unlink()
        mail = root.env["mail.mail"].create(self._mail_values())
        message = mail.mail_message_id
        mail.attachment_ids = root.env["ir.attachment"].create(
            [
                {"name": name, "raw": raw, "res_model": message._name, "res_id": message.id}
                for name, raw in files
            ]
        )
        self._step(
            QUEUED,
            mail_id=mail.id,
            error=False,
            attempts=self.attempts + 1,
            date_tried=fields.Date.today(),
        )
        root.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _mail_values(self):
        """A neutral mail: it says that there is a ledger, and of which period."""
        recipient = self._recipient()
        company = self.company_id
        officer = company._talk_officer()
        sender = company.email_formatted or officer.email_formatted
        _ = recipient.env._
        name, period = recipient.env.user.name, self.period_key
        lines = [
            _("Dear %s,", name),
            _(
                "The talk ledger of %(company)s for %(period)s is attached. It holds what you "
                "may see in the system: who, when, and what is still owed.",
                company=company.name,
                period=period,
            ),
            _("Please keep it to yourself."),
        ]
        body = recipient.env["ir.qweb"]._render("talk_management.mail_report", {"lines": lines})
        return {
            "subject": _("Talk ledger %s", period),
            "body_html": body,
            "email_to": recipient.env.user.email_formatted,
            "email_from": sender,
            "reply_to": officer.email_formatted or sender,
            "auto_delete": True,
        }

    def _mailed(self, failure):
        """The mail queue has sent the mails of these, or could not."""
        for delivery in self.filtered(lambda delivery: delivery.state == QUEUED):
            if failure:
                delivery._step(FAILED, error=failure)
            else:
                delivery._step(SENT, date_sent=fields.Datetime.now())
