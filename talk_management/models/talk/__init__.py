"""Talks held between two people or in a group, and their confidential records.

Never touches measures.
"""

from . import confidential_log, ir_attachment, talk_reserved_mixin
from . import calendar_event, calendar_attendee, mail_activity
from . import talk_talk, talk_talk_planner, talk_talk_steps, talk_talk_calendar
from . import talk_talk_settling, talk_talk_reserved
from . import (
    talk_participant,
    talk_confidential_mixin,
    talk_record,
    talk_commitment,
    talk_talk_record,
)
from . import talk_obligation, talk_quota, talk_talk_quota, hr_employee, user_link
from . import res_company, talk_request, talk_request_people, talk_request_lines
from . import talk_request_steps, talk_request_notice, talk_request_figure
from . import talk_trigger
from . import talk_plan, res_partner
from . import talk_place, talk_session, talk_session_steps, talk_slot
from . import talk_booking, talk_booking_steps, talk_booking_talk
from . import talk_session_state, talk_presence, talk_slot_state, talk_slot_book
from . import talk_talk_presence, talk_talk_slot
from . import talk_session_pause, talk_session_day, talk_talk_walk_in, talk_booking_day
from . import talk_booking_asked, talk_session_absence, talk_session_reception
from . import talk_talk_alarm
