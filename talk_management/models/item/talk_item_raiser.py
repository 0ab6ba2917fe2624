from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..talk.talk_record_item import NAMED, PASSINGS, UNTOLD
from .talk_item import ANSWERED_STATES

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
    _rec_names_search = ["item_id.name"]
    _order = "id desc"
    _transitions = frozenset({(WAITING, TOLD), (TOLD, CONFIRMED), (TOLD, REOPENED)})
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
            "is_passed_on",
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

    # of the item, for the raiser
    item_state = fields.Selection(
        related="item_id.state", string="State", help="How far the matter has come."
    )
    area_id = fields.Many2one(related="item_id.area_id", help="What it is about.")
    kind = fields.Selection(related="item_id.kind", help="Of what kind it is.")
    date_opened = fields.Date(related="item_id.date_opened", string="Since")
    date_due = fields.Date(related="item_id.date_due", string="Due")
    department_id = fields.Many2one(related="item_id.department_id", string="Handling Department")
    answer = fields.Text(
        compute="_compute_answer",
        help="What was done about it, or why it is not: told to everyone who raised it (B6b).",
    )

    _once = models.UniqueIndex(
        "(record_item_id) WHERE record_item_id IS NOT NULL",
        "This line is a raised item already.",
    )

    @api.depends("item_id")
    def _compute_display_name(self):
        for raiser in self:
            raiser.display_name = raiser.item_id.sudo().display_name

    @api.depends_context("uid")
    @api.depends("employee_id.user_id")
    def _compute_is_own(self):
        for raiser in self:
            raiser.is_own = raiser.sudo().employee_id.user_id == self.env.user

    @api.depends("item_id.state", "state")
    def _compute_answer(self):
        contents = self.env["talk.item.content"].sudo()
        contents = contents.search([("item_id", "in", self.item_id.ids)])
        answers = {content.item_id.id: content.answer for content in contents}
        for raiser in self:
            told = raiser.item_id.sudo().state in ANSWERED_STATES
            raiser.answer = told and answers.get(raiser.item_id.id)

    @api.model
    def _refusal_sentence(self):
        return self.env._("Who raised something is known to those who took part in the talk.")

    @api.model
    def _sql_part(self, alias, uid):
        """SQL condition: user ``uid`` raised it, or held the talk."""
        mine = SQL("SELECT id FROM hr_employee WHERE user_id = %s", uid)
        return SQL(
            "%(raiser)s = ANY(ARRAY(%(mine)s)) OR %(responsible)s = ANY(ARRAY(%(mine)s))",
            raiser=SQL.identifier(alias, "employee_id"),
            responsible=SQL.identifier(alias, "responsible_id"),
            mine=mine,
        )

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL(
            """%(part)s OR (%(passing)s = %(named)s AND %(passed)s
                            AND %(item)s = ANY(ARRAY(%(handled)s)))""",
            part=self._sql_part(alias, uid),
            passing=SQL.identifier(alias, "passing"),
            passed=SQL.identifier(alias, "is_passed_on"),
            named=NAMED,
            item=SQL.identifier(alias, "item_id"),
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
