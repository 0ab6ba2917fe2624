import logging
from collections import defaultdict
from datetime import timedelta

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from .talk_item import OPEN_STATES

_logger = logging.getLogger(__name__)

BATCH = 1000
STUCK = "stuck"
DUE = "due"
OVERDUE = "overdue"
ESCALATED = "escalated"
REMINDED = (STUCK, DUE, OVERDUE, ESCALATED)


class TalkItem(models.Model):
    """What happens to raised items by itself, each day and when somebody who raised one has
    pressed a button: it is followed, reminded of, brought before the superior, closed (H4.4a).

    An item between two people is reminded of with whoever holds it, and with nobody else.
    """

    _inherit = "talk.item"

    @api.model
    def _raise(self, raised):
        """Whoever it lies with is told at once, unless it is who writes it down."""
        items = super()._raise(raised)
        told = [
            (item.id, user.id)
            for item in items.sudo()
            if (user := item.owner_id.user_id).active and user != self.env.user
        ]
        if told:
            self.env["talk.item.notice"]._tell(told, "assigned")
        return items

    def unlink(self):
        # with their activities, which the database would not take along
        self.env["talk.item.notice"].sudo().search([("item_id", "in", self.ids)]).unlink()
        return super().unlink()

    @api.model
    def _wake(self):
        """Let the job run at once. As root: nothing tells who has woken it."""
        cron = self.env.ref("talk_management.cron_items").with_user(SUPERUSER_ID)
        cron._trigger()

    @api.model
    def _cron_items(self):
        """Each step by itself; a failing one stops no other. Free to repeat."""
        cron = self.env["ir.cron"]
        todo = self._item_steps()
        cron._commit_progress(remaining=len(todo))
        failed = None
        for name, step in todo:
            try:
                self.env["talk.obligation"]._run_apart(step)
            except Exception as error:
                _logger.exception("The job of raised items failed at %s", name)
                failed = error
            if not cron._commit_progress(1):
                return
        if failed:
            raise UserError(
                self.env._("At least one step of the job failed; the log tells which.")
            ) from failed

    @api.model
    def _item_steps(self):
        """Hook: ``(name, callable)`` of what the job does, in this order."""
        items = self.sudo().search(self._domain_to_remind(), order="id")
        return [
            ("what those who raised something said", self._follow_raisers),
            ("what somebody left behind", self._pass_on_from_leavers),
            ("what is settled", self._close_settled),
            *(
                ("reminders", self.browse(ids)._refresh_reminders)
                for ids in split_every(BATCH, items.ids)
            ),
        ]

    @api.model
    def _domain_to_remind(self):
        """What is due soon, what somebody was reminded of, and what nobody can handle."""
        soon = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date_due", "<=", day + timedelta(days=company.talk_item_remind_days))
            for company, day in self._item_todays().items()
        )
        told = self.env["talk.item.notice"].sudo()._search([("kind", "in", REMINDED)])
        nobody = Domain("owner_id", "=", False) | Domain("owner_id.user_id.active", "!=", True)
        open_ones = Domain("state", "in", OPEN_STATES)
        known = Domain("id", "in", told.subselect("item_id"))
        return open_ones & (soon | known | (nobody & Domain("is_private", "=", False)))

    def _after_due_moved(self):
        self._refresh_reminders()
        told = self.env["talk.item.notice"].sudo().search([("item_id", "in", self.ids)])
        told._freshen_notice()
        return super()._after_due_moved()

    def _refresh_reminders(self):
        """Tell whoever is to be told today of these items, end what no longer holds. Whatever
        was told is not told again."""
        items = self.sudo().filtered(lambda item: item.state in OPEN_STATES)
        wanted = items._wanted_reminders()
        notices = self.env["talk.item.notice"].sudo()
        known = {
            (notice.kind, notice.item_id.id, notice.user_id.id): notice
            for notice in notices.search([("item_id", "in", items.ids), ("kind", "in", REMINDED)])
        }
        over = known.keys() - wanted
        notices.browse(known[key].id for key in over).unlink()
        by_kind = defaultdict(list)
        for kind, item_id, user_id in wanted - known.keys():
            by_kind[kind].append((item_id, user_id))
        for kind, pairs in by_kind.items():
            notices._tell(pairs, kind)
        notices.browse(known[key].id for key in known.keys() & wanted)._freshen_notice()

    def _wanted_reminders(self):
        """{(kind, item id, user id)} of what holds today, as superuser."""
        todays = self.company_id._talk_todays()
        officers = {company.id: company._talk_officer().id for company in self.company_id}
        wanted = set()
        for item in self:
            today, owner = todays[item.company_id.id], item.owner_id
            user = (
                owner.user_id if owner.active and owner.user_id.active else owner.user_id.browse()
            )
            ahead = timedelta(days=item.company_id.talk_item_remind_days)
            if not user:
                if not item.is_private:
                    wanted.add((STUCK, item.id, officers[item.company_id.id]))
            elif item.date_due and item.date_due < today:
                wanted.add((OVERDUE, item.id, user.id))
            elif item.date_due and item.date_due - ahead <= today:
                wanted.add((DUE, item.id, user.id))
        return {one for one in wanted | self._escalate(todays, officers) if one[2]}

    def _escalate(self, todays, officers):
        """Bring what has been overdue for long before whoever is above, and return
        ``{(kind, item id, user id)}`` of those to be told."""
        levels = {}
        for item in self:
            if item.date_due and not item.is_private:
                since = max(item.date_due, item.date_assigned or item.date_due)
                late = (todays[item.company_id.id] - since).days
                levels[item.id] = max(late, 0) // item.company_id.talk_item_escalation_days
        reached = {key: level for key, level in levels.items() if level}
        above = self._above(reached)
        people = {person for lot in above.values() for person in lot}
        users = {
            person.id: person.user_id.id
            for person in self.env["hr.employee"].browse(people)
            if person.user_id.active
        }
        wanted, facts = set(), {}
        for item in self:
            lot, level = above.get(item.id, []), reached.get(item.id, 0)
            facts[item.id] = (lot[-1] if lot else None, level)
            if level:
                user = users.get(lot[-1]) if len(lot) == level else None
                wanted.add((ESCALATED, item.id, user or officers[item.company_id.id]))
        self._write_escalation(facts)
        return wanted

    def _write_escalation(self, facts):
        """``facts``: ``{item id: (who it is brought before, level)}``, by one statement."""
        changed = [
            (item.id, *facts[item.id])
            for item in self
            if (item.escalated_to_id.id or None, item.escalation_level) != facts[item.id]
        ]
        if not changed:
            return
        self.flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE talk_item i SET escalated_to_id = v.person_id, escalation_level = v.level
                     FROM (VALUES %s) v(id, person_id, level) WHERE i.id = v.id RETURNING i.id""",
                SQL(", ").join(SQL("(%s::int, %s::int, %s::int)", *row) for row in changed),
            )
        )
        self.invalidate_recordset(["escalated_to_id", "escalation_level", "is_visible"])
