from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import Command, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import SQL

from ..engine.slot import cut, days
from ..models.talk.talk_session import OFFICER
from .talk_session_publish import DAY_FIELDS


class TalkSessionPublish(models.TransientModel):
    """When the sessions are, what clashes with what there is, and making them."""

    _inherit = "talk.session.publish"

    def _days(self):
        weekdays = {number for number, name in enumerate(DAY_FIELDS) if self[name]}
        calendar = self.company_id._talk_work_calendar() if self.workdays_only else None
        return days(self.date_from, self.date_to, weekdays, calendar and calendar.is_workday)

    def _spans(self):
        """``[(row, start, end)]`` of each session in UTC; what has begun already is left out."""
        zone = timezone(self.company_id._talk_timezone())
        now = fields.Datetime.now()

        def moment(day, hour):
            local = datetime.combine(day, datetime.min.time()) + timedelta(minutes=round(hour * 60))
            return zone.localize(local).astimezone(utc).replace(tzinfo=None)

        found = [
            (row, moment(day, part.hour_from), moment(day, part.hour_to))
            for day in self._days()
            for part in self.part_ids
            for row in self.row_ids
        ]
        return [(row, start, end) for row, start, end in found if now < start < end]

    def _cut(self, start, end):
        minutes = int((end - start).total_seconds() // 60)
        return cut(minutes, self.slot_minutes, self.pause_minutes)

    def _clashing(self, spans):
        """{number of the span: what is taken}, by one query and a look at the spans themselves."""
        if not spans:
            return {}
        self.env.flush_all()
        values = [
            (number, row.responsible_id._origin.id, row.place_id._origin.id or None, start, end)
            for number, (row, start, end) in enumerate(spans)
        ]
        rows = self.env.execute_query(
            SQL(
                """SELECT v.number, bool_or(s.place_id IS NOT DISTINCT FROM v.place::int
                                            AND s.responsible_id <> v.leader)
                     FROM (VALUES %s) AS v(number, leader, place, date_start, date_end)
                     LEFT JOIN talk_slot s ON s.is_published
                          AND (s.responsible_id = v.leader OR s.place_id = v.place::int)
                          AND s.date_start < v.date_end::timestamp
                          AND s.date_end > v.date_start::timestamp
                     LEFT JOIN talk_presence p ON p.employee_id = v.leader AND p.slot_id IS NULL
                          AND p.date_start < v.date_end::timestamp
                          AND p.date_end > v.date_start::timestamp
                    WHERE s.id IS NOT NULL OR p.id IS NOT NULL GROUP BY v.number""",
                SQL(", ").join(SQL("%s", row) for row in values),
            )
        )
        clashing = {number: "place" if is_place else "leader" for number, is_place in rows}
        seen = {}
        for number, leader, place, start, end in values:
            for kind, one in (("leader", leader), ("place", place)):
                if one and (kind, one, start) in seen:
                    clashing.setdefault(number, kind)
                seen[kind, one, start] = end
        return clashing

    def _say_clashes(self, spans, clashing):
        lines = []
        for number, kind in sorted(clashing.items())[:10]:
            row, start, _end = spans[number]
            name = row.place_id.name if kind == "place" else row.responsible_id.sudo().name
            local = utc.localize(start).astimezone(timezone(self.company_id._talk_timezone()))
            lines.append(
                self.env._(
                    "%(name)s is taken on %(when)s", name=name, when=f"{local:%Y-%m-%d %H:%M}"
                )
            )
        if len(clashing) > 10:
            lines.append(self.env._("and %s more", len(clashing) - 10))
        return "\n".join(lines) or False

    # doing it

    def action_publish(self):
        """Make the sessions and let their slots be booked at once."""
        return self._make(is_published=True)

    def action_draft(self):
        """Make the sessions as drafts, to be looked at and published later."""
        return self._make(is_published=False)

    def _make(self, is_published):
        self.ensure_one()
        self._check_publisher()
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(self.env._("These sessions are just being made.")) from error
        if self.is_done:
            raise UserError(self.env._("These sessions have been made already."))
        if refusal := self._refusal():
            raise UserError(refusal)
        spans = self._spans()
        clashing = self._clashing(spans)
        if clashing and not self.skip_clashes:
            raise UserError(
                self.env._(
                    "%(clashes)s.\nChoose other times or places, or leave out what clashes.",
                    clashes=self._say_clashes(spans, clashing),
                )
            )
        spans = [span for number, span in enumerate(spans) if number not in clashing]
        if not spans:
            raise UserError(self.env._("Nothing is left to be made."))
        sessions = self.env["talk.session"].create([self._prepare_session(*span) for span in spans])
        if is_published and sessions.sudo()._publish_what_is_free() != sessions.sudo():
            raise UserError(
                self.env._("Somebody else has just published for one of these times. Look again.")
            )
        self.sudo().is_done = True
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "talk_management.action_talk_session"
        )
        return action | {"domain": [("id", "in", sessions.ids)], "target": "main"}

    def _check_publisher(self):
        """Leaders publish in their own name. Raises AccessError."""
        if self._is_for_others():
            raise AccessError(self.env._("You can draw up only sessions in which you receive."))

    def _is_for_others(self):
        """Whether somebody else receives than the current user, who is no HR officer."""
        if self.env.user.has_group(OFFICER):
            return False
        return any(leader.user_id != self.env.user for leader in self.row_ids.responsible_id.sudo())

    def _prepare_session(self, row, start, end):
        names = ("slot_minutes", "pause_minutes", "capacity", "channel")
        limits = {
            name: [Command.set(self[name].ids)]
            for name in ("department_ids", "branch_ids")
            if self[name]
        }
        return (
            limits
            | {name: self[name] for name in names}
            | {
                "company_id": self.company_id.id,
                "responsible_id": row.responsible_id.id,
                "stand_in_id": row.stand_in_id.id,
                "place_id": row.place_id.id,
                "date_start": start,
                "date_end": end,
                "kind_id": self.kind_id.id,
            }
        )
