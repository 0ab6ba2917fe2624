from dataclasses import dataclass, replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.anniversary import windows
from ...engine.cadence import Recurrence
from ...engine.meeting import window
from ...engine.part import Part
from ...engine.period import UNITS, named_period, parts_of, period_of
from ...engine.reminder import parse_lead_days
from .talk_meeting import MEETING_KINDS
from .talk_rule import ANNIVERSARY, DAY, MEETING, PERIOD, QUOTA, RECEPTION

CUSTOM = "custom"
PERIOD_UNITS = [
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half_year", "Half-year"),
    ("year", "Year"),
    (CUSTOM, "Own terms"),
]
assert [unit for unit, _label in PERIOD_UNITS] == [*UNITS, CUSTOM]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
NTHS = [("1", "first"), ("2", "second"), ("3", "third"), ("4", "fourth"), ("5", "fifth")]
# how far ahead recurring days and meetings are made due at least
LOOK_AHEAD = 31
FOREVER = timedelta(days=36525)


@dataclass(frozen=True)
class Asked:
    """What a rule asks of each pair on one day: its parts, and the days they speak for.

    What is owed under the rule, touches these days, and is not among the parts is no
    longer asked for. ``months``: for anniversaries, the (month, day) each part belongs to.
    """

    parts: tuple = ()
    start: object = None
    end: object = None
    months: tuple = ()

    @property
    def keys(self):
        return sorted({part.key for part in self.parts})


