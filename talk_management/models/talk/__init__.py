"""Talks held between two people or in a group, and their confidential records.

Never touches measures.
"""

from . import confidential_log, ir_attachment, calendar_event, calendar_attendee
from . import talk_talk, talk_talk_steps, talk_talk_calendar, talk_talk_settling
from . import (
    talk_participant,
    talk_confidential_mixin,
    talk_record,
    talk_commitment,
    talk_talk_record,
)
from . import talk_obligation, talk_plan, hr_employee, user_link
