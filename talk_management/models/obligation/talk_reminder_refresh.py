from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...engine.reminder import OVERDUE, parse_lead_days, reminder_step
from .talk_obligation import UNSETTLED

ACTIVITY_DUE = "talk_management.activity_type_talk_due"
ACTIVITY_OVERDUE = "talk_management.activity_type_talk_overdue"
# Read for all at once: field by field the ORM reads a thousand records a query.
READ = ["origin", "responsible_id", "responsible_user_id", "user_id", "date_due", "step"]


class TalkReminder(models.Model):
    """Keeping reminders up to date: who is to be reminded of what, and the activities."""

    _inherit = "talk.reminder"

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
        unsettled = self._unsettled_groups(obligations)
        due = {key: value for key, value in unsettled.items() if value[-1]}
        self._insert_missing(due)
        known = {
            (reminder.origin, reminder.responsible_id.id): reminder
            for reminder in self.search_fetch(self._domain_known(obligations, due), READ)
        }
        for is_done in (True, False):
            over = known.keys() - (unsettled if is_done else due).keys()
            self._close([known[key] for key in over], is_done)
        again, same = self.browse(), self.browse()
        for key, (date_due, user, step) in ((key, value[-3:]) for key, value in due.items()):
            reminder = known[key]
            moved = reminder.date_due != date_due
            if reminder.step < step or reminder.user_id != user or moved:
                again |= reminder
                reminder.write({"step": step, "user_id": user.id, "date_due": date_due})
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
    def _unsettled_groups(self, obligations):
        """{(origin, responsible id): (rule, company, date due, user, step)}: still to be held.

        Step 0: it is too early to be reminded of. Without a rule there are no lead times.
        """
        domain = Domain("state", "in", UNSETTLED)
        if obligations is not None:
            domain &= self._domain_of(obligations)
        groups = (
            self.env["talk.obligation"]
            .sudo()
            ._read_group(
                domain,
                [
                    *("rule_id", "source_rule_id", "origin", "company_id"),
                    *("responsible_id", "responsible_user_id"),
                ],
                ["date_due:min"],
            )
        )
        groups += self._unsettled_without_pairs(obligations)
        leads = {}
        for rule, source, *_rest in groups:
            leads.setdefault(rule | source, parse_lead_days((rule | source).lead_days))
        companies = {group[3] for group in groups}
        todays = {company: company._talk_today() for company in companies}
        officers = {company: company._talk_officer() for company in companies}
        self.env["res.users"].concat(*{group[5] for group in groups}).fetch(["active"])
        found = {}
        for rule, source, origin, company, responsible, user, date_due in groups:
            step = reminder_step(date_due, leads[rule | source], todays[company])
            user = user if user.active else officers[company]
            found[origin, responsible.id] = (rule, company, date_due, user, step)
        return found

    # applying

    @api.model
    def _insert_missing(self, due):
        """A row for each key not there yet. Losing the race to another worker is no error:
        the transaction is tried again, as after any concurrent update."""
        if not due:
            return
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s)",
                origin,
                responsible_id,
                rule.id or None,
                company.id,
                date_due,
            )
            for (origin, responsible_id), (rule, company, date_due, *_rest) in due.items()
        ]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_reminder (origin, responsible_id, rule_id, company_id, date_due,
                                              responsible_user_id, step, create_uid, create_date)
                   SELECT v.origin, v.responsible_id, v.rule_id::int, v.company_id,
                          v.date_due::date,
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
    def _close(self, reminders, is_done):
        """The next opening starts afresh. Everything is settled: the activity is done. Or it has
        become too early to remind, by a shorter lead time or a later due date: it only goes."""
        reminders = self.browse().concat(*reminders).filtered("step")
        if reminders:
            activities = reminders._open_activities()
            activities.action_done() if is_done else activities.unlink()
            reminders.write({"step": 0})

    def _open_activities(self):
        return self.env["mail.activity"].search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], ["res_id", "summary"]
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

    def _read_for_summary(self):
        """What the summaries of these reminders say, in a few queries however many there are."""
        counts = [self._fields[name] for name in ("owed_count", "held_count", "progress")]
        with self.env.protecting(counts, self):
            self._compute_counts()
        self.responsible_id.fetch(["name"])
        self.user_id.fetch(["partner_id"])
        self.user_id.partner_id.fetch(["lang"])

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
        self._read_for_summary()
        reminders = {reminder.id: reminder for reminder in self}
        for activity in self._open_activities():
            summary = reminders[activity.res_id]._summary()
            if activity.summary != summary:
                activity.with_context(mail_activity_quick_update=True).summary = summary
