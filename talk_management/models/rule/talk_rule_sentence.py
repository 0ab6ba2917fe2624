from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.i18n import format_list

from ...engine.meeting import window
from ...engine.reminder import parse_lead_days
from .talk_rule import ANNIVERSARY, DAY, EVENT, MEETING, PERIOD, QUOTA, RECEPTION

SHOWN = 6  # dates the form names
NAMED = 3  # events the sentence names


class TalkRule(models.Model):
    """A rule in plain words, with the next dates, while it is being typed."""

    _inherit = "talk.rule"

    next_dates = fields.Char(
        compute="_compute_sentence", help="The next days on which something is due by this rule."
    )

    @api.depends(lambda self: self._sentence_fields())
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = rule._sentence()
            days = [] if rule._is_half_typed() else rule._next_days()
            rule.next_dates = (
                format_list(self.env, [format_date(self.env, day) for day in days]) or False
            )

    @api.model
    def _sentence_fields(self):
        """The fields from which the sentence and the next dates follow."""
        return (
            "basis talk_count period_unit term_calendar_id term_calendar_id.term_ids quota_kind "
            "recur_every recur_month recur_by recur_nth recur_weekday recur_day holiday_shift "
            "hour_from hour_to rotation is_bookable slot_minutes capacity "
            "meeting_kind window_days trigger_type_ids "
            "step_ids.count step_ids.unit anniversary_of days_before days_after company_id "
            "date_from date_to is_once_per_employee lead_days active"
        ).split()

    def _sentence(self):
        """What the rule asks for, as one would say it; False while something is missing."""
        self.ensure_one()
        say = {
            PERIOD: self._how_often,
            QUOTA: self._say_quota,
            DAY: self._say_days,
            RECEPTION: self._say_reception,
            MEETING: self._say_meeting,
            EVENT: self._say_event,
            ANNIVERSARY: self._say_anniversary,
        }.get(self.basis)
        if not say or self._is_half_typed():
            return False
        text = say()
        text = text[:1].upper() + text[1:]
        if not self._next_days() and self.basis not in (EVENT, ANNIVERSARY):
            return self.env._("%(sentence)s. Nothing comes due at present.", sentence=text)
        return self.env._("%(sentence)s.", sentence=text)

    def _label(self, name):
        """The translated label of the chosen value of a selection."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    @api.model
    def _say_talks(self, count):
        """A number of talks in words."""
        if count == 1:
            return self.env._("one talk")
        return self.env._("%(count)s talks", count=count)

    def _say_each(self, unit):
        """In which periods, in words."""
        match unit:
            case "week":
                return self.env._("each week")
            case "month":
                return self.env._("each month")
            case "quarter":
                return self.env._("each quarter")
            case "half_year":
                return self.env._("each half-year")
            case "year":
                return self.env._("each year")
        return self.env._("in each of the “%(terms)s”", terms=self.term_calendar_id.name or "")

    def _how_often(self):
        """The cadence in a few words."""
        self.ensure_one()
        values = {
            "talks": self._say_talks(self.talk_count),
            "each": self._say_each(self.period_unit),
        }
        if self.is_once_per_employee:
            return self.env._(
                "%(talks)s with each person %(each)s, by one of those responsible", **values
            )
        return self.env._("%(talks)s per pair %(each)s", **values)

    def _say_quota(self):
        values = {"count": self.talk_count, "each": self._say_each(self.period_unit)}
        if self.quota_kind == "share":
            return self.env._(
                "each of those responsible talks with %(count)s %% of the people %(each)s", **values
            )
        return self.env._(
            "each of those responsible talks with %(count)s different people %(each)s", **values
        )

    def _say_days(self):
        return self.env._(
            "%(days)s; if a holiday, %(shift)s",
            days=self._say_recurrence(),
            shift=self._label("holiday_shift"),
        )

    def _say_reception(self):
        said = self._say_reception_times()
        if not self.is_bookable:
            return said
        return self.env._(
            "%(reception)s. People book slots of %(minutes)s minutes, %(capacity)s in each",
            reception=said,
            minutes=self.slot_minutes,
            capacity=self.capacity,
        )

    def _say_reception_times(self):
        return self.env._(
            "%(days)s, %(hour_from)s–%(hour_to)s; if a holiday, %(shift)s. Who receives: %(who)s",
            days=self._say_recurrence(),
            hour_from=self._clock(self.hour_from),
            hour_to=self._clock(self.hour_to),
            shift=self._label("holiday_shift"),
            who=self._label("rotation"),
        )

    @staticmethod
    def _clock(hour):
        minutes = round(hour * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def _say_recurrence(self):
        """Such as “last Thursday of each month”."""
        values = {
            "nth": self._label("recur_nth"),
            "weekday": self._label("recur_weekday"),
            "day": self.recur_day,
            "month": self._label("recur_month"),
        }
        by = self.recur_by
        match self.recur_every:
            case "week":
                return self.env._("every %(weekday)s", **values)
            case "month" if by == "weekday":
                return self.env._("%(nth)s %(weekday)s of each month", **values)
            case "month" if by == "workday":
                return self.env._("%(nth)s working day of each month", **values)
            case "month":
                return self.env._("day %(day)s of each month", **values)
        values["each"] = self._say_each(self.recur_every)
        match by:
            case "weekday":
                return self.env._("%(nth)s %(weekday)s of the %(month)s of %(each)s", **values)
            case "workday":
                return self.env._("%(nth)s working day of the %(month)s of %(each)s", **values)
        return self.env._("day %(day)s of the %(month)s of %(each)s", **values)

    def _say_meeting(self):
        return self.env._(
            "one talk per pair in the %(days)s days before each “%(meeting)s”",
            days=self.window_days,
            meeting=self._label("meeting_kind"),
        )

    def _say_event(self):
        what = self._say_events()
        if not self.step_ids:
            return self.env._("after %(event)s, within the time set for the event", event=what)
        steps = format_list(self.env, [self._say_step(step) for step in self.step_ids])
        return self.env._("after %(event)s, within %(steps)s", event=what, steps=steps)

    def _say_events(self):
        """The events that make a talk due; of many, some."""
        names = self.trigger_type_ids.mapped("name")
        if not names:
            return self.env._("any event")
        if len(names) <= NAMED:
            return format_list(self.env, names, "or")
        return self.env._(
            "%(events)s, or another of %(count)s events",
            events=format_list(self.env, names[:NAMED], "or"),
            count=len(names),
        )

    @api.model
    def _say_step(self, step):
        count = step.count
        match step.unit:
            case "day":
                one, many = self.env._("one day"), self.env._("%(count)s days", count=count)
            case "workday":
                one = self.env._("one working day")
                many = self.env._("%(count)s working days", count=count)
            case "week":
                one, many = self.env._("one week"), self.env._("%(count)s weeks", count=count)
            case _:
                one, many = self.env._("one month"), self.env._("%(count)s months", count=count)
        return one if count == 1 else many

    def _say_anniversary(self):
        return self.env._(
            "one talk a year around the anniversary of %(what)s, from %(before)s days before to "
            "%(after)s days after",
            what=self._label("anniversary_of"),
            before=self.days_before,
            after=self.days_after,
        )

    def _next_days(self):
        """The next days on which something is due, the nearest first."""
        self.ensure_one()
        company = self.company_id or self.env.company
        today = company._talk_today()
        if self.basis in (PERIOD, QUOTA):
            period = self._current_period(today)
            count = self.talk_count if self.basis == PERIOD else 1
            dues = period.due_dates(max(count, 1)) if period else []
            return [day for day in dues if day >= today][:SHOWN]
        if self.basis in (DAY, RECEPTION):
            following = self._recurrence().next_occurrences(
                max(today, self.date_from or today), SHOWN, company._talk_work_calendar()
            )
            return [found.day for found in following if self._is_valid(found.day, found.day)]
        if self.basis == MEETING:
            days = [
                window(meeting.date, self.window_days) for meeting in self._meetings_after(today)
            ]
            return [due for start, due in days if self._is_valid(start, due)][:SHOWN]
        return []

    def _meetings_after(self, day):
        """The meetings planned, before which the rule asks for talks, the nearest first."""
        return self.env["talk.meeting"].search(
            [
                ("kind", "=", self.meeting_kind),
                ("company_id", "=", self.company_id.id),
                ("date", ">", day),
            ],
            order="date, id",
        )

    def _is_half_typed(self):
        """Whether a number on the form is none yet that could be saved: nothing is reckoned."""
        try:
            parse_lead_days(self.lead_days)
        except ValueError:
            return True
        return not (
            1 <= self.talk_count <= 100000
            and 1 <= self.window_days <= 365
            and 0 <= self.days_before <= 180
            and 0 <= self.days_after <= 180
            and all(0 <= step.count <= 1000 for step in self.step_ids)
        )
