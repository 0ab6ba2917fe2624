from datetime import timedelta

from odoo import Command, models
from odoo.tools import SQL

from . import words
from .talk_demo import ADMINISTRATOR, LEADER, OFFICER
from .talk_demo_item import LOGISTICS

HELD_AGO = 22  # days since the meeting that studied what was raised


class TalkDemo(models.AbstractModel):
    """The meetings of the leadership team (B5): one held and closed with its minutes, and the
    democratic life meeting with its agenda."""

    _inherit = "talk.demo"

    def _raise_items(self, company):
        items = super()._raise_items(company)
        meeting = self.env["talk.meeting"].search(
            [("company_id", "=", company.id), ("state", "=", "planned")], limit=1
        )
        self._name_people_of_meeting(meeting)
        for key in ("funds", "bunks"):
            self._put_on_agenda(meeting, items[key], words.TITLES[key])
        return items

    def _name_people_of_meeting(self, meeting):
        secretary = self._employee(ADMINISTRATOR)
        meeting.with_user(self._user(OFFICER)).write(
            {"secretary_id": secretary.id, "place": "三楼会议室", "hour": 14.5}
        )

    def _put_on_agenda(self, meeting, item, title):
        own = self._by_owner(item)
        points = own.env["talk.meeting.point"].sudo(False)
        points._put(meeting.with_user(own.env.user), own, title=title)
        found = self.env["talk.meeting.point"].search([("meeting_id", "=", meeting.id)])
        return found.filtered(lambda point: item in point.item_ids)

    def _decide_on_office_system(self, company, items):
        """The meeting that found the cause, held and closed some weeks ago."""
        meeting = self._plan_past_meeting(company)
        item, canteen = items["office3"], items["canteen"]
        office = self._put_on_agenda(meeting, item, words.TITLES["office3"])
        meals = self._put_on_agenda(meeting, canteen, words.TITLES["canteen"])
        secretary = self._user(ADMINISTRATOR)
        meeting.with_user(secretary).action_hold()
        office.with_user(secretary).write(
            {
                "cause": words.OFFICE_CAUSE,
                "discussion": words.OFFICE_DISCUSSION,
                "decided": "adopted",
                "decision": words.OFFICE_DECISION,
            }
        )
        meals.with_user(secretary).write(
            {
                "cause": words.CANTEEN_CAUSE,
                "decided": "handed",
                "department_id": self._employee(LOGISTICS).department_id.id,
                "decision": words.CANTEEN_DECISION,
            }
        )
        quick = self._measure_of(
            office, item, "报送名单，开通账号", "h0010", 3, outside_party=words.OUTSIDE
        )
        lasting = self._measure_of(
            office, item, "新职工报到当天开通账号", "h0012", 20, kind="lasting"
        )
        meeting.with_user(secretary)._close(words.MEETING_REMARK)
        meeting._move_back(company._talk_today() - timedelta(days=HELD_AGO))
        return quick | lasting

    def _plan_past_meeting(self, company):
        meeting = (
            self._as(OFFICER, company)
            .env["talk.meeting"]
            .create(
                {
                    "name": "职工反映问题专题办公会",
                    "kind": "other",
                    "date": company._talk_today(),
                    "team_id": self.env["talk.team"]
                    .search([("company_id", "=", company.id)], limit=1)
                    .id,
                    "company_id": company.id,
                }
            )
        )
        self._name_people_of_meeting(meeting)
        leader = self._employee(LEADER)
        meeting.with_user(self._user(OFFICER)).member_ids = [Command.link(leader.id)]
        return meeting.sudo()

    def _measure_of(self, point, item, title, owner, days, **vals):
        """A measure that the secretary writes down as the meeting has decided on it."""
        measures = self._as(ADMINISTRATOR, item.company_id).env["talk.measure"]
        return measures.create(
            {
                "point_id": point.id,
                "item_ids": [Command.link(item.id)],
                "title": title,
                "kind": "quick",
                "owner_id": self._employee(owner).id,
                "date_due": item.company_id._talk_today() + timedelta(days=days),
                **vals,
            }
        ).sudo()


class TalkMeeting(models.Model):
    _inherit = "talk.meeting"

    def _move_back(self, day):
        """For the demo: it was held on this day. No meeting can be planned into the past."""
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                "UPDATE talk_meeting SET date = %s WHERE id IN %s RETURNING id",
                day,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset()
