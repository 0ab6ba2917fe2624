from odoo import api, fields, models

from ..talk.talk_record_item import UNTOLD
from .talk_item import CLOSED, MERGED
from .talk_item_raiser import REOPENED

AGREED = "agreed"


class TalkItemNotice(models.Model):
    _inherit = "talk.item.notice"

    kind = fields.Selection(
        selection_add=[(AGREED, "May Be Passed On Now")], ondelete={AGREED: "cascade"}
    )

    def _notice_summary(self):
        if self.kind == AGREED:
            return self.env._("Something you were told may be passed on now")
        return super()._notice_summary()

    def action_open(self):
        action = super().action_open()
        if self.kind != AGREED:
            return action
        name = "talk_management.action_raised_with_me"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"domain": [("item_id", "=", self.item_id.id)]}


class TalkItem(models.Model):
    """What the job does after those who raised something have spoken."""

    _inherit = "talk.item"

    @api.model
    def _follow_raisers(self):
        """Pass on what is not settled, without who says so, and have it handled once more; tell
        responsibles of what may be passed on. Free to repeat; by the job, as superuser."""
        raisers = self.env["talk.item.raiser"].sudo()
        reopened = raisers.search(
            [("state", "=", REOPENED), ("is_reopening_passed_on", "=", False)]
        ).try_lock_for_update()
        reopened._pass_reopening_on()
        agreed = raisers.search(
            [
                ("passing", "!=", UNTOLD),
                ("is_passed_on", "=", False),
                ("words", "!=", False),
                ("item_id.state", "not in", (CLOSED, MERGED)),
                ("responsible_id.user_id.active", "=", True),
            ]
        )
        agreed._tell_of_agreement()


class TalkItemRaiser(models.Model):
    _inherit = "talk.item.raiser"

    def _pass_reopening_on(self):
        # sorted by the words: their order tells nothing of who was first
        said = sorted((one.item_id.id, (one.reopen_reason or "").strip()) for one in self)
        self.env["talk.item.word"].create(
            [{"item_id": item, "text": text} for item, text in said if text]
        )
        self.write({"is_reopening_passed_on": True})
        self.item_id._reopen()
        self.item_id._owe_replies()

    def _tell_of_agreement(self):
        """Once: whoever held the talk learns that it may be passed on."""
        notices = self.env["talk.item.notice"].sudo()
        known = notices.search([("item_id", "in", self.item_id.ids), ("kind", "=", AGREED)])
        told = {(notice.item_id.id, notice.user_id.id) for notice in known}
        pairs = {(one.item_id.id, one.responsible_id.user_id.id) for one in self} - told
        if pairs:
            notices._tell(pairs, AGREED)
