"""What Odoo's employees, departments and companies lack for talks. Owns ranks and statuses.

Never touches what a talk contains.
"""

from . import (
    talk_rank,
    talk_employment_status,
    hr_version,
    hr_employee,
    res_company,
    talk_workday,
    res_config_settings,
)
