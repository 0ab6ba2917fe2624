from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .talk_talk import CANCELLED


class TalkTalk(models.Model):
    """The way from a talk to its preparation, for those who hold it (H4.2)."""

    _inherit = "talk.talk"

    can_prepare = fields.Boolean(
        string="May Prepare It",
        compute="_compute_can_prepare",
        help="Whether the current user holds the talk, and so prepares it.",
    )

    @api.depends_context("uid")
    @api.depends("responsible_id", "co_holder_ids", "recorder_id", "state")
    def _compute_can_prepare(self):
        for talk in self:
            users = talk.sudo()._preparing_people().user_id
            talk.can_prepare = talk.state != CANCELLED and self.env.user in users

    def _preparing_people(self):
        """Who prepares the talk: those who hold it."""
        return self._holders()

    def action_prepare(self):
        """Open what helps the current user to prepare; made at the first opening.

        Raises AccessError for whoever does not hold the talk.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_prepare:
            raise AccessError(self.env._("A talk is prepared by those who hold it."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preparation"),
            "res_model": "talk.preparation",
            "res_id": self._own_preparation().id,
            "views": [(False, "form")],
        }

    def _own_preparation(self):
        """The current user's preparation. Pressed twice at once, there is still one."""
        preparations = self.env["talk.preparation"]
        own = [("talk_id", "=", self.id), ("author_id", "=", self.env.uid)]
        if found := preparations.search(own):
            return found
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO talk_preparation (talk_id, author_id, create_uid, create_date,
                                                 write_uid, write_date)
                   VALUES (%(talk)s, %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                           now() AT TIME ZONE 'UTC')
                       ON CONFLICT DO NOTHING""",
                talk=self.id,
                uid=self.env.uid,
            )
        )
        return preparations.search(own)
