from odoo import fields, models
from odoo.exceptions import AccessError


class TalkTalk(models.Model):
    """A talk with somebody who came to an open session without booking, beside its slots.

    Whoever receives is taken up by the session as a whole and need not be free of it.
    """

    _inherit = "talk.talk"

    walk_in_session_id = fields.Many2one(
        "talk.session",
        string="Walked In At",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The open session to which the person came without booking.",
    )

    def _check_guarded(self, vals):
        if not self.env.su and "walk_in_session_id" in vals:
            raise AccessError(
                self.env._("Who walked in is entered on the open session, by “Walk-In”.")
            )
        return super()._check_guarded(vals)

    def _check_free(self):
        booked = self.filtered(lambda talk: not talk.walk_in_session_id)
        return super(TalkTalk, booked)._check_free()

    def _people_by_slot(self):
        found = super()._people_by_slot()
        return found | self.responsible_id if self.walk_in_session_id else found
