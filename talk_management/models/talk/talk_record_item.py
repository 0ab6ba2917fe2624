from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .talk_record import COMPLETED
from .talk_record_line_mixin import DRAFT

OPEN = "open"
SETTLED = "settled"
FOLLOW_UP = "follow_up"
UNTOLD = "none"
NAMED = "named"
RESPONSIBLE = "responsible"
EMPLOYEE = "employee"
ITEM_KINDS = [
    ("opinion", "Opinion"),
    ("suggestion", "Suggestion"),
    ("difficulty", "Difficulty"),
    ("demand", "Demand"),
    ("problem", "Problem"),
]
URGENCIES = [("normal", "Normal"), ("urgent", "Urgent")]
PASSINGS = [
    (UNTOLD, "No"),
    ("anonymous", "Yes, without the name"),
    (NAMED, "Yes, with the name"),
]
# what the responsible says of a line that the employee wrote
ANSWER = frozenset({"state", "response"})


class TalkRecordItem(models.Model):
    """What somebody raised in a talk (反映事项), in the record's own words (H1.4, B4a, B4b).

    The responsible notes it while writing the record: settled in the talk, with the answer
    given, or to be followed up. The employee adds what was forgotten, once the record can be
    read and until it is locked. Only words set down for it are ever passed on, and those only
    where the employee agreed.
    """

    _name = "talk.record.item"
    _description = "Raised in a Talk"
    _inherit = ["talk.record.line.mixin", "talk.confidential.mixin"]
    _order = "record_id, side desc, id"
    _guarded_fields = frozenset()  # who notes a line is worked out when it is made

    text = fields.Text(
        string="What Was Raised", required=True, help="In the words in which it was said."
    )
    kind = fields.Selection(
        ITEM_KINDS,
        required=True,
        default="opinion",
        help="Whether it is an opinion, a suggestion, a difficulty, a demand or a problem (B4a).",
    )
    area_id = fields.Many2one(
        "talk.area",
        index="btree_not_null",
        ondelete="restrict",
        help="What it is about: work, management, life …",
    )
    urgency = fields.Selection(
        URGENCIES,
        required=True,
        default="normal",
        help="Whether it cannot wait (B6a).",
    )
    state = fields.Selection(
        [
            (OPEN, "To Be Decided"),
            (SETTLED, "Settled in the Talk"),
            (FOLLOW_UP, "To Be Followed Up"),
        ],
        string="What Becomes of It",
        required=True,
        default=OPEN,
        help="Every line is settled or to be followed up before the record is completed (H1.4).",
    )
    response = fields.Text(
        string="Response Given", help="What was answered in the talk itself (B4b)."
    )
    wants_reply = fields.Boolean(
        string="Wants a Written Reply", help="Whether a written reply was asked for (H4.4c)."
    )
    reply_by = fields.Date(string="Reply Wanted By", help="By when the reply is wanted.")
    passing = fields.Selection(
        PASSINGS,
        string="May Be Passed On",
        required=True,
        default=UNTOLD,
        help="Whether the employee agrees that it is passed on to those who can help.",
    )
    passed_words = fields.Text(
        string="Words to Pass On",
        help="Only these words are passed on, never what is written above. Agree on them.",
    )
    side = fields.Selection(
        [(EMPLOYEE, "Employee"), (RESPONSIBLE, "Responsible")],
        string="Noted By",
        required=True,
        readonly=True,
        default=RESPONSIBLE,
        help="The responsible notes it in the record; the employee adds what was forgotten.",
    )
    employee_id = fields.Many2one(
        related="record_id.participant_id.employee_id",
        string="Raised By",
        help="Whose part of the record it stands in.",
    )
    is_answer_mine = fields.Boolean(
        string="Decided by Me",
        compute="_compute_is_answer_mine",
        help="Whether the current user says what becomes of it.",
    )

    @api.depends_context("uid")
    @api.depends("record_id")
    def _compute_is_answer_mine(self):
        for item in self:
            item.is_answer_mine = item.record_id.is_writer

    @api.model
    def _domain_allowed(self, operation):
        allowed = super()._domain_allowed(operation)
        if operation == "read":
            return allowed
        own = Domain("record_id.participant_id.employee_id.user_id", "=", self.env.uid)
        return allowed | own & Domain("is_visible", "=", True) & Domain("side", "=", EMPLOYEE)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [self._from_its_side(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_words(vals.get("text"))
        items = super().create([self._without_untold_words(vals) for vals in vals_list])
        items._check_part()
        items.filtered(lambda item: item.side == EMPLOYEE)._check_agreed()
        return items

    def write(self, vals):
        if "text" in vals:
            self._check_words(vals["text"])
        result = super().write(self._without_untold_words(vals))
        self.filtered(lambda item: item.side == EMPLOYEE)._check_agreed()
        return result

    @api.model
    def _from_its_side(self, vals):
        """Who notes it follows from who is writing; what becomes of it is not for the employee
        to say."""
        record = self.env["talk.record"].browse(vals.get("record_id"))
        if not record or record.is_writer:
            return {**vals, "side": RESPONSIBLE}
        return {**vals, "side": EMPLOYEE, "state": FOLLOW_UP, "response": False}

    @api.model
    def _without_untold_words(self, vals):
        """Words that must not be passed on are not kept for it."""
        return {**vals, "passed_words": False} if vals.get("passing") == UNTOLD else vals

    def _check_words(self, text):
        if not (text or "").strip():
            raise UserError(
                self.env._("A line says what was raised: write it, or remove the line.")
            )

    def _check_part(self):
        for item in self:
            if not item.record_id.participant_id:
                raise UserError(
                    self.env._(
                        "What somebody raised belongs in that person's own part of the record."
                    )
                )

    def _check_agreed(self):
        """What was agreed on for later is complete. Raises UserError."""
        for item in self:
            if item.passing != UNTOLD and not (item.passed_words or "").strip():
                raise UserError(
                    self.env._(
                        "Something may be passed on, but not in which words. Write the words to "
                        "pass on."
                    )
                )
            if item.wants_reply and item.reply_by and item.reply_by < item.record_id.date:
                raise UserError(
                    self.env._("A written reply cannot be wanted by a day before the talk.")
                )

    def _check_changeable(self, vals):
        """The responsible's lines while the record is being written; the employee's from then
        on, until it is locked. Raises UserError."""
        if self.env.su:
            return
        if vals and "side" in vals:
            raise AccessError(self.env._("Who noted a line stays as it is."))
        for item in self:
            record = item.record_id
            if record.is_writer:
                super(TalkRecordItem, item)._check_changeable(vals)
                if item.side == EMPLOYEE and (vals is None or vals.keys() - ANSWER):
                    raise UserError(
                        self.env._(
                            "The employee added this line: only what was answered, and what "
                            "becomes of it, is yours to write."
                        )
                    )
            elif record.sudo().state == DRAFT:
                raise UserError(
                    self.env._("The record is being written again. Wait until it is completed.")
                )
            elif record.sudo().state != COMPLETED:
                raise UserError(self.env._("The record is locked: nothing is added any more."))
            elif vals and vals.keys() & ANSWER:
                raise UserError(self.env._("What becomes of it is for the responsible to say."))


class TalkRecord(models.Model):
    _inherit = "talk.record"

    item_ids = fields.One2many(
        "talk.record.item",
        "record_id",
        string="Raised",
        help="What the employee raised, and what becomes of it (H1.4, B4).",
    )
    has_added_items = fields.Boolean(
        string="The Employee Added Something",
        compute="_compute_has_added_items",
        help="Whether the employee added what was forgotten.",
    )
    can_add_item = fields.Boolean(
        string="May Add What Was Forgotten",
        compute="_compute_can_add_item",
        help="Whether the current user adds what was forgotten: the employee, until the record "
        "is locked.",
    )

    @api.depends("item_ids.side")
    def _compute_has_added_items(self):
        for record in self:
            record.has_added_items = any(item.side == EMPLOYEE for item in record.item_ids)

    @api.depends_context("uid")
    @api.depends("state", "participant_id")
    def _compute_can_add_item(self):
        for record in self:
            user = record.sudo().participant_id.employee_id.user_id
            record.can_add_item = record.state == COMPLETED and user == self.env.user

    def action_add_item(self):
        """The employee adds what was raised and is not in the record."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_add_item:
            raise UserError(
                self.env._("The employee adds what was forgotten, until the record is locked.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Something Is Missing"),
            "res_model": "talk.record.item",
            "view_mode": "form",
            "view_id": self.env.ref("talk_management.talk_record_item_view_form").id,
            "target": "new",
            "context": {"default_record_id": self.id},
        }

    def _check_completable(self):
        for record in self:
            record._check_items()
        return super()._check_completable()

    def _check_items(self):
        """Nothing that was raised is left lying (H1.4). Raises UserError."""
        items = self.item_ids
        if items.filtered(lambda item: item.state == OPEN):
            raise UserError(
                self.env._(
                    "Say of everything that was raised whether it was settled in the talk or is "
                    "to be followed up."
                )
            )
        if items.filtered(lambda item: item.state == SETTLED and not (item.response or "").strip()):
            raise UserError(
                self.env._("What was settled in the talk needs the response that was given.")
            )
        items.filtered(lambda item: item.side == RESPONSIBLE)._check_agreed()

    def _has_words(self):
        return super()._has_words() or bool(self.item_ids)
