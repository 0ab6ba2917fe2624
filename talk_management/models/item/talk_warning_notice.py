from odoo import api, fields, models
from odoo.tools import SQL

from ..talk.talk_talk import CANCELLED
from .talk_warning import CLOSED, FOLLOWED, IN_REVIEW, SUBMITTED, WITHDRAWN


class TalkWarningNotice(models.Model):
    """Tells one person that something is waiting for them: no name, no number, not of what.

    It goes with its activity once it is done, and leaves no message of having been there.
    """

    _name = "talk.warning.notice"
    _description = "Something for You"
    _hides_activities = True
    _inherit = ["talk.unnumbered.mixin", "talk.notice.mixin"]
    _not_handed_out = "tells somebody that something is waiting for them"
    _order = "id"

    warning_id = fields.Many2one(
        "talk.warning",
        string="What It Is About",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who is told.",
    )

    _once = models.UniqueIndex("(warning_id, user_id)", "This person was told already.")

    @api.depends_context("lang")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice._notice_summary()

    @api.model
    def _refusal_sentence(self):
        return self.env._("This is for the one it tells, nobody else.")

    @api.model
    def _sql_visible(self, alias, uid):
        return SQL("%s = %s", SQL.identifier(alias, "user_id"), uid)

    def _notice_summary(self):
        return self.env._("Something is waiting for you")

    def unlink(self):
        # with their activities, which the database would not take along
        self._activities_with_done([("res_id", "in", self.ids)]).unlink()
        return super().unlink()

    @api.model
    def _activities_with_done(self, domain):
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        return activities.search([("res_model", "=", self._name), *domain])

    def message_post(self, **kwargs):
        """Whoever marks it as done leaves no message."""
        return self.env["mail.message"]

    def action_open(self):
        """Open what is waiting; to be told of the end is all there is to do about it."""
        self.ensure_one()
        self.check_access("read")
        if self.warning_id.state == CLOSED:
            self.sudo()._end_notice(is_done=False)
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.warning",
            "res_id": self.warning_id.id,
            "views": [(False, "form")],
        }


class TalkWarning(models.Model):
    """Telling the discipline officers and the author, and the end of it all."""

    _inherit = "talk.warning"

    notice_ids = fields.One2many(
        "talk.warning.notice",
        "warning_id",
        string="Notices",
        groups=fields.NO_ACCESS,
        help="Technical: who is told at present.",
    )

    def _tell_officers(self):
        for warning in self:
            warning._tell(warning._officers())

    def _tell_author(self):
        for warning in self:
            author = warning.sudo().author_id.filtered("active")
            warning._tell(author - warning.sudo().subject_user_id)

    def _tell(self, users):
        """Tell those who were not told; whoever was told keeps the one notice they have."""
        self.ensure_one()
        new = users - self.sudo().notice_ids.user_id
        quiet = self.env["talk.warning.notice"].sudo().with_context(tracking_disable=True)
        told = quiet.create([{"warning_id": self.id, "user_id": user.id} for user in new])
        told._give_notice("talk_management.activity_type_waiting")

    def _end_notices(self):
        self.sudo().notice_ids.unlink()

    # every day

    @api.model
    def _cron_daily(self):
        """Erase what was kept until yesterday; tell of what nobody looks at any more. Reports no
        figure to the list of jobs, where it could be read. Free to be killed and repeated."""
        self._erase_old()
        self._tell_again()
        self._drop_stray_activities()

    @api.model
    def _erase_old(self):
        ended = self.sudo().search(
            [("state", "in", (CLOSED, WITHDRAWN)), ("date_end", "!=", False)]
        )
        ended.filtered(lambda over: over.date_end < over.company_id._talk_today()).unlink()

    @api.model
    def _tell_again(self):
        """Officers come and go: what none of those there now has taken up is told to them all."""
        for warning in self.sudo().search([("state", "in", (SUBMITTED, IN_REVIEW, FOLLOWED))]):
            officers = warning._officers()
            if warning.state == SUBMITTED or warning.reviewer_id not in officers:
                warning._tell(officers)

    @api.model
    def _drop_stray_activities(self):
        """What was deleted along with a person left these behind."""
        notices = self.env["talk.warning.notice"].sudo()
        hanging = notices._activities_with_done([])
        there = notices.browse(hanging.mapped("res_id")).exists()
        hanging.filtered(lambda activity: activity.res_id not in there.ids).unlink()


class TalkTalk(models.Model):
    _inherit = "talk.talk"

    is_begun = fields.Boolean(
        compute="_compute_is_begun", help="Whether the day of the talk has come."
    )

    @api.depends("date", "state")
    def _compute_is_begun(self):
        for talk in self:
            today = talk.sudo().company_id._talk_today()
            talk.is_begun = bool(talk.date and talk.date <= today) and talk.state != CANCELLED

    def action_warn(self):
        """Begin an early warning from the talk. Always a new one: the button tells of none."""
        self.ensure_one()
        self.check_access("read")
        return self.env["talk.warning"]._begin(self, self.employee_id)


class TalkRecord(models.Model):
    _inherit = "talk.record"

    def action_warn(self):
        """Begin an early warning from the record, about whom its part is about."""
        self.ensure_one()
        self.check_access("read")
        return self.env["talk.warning"]._begin(self.talk_id, self.employee_id)
