from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...engine.workday import LONGEST_SHIFT
from ..rule.talk_rule import QUOTA, RECEPTION
from .talk_reception import OFFICER, PLANNED

NAMED = 8  # receptions the form names


class TalkRule(models.Model):
    """What a rule asks for that no two people owe each other: saved or still being typed."""

    _inherit = "talk.rule"

    next_receptions = fields.Text(
        compute="_compute_next_receptions",
        groups=OFFICER,
        help="Who would receive next, and who would stand in.",
    )

    @api.depends(lambda self: [*self._sentence_fields(), "layer_ids"])
    def _compute_next_receptions(self):
        for rule in self:
            rule.next_receptions = rule._say_next_receptions()

    def _say_next_receptions(self):
        """A line for each reception of the next weeks; the unsaved rule may name any company,
        only one the officer works in is looked at."""
        if self.basis != RECEPTION or self.company_id not in self.env.user.company_ids:
            return False
        receptions = self.env["talk.reception"].sudo()
        turns, _gone = receptions._foreseen(self, self.company_id._talk_today())
        people = self.env["hr.employee"].sudo()
        lines = []
        for found in turns[:NAMED]:
            values = {
                "date": format_date(self.env, found.day),
                "name": people.browse(found.receiver).name,
                "unit": found.unit_name,
                "stand_in": people.browse(found.stand_in or ()).name,
            }
            if found.stand_in:
                line = self.env._("%(date)s: %(name)s; stand-in: %(stand_in)s", **values)
            else:
                line = self.env._("%(date)s: %(name)s", **values)
            lines.append(line)
        return "\n".join(lines) or False

    def _foreseen_without_pairs(self, day):
        """SQL query ``(responsible_id, date_start, date_due, count)``: with how many people each
        would have to talk under a quota, or how often each would receive; None for other rules.
        The rule need not be saved."""
        self.ensure_one()
        if self.basis == QUOTA:
            return self.env["talk.quota"].sudo()._sql_foreseen(self, day)
        if self.basis == RECEPTION:
            return self.env["talk.reception"].sudo()._sql_foreseen(self, day)
        return None

    def _reception_days(self, day):
        """{key: the day held} from ``day`` on, as far as is planned ahead, or the next one.

        What is planned already and was moved beyond that stays among them."""
        self.ensure_one()
        calendar = self.company_id._talk_work_calendar()
        recurrence = self._recurrence()
        until = day + timedelta(days=self._look_ahead())
        receptions = self.env["talk.reception"].sudo()
        planned = receptions.search(
            [
                ("rule_id", "=", self._origin.id or 0),
                ("state", "=", PLANNED),
                ("date", ">=", day),
            ]
        )
        latest = max([until, *planned.mapped("date")]) + timedelta(days=LONGEST_SHIFT)
        keys = set(planned.mapped("key"))
        found = {
            occurrence.key: occurrence.day
            for occurrence in recurrence.occurrences(
                day - timedelta(days=LONGEST_SHIFT), latest, calendar
            )
            if day <= occurrence.day <= until or occurrence.key in keys
        }
        # a day that a holiday would move into the past stays where it is
        held = {reception.key: reception.date for reception in planned}
        found = {key: held.get(key, at) if at < day else at for key, at in found.items()}
        if not found:
            following = recurrence.next_occurrences(day, 1, calendar)
            found = {occurrence.key: occurrence.day for occurrence in following}
        return {key: at for key, at in found.items() if self._is_valid(at, at)}
