from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..talk.talk_share import EMPLOYEE
from .talk_item import CLOSED, MERGED

ENDED_STATES = (CLOSED, MERGED)
# so many old raisers go in one transaction
BATCH = 1000


class TalkWordsMixin(models.AbstractModel):
    """Words that hang on no record: they go once no record is left that they come from."""

    _inherit = "talk.words.mixin"

    @api.model
    def _erasable(self, records):
        return super()._erasable(records)

    @api.model
    def _of_items(self, items):
        """Hook: the rows of words that go when ``items`` keep their facts alone."""
        facts = self.env[self._fields[self._words_of].comodel_name]
        if facts._name == "talk.item":
            return self.search([(self._words_of, "in", items.ids)])
        if "item_id" in facts._fields:
            return self.search([(f"{self._words_of}.item_id", "in", items.ids)])
        return self.browse()


class TalkMeasureContent(models.Model):
    _inherit = "talk.measure.content"

    @api.model
    def _of_items(self, items):
        """Of measures that are for nothing else than ``items`` and what has no words any more."""
        found = self.search([("measure_id.item_ids", "in", items.ids)])
        others = found.measure_id.item_ids - items
        contents = self.env["talk.item.content"].sudo().search([("item_id", "in", others.ids)])
        with_words = contents.item_id
        return found.filtered(lambda words: not words.measure_id.item_ids & with_words)


class TalkItem(models.Model):
    """How long the words of a raised item are kept: as long as a record in which it was raised.

    As long as it is open, the record stays. When the last record is erased, the words go with
    it; the facts stay, so that the figures of the years before are right.
    """

    _inherit = "talk.item"

    @api.model
    def _sql_is_open(self, alias):
        """SQL condition: it has not ended, nor has what it was merged into."""
        return SQL(
            """EXISTS (
                   WITH RECURSIVE chain AS (
                       SELECT %(alias)s.state, %(alias)s.merged_into_id
                        UNION
                       SELECT n.state, n.merged_into_id
                         FROM talk_item n JOIN chain c ON n.id = c.merged_into_id)
                   SELECT FROM chain WHERE state NOT IN %(ended)s)""",
            alias=SQL.identifier(alias),
            ended=ENDED_STATES,
        )

    def _left_without_raiser(self):
        """Those of them that have ended and that nobody raised whose record is still there, with
        those that were merged into them."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE gone AS (
                       SELECT i.id FROM talk_item i
                        WHERE i.id IN %(items)s AND i.state IN %(ended)s
                          AND NOT EXISTS (SELECT FROM talk_item_raiser r WHERE r.item_id = i.id)
                        UNION
                       SELECT i.id FROM talk_item i JOIN gone g ON i.merged_into_id = g.id
                        WHERE NOT EXISTS (SELECT FROM talk_item_raiser r WHERE r.item_id = i.id))
                   SELECT id FROM gone""",
                items=tuple(self.ids) or (0,),
                ended=ENDED_STATES,
            )
        )
        return self.browse(row[0] for row in rows)

    def _erase_words(self):
        """Delete all words of these items, of the answers to them and of what was done."""
        for name in sorted(self.env.registry):
            words = self.env[name]
            if not words._abstract and getattr(words, "_words_of", None):
                words.sudo()._of_items(self).unlink()
        self.env["talk.item.notice"].sudo().search([("item_id", "in", self.ids)]).unlink()


class TalkItemRaiser(models.Model):
    _inherit = "talk.item.raiser"

    @api.model
    def _erasable(self, records):
        """What was raised in the talk, and with the request that led to it, once it all goes."""
        talks = records.talk_id
        kept = records.search([("talk_id", "in", talks.ids), ("id", "not in", records.ids)]).talk_id
        with_request = Domain("request_id.talk_id", "in", (talks - kept).ids)
        return self.search(Domain("record_id", "in", records.ids) | with_request)


class TalkRecord(models.Model):
    _inherit = "talk.record"

    def _erase(self):
        self = self.browse(self.ids)  # fetched at once, however they were found
        raised = self.env["talk.item.raiser"].sudo()._erasable(self).item_id
        counts = super()._erase()
        raised._left_without_raiser()._erase_words()
        return counts

    def _check_nothing_raised_is_open(self):
        """Raises UserError where something raised in this part is still being dealt with."""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """SELECT FROM talk_item_raiser r JOIN talk_item i ON i.id = r.item_id
                    WHERE r.record_id IN %s AND %s LIMIT 1""",
                tuple(self.ids) or (0,),
                self.env["talk.item"]._sql_is_open("i"),
            )
        )
        if found:
            raise UserError(
                self.env._(
                    "Something that was raised in this talk is still open. The record can be "
                    "erased when it is closed."
                )
            )


class TalkErasure(models.Model):
    _inherit = "talk.erasure"

    @api.model
    def _ask(self, record):
        # to whoever may not ask it must not tell that something is open
        if record._side_of_user() == EMPLOYEE:
            record._check_nothing_raised_is_open()
        return super()._ask(record)

    def action_agree(self):
        self._check_answers()
        self.sudo().record_id._check_nothing_raised_is_open()
        return super().action_agree()


class TalkTalk(models.Model):
    _inherit = "talk.talk"

    @api.model
    def _sql_kept_back(self):
        """Nor while something raised in it is open."""
        return SQL(
            """(%(others)s) OR EXISTS (
                   SELECT FROM talk_record d
                     JOIN talk_item_raiser a ON a.record_id = d.id
                     JOIN talk_item i ON i.id = a.item_id
                    WHERE d.talk_id = t.id AND %(is_open)s)
               OR EXISTS (
                   SELECT FROM talk_request q
                     JOIN talk_item_raiser a ON a.request_id = q.id
                     JOIN talk_item i ON i.id = a.item_id
                    WHERE q.talk_id = t.id AND %(is_open)s)""",
            others=super()._sql_kept_back(),
            is_open=self.env["talk.item"]._sql_is_open("i"),
        )


class TalkRequest(models.Model):
    _inherit = "talk.request"

    @api.model
    def _cron_erase(self):
        """Nor is who raised something with a request that led to no talk kept for longer."""
        super()._cron_erase()
        while raisers := self._old_raisers():
            items = raisers.item_id
            raisers.unlink()
            items._left_without_raiser()._erase_words()
            if not self.env["ir.cron"]._commit_progress(len(raisers), remaining=0):
                return

    @api.model
    def _old_raisers(self):
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """SELECT r.id FROM talk_item_raiser r
                     JOIN talk_item i ON i.id = r.item_id AND NOT %s
                     JOIN talk_request q ON q.id = r.request_id AND q.talk_id IS NULL
                     JOIN res_company c ON c.id = q.company_id
                    WHERE r.record_id IS NULL
                      AND GREATEST(q.create_date + make_interval(years => c.talk_retention_years),
                                   c.talk_erase_from) <= %s
                    LIMIT %s""",
                self.env["talk.item"]._sql_is_open("i"),
                fields.Datetime.now(),
                BATCH,
            )
        )
        return self.env["talk.item.raiser"].sudo().browse(row[0] for row in found)
