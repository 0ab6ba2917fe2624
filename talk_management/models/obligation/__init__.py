"""What is owed: making it due, reminding, planning, escalating, excusing, settling.

Never touches what was said.
"""

from . import talk_obligation, talk_obligation_generation, talk_obligation_job, talk_reminder
from . import talk_reminder_refresh, talk_rule, talk_edge
from . import talk_escalation, talk_escalation_refresh, talk_obligation_excuse
from . import talk_plan, talk_plan_steps, talk_plan_draft, talk_plan_line, talk_plan_part
from . import talk_weekly_check, talk_obligation_office
from . import hr_employee, hr_department, res_company, res_config_settings
