from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...engine.reminder import OVERDUE, parse_lead_days, reminder_step
from .talk_obligation import EXCUSED, SETTLED, UNSETTLED, WITHDRAWN

ACTIVITY_DUE = "talk_management.activity_type_talk_due"
ACTIVITY_OVERDUE = "talk_management.activity_type_talk_overdue"


class TalkReminder(models.Model):
    """All that one responsible owes under one rule in one period, as one reminder.

    "30 talks by 31 December, 12 held": one activity, brought back at each lead
    time and once more when overdue, closed when everything is settled.
    """

    _name = "talk.reminder"
    _description = "Reminder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"
    _mail_post_access = "read"

    origin = fields.Char(
        required=True, readonly=True, help="Technical: which rule and period it reminds of."
    )
    rule_id = fields.Many2one("talk.rule", readonly=True, index=True, ondelete="cascade")
    responsible_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, ondelete="cascade", help="Who owes the talks."
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        string="Responsible's User",
        related="responsible_id.user_id",
        store=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Reminded",
        readonly=True,
        index=True,
        help="The responsible's user; the HR officer where there is none.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    date_due = fields.Date(string="Due", required=True, readonly=True)
    step = fields.Integer(
        readonly=True, default=0, help="Technical: how many lead times have been reminded of."
    )
    owed_count = fields.Integer(
        string="Owed", compute="_compute_counts", help="Talks owed in this period."
    )
    held_count = fields.Integer(string="Held", compute="_compute_counts", help="Of these, held.")
    progress = fields.Float(compute="_compute_counts", help="Share of the talks held, in percent.")
    obligation_ids = fields.Many2many(
        "talk.obligation", compute="_compute_obligation_ids", help="The talks, one by one."
    )

    _natural_key = models.UniqueIndex("(origin, responsible_id)")

    @api.depends("rule_id", "responsible_id", "date_due")
    def _compute_display_name(self):
        for reminder in self:
            reminder.display_name = self.env._(
                "Talks of %(name)s due by %(date)s",
                name=reminder.responsible_id.name,
                date=format_date(self.env, reminder.date_due),
            )

    def _compute_counts(self):
        counts = self._count([("origin", "in", self.mapped("origin"))])
        for reminder in self:
            owed, held = counts.get((reminder.origin, reminder.responsible_id.id), (0, 0))
            reminder.owed_count = owed
            reminder.held_count = held
            reminder.progress = 100.0 * held / owed if owed else 0.0

    @api.model
    def _count(self, domain):
        """{(origin, responsible id): (owed, held)}, leaving out what is excused or withdrawn."""
        groups = self.env["talk.obligation"]._read_group(
            Domain(domain) & Domain("state", "not in", [EXCUSED, WITHDRAWN]),
            ["origin", "responsible_id", "state"],
            ["__count"],
        )
        counts = {}
        for origin, responsible, state, number in groups:
            owed, held = counts.get((origin, responsible.id), (0, 0))
            counts[origin, responsible.id] = (
                owed + number,
                held + (number if state == SETTLED else 0),
            )
        return counts

    def _compute_obligation_ids(self):
        for reminder in self:
            reminder.obligation_ids = self.env["talk.obligation"].search(
                [
                    ("origin", "=", reminder.origin),
                    ("responsible_id", "=", reminder.responsible_id.id),
                    ("state", "!=", WITHDRAWN),
                ]
            )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a reminder: who may read it is a matter of record rules alone."""
        return True

    # planning: who is to be reminded of what

    @api.model
    def _refresh_for(self, obligations):
        """Bring the reminders of these obligations up to date at once."""
        self._refresh(obligations.sudo())

    @api.model
    def _refresh(self, obligations=None):
        """Remind of what has come due, bring back at the next lead time, close what is settled.

        Free to repeat: a step is reminded of once.
        """
        self = self.sudo()
        self.invalidate_model(["owed_count", "held_count", "progress"])
        due = self._due_groups(obligations)
        self._insert_missing(due)
        known = {
            (reminder.origin, reminder.responsible_id.id): reminder
            for reminder in self.search(self._domain_known(obligations, due))
        }
        self._close([reminder for key, reminder in known.items() if key not in due])
        again, same = self.browse(), self.browse()
        for key, (user, step) in ((key, value[-2:]) for key, value in due.items()):
            reminder = known[key]
            if reminder.step < step or reminder.user_id != user:
                again |= reminder
                reminder.write({"step": step, "user_id": user.id})
            else:
                same |= reminder
        again._remind()
        same._freshen()

    @api.model
    def _domain_known(self, obligations, due):
        if obligations is None:
            origins = list({origin for origin, _responsible in due})
            return Domain("step", ">", 0) | Domain("origin", "in", origins)
        return self._domain_of(obligations)

    @api.model
    def _domain_of(self, obligations):
        return Domain("origin", "in", obligations.mapped("origin")) & Domain(
            "responsible_id", "in", obligations.responsible_id.ids
        )

    @api.model
    def _due_groups(self, obligations):
        """{(origin, responsible id): (rule, company, date due, user, step)} to be reminded of."""
        domain = Domain("state", "in", UNSETTLED)
        if obligations is not None:
            domain &= self._domain_of(obligations)
        groups = (
            self.env["talk.obligation"]
            .sudo()
            ._read_group(
                domain,
                ["rule_id", "origin", "company_id", "responsible_id", "responsible_user_id"],
                ["date_due:min"],
            )
        )
        leads = {rule: parse_lead_days(rule.lead_days) for rule in {group[0] for group in groups}}
        companies = {group[2] for group in groups}
        todays = {company: company._talk_today() for company in companies}
        officers = {company: company._talk_officer() for company in companies}
        due = {}
        for rule, origin, company, responsible, user, date_due in groups:
            step = reminder_step(date_due, leads[rule], todays[company])
            if step:
                user = user if user.active else officers[company]
                due[origin, responsible.id] = (rule, company, date_due, user, step)
        return due

    # applying

    @api.model
    def _insert_missing(self, due):
        """A row for each key not there yet. Losing the race to another worker is no error:
        the transaction is tried again, as after any concurrent update."""
        if not due:
            return
        rows = [
            SQL("(%s, %s, %s, %s, %s)", origin, responsible_id, rule.id, company.id, date_due)
            for (origin, responsible_id), (rule, company, date_due, *_rest) in due.items()
        ]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_reminder (origin, responsible_id, rule_id, company_id, date_due,
                                              responsible_user_id, step, create_uid, create_date)
                   SELECT v.origin, v.responsible_id, v.rule_id, v.company_id, v.date_due::date,
                          e.user_id, 0, %s, now() AT TIME ZONE 'UTC'
                     FROM (VALUES %s) v(origin, responsible_id, rule_id, company_id, date_due)
                     JOIN hr_employee e ON e.id = v.responsible_id
                    WHERE NOT EXISTS (SELECT 1 FROM talk_reminder r
                                       WHERE r.origin = v.origin
                                         AND r.responsible_id = v.responsible_id)
                       ON CONFLICT DO NOTHING""",
                self.env.uid,
                SQL(", ").join(rows),
            )
        )

    @api.model
    def _close(self, reminders):
        """Everything is settled: the activity is done, and the next opening starts afresh."""
        reminders = self.browse().concat(*reminders).filtered("step")
        if reminders:
            reminders._open_activities().action_done()
            reminders.write({"step": 0})

    def _open_activities(self):
        return self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _remind(self):
        """A fresh activity for each, in one batch; the one of the step before goes."""
        if not self:
            return
        self._open_activities().unlink()
        self.mapped("display_name")  # read in one go: the activities ask for it one by one
        types = {
            overdue: self.env.ref(ACTIVITY_OVERDUE if overdue else ACTIVITY_DUE)
            for overdue in (True, False)
        }
        model = self.env["ir.model"]._get_id(self._name)
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet.create(
            [
                {
                    "res_model_id": model,
                    "res_id": reminder.id,
                    "activity_type_id": types[reminder.step >= OVERDUE].id,
                    "user_id": reminder.user_id.id,
                    "date_deadline": reminder.date_due,
                    "summary": reminder._summary(),
                    "automated": True,
                }
                for reminder in self
                if reminder.user_id
            ]
        )

    def _summary(self):
        """Neutral words in the reminded user's language: how many talks, by when, never why."""
        self.ensure_one()
        reminder = self.with_context(lang=self.user_id.lang)
        values = {
            "name": reminder.responsible_id.name,
            "held": reminder.held_count,
            "owed": reminder.owed_count,
            "date": format_date(reminder.env, reminder.date_due),
        }
        if reminder.user_id == reminder.responsible_user_id:
            return reminder.env._("%(held)s of %(owed)s talks held, due by %(date)s", **values)
        return reminder.env._(
            "%(name)s: %(held)s of %(owed)s talks held, due by %(date)s", **values
        )

    def _freshen(self):
        """Let the figures in open activities keep up with the talks held."""
        if not self:
            return
        reminders = {reminder.id: reminder for reminder in self}
        for activity in self._open_activities():
            summary = reminders[activity.res_id]._summary()
            if activity.summary != summary:
                activity.with_context(mail_activity_quick_update=True).summary = summary
