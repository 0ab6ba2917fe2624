"""Talks held between two people or in a group, and their confidential records.

Never touches measures.
"""

from . import confidential_log, ir_attachment, talk_reserved_mixin
from . import calendar_event, calendar_attendee, mail_activity
from . import talk_talk, talk_talk_planner, talk_talk_steps, talk_talk_calendar
from . import talk_talk_settling, talk_talk_reserved, talk_talk_people
from . import (
    talk_participant,
    talk_confidential_mixin,
    talk_record_row_mixin,
    talk_record,
    talk_commitment,
    talk_talk_record,
    talk_record_people,
    talk_record_section,
    talk_record_parts,
    talk_observation,
    talk_statement,
    talk_talk_statement,
    talk_record_statement,
    talk_record_revision,
    talk_record_copy,
)
from . import talk_obligation, talk_quota, talk_talk_quota, hr_employee, user_link
from . import res_company, talk_request, talk_request_people, talk_request_lines
from . import talk_request_steps, talk_request_notice, talk_request_figure
from . import talk_trigger
from . import talk_plan, res_partner
from . import talk_preparation, talk_talk_preparation
from . import talk_fingerprint, talk_sign, talk_sign_refresh, sign_settings
from . import talk_record_line_mixin, talk_record_topic, talk_record_notice, talk_record_item
from . import talk_talk_content, talk_attendance, talk_talk_video, talk_notice
from . import talk_place, talk_session, talk_session_steps, talk_slot
from . import talk_booking, talk_booking_steps, talk_booking_talk
from . import talk_session_state, talk_presence, talk_slot_state, talk_slot_refusal, talk_slot_book
from . import talk_talk_presence, talk_talk_slot
from . import talk_sheet, talk_sheet_person, talk_sheet_past, talk_sheet_content
from . import talk_confirmation, talk_confirmation_steps, talk_objection
from . import talk_confirm_link, talk_talk_proof
from . import talk_record_lock, talk_signature, talk_record_signing, talk_amendment
from . import proof_settings
from . import talk_session_pause, talk_session_day, talk_talk_walk_in, talk_booking_day
from . import talk_booking_asked, talk_session_absence, talk_session_reception
from . import talk_talk_alarm
from . import talk_reading_mixin, talk_reading_file, talk_share, talk_share_notice
from . import talk_record_readers, talk_reading
from . import talk_retention_settings, talk_retention, talk_erasure, talk_held