class TalkRule(models.Model):
    """When a rule's talks come due (H3): the fields of each basis, and the engine's values."""

    _inherit = "talk.rule"

    # so many in each period
    talk_count = fields.Integer(
        string="Talks",
        default=1,
        required=True,
        help="How many talks each pair owes in a period, or how many people to talk with. "
        "Several are due in equal parts of it; "
        "a part that is over when a pair or the rule is new is not owed.",
    )
    period_unit = fields.Selection(
        PERIOD_UNITS, string="Per", required=True, default="year", help="How long a period is."
    )
    term_calendar_id = fields.Many2one(
        "talk.term.calendar",
        string="Terms",
        ondelete="restrict",
        help="The institution's own periods, such as school terms.",
    )
    quota_kind = fields.Selection(
        [("people", "different people"), ("share", "percent of the people")],
        required=True,
        default="people",
        help="How much each of those responsible owes: a number of different people, "
        "or a share of those the layer names who are in post.",
    )

    # recurring days
    recur_every = fields.Selection(
        [unit for unit in PERIOD_UNITS if unit[0] != CUSTOM],
        string="Every",
        required=True,
        default="month",
        help="How often the day comes round.",
    )
    recur_month = fields.Selection(
        [("first", "first month"), ("last", "last month")],
        string="In Which Month",
        required=True,
        default="last",
        help="In which month of the quarter, half-year or year.",
    )
    recur_by = fields.Selection(
        [("weekday", "a weekday"), ("workday", "a working day"), ("day", "a day of the month")],
        string="On",
        required=True,
        default="weekday",
    )
    recur_nth = fields.Selection(
        [*NTHS, ("-1", "last")],
        string="Which",
        required=True,
        default="-1",
        help="Which of the weekdays or working days of the month.",
    )
    recur_weekday = fields.Selection(WEEKDAYS, required=True, default="3")
    recur_day = fields.Integer(
        string="Day",
        default=1,
        required=True,
        help="From 1 to 31; in shorter months the last day counts.",
    )
    holiday_shift = fields.Selection(
        [
            ("later", "the next working day"),
            ("earlier", "the working day before"),
            ("keep", "the day all the same"),
            ("skip", "not at all"),
        ],
        string="If a Holiday",
        required=True,
        default="earlier",
        help="What happens when the day is no working day.",
    )
    hour_from = fields.Float(string="From Hour", default=14.5, help="By the clock of the company.")
    hour_to = fields.Float(string="To Hour", default=17.5)
    place = fields.Char(help="Where people can come.")
    rotation = fields.Selection(
        [("all", "All of those responsible"), ("turn", "One at a time, in turn")],
        string="Who Receives",
        required=True,
        default="turn",
        help="In turn: the next one after whoever received last; the one after that stands in.",
    )

    # before a meeting
    meeting_kind = fields.Selection(
        MEETING_KINDS, string="Before", required=True, default="democratic_life"
    )
    window_days = fields.Integer(
        string="Days Before",
        default=20,
        required=True,
        help="How many days before the meeting the time for the talks begins; it ends the day "
        "before the meeting.",
    )

    # after an event
    trigger_type_ids = fields.Many2many(
        "talk.trigger.type",
        string="Events",
        context={"active_test": False},  # else a rule whose only event is archived would name all
        help="On which events. Empty: on every one.",
    )
    step_ids = fields.One2many(
        "talk.rule.step",
        "rule_id",
        string="Deadlines",
        copy=True,
        help="Each is a talk of its own. Empty: the deadline of the event's type.",
    )
    owed_by = fields.Selection(
        [("nearest", "The nearest of those responsible"), ("all", "Each of those responsible")],
        required=True,
        default="nearest",
        help="Who of the layers owes the talk: the first in the order of layers, or all.",
    )

    # around an anniversary
    anniversary_of = fields.Selection(
        [("entry", "Entering the institution"), ("party", "Joining the Party")],
        string="Anniversary",
        required=True,
        default="entry",
        help="29 February is kept on the 28th in other years.",
    )
    days_before = fields.Integer(
        string="Open Before",
        default=7,
        required=True,
        help="How many days before the anniversary a talk counts.",
    )
    days_after = fields.Integer(
        string="Open After",
        default=7,
        required=True,
        help="How many days after the anniversary a talk is in time.",
    )

    _talk_count_positive = models.Constraint(
        "CHECK (talk_count BETWEEN 1 AND 100000)", "A rule asks for at least one talk in a period."
    )
    _recur_day = models.Constraint(
        "CHECK (recur_day BETWEEN 1 AND 31)", "A month has the days 1 to 31."
    )
    _hours = models.Constraint(
        "CHECK (basis <> 'reception' OR (hour_from >= 0 AND hour_to <= 24 "
        "AND hour_from < hour_to))",
        "A reception ends after it begins, on the same day.",
    )
    _window_days = models.Constraint(
        "CHECK (window_days BETWEEN 1 AND 365)", "The time before a meeting is 1 to 365 days."
    )
    _days_around = models.Constraint(
        "CHECK (days_before BETWEEN 0 AND 180 AND days_after BETWEEN 0 AND 180)",
        "The time around an anniversary is at most half a year before and after it.",
    )
    _share = models.Constraint(
        "CHECK (basis <> 'quota' OR quota_kind <> 'share' OR talk_count <= 100)",
        "A share is at most 100 percent.",
    )

    @api.constrains("basis", "period_unit", "term_calendar_id")
    def _check_terms(self):
        for rule in self:
            if rule._counts_periods() and rule.period_unit == CUSTOM and not rule.term_calendar_id:
                raise ValidationError(
                    self.env._("“%s” goes by own terms: choose whose terms.", rule.name)
                )

    @api.onchange("basis")
    def _onchange_basis(self):
        """Two months' notice is for a year's talks, not for an afternoon."""
        usual = self.default_get(["lead_days"])["lead_days"]
        if self.basis in (DAY, RECEPTION) and self.lead_days == usual:
            self.lead_days = "7, 1"

    def _counts_periods(self):
        return self.basis in (PERIOD, QUOTA)

    # what the engine is asked

    def _current_period(self, day=None):
        """The period running on ``day``, or None when the rule is not valid in it."""
        self.ensure_one()
        day = day or (self.company_id or self.env.company)._talk_today()
        if self.period_unit == CUSTOM:
            terms = self.term_calendar_id._terms() if self.term_calendar_id else []
            period = named_period(terms, day)
        else:
            period = period_of(self.period_unit or "year", day)
        return period if period and self._is_valid(period.start, period.end) else None

    def _is_valid(self, start, due):
        """Whether the rule speaks for what counts from ``start`` and is due on ``due``."""
        if self.date_from and due < self.date_from:
            return False
        return not (self.date_to and start > self.date_to)

    def _recurrence(self):
        """The recurring days as the engine knows them."""
        months = {"quarter": 3, "half_year": 6, "year": 12}.get(self.recur_every, 1)
        return Recurrence(
            every=self.recur_every,
            month=1 if self.recur_month == "first" else months,
            by="weekday" if self.recur_every == "week" else self.recur_by,
            nth=1 if self.recur_every == "week" else int(self.recur_nth),
            weekday=int(self.recur_weekday),
            day=min(max(self.recur_day, 1), 31),
            shift=self.holiday_shift,
        )

    def _look_ahead(self):
        """How many days ahead something is made due: as far as it is reminded of, or a month."""
        return max([LOOK_AHEAD, *parse_lead_days(self.lead_days)])

    def _asked(self, day):
        """What each pair is asked for on ``day``: an Asked, or None when that is nothing.

        Rules after an event ask by event, quotas and receptions are not owed by pairs.
        """
        self.ensure_one()
        ask = {
            PERIOD: self._asked_period,
            DAY: self._asked_days,
            MEETING: self._asked_meetings,
            ANNIVERSARY: self._asked_anniversaries,
        }.get(self.basis)
        return ask(day) if ask and self.active else None

    def _asked_period(self, day):
        period = self._current_period(day)
        if not period:
            return None
        return Asked(tuple(parts_of(period, self.talk_count)), period.start, period.end)

    def _asked_days(self, day):
        calendar = self.company_id._talk_work_calendar()
        end = day + timedelta(days=self._look_ahead())
        recurrence = self._recurrence()
        parts = recurrence.parts(day, end, calendar)
        if not parts:
            following = recurrence.next_occurrences(day, 1, calendar)
            parts = (
                recurrence.parts(following[0].day, following[0].day, calendar) if following else []
            )
        return self._valid_asked(parts, day)

    def _asked_meetings(self, day):
        last = day + timedelta(days=self._look_ahead() + self.window_days)
        parts = [
            Part(f"meeting{meeting.id}", *window(meeting.date, self.window_days))
            for meeting in self._meetings_after(day)
            if meeting.date <= last
        ]
        # whenever it was to be held: what was owed before a meeting that is off is not any more
        return replace(self._valid_asked(parts, day), end=day + FOREVER)

    def _asked_anniversaries(self, day):
        found = windows(
            day, self.days_before, self.days_after, max(parse_lead_days(self.lead_days), default=0)
        )
        found = [row for row in found if self._is_valid(row[2].start, row[2].due)]
        if not found:
            return None
        return Asked(
            tuple(part for _month, _day, part in found),
            day,
            max(part.due for _month, _day, part in found),
            tuple((month, number) for month, number, _part in found),
        )

    def _valid_asked(self, parts, day):
        """What of ``parts`` the rule is valid for, speaking for all days from ``day`` on."""
        parts = tuple(part for part in parts if self._is_valid(part.start, part.due))
        return Asked(parts, day, max([day, *(part.due for part in parts)]))

    def _obligation_origin(self, key):
        """What obligations of the part ``key`` name as their origin."""
        self.ensure_one()
        return f"rule:{self._origin.id or 0}/{key}"
