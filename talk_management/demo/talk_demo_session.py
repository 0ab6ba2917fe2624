from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import api, models

from .talk_demo import EMPLOYEE, LEADER, OFFICER


class TalkDemo(models.AbstractModel):
    """The hospital's open sessions (H3.2): last Thursday's, which some came to, and next week's."""

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        self = self.with_context(
            tracking_disable=True, allowed_company_ids=[company_id], tz="Asia/Shanghai"
        )
        self._hold_open_sessions(company)
        return result

    def _hold_open_sessions(self, company):
        place = self.env["talk.place"].create(
            {"name": "门诊楼三楼接待室", "company_id": company.id}
        )
        leader = self._user(LEADER).sudo().employee_ids
        today = company._talk_today()
        thursday = today - timedelta(days=(today.weekday() - 3) % 7 or 7)
        people = self.env["hr.employee"].search(
            [
                ("company_id", "=", company.id),
                ("id", "!=", leader.id),
                ("user_id", "!=", self._user(EMPLOYEE).id),
            ],
            order="id desc",
            limit=4,
        )
        past = self._draft_session(company, leader, place, thursday)
        # a session in the past cannot be published by hand: this one was, last week
        past._publish_past(people)
        following = self._draft_session(company, leader, place, thursday + timedelta(days=14))
        following.with_user(self._user(OFFICER)).action_publish()
        for slot, person in zip(following.slot_ids, people[:2]):
            slot.with_user(self._user(OFFICER)).action_book(person.id)

    def _draft_session(self, company, leader, place, day):
        zone = timezone(company._talk_timezone())

        def at(hour, minute):
            local = zone.localize(datetime(day.year, day.month, day.day, hour, minute))
            return local.astimezone(utc).replace(tzinfo=None)

        return (
            self._as(OFFICER, company)
            .env["talk.session"]
            .create(
                {
                    "company_id": company.id,
                    "responsible_id": leader.id,
                    "place_id": place.id,
                    "date_start": at(14, 30),
                    "date_end": at(16, 30),
                }
            )
            .sudo()
        )


class TalkSession(models.Model):
    _inherit = "talk.session"

    def _publish_past(self, people):
        """For the demo: slots, two who came, one who did not; the fourth walked in."""
        self._step("published")
        self._make_slots()
        for slot, person in zip(self.slot_ids, people[:3]):
            slot._book(person, is_walk_in=True)._follow()
        bookings = self.booking_ids.sorted("date_start")
        bookings.is_walk_in = False
        bookings[:2].action_came()
        bookings[2:].action_missed()
        self._receive_walk_in(people[3]).action_hold()
        self.action_close()
