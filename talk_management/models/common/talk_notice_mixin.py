from odoo import api, fields, models


class TalkNoticeMixin(models.AbstractModel):
    """Something one user is told of by one activity, in neutral words.

    Nobody follows such a record: who may read it is a matter of record rules alone.
    Activities are made in one batch, without a mail for each.
    """

    _name = "talk.notice.mixin"
    _description = "Told by an Activity"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _mail_post_access = "read"

    def _notice_user(self):
        """Who is told; empty: nobody."""
        return self.user_id

    def _notice_deadline(self):
        """Until when the activity is to be dealt with."""
        return fields.Date.context_today(self)

    def _notice_summary(self):
        """What the activity says, in the language of ``self``: numbers and dates, never why."""
        raise NotImplementedError

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows: what is told goes to one user."""
        return True

    def _open_activities(self):
        return self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _told_summary(self):
        self.ensure_one()
        return self.with_context(lang=self._notice_user().lang)._notice_summary()

    @api.model
    def _notice_quietly(self):
        return self.env["mail.activity"].with_context(mail_activity_quick_update=True)

    def _give_notice(self, activity_type):
        """One activity of that type for each record; the one there is goes."""
        if not self:
            return
        self._open_activities().unlink()
        self.mapped("display_name")  # read in one go: the activities ask for it one by one
        kind = self.env.ref(activity_type)
        model = self.env["ir.model"]._get_id(self._name)
        self._notice_quietly().create(
            [
                {
                    "res_model_id": model,
                    "res_id": record.id,
                    "activity_type_id": kind.id,
                    "user_id": record._notice_user().id,
                    "date_deadline": record._notice_deadline(),
                    "summary": record._told_summary(),
                    "automated": True,
                }
                for record in self
                if record._notice_user()
            ]
        )

    def _freshen_notice(self):
        """Let the words of open activities keep up with the figures."""
        if not self:
            return
        told = {record.id: record for record in self}
        for activity in self._open_activities():
            summary = told[activity.res_id]._told_summary()
            if activity.summary != summary:
                activity.with_context(mail_activity_quick_update=True).summary = summary

    def _end_notice(self, is_done):
        """What it told of is over: the activity is done. Or it no longer holds: it only goes."""
        if self:
            activities = self._open_activities()
            activities.action_done() if is_done else activities.unlink()
