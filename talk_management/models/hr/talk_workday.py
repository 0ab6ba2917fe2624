from datetime import timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools import format_date

from ...engine.workday import WorkCalendar

MAKE_UP, DAY_OFF = "make_up", "day_off"


class TalkWorkday(models.Model):
    """A day on which an institution works although its schedule says otherwise, or the reverse.

    The make-up working Saturdays (调休) of a year's holiday notice are entered here; holidays
    themselves may be entered here or among Odoo's own public holidays.
    """

    _name = "talk.workday"
    _description = "Moved Working Day"
    _order = "date desc, id"

    date = fields.Date(required=True, index=True)
    kind = fields.Selection(
        [(MAKE_UP, "Working day"), (DAY_OFF, "Day off")],
        required=True,
        default=MAKE_UP,
        help="A working Saturday that makes up for a holiday, or a day off.",
    )
    name = fields.Char(help="What for, such as “Spring Festival”.")
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Whose day it is. Empty: that of every company.",
    )

    _date_unique = models.UniqueIndex(
        "(date, COALESCE(company_id, 0))", "This day is in the list already."
    )

    @api.depends("date", "name")
    def _compute_display_name(self):
        for day in self:
            date = format_date(self.env, day.date)
            day.display_name = f"{date} {day.name}" if day.name else date


class ResCompany(models.Model):
    _inherit = "res.company"

    def _talk_work_calendar(self):
        """The days this company works on, as the engine knows them (WorkCalendar).

        From the working schedule, Odoo's public holidays and the list of moved days:
        three queries, whatever the span of days asked for later.
        """
        self.ensure_one()
        calendar = self.resource_calendar_id.sudo()
        weekdays = {int(weekday) for weekday in calendar.attendance_ids.mapped("dayofweek")}
        moved = self.env["talk.workday"].sudo().search([("company_id", "in", [self.id, False])])
        return WorkCalendar(
            weekdays=frozenset(weekdays or range(5)),
            days_off=frozenset(self._talk_public_holidays(calendar))
            | frozenset(moved.filtered(lambda day: day.kind == DAY_OFF).mapped("date")),
            make_up_days=frozenset(moved.filtered(lambda day: day.kind == MAKE_UP).mapped("date")),
        )

    def _talk_public_holidays(self, calendar):
        """The days on which Odoo's public holidays close the company, whole days by its clock."""
        leaves = self.env["resource.calendar.leaves"].sudo()
        leaves = leaves.search(
            [
                ("resource_id", "=", False),
                ("calendar_id", "in", [calendar.id, False]),
                ("company_id", "in", [self.id, False]),
            ]
        )
        zone = timezone(self._talk_timezone())
        for leave in leaves:
            first = utc.localize(leave.date_from).astimezone(zone)
            last = utc.localize(leave.date_to).astimezone(zone)
            for number in range((last.date() - first.date()).days + 1):
                yield first.date() + timedelta(days=number)
