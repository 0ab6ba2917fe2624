from odoo import api, fields, models
from odoo.fields import Domain

from ..talk.talk_record_item import ITEM_KINDS, URGENCIES

NEW = "new"
IN_PROGRESS = "in_progress"
SOLVED = "solved"
DECLINED = "declined"
CLOSED = "closed"
MERGED = "merged"
EFFECTS = [
    ("effective", "It Helped"),
    ("partly", "It Helped in Part"),
    ("none", "It Did Not Help"),
]
OPEN_STATES = (NEW, IN_PROGRESS)
ANSWERED_STATES = (SOLVED, DECLINED, CLOSED)


class TalkItem(models.Model):
    """What people raised, as those see it who can help (反映事项: H1.4, H4.4a, B4, B6, B10).

    It carries the facts: about what, how urgent, who handles it, by when. The words that may be
    passed on, and what becomes of it, are its ``talk.item.content`` and ``talk.item.word``; who
    raised it is ``talk.item.raiser``, read by the raiser and by whoever held the talk. As long
    as nothing may be passed on, or the talk itself is known to its people only, the item is
    private: known to these two, on no list and in no figure.
    """

    _name = "talk.item"
    _description = "Raised Item"
    _inherit = [
        "talk.worded.mixin",
        "talk.reserved.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _reserved_path = "is_private"
    _order = "date_due, id"
    _rec_names_search = ["name"]
    _check_company_auto = True
    _log_access = False  # who wrote it last may be who raised it
    _words_model = "talk.item.content"
    _words_link = "item_id"
    _worded = ("title", "cause", "answer", "evaluation", "effect")
    _transitions = frozenset(
        {
            (NEW, IN_PROGRESS),
            (NEW, SOLVED),
            (NEW, DECLINED),
            (NEW, MERGED),
            (IN_PROGRESS, NEW),
            (IN_PROGRESS, SOLVED),
            (IN_PROGRESS, DECLINED),
            (IN_PROGRESS, MERGED),
            (SOLVED, IN_PROGRESS),
            (DECLINED, IN_PROGRESS),
            (SOLVED, CLOSED),
            (DECLINED, CLOSED),
        }
    )
    _guarded_fields = frozenset(
        {
            "name",
            "state",
            "company_id",
            "owner_id",
            "department_id",
            "date_assigned",
            "date_opened",
            "date_solved",
            "days_to_solve",
            "days_to_reply",
            "raiser_count",
            "is_private",
            "is_handed_over",
            "merged_into_id",
            "escalated_to_id",
            "escalation_level",
        }
    )

    name = fields.Char(
        string="Number",
        readonly=True,
        copy=False,
        help="The number under which it is handled. A private item has none.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
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
            (NEW, "To Be Handled"),
            (IN_PROGRESS, "Being Handled"),
            (SOLVED, "Solved"),
            (DECLINED, "Not Adopted"),
            (CLOSED, "Closed"),
            (MERGED, "Merged"),
        ],
        required=True,
        readonly=True,
        index=True,
        default=NEW,
        copy=False,
        help="Solved or not adopted, it waits for those who raised it; then it is closed.",
    )
    owner_id = fields.Many2one(
        "hr.employee",
        string="Handled By",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Who has to do something about it now: at first whoever held the talk.",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Handling Department",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The department it was handed over to.",
    )
    date_opened = fields.Date(
        string="Registered On",
        readonly=True,
        help="The day on which it became known to those who help.",
    )
    date_due = fields.Date(
        string="Due", index=True, help="The day by which it is to be solved (H4.4a)."
    )
    date_solved = fields.Date(
        string="Solved On", readonly=True, copy=False, help="The day it was solved or declined."
    )
    days_to_solve = fields.Integer(
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Days from the day it was raised until it was solved (B6a).",
    )
    is_overdue = fields.Boolean(
        string="Overdue",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="Neither solved nor declined after its day.",
    )
    raiser_ids = fields.One2many(
        "talk.item.raiser",
        "item_id",
        string="Raised By",
        help="Those you may know of: your own, and those who agreed that their name is told.",
    )
    raiser_count = fields.Integer(
        string="Raised By How Many", readonly=True, default=0, help="How many people raised it."
    )
    word_ids = fields.One2many(
        "talk.item.word",
        "item_id",
        string="In Their Words",
        help="The words that may be passed on, without who said them.",
    )
    is_private = fields.Boolean(
        string="Between the Two",
        readonly=True,
        default=True,
        index=True,
        help="Known to whoever raised it and whoever held the talk, and to nobody else.",
    )
    is_handed_over = fields.Boolean(
        string="Handed Over", readonly=True, help="Somebody else than the first has handled it."
    )
    merged_into_id = fields.Many2one(
        "talk.item",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The item under which the same matter is handled.",
    )
    escalated_to_id = fields.Many2one(
        "hr.employee",
        string="Brought Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The superior who was told that it is overdue.",
    )
    escalation_level = fields.Integer(
        readonly=True, copy=False, help="How many levels up it has been brought."
    )

    # words, kept in talk.item.content
    title = fields.Char(
        string="Subject",
        compute="_compute_words",
        inverse="_inverse_words",
        help="The matter in a few words, without telling who raised it.",
    )
    cause = fields.Text(
        string="Root Cause",
        compute="_compute_words",
        inverse="_inverse_words",
        help="Why it is so: found by those who handle it, or in a meeting (B5a).",
    )
    answer = fields.Text(
        string="What Those Who Raised It Are Told",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What was done, or why it is not: everyone who raised it reads this (H4.4b, B6b).",
    )
    evaluation = fields.Text(
        compute="_compute_words",
        inverse="_inverse_words",
        help="Whether what was done has helped. An item is not closed without it.",
    )
    effect = fields.Selection(
        EFFECTS,
        compute="_compute_words",
        inverse="_inverse_words",
        help="How far it helped.",
    )
    is_mine_to_write = fields.Boolean(
        string="Handled by Me",
        compute="_compute_is_mine_to_write",
        help="Whether the current user handles it.",
    )

    _by_state = models.Index("(company_id, state, date_due)")
    _named_once = models.UniqueIndex("(company_id, name)", "This number is taken already.")

    @api.depends("name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Its number; a link to it shows none to whoever may not read it, as those who raised
        it: by their numbers they would find each other once items were merged."""
        known = self.sudo(False)._filtered_access("read")
        for item in self:
            number = item.sudo(False) in known and item.name
            item.display_name = number or self.env._("Raised Item")

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for item in self:
            today = item.company_id._talk_today()
            due = item.date_due
            item.is_overdue = item.state in OPEN_STATES and bool(due) and due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        overdue = Domain("state", "in", OPEN_STATES) & Domain("date_due", "<", today)
        return overdue if True in value else ~overdue

    @api.depends_context("uid")
    @api.depends("owner_id.user_id", "state")
    def _compute_is_mine_to_write(self):
        for item in self:
            user = item.sudo().owner_id.user_id
            item.is_mine_to_write = item.state in OPEN_STATES and user == self.env.user
