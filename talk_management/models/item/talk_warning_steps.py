from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..talk.talk_talk import CANCELLED, HELD
from .talk_warning import CLOSED, FOLLOWED, IN_REVIEW, REMINDED, WITHDRAWN


class TalkWarning(models.Model):
    """What becomes of an early warning: a discipline officer takes it up, has a reminder talk
    (提醒谈话) held by the author or somebody else above the person, and closes it.

    The reminder talk is an ordinary talk, planned in the name of whoever holds it: neither its
    facts nor who made it in the database lead back here.
    """

    _inherit = "talk.warning"

    holder_ids = fields.Many2many(
        "hr.employee",
        compute="_compute_holder_ids",
        compute_sudo=True,
        help="Who could hold the reminder talk: the author and those the person is below.",
    )
    reminder_holder_id = fields.Many2one(
        "hr.employee",
        string="Reminder Talk Held By",
        ondelete="set null",
        copy=False,
        help="Who is to talk with the person. They learn nothing from here: speak with them.",
    )
    reminder_start = fields.Datetime(
        string="Reminder Talk Begins", copy=False, help="When the reminder talk is to be."
    )
    reminder_talk_id = fields.Many2one(
        "talk.talk",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The talk in which the person was reminded. Nothing in it leads here.",
    )
    reminder_date = fields.Date(
        string="Day of the Reminder Talk",
        compute="_compute_reminder",
        help="On which day the person is reminded.",
    )
    reminder_state = fields.Selection(
        selection=lambda self: self.env["talk.talk"]
        ._fields["state"]
        ._description_selection(self.env),
        string="State of the Reminder Talk",
        compute="_compute_reminder",
        help="Whether the reminder talk was held.",
    )

    @api.depends_context("uid")
    @api.depends("employee_id", "author_id", "state")
    def _compute_holder_ids(self):
        for warning in self:
            warning.holder_ids = warning._possible_holders() if warning.can_review else False

    @api.depends("reminder_talk_id")
    def _compute_reminder(self):
        for warning in self:
            talk = warning.reminder_talk_id.sudo()
            warning.reminder_date = talk.date
            warning.reminder_state = talk.state

    def _possible_holders(self):
        self.ensure_one()
        self.env.flush_all()
        warning = self.sudo()
        rows = self.env.execute_query(
            SQL(
                """SELECT e.id FROM hr_employee e JOIN res_users u ON u.id = e.user_id
                    WHERE e.active AND u.active AND e.company_id = %(company)s
                      AND e.id <> %(person)s AND u.id IS DISTINCT FROM %(subject)s
                      AND (u.id = %(author)s OR u.id IN (SELECT user_id FROM talk_sight
                                                          WHERE employee_id = %(person)s))
                    ORDER BY e.name, e.id""",
                company=warning.company_id.id or None,
                person=warning.employee_id.id or None,
                subject=warning.subject_user_id.id or None,
                author=warning.author_id.id or None,
            )
        )
        return self.env["hr.employee"].browse(row[0] for row in rows)

    # the buttons

    def action_withdraw(self):
        """The author takes it back before anybody took it up; the next night it is erased."""
        self._check_may("is_author")
        for warning in self:
            today = warning.sudo().company_id._talk_today()
            warning._step(WITHDRAWN, date_end=today)
        self._end_notices()
        return True

    def action_take_up(self):
        """A discipline officer reviews it; the others need not look at it any more."""
        self._check_may("can_review")
        self._step(IN_REVIEW, reviewer_id=self.env.uid)
        self._end_notices()
        return True

    def action_plan_reminder(self):
        """Plan the reminder talk in the name of whoever is to hold it."""
        self._check_may("can_review", IN_REVIEW, FOLLOWED)
        for warning in self:
            if not (warning.reminder_holder_id and warning.reminder_start):
                raise UserError(self.env._("Say who is to hold the reminder talk, and when."))
            if warning.reminder_holder_id not in warning._possible_holders():
                raise UserError(
                    self.env._("The author or somebody above the person holds the reminder talk.")
                )
            warning._check_no_reminder()
            warning._follow(warning._plan_talk())
        return True

    def action_link_reminder(self):
        """The reminder talk is the last one that was planned or held since it was written."""
        self._check_may("can_review", IN_REVIEW, FOLLOWED)
        for warning in self:
            warning._check_no_reminder()
            if not (talk := warning._reminder_found()):
                raise UserError(
                    self.env._(
                        "Since this was written, no reminder talk with the person has been "
                        "planned or held."
                    )
                )
            warning._follow(talk)
        return True

    def action_close(self):
        """Say what became of it and until when it is kept; the author is told."""
        self._check_may("can_review", IN_REVIEW, FOLLOWED)
        for warning in self:
            warning._check_closable()
        self._step(CLOSED)
        self._end_notices()
        self._tell_author()
        return True

    # how they do it

    def _check_may(self, part, *states):
        """Raise unless the user may press: asked on the server, whatever the screen shows."""
        self.check_access("write")
        self._claim()
        if not all(warning[part] for warning in self):
            raise AccessError(self._officer_sentence())
        if states and not all(warning.state in states for warning in self):
            raise UserError(self.env._("Take it up first; what is closed stays closed."))

    def _check_no_reminder(self):
        if self.reminder_state and self.reminder_state != CANCELLED:
            raise UserError(self.env._("A reminder talk has been agreed on already."))

    def _check_closable(self):
        today = self.sudo().company_id._talk_today()
        if not self.outcome or not (self.outcome_note or "").strip():
            raise UserError(self.env._("Say what became of it, in a choice and in words."))
        if not self.date_end or self.date_end <= today:
            raise UserError(
                self.env._("Say until when it is kept: a day to come. Then it is erased.")
            )
        if self.outcome == REMINDED and self.reminder_state != HELD:
            raise UserError(self.env._("Nobody has been reminded yet: no reminder talk was held."))

    def _follow(self, talk):
        values = {"reminder_talk_id": talk.id}
        if self.state == FOLLOWED:  # the talk before was cancelled
            self.sudo().write(values)
        else:
            self._step(FOLLOWED, **values)

    def _plan_talk(self):
        """As the holder: who makes a row stands in it, and the holder's rights count."""
        user = self.sudo().reminder_holder_id.user_id
        clean = {"lang": user.lang, "tz": user.tz, "allowed_company_ids": self.company_id.ids}
        talks = self.env["talk.talk"].with_user(user).with_context(clean)  # pylint: disable=context-overridden
        vals = {
            "responsible_id": self.reminder_holder_id.id,
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "date_start": self.reminder_start,
            "kind_id": self.env.ref("talk_management.kind_reminder").id,
        }
        return talks.create(vals).sudo()

    def _reminder_found(self):
        return (
            self.env["talk.talk"]
            .sudo()
            .search(
                [
                    ("kind_id", "=", self.env.ref("talk_management.kind_reminder").id),
                    ("participant_ids.employee_id", "=", self.employee_id.id),
                    ("state", "!=", CANCELLED),
                    ("is_reserved", "=", False),
                    ("date", ">=", self.date),
                ],
                order="date desc, id desc",
                limit=1,
            )
        )
