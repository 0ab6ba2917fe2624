from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .talk_item import CLOSED, MERGED
from .talk_reply import DELIVERED, DUE, REPLY_STATES


class TalkItem(models.Model):
    """Which written replies are owed on an item, and how long they took (H4.4c)."""

    _inherit = "talk.item"

    reply_ids = fields.One2many(
        "talk.reply", "item_id", string="Written Replies", help="What is owed in writing."
    )
    reply_state = fields.Selection(
        REPLY_STATES,
        string="Written Reply",
        compute="_compute_reply",
        compute_sudo=True,
        store=True,
        help="How far the written reply is; empty where nobody wants one.",
    )
    reply_due = fields.Date(
        compute="_compute_reply",
        compute_sudo=True,
        store=True,
        help="The day by which the written reply that is owed has to be delivered.",
    )
    days_to_reply = fields.Integer(
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Days from the day a written reply was asked for until the first was delivered.",
    )

    @api.depends("reply_ids.state", "reply_ids.date_due")
    def _compute_reply(self):
        for item in self:
            replies = item.reply_ids.sorted("round")
            last = replies[-1:]
            is_open = last and last.state != DELIVERED
            item.reply_state = last.state
            item.reply_due = is_open and last.date_due

    def _open_ends(self):
        """A reply that is owed has to be delivered first."""
        owed = self.sudo().reply_ids.filtered(lambda reply: reply.state != DELIVERED)
        return [
            *super()._open_ends(),
            *(
                self.env._(
                    "A written reply is owed, due on %s.", format_date(self.env, reply.date_due)
                )
                for reply in owed
            ),
        ]

    def _merge_into(self, target):
        """What was written already for one of them is not lost."""
        sources = self.sudo()
        target = super()._merge_into(target)
        sources._hand_reply_to(target.sudo())
        (sources | target)._owe_replies()
        return target

    def _hand_reply_to(self, target):
        """The reply that has come furthest goes on, where the other has not been begun."""
        texts = (self | target).reply_ids._texts()
        begun = self.reply_ids.filtered(lambda one: one.state != DELIVERED and texts.get(one.id))
        theirs = target.reply_ids.filtered(lambda reply: reply.state != DELIVERED)
        if begun and not any(texts.get(reply.id) for reply in theirs):
            theirs.unlink()
            last = max(target.reply_ids.mapped("round"), default=0)
            begun[:1].write({"item_id": target.id, "round": last + 1})

    def _owe_replies(self):
        """Let each item owe a written reply while somebody who raised it waits for one, due by
        the earliest day that was named. Free to repeat."""
        items = self.sudo().exists()
        if not items:
            return
        items._claim()
        wanted = items._wanted_replies()
        replies = self.env["talk.reply"].sudo().search([("item_id", "in", items.ids)])
        last = {}
        for reply in replies.sorted("round"):
            last[reply.item_id.id] = reply
        open_ones = replies.filtered(lambda reply: reply.state != DELIVERED)
        for reply in open_ones.filtered(lambda reply: reply.item_id.id in wanted):
            due = reply.item_id._reply_due_from(reply.date_since, wanted[reply.item_id.id])
            if reply.date_due != due:
                reply.date_due = due
        have_one = open_ones.item_id
        over = open_ones.filtered(lambda reply: reply.item_id.id not in wanted)
        texts = over._texts()
        over.filtered(lambda reply: reply.state == DUE and not texts.get(reply.id)).unlink()
        self.env["talk.reply"].sudo().create(
            [
                item._prepare_reply_vals(last.get(item.id), wanted[item.id])
                for item in items
                if item.id in wanted and item not in have_one
            ]
        )

    def _wanted_replies(self):
        """{item id: the earliest day that was named, or None} of those a reply is owed on."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT r.item_id, min(r.reply_by) FROM talk_item_raiser r
                     JOIN talk_item i ON i.id = r.item_id
                    WHERE r.item_id IN %(items)s AND i.state NOT IN %(over)s
                      AND r.wants_reply AND %(unanswered)s
                    GROUP BY r.item_id""",
                items=tuple(self.ids) or (0,),
                over=(CLOSED, MERGED),
                unanswered=self.env["talk.reply"]._sql_unanswered(),
            )
        )
        return dict(rows)

    def _reply_due_from(self, since, reply_by):
        """By when it is due; nothing is overdue on the day it is asked for."""
        if reply_by:
            return max(reply_by, since)
        return fields.Date.add(since, days=self.company_id.talk_reply_days)

    def _prepare_reply_vals(self, last, reply_by):
        today = self.company_id._talk_today()
        return {
            "item_id": self.id,
            "company_id": self.company_id.id,
            "round": last.round + 1 if last else 1,
            "date_since": today,
            "date_due": self._reply_due_from(today, reply_by),
        }
