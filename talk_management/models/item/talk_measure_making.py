from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL, format_date

from ..common.linking import check_links, without_lists
from .talk_item import CLOSED, MERGED
from .talk_measure import OPEN
from .talk_measure_access import CARRY, DROP, EVALUATE
from .talk_measure_notice import CLOSABLE

SENSIBLE = frozenset({"title", "owner_id", "date_due", "item_ids"})
BETWEEN_TWO = frozenset({"owner_id", "item_ids", "co_department_ids"})
LATER = CARRY | EVALUATE | DROP


class TalkMeasure(models.Model):
    """How a measure is decided on, and what is asked of it: an owner, a day, something to do."""

    _inherit = "talk.measure"

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever handles the items makes it; number, company and day follow from them."""
        if not self.env.su:
            for vals in vals_list:
                self._check_guarded(vals)
                self._check_nothing_early(vals)
                check_links(self, vals)
            self = without_lists(self._without_guarded_defaults())
        prepared = [self._prepare_measure_vals(vals) for vals in vals_list]
        measures = super(TalkMeasure, self.sudo()).create(prepared).sudo(self.env.su)
        measures.check_access("create")
        measures._check_items()
        measures._check_between_two()
        measures._check_not_past()
        measures._check_sensible()
        measures.sudo()._number()
        # with something left to do, what they are for cannot be closed any more
        self.env["talk.measure.notice"]._end(measures._all_items()._measures(), CLOSABLE)
        measures._tell_owner()
        return measures

    def write(self, vals):
        self._check_writer(vals.keys())
        moved = self.filtered(lambda measure: self._changes_owner(measure, vals))
        result = super().write(vals)
        if "item_ids" in vals:
            self._check_items()
            self.sudo()._keep_private()
        if BETWEEN_TWO & vals.keys():
            self._check_between_two()
        if "date_due" in vals:
            self._check_not_past()
            self.sudo()._forget_delay()
        if SENSIBLE & vals.keys():
            self._check_sensible()
        moved._tell_owner()
        return result

    @api.model
    def _changes_owner(self, measure, vals):
        return "owner_id" in vals and measure.sudo().owner_id.id != vals["owner_id"]

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(
                self.env._("A measure that was decided on stays: drop it, and say why.")
            )

    # what is asked of it

    @api.model
    def _check_nothing_early(self, vals):
        """Raise UserError where a new measure tells of its end already."""
        if early := [name for name in LATER if vals.get(name)]:
            label = self._fields[sorted(early)[0]]._description_string(self.env)
            raise UserError(
                self.env._("“%s” is filled in later, once the measure was decided on.", label)
            )

    @api.model
    def _prepare_measure_vals(self, vals):
        """Ask for what must be there, in a sentence; add what follows from it."""
        items = self._items_of(vals)
        if not self.env.su:
            self._check_makeable(vals, items)
        if not (vals.get("title") or "").strip():
            raise UserError(self.env._("Say what is to be done."))
        if not vals.get("owner_id"):
            raise UserError(self.env._("Say who carries the measure out: one person."))
        if not vals.get("date_due"):
            raise UserError(self.env._("Say by when the measure is to be carried out."))
        facts = items.sudo()
        company = self._company_of(vals, facts)
        owner = self.env["hr.employee"].sudo().browse(vals["owner_id"])
        return {
            "area_id": facts.area_id.id if len(facts.area_id) == 1 else False,
            "department_id": owner.department_id.id,
            "decided_on": company._talk_today(),
            "is_private": any(facts.mapped("is_private")),
            **vals,
            "company_id": company.id,
        }

    @api.model
    def _items_of(self, vals):
        """The items named in the values of a new measure."""
        ids = set()
        for command in vals.get("item_ids") or []:
            if isinstance(command, int):
                ids.add(command)
            elif command[0] == Command.LINK:
                ids.add(command[1])
            elif command[0] == Command.SET:
                ids.update(command[2])
        return self.env["talk.item"].browse(sorted(ids))

    @api.model
    def _company_of(self, vals, items):
        """Hook: the company a new measure belongs to."""
        return items.company_id[:1] or self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )

    @api.model
    def _check_makeable(self, vals, items):
        """Hook: raise AccessError or UserError unless the user may decide on this measure."""
        items.check_access("read")
        if not items:
            raise UserError(
                self.env._("Say for what the measure is: begin it on the item that was raised.")
            )
        if not self._may_make(items):
            raise AccessError(
                self.env._("Measures are decided on by whoever handles what was raised.")
            )
        for item in items:
            if item.state in (CLOSED, MERGED):
                raise UserError(
                    self.env._(
                        "%s is over. Measures belong to what is still being handled.",
                        item.display_name,
                    )
                )

    def _check_items(self):
        """Hook: raise AccessError or UserError where one is for items the user does not handle,
        or of another company."""
        for measure in self:
            items = measure._all_items()
            if not self.env.su and items and not self._may_make(items):
                raise AccessError(
                    self.env._("Measures are decided on by whoever handles what was raised.")
                )
            if len(items.company_id | measure.sudo().company_id) > 1:
                raise UserError(self.env._("A measure is for what was raised in one company."))

    def _check_between_two(self):
        """Raise UserError where what is between two people would be known to others."""
        for measure in self:
            items = measure._all_items()
            if not any(items.mapped("is_private")):
                continue
            if len(items) > 1:
                raise UserError(
                    self.env._(
                        "What is between two people has measures of its own: one that is for "
                        "something else too would make it known."
                    )
                )
            facts = measure.sudo()
            if facts.owner_id != items.owner_id or facts.co_department_ids:
                raise UserError(
                    self.env._(
                        "What was raised is between two people, so whoever held the talk carries "
                        "the measure out, alone. Let it be passed on before others are asked."
                    )
                )

    def _all_items(self):
        """The items, those the user does not see too; the user's own list is not touched."""
        return self.env["talk.item"].sudo().browse(sorted(self._ids_by_item()))

    def _ids_by_item(self):
        """{item id: [ids of these measures that are for it]}, in the order of these."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT measure_id, item_id FROM talk_measure_item_rel WHERE measure_id IN %s",
                tuple(self.ids) or (0,),
            )
        )
        place = {measure: number for number, measure in enumerate(self.ids)}
        found = {}
        for measure, item in sorted(rows, key=lambda row: place[row[0]]):
            found.setdefault(item, []).append(measure)
        return found

    def _check_sensible(self):
        """Raise UserError where owner, day or words would let nobody do anything."""
        for measure in self:
            facts = measure.sudo()
            if not (facts.title or "").strip():
                raise UserError(self.env._("Say what is to be done."))
            if not facts.owner_id.active:
                raise UserError(
                    self.env._(
                        "%s has left. Say who else carries the measure out.", facts.owner_id.name
                    )
                )
            begun = [day for day in measure._all_items().mapped("date_opened") if day]
            begun = max([facts.decided_on, *begun])
            if facts.state in OPEN and facts.date_due < begun:
                raise UserError(
                    self.env._(
                        "A measure cannot be due on %(date)s: it was raised and decided on later, "
                        "on %(begun)s.",
                        date=format_date(self.env, facts.date_due),
                        begun=format_date(self.env, begun),
                    )
                )

    def _check_not_past(self):
        """Raise UserError where the day has passed; what is entered later, as by a migration,
        has its past days."""
        for measure in self.browse() if self.env.su else self:
            if measure.date_due < measure.company_id._talk_today():
                raise UserError(
                    self.env._(
                        "A measure cannot be due on %s: that day has passed.",
                        format_date(self.env, measure.date_due),
                    )
                )

    # what follows

    def _move(self, sources, target):
        """These belong to ``target`` instead of ``sources``."""
        self.env.flush_all()
        ids, sources = tuple(self.ids) or (0,), tuple(sources.ids) or (0,)
        for query in (
            SQL(
                """INSERT INTO talk_measure_item_rel (measure_id, item_id)
                   SELECT DISTINCT measure_id, %s FROM talk_measure_item_rel
                    WHERE measure_id IN %s AND item_id IN %s ON CONFLICT DO NOTHING
                RETURNING measure_id""",
                target.id,
                ids,
                sources,
            ),
            SQL(
                """DELETE FROM talk_measure_item_rel WHERE measure_id IN %s AND item_id IN %s
                RETURNING measure_id""",
                ids,
                sources,
            ),
        ):
            self.env.execute_query(query)
        self.invalidate_recordset(["item_ids"])
        self._keep_private()

    def _keep_private(self):
        """A measure is as private as its items."""
        for measure in self:
            is_private = any(measure._all_items().mapped("is_private"))
            if measure.is_private != is_private:
                measure.is_private = is_private
        self._number()

    def _number(self):
        """Give a number to those known to others."""
        for measure in self.filtered(lambda measure: not measure.name and not measure.is_private):
            sequence = self.env["ir.sequence"].sudo().with_company(measure.company_id)
            measure.name = sequence.next_by_code("talk.measure")
