from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    _inherit = "res.company"

    talk_officer_id = fields.Many2one(
        "res.users",
        string="HR Officer for Talks",
        help="Receives the reminders meant for people who have no user of their own.",
    )
    talk_seal_line = fields.Char(
        string="Seal Line",
        help="Printed at the foot of forms, where the organisation puts its seal. "
        "Empty: the company's name.",
    )
    talk_capacity_per_day = fields.Integer(
        string="Talks a Day",
        default=4,
        required=True,
        help="How many talks one person can hold on a working day. "
        "A rule that asks for more says so before it is saved.",
    )

    _talk_capacity_positive = models.Constraint(
        "CHECK (talk_capacity_per_day BETWEEN 1 AND 100)",
        "A person can hold 1 to 100 talks a day.",
    )

    def _talk_timezone(self):
        """The time zone the company works in; jobs run in UTC, where China's day begins late."""
        return self.resource_calendar_id.tz or self.env.user.tz or "Asia/Shanghai"

    def _talk_today(self):
        """The date it is where the company works."""
        return fields.Date.context_today(self.with_context(tz=self._talk_timezone()))

    def _talk_todays(self):
        """``{company id: its date today}``, in one query for all."""
        rows = self.env.execute_query(
            SQL(
                """SELECT c.id, k.tz FROM res_company c
                     LEFT JOIN resource_calendar k ON k.id = c.resource_calendar_id
                    WHERE c.id IN %s""",
                tuple(self.ids) or (0,),
            )
        )
        return {
            company_id: fields.Date.context_today(self.with_context(tz=zone))
            if zone
            else self.browse(company_id)._talk_today()
            for company_id, zone in rows
        }

    def _talk_officer(self):
        """The user who stands in where a person has none: the named officer, else any officer."""
        self.ensure_one()
        if self.talk_officer_id.active:
            return self.talk_officer_id
        group = self.env.ref("talk_management.group_talk_officer")
        return group.all_user_ids.filtered(
            lambda user: self in user.company_ids and user.active and not user.share
        ).sorted("id")[:1]
