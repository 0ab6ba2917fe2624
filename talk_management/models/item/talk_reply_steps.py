from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from .res_company import SIGNED_BY_HEAD
from .talk_item_raiser import CONFIRMED
from .talk_reply import DELIVERED, DRAFTED, DUE, SIGNED


class TalkReply(models.Model):
    """How a written reply is written, signed and delivered."""

    _inherit = "talk.reply"

    def write(self, vals):
        if "body" in vals and not self.env.su:
            self._check_changeable()
        return super().write(vals)

    def _check_changeable(self):
        """Tell those who read it why it stays as it is; the others are refused elsewhere."""
        for reply in self.sudo(False)._filtered_access("read"):
            if reply.state == DELIVERED:
                raise UserError(
                    self.env._("This reply was delivered and stays as it is. Write the next one.")
                )
            if reply.state == SIGNED:
                raise UserError(
                    self.env._("This reply is signed. Press “Draft Again” to change it.")
                )

    def action_open(self):
        """Open it from the item it belongs to."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "name": self.env._("Written Reply"),
        }

    def action_draft(self):
        """It is written: now it is to be signed."""
        self._begin_as_owner()
        self._check_is(DUE)
        self._check_written()
        self._step(DRAFTED, signer_id=self._signer().id)
        return True

    def action_sign(self):
        """Sign what is written, with one's own user, name and post."""
        self.ensure_one()
        self.check_access("read")
        self.sudo()._claim()
        signer = self.sudo().signer_id or self._signer()
        if self.env.user not in (signer | self.sudo().item_id.owner_id).user_id:
            raise AccessError(self.env._("%s signs this reply.", signer.name))
        if self.state == DUE:
            raise UserError(
                self.env._("This reply is not written yet. Write it and press “Ready to Sign”.")
            )
        if signer.user_id != self.env.user:
            raise AccessError(self.env._("%s signs this reply.", signer.name))
        self._check_written()
        self._step(
            SIGNED,
            signed_on=fields.Datetime.now(),
            signer_name=signer.name,
            signer_post=signer.job_title,
        )
        return True

    def action_write_again(self):
        """Change what was signed, as long as nobody was given it; it is signed anew."""
        self._begin_as_owner()
        if self.state == DELIVERED:
            self._check_changeable()
        self._check_is(SIGNED)
        self._step(
            DRAFTED,
            signer_id=self._signer().id,
            signed_on=False,
            signer_name=False,
            signer_post=False,
        )
        return True

    def action_deliver(self):
        """Give it to all who raised the matter and wait for it, at once."""
        self._begin_as_owner()
        if self.state in (DUE, DRAFTED):
            raise UserError(self.env._("This reply is not signed yet. It is delivered signed."))
        raisers = self._recipients()
        if self.state == SIGNED and not raisers:
            raise UserError(
                self.env._(
                    "There is nobody left to deliver this reply to: nobody who raised the matter "
                    "still waits for one."
                )
            )
        days = (self.company_id._talk_today() - self.date_since).days
        if self.round == 1:
            self.sudo().item_id.days_to_reply = days
        self._step(
            DELIVERED,
            delivered_on=fields.Datetime.now(),
            days=days,
            raiser_ids=[Command.set(raisers.ids)],
        )
        raisers._tell_of_answer()
        return True

    def _begin_as_owner(self):
        self.ensure_one()
        self.check_access("read")
        self.sudo()._claim()
        if self.sudo().item_id.owner_id.user_id != self.env.user:
            raise AccessError(
                self.env._("Whoever handles the matter writes the reply and delivers it.")
            )

    def _check_is(self, state):
        """There are two ways to a reply that is to be signed, and a button for each."""
        if self.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This reply is “%(now)s”; this can be done while it is “%(then)s”.",
                    now=states[self.state],
                    then=states[state],
                )
            )

    def _check_written(self):
        if not self._texts().get(self.id):
            raise UserError(self.env._("This reply is empty. Write what they are to be told."))

    def _signer(self):
        """Who signs: whoever handles it; the head of the department where the organisation has
        it so, and the matter is not between two people."""
        item = self.sudo().item_id
        if item.is_private or item.company_id.talk_reply_signer != SIGNED_BY_HEAD:
            return item.owner_id
        head = (item.department_id or item.owner_id.department_id).manager_id
        return head if head.user_id.active else item.owner_id

    def _recipients(self):
        """Those who raised the matter and have no reply since they raised or reopened it."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT r.id FROM talk_item_raiser r
                    WHERE r.item_id = %s AND %s AND (r.state <> %s OR r.wants_reply)""",
                self.item_id.id,
                self._sql_unanswered(),
                CONFIRMED,
            )
        )
        return self.env["talk.item.raiser"].sudo().browse(row[0] for row in rows)

    def _sql_unanswered(self):
        """SQL condition: ``r``, who raised an item, has had no reply since."""
        return SQL(
            """NOT EXISTS (SELECT FROM talk_reply_raiser_rel x
                             JOIN talk_reply p ON p.id = x.reply_id
                            WHERE x.raiser_id = r.id
                              AND (r.reopened_on IS NULL OR p.delivered_on > r.reopened_on))"""
        )
