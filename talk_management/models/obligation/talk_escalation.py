from odoo import api, fields, models
from odoo.tools import format_date


class TalkEscalation(models.Model):
    """An overdue reminder brought before the person next up the chain (升级提醒).

    After the rule's first number of days whoever answers for the responsible is told, after
    the second the person above that, and so on: once for each level, by one activity that
    gives figures and no names of employees. It ends when the talks are settled, excused or
    withdrawn, and begins afresh should they come due again. Whoever the talks are about is
    passed over; where nobody is above, or the person has no user, the HR officer is told.
    """

    _name = "talk.escalation"
    _description = "Escalation"
    _inherit = ["talk.notice.mixin"]
    _order = "date desc, reminder_id, level"

    reminder_id = fields.Many2one(
        "talk.reminder",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The reminder that had no effect.",
    )
    responsible_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, ondelete="cascade", help="Who owes the talks."
    )
    level = fields.Integer(
        required=True, readonly=True, help="How many steps up the chain: 1 is the next person."
    )
    superior_id = fields.Many2one(
        "hr.employee",
        readonly=True,
        ondelete="set null",
        help="Who answers for the responsible at this level. Empty: nobody is that far above.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Told",
        readonly=True,
        index=True,
        help="The superior's user; the HR officer where there is none.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date = fields.Date(
        string="Reached On", required=True, readonly=True, help="The day this level was reached."
    )
    is_ended = fields.Boolean(
        string="Ended", readonly=True, help="Nothing is overdue any more, or not for that long."
    )
    overdue_count = fields.Integer(
        string="Overdue", compute="_compute_overdue", compute_sudo=True, help="Talks overdue now."
    )
    date_due = fields.Date(
        string="Overdue Since",
        compute="_compute_overdue",
        compute_sudo=True,
        help="The oldest due date among them.",
    )
    obligation_ids = fields.Many2many(
        "talk.obligation",
        compute="_compute_obligation_ids",
        help="The talks, one by one, as far as you may see them.",
    )

    _natural_key = models.UniqueIndex("(reminder_id, level)")
    _open = models.Index("(reminder_id) WHERE NOT is_ended")

    @api.depends("responsible_id", "level")
    def _compute_display_name(self):
        for escalation in self:
            escalation.display_name = self.env._(
                "Overdue talks of %(name)s, level %(level)s",
                name=escalation.responsible_id.name,
                level=escalation.level,
            )

    @api.depends("reminder_id")
    def _compute_overdue(self):
        overdue = self._overdue(self.sudo().reminder_id)
        for escalation in self:
            row = overdue.get(escalation.reminder_id.id)
            escalation.overdue_count = row["number"] if row else 0
            escalation.date_due = row["date_due"] if row else False

    def _compute_obligation_ids(self):
        for escalation in self:
            reminder = escalation.sudo().reminder_id
            # what the reader may see of it: the superior of the responsible sees the dates
            escalation.obligation_ids = reminder.obligation_ids.with_env(self.env)._filtered_access(
                "read"
            )

    def _notice_deadline(self):
        return self.date

    def _notice_summary(self):
        return self.env._(
            "%(name)s: %(count)s talks overdue since %(date)s",
            name=self.responsible_id.name,
            count=self.overdue_count,
            date=format_date(self.env, self.date_due),
        )
