from datetime import timedelta

from odoo import models

from ...engine.workday import LONGEST_SHIFT
from .talk_reception import PLANNED


class TalkRule(models.Model):
    """When a rule's receptions are, and who would receive, while it is being typed too."""

    _inherit = "talk.rule"

    def _foreseen_without_pairs(self, day):
        """Which receptions a rule would plan from ``day`` on, without doing it; the rule need not
        be saved. ``{"responsible": how many different people receive, "receptions": [(day,
        unit, who receives, who stands in)]}``, people as records of hr.employee."""
        self.ensure_one()
        turns, _gone = self.env["talk.reception"].sudo()._foreseen(self, day)
        people = self.env["hr.employee"]
        return {
            "responsible": len({found.receiver for found in turns}),
            "receptions": [
                (
                    found.day,
                    found.unit_name,
                    people.browse(found.receiver),
                    people.browse(found.stand_in or ()),
                )
                for found in turns
            ],
        }

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
