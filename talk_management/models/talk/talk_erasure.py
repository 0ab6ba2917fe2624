from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from .talk_share import EMPLOYEE

ASKED = "asked"
ERASED = "erased"
DECLINED = "declined"
WITHDRAWN = "withdrawn"
BY_RULE = "rule"
ON_REQUEST = "request"


class TalkErasure(models.Model):
    """That a record was erased (销毁登记): which one, of whom, when, and why; never a word of it.

    Records are erased by themselves when they have been kept long enough. Before that the
    employee may ask for their own part, and the responsible agrees or not; nobody else, for
    nobody else can judge what is there. A formal measure is kept as long as its rule says.
    """

    _name = "talk.erasure"
    _description = "Erasure of a Record"
    _hides_activities = True
    _inherit = [
        "talk.reserved.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
        "talk.notice.mixin",
    ]
    _reserved_path = "talk_id.is_reserved"
    _order = "id desc"
    _transitions = frozenset({(ASKED, ERASED), (ASKED, DECLINED), (ASKED, WITHDRAWN)})
    _guarded_fields = frozenset({"state"})

    talk_id = fields.Many2one(
        "talk.talk", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="talk_id.company_id", store=True, index=True)
    date = fields.Date(related="talk_id.date", string="Date of the Talk")
    employee_id = fields.Many2one(
        "hr.employee",
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Whose part of the record it was. Empty: the common part of a group talk.",
    )
    record_id = fields.Many2one(
        "talk.record",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The record, as long as it is there.",
    )
    record_ref = fields.Integer(
        string="Record Number", readonly=True, help="The record's number in the database."
    )
    why = fields.Selection(
        [(BY_RULE, "Kept Long Enough"), (ON_REQUEST, "Asked For by the Employee")],
        required=True,
        readonly=True,
        help="By which rule, or on whose request.",
    )
    years = fields.Integer(readonly=True, help="For how many years it was to be kept.")
    state = fields.Selection(
        [
            (ASKED, "Requested"),
            (ERASED, "Erased"),
            (DECLINED, "Refused"),
            (WITHDRAWN, "Request Withdrawn"),
        ],
        required=True,
        readonly=True,
        default=ASKED,
        help="What became of it.",
    )
    erased_on = fields.Datetime(readonly=True, help="When it was erased.")
    row_count = fields.Integer(
        string="Rows", readonly=True, help="The record and all that hung on it."
    )
    can_answer = fields.Boolean(
        compute="_compute_sides", help="Whether the current user agrees to it or declines."
    )
    is_own = fields.Boolean(
        compute="_compute_sides", help="Whether it is the current user's own part."
    )

    _once = models.UniqueIndex(
        "(record_ref) WHERE state IN ('asked', 'erased')",
        "It has been asked for already that this record be erased.",
    )

    @api.depends("talk_id.name")
    def _compute_display_name(self):
        for erasure in self:
            erasure.display_name = erasure.talk_id.sudo().name

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_sides(self):
        for erasure in self:
            row = erasure.sudo()
            erasure.is_own = row.employee_id.user_id == self.env.user
            mine = row.talk_id.responsible_id.user_id == self.env.user
            erasure.can_answer = row.state == ASKED and mine

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(employee)s = ANY(ARRAY(SELECT id FROM hr_employee WHERE user_id = %(uid)s))
            OR %(talk)s = ANY(ARRAY(SELECT t.id FROM talk_talk t
                                      JOIN hr_employee e ON e.id = t.responsible_id
                                     WHERE e.user_id = %(uid)s))""",
            employee=SQL.identifier(alias, "employee_id"),
            talk=SQL.identifier(alias, "talk_id"),
            uid=uid,
        )

    # by rule

    @api.model
    def _erase_by_rule(self, records):
        """Erase ``records`` and leave a trace of each."""
        pending = self.sudo().search([("record_id", "in", records.ids), ("state", "=", ASKED)])
        pending._end_notice(is_done=False)
        pending.unlink()
        traces = self._quietly().create(
            [
                {**self._prepare_trace_vals(record), "why": BY_RULE, "state": ERASED}
                for record in records
            ]
        )
        traces._erase_now()

    @api.model
    def _quietly(self):
        return self.sudo().with_context(tracking_disable=True, mail_create_nosubscribe=True)

    @api.model
    def _prepare_trace_vals(self, record):
        kind, company = record.talk_id.kind_id, record.talk_id.company_id
        years = (
            company.talk_retention_formal_years
            if kind.is_disciplinary
            else company.talk_retention_years
        )
        return {
            "talk_id": record.talk_id.id,
            "record_id": record.id,
            "record_ref": record.id,
            "employee_id": record.participant_id.employee_id.id,
            "years": kind.retention_years or years,
        }

    def _erase_now(self):
        """The records of these rows go; the rows stay, and say how much went."""
        counts = self.record_id._erase()
        self.write({"erased_on": fields.Datetime.now()})
        for count, some in self.grouped(lambda row: counts.get(row.record_ref, 0)).items():
            some.write({"row_count": count})

    # on request

    @api.model
    def _ask(self, record):
        """The employee asks that their own part be erased. Raises where that cannot be."""
        _ = self.env._
        if record._side_of_user() != EMPLOYEE:
            raise AccessError(_("Everybody asks for their own part of a record to be erased."))
        if record.sudo().talk_id.kind_id.is_disciplinary:
            raise UserError(_("The record of a formal measure is kept as long as its rule says."))
        if self.sudo().search_count([("record_id", "=", record.id), ("state", "=", ASKED)]):
            raise UserError(_("You have asked for this already; the responsible is to answer."))
        vals = self._prepare_trace_vals(record.sudo())
        asked = self._quietly().create({**vals, "why": ON_REQUEST})
        asked._give_notice("talk_management.activity_type_erasure")
        return asked

    def action_agree(self):
        """The record is erased at once and for good."""
        self._check_answers()
        self._step(ERASED)
        rows = self.sudo()
        rows._end_notice(is_done=True)
        rows._erase_now()
        return self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_my_erasures")

    def action_decline(self):
        """The record stays."""
        self._check_answers()
        self._step(DECLINED)
        self.sudo()._end_notice(is_done=True)
        return True

    def action_withdraw(self):
        """The employee has thought better of it."""
        self.check_access("read")
        if not all(erasure.is_own for erasure in self):
            raise AccessError(self.env._("Whoever asked for it withdraws it."))
        self._step(WITHDRAWN)
        self.sudo()._end_notice(is_done=False)
        return True

    def _check_answers(self):
        self.check_access("read")
        mine = self.sudo().talk_id.responsible_id.user_id
        if not self.env.su and mine != self.env.user:
            raise AccessError(self.env._("The responsible of the talk answers."))

    def _notice_user(self):
        return self.talk_id.responsible_id.user_id

    def _notice_summary(self):
        return self.env._(
            "Asked to erase a record: %(number)s of %(date)s",
            number=self.talk_id.name,
            date=format_date(self.env, self.date),
        )


class TalkRecord(models.Model):
    _inherit = "talk.record"

    can_ask_erasing = fields.Boolean(
        compute="_compute_can_ask_erasing",
        help="Whether the current user may ask for this part to be erased.",
    )

    @api.depends_context("uid")
    def _compute_can_ask_erasing(self):
        for record in self:
            formal = record.sudo().talk_id.kind_id.is_disciplinary
            record.can_ask_erasing = not formal and record._side_of_user() == EMPLOYEE

    def action_ask_erasing(self):
        """Ask the responsible to agree that this part of the record be erased."""
        self.ensure_one()
        self.check_access("read")
        self.env["talk.erasure"]._ask(self)
        return self.env["ir.actions.act_window"]._for_xml_id("talk_management.action_my_erasures")
