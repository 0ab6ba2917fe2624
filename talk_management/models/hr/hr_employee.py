from odoo import api, fields, models
from odoo.exceptions import ValidationError

PARTY_MEMBER = "party_member"
PARTY_PROBATIONARY = "party_probationary"
POLITICAL_STATUSES = [
    (PARTY_MEMBER, "Party member"),
    (PARTY_PROBATIONARY, "Probationary Party member"),
    ("youth_league", "Communist Youth League member"),
    ("revolutionary_committee", "Revolutionary Committee of the Kuomintang member"),
    ("democratic_league", "China Democratic League member"),
    ("national_construction", "China National Democratic Construction Association member"),
    ("promoting_democracy", "China Association for Promoting Democracy member"),
    ("peasants_workers", "Chinese Peasants and Workers Democratic Party member"),
    ("zhi_gong", "China Zhi Gong Party member"),
    ("jiu_san", "Jiusan Society member"),
    ("taiwan_league", "Taiwan Democratic Self-Government League member"),
    ("independent", "Independent"),
    ("masses", "No party"),
]


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    staff_number = fields.Char(
        groups="hr.group_hr_user",
        copy=False,
        index="btree_not_null",
        help="The number by which the institution knows the person; rosters are matched by it.",
    )
    political_status = fields.Selection(
        POLITICAL_STATUSES, groups="hr.group_hr_user", help="Party or none (政治面貌)."
    )
    party_join_date = fields.Date(
        string="Joined the Party on",
        groups="hr.group_hr_user",
        help="The day the person was admitted as a probationary member.",
    )
    party_full_date = fields.Date(
        string="Full Party Member since",
        groups="hr.group_hr_user",
        help="The day the probation ended.",
    )
    employment_status_ids = fields.One2many(
        "talk.employment.status",
        "employee_id",
        string="Employment Statuses",
        groups="hr.group_hr_user",
        help="Long leave, secondment, retirement, work after it, each with its dates.",
    )

    _staff_number_unique = models.UniqueIndex(
        "(company_id, staff_number) WHERE staff_number IS NOT NULL",
        "This staff number belongs to someone else in the company.",
    )

    # who has left: asked for each day, and few
    _talk_gone = models.Index("(id) WHERE active IS NOT TRUE")

    @api.constrains("party_join_date", "party_full_date")
    def _check_party_dates(self):
        for employee in self:
            joined, full = employee.party_join_date, employee.party_full_date
            if joined and full and full < joined:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be a full Party member before joining the Party.",
                        name=employee.name,
                    )
                )
