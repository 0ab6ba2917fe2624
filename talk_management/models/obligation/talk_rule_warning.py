from odoo import models
from odoo.tools import format_date

from ...engine.capacity import capacity
from ..rule.talk_rule import ANNIVERSARY, DAY, EVENT, MEETING, RECEPTION
from ..rule.talk_rule_cadence import CUSTOM


class TalkRule(models.Model):
    """What is wrong with a rule that could be saved all the same, said before it is."""

    _inherit = "talk.rule"

    def _never_due(self, day, found):
        """Why the rule can never come due, or False."""
        if self.date_to and self.date_to < day:
            return self.env._(
                "This rule ended on %(date)s: nothing comes due by it any more.",
                date=format_date(self.env, self.date_to),
            )
        if self._counts_periods() and self.period_unit == CUSTOM:
            return self._no_terms(day)
        if self.basis in (DAY, RECEPTION) and not self._next_days():
            return self.env._(
                "Such a day never comes round while the rule is valid: nothing would come due."
            )
        if self.basis == MEETING and not self._next_days():
            return self.env._(
                "No “%(meeting)s” is planned. Nothing comes due before one is entered "
                "under All Talks → Meetings.",
                meeting=self._label("meeting_kind"),
            )
        if self.basis == EVENT and not self._has_events():
            return self.env._(
                "None of these events is in use any more: nothing would ever come due."
            )
        if self.basis == ANNIVERSARY and found["employees"] and not found["dated"]:
            return self.env._(
                "Of the people concerned nobody's day for “%(anniversary)s” is on record: "
                "nothing would come due.",
                anniversary=self._label("anniversary_of"),
            )
        return False

    def _no_terms(self, day):
        terms = self.term_calendar_id._terms() if self.term_calendar_id else []
        ahead = [term for term in terms if term[2] >= day and self._is_valid(term[1], term[2])]
        if ahead:
            return False
        return self.env._(
            "“%(terms)s” has no term that runs now or begins later: nothing would come due.",
            terms=self.term_calendar_id.name or self._label("period_unit"),
        )

    def _has_events(self):
        return bool(self.env["talk.obligation"]._event_types(self))

    def _touches_nobody(self, found):
        """That there is nobody to talk with, or False."""
        if (found["employees"] and found["responsible"]) or not (
            self.layer_ids or self.basis == EVENT
        ):
            return False
        return self.env._(
            "This touches nobody: in the chain there is no one to whom all of this applies."
        )

    def _too_much(self, day, peaks):
        """Who would owe more than a person can hold: the one most beyond it, or False."""
        if not peaks:
            return False
        per_day = self.company_id.talk_capacity_per_day
        calendar = self.company_id._talk_work_calendar()
        excess, who, count, fits, due = max(
            (count - fits, who, count, fits, due)
            for start, due, who, count in peaks
            for fits in [capacity(max(start, day), due, per_day, calendar)]
        )
        if excess <= 0:
            return False
        return self.env._(
            "%(name)s would owe %(talks)s by %(date)s, and can hold about %(fits)s "
            "in the working days until then.",
            name=self.env["hr.employee"].sudo().browse(who).name,
            talks=self._say_talks(count),
            date=format_date(self.env, due),
            fits=fits,
        )
