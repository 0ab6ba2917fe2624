from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from . import talk_item_step as steps
from .talk_item import MERGED, OPEN_STATES
from .talk_item_raiser import TalkItemRaiser as Raiser


class TalkItem(models.Model):
    """The same matter from several people becomes one item with many raisers (B6b).

    Those who raised it and the words they agreed to pass on move to the one that stays; the
    words are shuffled, so that their order tells nothing. Whoever raised the same matter twice
    counts once: the second row stays with the item that was merged.
    """

    _inherit = "talk.item"

    @api.model
    def _sql_handling(self, uid):
        """Whoever held the other talk of somebody who raised it twice reads what became of it."""
        return [
            *super()._sql_handling(uid),
            SQL(
                """SELECT i.merged_into_id FROM talk_item_raiser r
                     JOIN talk_item i ON i.id = r.item_id AND i.merged_into_id IS NOT NULL
                     JOIN hr_employee e ON e.id = r.responsible_id WHERE e.user_id = %s""",
                uid,
            ),
        ]

    def _may_merge(self):
        """Hook: whether the current user may make one of these items."""
        return self.env.su or all(item.owner_id.user_id == self.env.user for item in self.sudo())

    def _merge_others(self, target):
        """Hook: what else hangs on these items, as superuser, belongs to ``target`` now."""

    def _merged_into_last(self):
        """The item that stands for this one after all mergers."""
        self.ensure_one()
        target, seen = self.sudo(), set()
        while target.merged_into_id and target.id not in seen:
            seen.add(target.id)
            target = target.merged_into_id
        return target.with_env(self.env)

    def _merge_into(self, target):
        """Make these items one with ``target``. Raises UserError where that cannot be,
        AccessError for anybody who does not deal with all of them."""
        target = target._merged_into_last()
        everything = self | target
        everything._check_may_merge()
        everything._claim()
        everything._check_may_merge()
        self._check_mergeable(target)
        everything._make_known()
        sources, target = self.sudo(), target.sudo()
        self.env.flush_all()
        sources._move_raisers(target)
        sources._move_words(target)
        sources._merge_others(target)
        self.env.invalidate_all(flush=False)
        target.write(sources._prepare_merge_vals(target))
        self._note_merger(target)
        sources._step(MERGED, merged_into_id=target.id)
        merged_before = sources.search([("merged_into_id", "in", sources.ids)])
        merged_before.write({"merged_into_id": target.id})
        self.env["talk.item.notice"]._end(sources)
        return target.with_env(self.env)

    def _check_may_merge(self):
        self.check_access("read")
        if not self._may_merge():
            raise AccessError(
                self.env._("Only whoever handles all of these items can make one of them.")
            )

    def _check_mergeable(self, target):
        if not self:
            raise UserError(self.env._("Choose at least two items."))
        if target in self:
            raise UserError(self.env._("%s cannot be merged into itself.", target.display_name))
        if target.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "%s is not being handled any more, so nothing can be merged into it.",
                    target.display_name,
                )
            )
        if (self | target).sudo().company_id != target.sudo().company_id:
            raise UserError(self.env._("Items of different companies cannot become one."))
        self._check_step(MERGED)

    def _prepare_merge_vals(self, target):
        everything = self | target
        people = self.env["talk.item.raiser"].search([("item_id", "=", target.id)]).employee_id
        return {
            "raiser_count": len(people),
            "urgency": "urgent" if "urgent" in everything.mapped("urgency") else "normal",
            "date_due": min(filter(None, everything.mapped("date_due")), default=False),
            "date_opened": min(filter(None, everything.mapped("date_opened")), default=False),
        }

    def _move_raisers(self, target):
        """One row for each person; what they asked for with their other rows counts with it."""
        both = tuple((self | target).ids)
        self.env.execute_query(
            SQL(
                """WITH asked AS (
                       SELECT employee_id, bool_or(wants_reply) AS wants_reply,
                              min(reply_by) AS reply_by,
                              (array_agg(id ORDER BY item_id <> %(target)s, id))[1] AS kept_id
                         FROM talk_item_raiser WHERE item_id IN %(both)s GROUP BY employee_id
                   )
                   UPDATE talk_item_raiser r
                      SET item_id = %(target)s, wants_reply = asked.wants_reply,
                          reply_by = asked.reply_by
                     FROM asked WHERE r.id = asked.kept_id RETURNING r.id""",
                target=target.id,
                both=both,
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE talk_item_raiser SET is_double = TRUE WHERE item_id IN %s RETURNING id",
                tuple(self.ids) or (0,),
            )
        )

    def _move_words(self, target):
        """Written anew in any order: rows as old as those who raised them would tell whose
        they are."""
        both = tuple((self | target).ids)
        self.env.execute_query(
            SQL(
                """WITH gone AS (
                       DELETE FROM talk_item_word WHERE item_id IN %s RETURNING text
                   )
                   INSERT INTO talk_item_word (item_id, text)
                   SELECT %s, text FROM gone ORDER BY random() RETURNING id""",
                both,
                target.id,
            )
        )

    def _note_merger(self, target):
        numbers = ", ".join(sorted(item.name for item in self.sudo()))
        log = self.env["talk.item.step"]
        log._note(target, steps.MERGED, self.env.user, {target.id: {"note": numbers}})
        note = {item.id: {"note": target.name} for item in self}
        log._note(self, steps.MERGED, self.env.user, note)


class TalkItemRaiser(models.Model):
    _inherit = "talk.item.raiser"
    _guarded_fields = Raiser._guarded_fields | {"is_double"}

    is_double = fields.Boolean(
        string="Raised before as Well",
        readonly=True,
        help="The same person raised the same matter before: it is counted and answered there.",
    )
