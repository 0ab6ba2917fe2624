from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .talk_item import MERGED

DUE = "due"
DRAFTED = "drafted"
SIGNED = "signed"
DELIVERED = "delivered"
REPLY_STATES = [
    (DUE, "To Be Written"),
    (DRAFTED, "To Be Signed"),
    (SIGNED, "Signed"),
    (DELIVERED, "Delivered"),
]
CHANGEABLE = (DUE, DRAFTED)


class TalkReply(models.Model):
    """A written reply (书面回复) to those who raised something, an obligation of its own (H4.4c).

    It is owed as soon as one of them wants it: whoever handles the item writes it, it is signed
    on screen, and delivering it gives it to all of them at once. Whoever reopens the item and
    wants a reply is owed the next one. Here are the facts; what is written lies in
    ``talk.reply.content``. Those who raised the item read neither of the two: what was delivered
    to them is on their own row, so that they learn of nobody else.
    """

    _name = "talk.reply"
    _description = "Written Reply"
    _inherit = [
        "talk.worded.mixin",
        "talk.reserved.mixin",
        "talk.workflow.mixin",
        "talk.visible.mixin",
    ]
    _reserved_path = "item_id.is_private"
    _order = "date_due, id"
    _rec_names_search = ["item_id.name"]
    _log_access = False  # who wrote it last may be who raised the item
    _words_model = "talk.reply.content"
    _words_link = "reply_id"
    _worded = ("body",)
    _transitions = frozenset(
        {(DUE, DRAFTED), (DRAFTED, SIGNED), (SIGNED, DRAFTED), (SIGNED, DELIVERED)}
    )
    _guarded_fields = frozenset(
        {
            "item_id",
            "company_id",
            "round",
            "state",
            "date_since",
            "date_due",
            "signer_id",
            "signer_name",
            "signer_post",
            "signed_on",
            "delivered_on",
            "days",
            "raiser_ids",
            "escalated_to_id",
        }
    )

    item_id = fields.Many2one(
        "talk.item",
        string="Raised Item",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="What is replied to.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    round = fields.Integer(
        string="Which Reply",
        required=True,
        readonly=True,
        default=1,
        aggregator=None,
        help="The first, or the next one because somebody found the matter not settled.",
    )
    state = fields.Selection(
        REPLY_STATES,
        required=True,
        readonly=True,
        index=True,
        default=DUE,
        help="It is written, signed, and then delivered to those who raised the matter.",
    )
    date_since = fields.Date(
        string="Owed Since", required=True, readonly=True, help="The day it was asked for."
    )
    date_due = fields.Date(
        string="Due",
        required=True,
        readonly=True,
        index=True,
        help="The day by which it is wanted, or which the organisation has set (H4.4c).",
    )
    signer_id = fields.Many2one(
        "hr.employee",
        string="Signed By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who signs it: whoever handles the matter, or the head of the department.",
    )
    signer_name = fields.Char(
        string="Name Signed With", readonly=True, help="The name at the time of signing."
    )
    signer_post = fields.Char(
        string="Post of the Signer", readonly=True, help="The post at the time of signing."
    )
    signed_on = fields.Datetime(readonly=True, help="When it was signed.")
    delivered_on = fields.Datetime(
        readonly=True, help="When all who raised the matter were given it."
    )
    days = fields.Integer(
        string="Days to Reply",
        readonly=True,
        aggregator="avg",
        help="Days from the day it was asked for until it was delivered.",
    )
    escalated_to_id = fields.Many2one(
        "hr.employee",
        string="Brought Before",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The superior who was told that it is overdue.",
    )
    is_overdue = fields.Boolean(
        string="Overdue",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="Not delivered after its day.",
    )
    raiser_ids = fields.Many2many(
        "talk.item.raiser",
        "talk_reply_raiser_rel",
        "reply_id",
        "raiser_id",
        string="Delivered To",
        readonly=True,
        help="To whom it was delivered, as far as you may know.",
    )
    body = fields.Text(
        string="Reply",
        compute="_compute_words",
        inverse="_inverse_words",
        help="What everybody who raised the matter is written: say nothing of who they are.",
    )

    # of the item
    owner_id = fields.Many2one(related="item_id.owner_id", help="Who has to write it.")
    area_id = fields.Many2one(related="item_id.area_id", help="What the matter is about.")
    kind = fields.Selection(related="item_id.kind", help="Of what kind the matter is.")
    urgency = fields.Selection(related="item_id.urgency", help="Whether it cannot wait.")
    is_mine_to_write = fields.Boolean(
        string="Written by Me",
        compute="_compute_is_mine",
        help="Whether the current user writes it.",
    )
    is_mine_to_deliver = fields.Boolean(
        string="Delivered by Me",
        compute="_compute_is_mine",
        help="Whether the current user handles the matter.",
    )
    is_mine_to_sign = fields.Boolean(
        string="Signed by Me", compute="_compute_is_mine", help="Whether the current user signs it."
    )

    _once = models.UniqueIndex("(item_id, round)", "This reply is there already.")
    _one_open = models.UniqueIndex(
        "(item_id) WHERE state <> 'delivered'", "One reply is written at a time."
    )
    _by_state = models.Index("(company_id, state, date_due)")

    @api.depends("item_id", "round")
    def _compute_display_name(self):
        for reply in self:
            number = reply.sudo().item_id.name
            name = f"{number}-{reply.round}" if reply.round > 1 else number
            reply.display_name = name if number else self.env._("Written Reply")

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for reply in self:
            today = reply.company_id._talk_today()
            reply.is_overdue = reply.state != DELIVERED and reply.date_due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._talk_today()
        merged = self.env["talk.item"].sudo()._search([("state", "=", MERGED)])
        overdue = (
            Domain("state", "!=", DELIVERED)
            & Domain("date_due", "<", today)
            & Domain("item_id", "not in", merged)
        )
        return overdue if True in value else ~overdue

    @api.depends_context("uid")
    @api.depends("item_id.owner_id.user_id", "signer_id.user_id", "state")
    def _compute_is_mine(self):
        for reply in self:
            own = reply.sudo()
            is_owner = own.item_id.owner_id.user_id == self.env.user
            reply.is_mine_to_deliver = is_owner
            reply.is_mine_to_write = is_owner and own.state in CHANGEABLE
            reply.is_mine_to_sign = own.signer_id.user_id == self.env.user

    def _texts(self):
        """{reply id: what is written in it}, whoever asks: for the server's own steps."""
        words = self._words_of_all(sudo=True)
        return {one.reply_id.id: (one.body or "").strip() for one in words}

    # who sees it

    @api.model
    def _domain_known(self):
        return Domain("item_id.is_private", "=", False) | Domain("is_visible", "=", True)

    @api.model
    def _sql_reserved(self, alias):
        return SQL(
            "%s IN (SELECT id FROM talk_item WHERE is_private)", SQL.identifier(alias, "item_id")
        )

    @api.model
    def _sql_words_readable(self, uid):
        """SELECT of the replies whose words user ``uid`` reads: whoever deals with the item,
        and whoever signs. Who only hears of it in a meeting does not read what one is told."""
        return SQL(
            """SELECT id FROM talk_reply WHERE item_id = ANY(ARRAY(%(items)s))
               UNION ALL
               SELECT p.id FROM talk_reply p JOIN hr_employee e ON e.id = p.signer_id
                WHERE e.user_id = %(uid)s AND p.state <> %(due)s""",
            items=self.env["talk.item"]._sql_naming(uid),
            uid=uid,
            due=DUE,
        )

    @api.model
    def _sql_visible(self, alias, uid):
        """The facts: whoever reads the words, and before whom it was brought."""
        return SQL(
            """%(id)s = ANY(ARRAY(%(words)s)) OR %(escalated)s = ANY(ARRAY(
                SELECT id FROM hr_employee WHERE user_id = %(uid)s))""",
            id=SQL.identifier(alias, "id"),
            words=self._sql_words_readable(uid),
            escalated=SQL.identifier(alias, "escalated_to_id"),
            uid=uid,
        )
