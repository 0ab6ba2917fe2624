from odoo import fields, models
from odoo.tools import SQL

from .talk_item import ANSWERED_STATES, DECLINED, SOLVED
from .talk_item_notice import ANSWERED, HAND_OUT
from .talk_item_raiser import REOPENED, TOLD, WAITING


class TalkItem(models.Model):
    """Telling those who raised something what became of it, all at once (B6b)."""

    _inherit = "talk.item"

    def _tell_raisers(self):
        """Let everybody who waits for an answer have it: in one statement, whatever their number,
        and in words that tell of nobody else. Free to repeat; whoever has had an answer and found
        nothing unsettled hears of it once."""
        items = self.sudo().filtered(lambda item: item.state in ANSWERED_STATES)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """UPDATE talk_item_raiser r
                      SET state = %(told)s, told_on = %(now)s, answer = c.answer,
                          outcome = CASE i.state WHEN %(declined)s THEN i.state ELSE %(solved)s END
                     FROM talk_item i JOIN talk_item_content c ON c.item_id = i.id
                    WHERE r.item_id = i.id AND i.id IN %(items)s
                      AND (r.state = %(waiting)s
                           OR r.state = %(reopened)s AND r.is_reopening_passed_on)
                RETURNING r.id""",
                told=TOLD,
                now=fields.Datetime.now(),
                declined=DECLINED,
                solved=SOLVED,
                items=tuple(items.ids) or (0,),
                waiting=WAITING,
                reopened=REOPENED,
            )
        )
        raisers = self.env["talk.item.raiser"].sudo().browse(row[0] for row in rows)
        raisers.invalidate_recordset()
        raisers.modified(["state", "told_on", "answer", "outcome"])
        raisers._tell_of_answer()


class TalkItemRaiser(models.Model):
    _inherit = "talk.item.raiser"

    def _has_user(self):
        """Whether the person reads it with a user of their own."""
        self.ensure_one()
        return self.sudo().employee_id.user_id.active

    def _tell_of_answer(self):
        """There is something to read: those with a user are told themselves; for the others
        whoever held the talk prints it."""
        told, handed_out = set(), set()
        for raiser in self.sudo():
            if raiser._has_user():
                told.add((raiser.item_id.id, raiser.employee_id.user_id.id))
            elif raiser.responsible_id.user_id.active:
                handed_out.add((raiser.item_id.id, raiser.responsible_id.user_id.id))
        notices = self.env["talk.item.notice"].sudo()
        if told:
            notices._tell(told, ANSWERED)
        if handed_out:
            notices._tell(handed_out, HAND_OUT)
