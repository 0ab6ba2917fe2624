from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..talk.talk_record_item import NAMED, PASSINGS, UNTOLD
from .talk_item import CLOSED, DECLINED, IN_PROGRESS, MERGED, NEW, SOLVED

WAITING = "waiting"
TOLD = "told"
CONFIRMED = "confirmed"
REOPENED = "reopened"


class TalkItemRaiser(models.Model):
    """Who raised an item, and through whom: as confidential as the talk it was said in.

    Read by whoever raised it and by whoever held the talk; by those who handle the item only
    where the name may be told. What the raiser does later is written here and nowhere else,
    since any other row would tell by whom it was written.
    """

    _name = "talk.item.raiser"
    _description = "Raised by Me"
    _inherit = [
        "talk.form.mixin",
        "talk.confidential.mixin",
        "talk.visible.mixin",
        "talk.workflow.mixin",
    ]
    _rec_names_search = ["words"]
    _order = "id desc"
    _transitions = frozenset(
        {(WAITING, TOLD), (TOLD, CONFIRMED), (TOLD, REOPENED), (REOPENED, TOLD)}
    )
    _guarded_fields = frozenset(
        {
            "state",
            "item_id",
            "employee_id",
            "responsible_id",
            "record_item_id",
            "record_id",
            "request_id",
            "told_on",
            "confirmed_on",
            "reopened_on",
            "is_reopening_passed_on",
            "is_passed_on",
            "date_opened",
            "outcome",
            "answer",
            "reply_ids",
        }
    )

    item_id = fields.Many2one(
        "talk.item", string="Raised Item", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Raised By",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who raised it.",
    )
    responsible_id = fields.Many2one(
        "hr.employee",
        string="Told To",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who held the talk, or was asked for one.",
    )
    record_item_id = fields.Many2one(
        "talk.record.item",
        string="Line of the Record",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Where it was written down.",
    )
    record_id = fields.Many2one(
        "talk.record",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The record of the talk in which it was raised.",
    )
    request_id = fields.Many2one(
        "talk.request",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The request with which it was raised.",
    )
    passing = fields.Selection(
        PASSINGS,
        string="May Be Passed On",
        required=True,
        default=UNTOLD,
        help="Whether it may be passed on to those who can help.",
    )
    words = fields.Text(
        string="Words to Pass On", help="Only these words are passed on, never the record."
    )
    is_passed_on = fields.Boolean(
        string="Passed On", readonly=True, help="The words lie with those who handle it."
    )
    wants_reply = fields.Boolean(
        string="Wants a Written Reply", help="Whether a written reply was asked for (H4.4c)."
    )
    reply_by = fields.Date(string="Reply Wanted By", help="By when the reply is wanted.")
    state = fields.Selection(
        [
            (WAITING, "Waiting for an Answer"),
            (TOLD, "Answered"),
            (CONFIRMED, "Confirmed"),
            (REOPENED, "Reopened"),
        ],
        string="For Me",
        required=True,
        readonly=True,
        index=True,
        default=WAITING,
        help="Whether the answer has come, and what the raiser says to it.",
    )
    told_on = fields.Datetime(string="Answered On", readonly=True, help="When it was answered.")
    confirmed_on = fields.Datetime(readonly=True, help="When the raiser confirmed the answer.")
    reopened_on = fields.Datetime(readonly=True, help="When the raiser reopened it.")
    reopen_reason = fields.Text(
        string="What Is Not Settled",
        help="Why it is reopened. It is passed on without the name, as everything else.",
    )
    is_own = fields.Boolean(
        string="Raised by Me Myself", compute="_compute_is_own", help="It is the user's own."
    )

    is_reopening_passed_on = fields.Boolean(
        string="Reopening Passed On",
        readonly=True,
        help="Those who handle it know that it is not settled.",
    )
    date_opened = fields.Date(
        string="Since",
        readonly=True,
        default=lambda self: self.env.company._talk_today(),
        help="The day it was raised.",
    )

    # as told to this person: what others say to it later changes nothing here
    outcome = fields.Selection(
        [(SOLVED, "Solved"), (DECLINED, "Not Adopted")],
        string="How It Was Answered",
        readonly=True,
        help="Whether something was done about it.",
    )
    answer = fields.Text(
        readonly=True,
        help="What was done about it, or why it is not: told to everyone who raised it (B6b).",
    )

    # of the item, as far as the raiser may know
    item_state = fields.Selection(
        [
            (NEW, "To Be Handled"),
            (IN_PROGRESS, "Being Handled"),
            (SOLVED, "Solved"),
            (DECLINED, "Not Adopted"),
            (CLOSED, "Closed"),
        ],
        string="State",
        compute="_compute_item_state",
        help="How far the matter has come.",
    )
    area_id = fields.Many2one(related="item_id.area_id", help="What it is about.")
    kind = fields.Selection(related="item_id.kind", help="Of what kind it is.")
    date_due = fields.Date(related="item_id.date_due", string="Due")
    department_id = fields.Many2one(related="item_id.department_id", string="Handling Department")

    _once = models.UniqueIndex(
        "(record_item_id) WHERE record_item_id IS NOT NULL",
        "This line is a raised item already.",
    )

    @api.depends("date_opened")
    def _compute_display_name(self):
        # not the number of the item, which tells where it was merged with others
        for raiser in self:
            day = format_date(self.env, raiser.date_opened)
            raiser.display_name = self.env._("Raised on %s", day)

    @api.depends_context("uid")
    @api.depends("employee_id.user_id")
    def _compute_is_own(self):
        for raiser in self:
            raiser.is_own = raiser.sudo().employee_id.user_id == self.env.user

    @api.depends("item_id.state", "state", "outcome")
    def _compute_item_state(self):
        """As the person was told: that others find it not settled would tell of others."""
        for raiser in self:
            state = raiser.item_id.sudo().state
            if raiser.state in (TOLD, CONFIRMED) and state != CLOSED:
                state = raiser.outcome
            raiser.item_state = IN_PROGRESS if state == MERGED else state

    @api.model
    def _refusal_sentence(self):
        return self.env._("Who raised something is known to those who took part in the talk.")

    @api.model
    def _sql_visible(self, alias, uid):
        """Whoever raised it, whoever held the talk, and those who handle it where the name may
        be told."""
        return SQL(
            """%(id)s IN (
                   SELECT r.id FROM talk_item_raiser r JOIN hr_employee e ON e.id = r.employee_id
                    WHERE e.user_id = %(uid)s
                    UNION ALL
                   SELECT r.id FROM talk_item_raiser r JOIN hr_employee e ON e.id = r.responsible_id
                    WHERE e.user_id = %(uid)s
                    UNION ALL
                   SELECT r.id FROM talk_item_raiser r
                    WHERE r.passing = %(named)s AND r.is_passed_on AND r.item_id IN (%(handled)s))
            """,
            id=SQL.identifier(alias, "id"),
            uid=uid,
            named=NAMED,
            handled=self.env["talk.item"]._sql_naming(uid),
        )

    @api.model
    def _domain_allowed(self, operation):
        return Domain("is_visible", "=", True) if operation == "read" else Domain.FALSE

    def _pass_words_on(self):
        """Put the words that may be passed on with their items, without who said them."""
        ready = self.filtered(
            lambda one: one.passing != UNTOLD and not one.is_passed_on and one.words
        )
        self.env["talk.item.word"].sudo().create(
            [{"item_id": one.item_id.id, "text": one.words} for one in ready]
        )
        ready.write({"is_passed_on": True})

    def _words_may_be_passed_on(self):
        """Whether at least one of them agreed to pass something on."""
        return any(one.passing != UNTOLD and (one.words or "").strip() for one in self)
