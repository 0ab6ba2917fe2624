from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .talk_item import CLOSED, MERGED
from .talk_reply import DELIVERED

REPLY_DUE = "reply_due"
REPLY_OVERDUE = "reply_overdue"
REPLY_ESCALATED = "reply_escalated"
REMINDED = (REPLY_DUE, REPLY_OVERDUE, REPLY_ESCALATED)


class TalkItemNotice(models.Model):
    _inherit = "talk.item.notice"

    kind = fields.Selection(
        selection_add=[
            (REPLY_DUE, "Written Reply Due"),
            (REPLY_OVERDUE, "Written Reply Overdue"),
            (REPLY_ESCALATED, "Written Reply Overdue with Somebody Else"),
        ],
        ondelete={kind: "cascade" for kind in REMINDED},
    )

    def _notice_deadline(self):
        if self.kind in (REPLY_DUE, REPLY_OVERDUE):
            return self.item_id.reply_due or super()._notice_deadline()
        return super()._notice_deadline()

    def _notice_summary(self):
        number = self.item_id.name or ""
        day = format_date(self.env, self.item_id.reply_due)
        if self.kind == REPLY_DUE:
            return self.env._(
                "A written reply is due on %(date)s %(number)s", date=day, number=number
            )
        if self.kind in (REPLY_OVERDUE, REPLY_ESCALATED):
            return self.env._(
                "A written reply is overdue since %(date)s %(number)s", date=day, number=number
            )
        return super()._notice_summary()

    def action_open(self):
        if self.kind not in REMINDED:
            return super().action_open()
        self.ensure_one()
        self.check_access("read")
        name = "talk_management.action_replies_of_mine"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"domain": [("item_id", "=", self.item_id.id)], "context": {}}


class TalkReply(models.Model):
    """Whoever owes a reply is reminded; what stays overdue is brought before whoever is above,
    with the patience set for raised items. Of what is between two people nobody else is told."""

    _inherit = "talk.reply"

    @api.model
    def _remind(self):
        """By the job, as superuser. Free to repeat: what was told is not told again."""
        replies = self.sudo().search(self._domain_to_remind())
        notices = self.env["talk.item.notice"].sudo()
        known = {
            (notice.kind, notice.item_id.id, notice.user_id.id): notice
            for notice in notices.search([("kind", "in", REMINDED)])
        }
        wanted = replies._wanted_reminders()
        notices.browse(known[key].id for key in known.keys() - wanted).unlink()
        by_kind = defaultdict(list)
        for kind, item_id, user_id in wanted - known.keys():
            by_kind[kind].append((item_id, user_id))
        for kind, pairs in by_kind.items():
            notices._tell(pairs, kind)

    @api.model
    def _domain_to_remind(self):
        companies = self.env["talk.item"]._item_todays()
        soon = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(
                "date_due",
                "<=",
                day + timedelta(days=company.talk_item_remind_days),
            )
            for company, day in companies.items()
        )
        is_open = Domain("state", "!=", DELIVERED)
        return soon & is_open & Domain("item_id.state", "not in", (CLOSED, MERGED))

    def _wanted_reminders(self):
        """{(kind, item id, user id)} of what holds today."""
        wanted, reached = set(), {}
        for reply in self:
            item, today = reply.item_id, reply.company_id._talk_today()
            late = (today - reply.date_due).days
            user = item.owner_id.user_id.filtered("active")
            if user:
                wanted.add((REPLY_OVERDUE if late > 0 else REPLY_DUE, item.id, user.id))
            level = max(late, 0) // reply.company_id.talk_item_escalation_days
            if level and not item.is_private:
                reached[item.id] = level
        return wanted | self._escalate(reached)

    def _escalate(self, reached):
        """``reached``: ``{item id: how many levels up}``. Returns those to be told."""
        above = self.env["talk.item"].sudo()._above(reached, with_user=True)
        employees = self.env["hr.employee"].sudo()
        wanted = set()
        for reply in self:
            superior = employees.browse(above.get(reply.item_id.id, [])[-1:])
            if reply.escalated_to_id != superior:
                reply.escalated_to_id = superior
            if superior.user_id.active:
                wanted.add((REPLY_ESCALATED, reply.item_id.id, superior.user_id.id))
        return wanted


class TalkItem(models.Model):
    _inherit = "talk.item"

    @api.model
    def _item_steps(self):
        return [*super()._item_steps(), ("written replies", self.env["talk.reply"]._remind)]
