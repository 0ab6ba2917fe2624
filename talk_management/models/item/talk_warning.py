from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date

DISCIPLINE = "talk_management.group_talk_discipline"
SUBMITTED, IN_REVIEW, FOLLOWED, CLOSED, WITHDRAWN = (
    "submitted",
    "in_review",
    "followed",
    "closed",
    "withdrawn",
)
REMINDED = "reminded"


class TalkWarning(models.Model):
    """A sign that something may go wrong with a person (苗头性问题线索, B8), written by somebody
    responsible for them during or after a talk.

    The author and the discipline officers of the organisation read it, nobody else: not the
    person, not a discipline officer who is that person, no HR officer, no administrator. A
    discipline officer takes it up, says what they think, has a reminder talk (提醒谈话) held
    where need be, and writes what became of it and until when it is kept; then it is erased.
    It is on no list, count, sheet, ledger, export or calendar, and on nothing that is handed
    out; deleting what it names meets no resistance that could tell of it.
    """

    _name = "talk.warning"
    _description = "Early Warning"
    _inherit = ["talk.form.mixin", "talk.unnumbered.mixin", "talk.workflow.mixin"]
    _looked_up = frozenset({"talk_id"})
    _not_handed_out = "a matter that is still open, like restricted events; erased when it is over"
    _rec_names_search = ["employee_id"]
    _order = "date desc, id desc"
    _transitions = frozenset(
        {
            (SUBMITTED, IN_REVIEW),
            (SUBMITTED, WITHDRAWN),
            (IN_REVIEW, FOLLOWED),
            (IN_REVIEW, CLOSED),
            (FOLLOWED, CLOSED),
        }
    )
    _guarded_fields = frozenset(
        {
            "state",
            "author_id",
            "company_id",
            "subject_user_id",
            "date",
            "reviewer_id",
            "reminder_talk_id",
        }
    )

    # no key of these resists a deletion: the refusal would tell of the row
    employee_id = fields.Many2one(
        "hr.employee",
        string="About",
        required=True,
        index=True,
        ondelete="cascade",
        copy=False,
        help="Whom it is about: somebody in the talk, or somebody you answer for.",
    )
    subject_user_id = fields.Many2one(
        "res.users",
        string="User of the Person",
        compute="_compute_from_employee",
        store=True,
        precompute=True,
        ondelete="set null",
        copy=False,
        help="Never reads it, whatever becomes of the person's user later.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_from_employee",
        store=True,
        precompute=True,
        index=True,
        ondelete="cascade",
        copy=False,
        help="Whose discipline officers read it.",
    )
    talk_id = fields.Many2one(
        "talk.talk",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The talk in which it was noticed. Nothing in the talk leads here.",
    )
    author_id = fields.Many2one(
        "res.users",
        string="Submitted By",
        readonly=True,
        index=True,
        ondelete="set null",
        default=lambda self: self.env.user,
        copy=False,
        help="Who noticed it.",
    )
    date = fields.Date(
        string="Written On",
        readonly=True,
        default=lambda self: self.env.company._talk_today(),
        copy=False,
        help="When it was written.",
    )
    kind = fields.Selection(
        [
            ("conduct", "Conduct and Style of Work"),
            ("integrity", "Integrity"),
            ("discipline", "Working Discipline"),
            ("money", "Money and Debts"),
            ("contacts", "Company Kept outside Work"),
            ("mood", "State of Mind"),
            ("other", "Something Else"),
        ],
        string="About What",
        required=True,
        default="conduct",
        help="What the sign points to.",
    )
    severity = fields.Selection(
        [("slight", "Slight"), ("clear", "Clear"), ("serious", "Serious")],
        string="How Serious",
        required=True,
        default="slight",
        help="How serious it looks to whoever noticed it.",
    )
    words = fields.Text(
        string="What Was Noticed",
        required=True,
        copy=False,
        help="What you saw or heard, when and where; facts first, what you make of them after.",
    )
    state = fields.Selection(
        [
            (SUBMITTED, "Submitted"),
            (IN_REVIEW, "In Review"),
            (FOLLOWED, "Reminder Talk Agreed On"),
            (CLOSED, "Closed"),
            (WITHDRAWN, "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default=SUBMITTED,
        copy=False,
        help="How far the discipline officer is.",
    )
    reviewer_id = fields.Many2one(
        "res.users",
        string="Reviewed By",
        readonly=True,
        ondelete="set null",
        copy=False,
        help="The discipline officer who took it up.",
    )
    opinion = fields.Text(
        copy=False,
        groups=DISCIPLINE,
        help="What the discipline officer thinks of it. The author does not read it.",
    )
    outcome = fields.Selection(
        [
            ("unfounded", "Nothing in It"),
            (REMINDED, "Reminded in a Talk"),
            ("watched", "To Be Watched Further"),
            ("handed_on", "Handed On by the Rules"),
        ],
        string="How It Ended",
        copy=False,
        help="What became of it.",
    )
    outcome_note = fields.Text(
        string="Outcome in Words",
        copy=False,
        help="What the author is told of how it ended.",
    )
    date_end = fields.Date(
        string="Kept Until",
        copy=False,
        help="The last day on which it is kept. Then it is erased, and nothing is left of it.",
    )

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Neutral: it stands in the title of the browser's window."""
        for warning in self:
            day = format_date(self.env, warning.date)
            warning.display_name = self.env._("Note of %(date)s", date=day)

    @api.depends("employee_id")
    def _compute_from_employee(self):
        """As it is when it is written; whoever moves later changes nothing."""
        for warning in self:
            employee = warning.employee_id.sudo()
            warning.company_id = employee.company_id
            warning.subject_user_id = employee.user_id

    @api.constrains("words")
    def _check_words(self):
        for warning in self:
            if not (warning.words or "").strip():
                raise ValidationError(self.env._("Write down what you noticed."))

    @api.constrains("date_end")
    def _check_date_end(self):
        for warning in self:
            today = (warning.sudo().company_id or self.env.company)._talk_today()
            if warning.date_end and warning.date_end < today and warning.state != WITHDRAWN:
                raise ValidationError(
                    self.env._("The day until which it is kept is today or a later one.")
                )

    # who reads and writes

    @api.model
    def _refusal_sentence(self):
        return self.env._("This is for whoever wrote it and the discipline officers, nobody else.")

    @api.model
    def _sql_visible(self, alias, uid):
        """The author; discipline officers of the organisation, of what was not taken back. Never
        whom it is about."""
        is_officer = self.env["res.users"].browse(uid).has_group(DISCIPLINE)
        return SQL(
            """(%(author)s = %(uid)s OR %(is_officer)s AND %(state)s <> %(withdrawn)s
                AND %(company)s = ANY(ARRAY(SELECT cid FROM res_company_users_rel
                                             WHERE user_id = %(uid)s)))
               AND %(subject)s IS DISTINCT FROM %(uid)s
               AND %(employee)s <> ALL(ARRAY(SELECT id FROM hr_employee
                                              WHERE user_id = %(uid)s))""",
            author=SQL.identifier(alias, "author_id"),
            uid=uid,
            is_officer=is_officer,
            state=SQL.identifier(alias, "state"),
            withdrawn=WITHDRAWN,
            company=SQL.identifier(alias, "company_id"),
            subject=SQL.identifier(alias, "subject_user_id"),
            employee=SQL.identifier(alias, "employee_id"),
        )

    def unlink(self):
        # with their activities, which the database would not take along
        self.sudo().notice_ids.unlink()
        return super().unlink()
