"""What is owed: making it due, reminding, planning, escalating, excusing, settling.

Never touches what was said.
"""

from . import talk_obligation, talk_obligation_asked, talk_obligation_asked_events
from . import talk_obligation_generation
from . import talk_obligation_probe, talk_obligation_job, talk_reminder
from . import talk_reminder_refresh, talk_rule, talk_edge
from . import talk_quota, talk_quota_generation
from . import talk_reception, talk_reception_steps, talk_reception_turn, talk_reception_generation
from . import talk_obligation_without_pairs, talk_reminder_sources
from . import talk_rule_preview, talk_rule_warning, talk_meeting, talk_workday
from . import hr_employee, hr_department
from . import talk_trigger, talk_obligation_why, talk_notice_source
from . import talk_rule_foreseen
from . import talk_escalation, talk_escalation_refresh, talk_obligation_excuse
from . import talk_plan, talk_plan_steps, talk_plan_draft, talk_plan_line, talk_plan_part
from . import talk_weekly_check, talk_obligation_office
from . import res_company, res_config_settings
