from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools.misc import clean_context

from .talk_request import (
    ACCEPTED,
    ASKED,
    COUNTERED,
    DECLINED,
    DRAFT,
    EMPLOYEE,
    EMPLOYEES_TURN,
    LEADER,
    LEADERS_TURN,
    PROPOSED,
    UNANSWERED,
    WITHDRAWN,
)


class TalkRequest(models.Model):
    """The steps of a request, each taken by the one whose turn it is."""

    _inherit = "talk.request"

    def action_ask(self):
        """Send it to the leader, who answers within the set time."""
        self._begin(EMPLOYEE)
        if not self.leader_id:
            raise UserError(self.env._("Choose whom you would like to talk with."))
        if refusal := self._refusal_to_ask():
            raise UserError(refusal)
        self._check_times(EMPLOYEE)
        company = self.company_id.sudo()
        self._step(
            ASKED,
            date_asked=company._talk_today(),
            is_published=company.talk_request_published,
            **self._deadlines(),
        )
        self._tell(LEADER)
        return True

    def action_propose(self):
        """Propose other times than the other did."""
        side = self._begin(EMPLOYEE, LEADER)
        self._check_turn_of(side)
        self._check_times(side)
        if side == LEADER:
            self._step(COUNTERED, **self._answered())
            self._tell(EMPLOYEE)
        else:
            self._step(PROPOSED, **self._deadlines())
            self._tell(LEADER)
        return True

    def action_decline(self):
        """The leader cannot, and says so in a word to the employee."""
        self._begin(LEADER)
        if not any(word.side == LEADER and word.text.strip() for word in self.sudo().word_ids):
            raise UserError(
                self.env._("Write a word to the employee first: why not, or who may help.")
            )
        self._step(DECLINED, **self._answered())
        self._tell(EMPLOYEE)
        return True

    def action_withdraw(self):
        """The employee no longer asks."""
        self._begin(EMPLOYEE)
        self._withdraw()
        return True

    def action_ask_another(self):
        """Ask another leader: what was written and still lies ahead is taken along."""
        self._begin(EMPLOYEE)
        if self.state in (DRAFT, ACCEPTED):
            raise UserError(
                self.env._("Ask somebody else where a leader declined, or has not answered.")
            )
        if self.state not in (DECLINED, WITHDRAWN):
            self._withdraw()
        self._activities().unlink()
        now = fields.Datetime.now()
        own = self.sudo()
        times = own.time_ids.filtered(lambda time: time.side == EMPLOYEE and time.date_start > now)
        words = own.word_ids.filtered(lambda word: word.side == EMPLOYEE)
        clean = self.env(context=clean_context(self.env.context))
        anew = clean["talk.request"].create(
            {
                "employee_id": self.employee_id.id,
                "time_ids": [
                    fields.Command.create(
                        {"date_start": time.date_start, "duration": time.duration}
                    )
                    for time in times
                ],
                "word_ids": [fields.Command.create({"text": word.text}) for word in words],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.request",
            "res_id": anew.id,
            "views": [(False, "form")],
            "name": self.env._("Ask for a Talk"),
        }

    def action_disclose(self):
        """The employee lets the talk be known to the HR officer, and counted."""
        self._begin(EMPLOYEE)
        self.sudo().is_disclosed = True
        self.sudo().talk_id._disclose()
        return True

    def action_open_talk(self):
        """The talk the two have agreed on."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "talk.talk",
            "res_id": self.talk_id.id,
            "views": [(False, "form")],
            "context": {"talk_show_people": 1},
        }

    # taking a step

    def _begin(self, *sides):
        """Hold the row, so that of two people pressing at once one wins and the other is told.

        Returns the user's side. Raises AccessError for the other side, and for anybody else.
        """
        self.ensure_one()
        self.check_access("write")
        side = self._side()
        if side not in sides:
            raise AccessError(
                self.env._("Only the leader who was asked may do this.")
                if side == EMPLOYEE
                else self.env._("Only the one who asked may do this.")
            )
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "The other of you is just now working on this request. "
                    "Look at it again in a moment."
                )
            ) from error
        self.env.flush_all()
        self.invalidate_recordset(["state"])
        return side

    def _check_step(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for request in self:
            if (request.state, target) not in self._transitions:
                raise UserError(
                    self.env._(
                        "The request stands at “%s” by now, so this can no longer be done. "
                        "Look at it again.",
                        labels[request.state],
                    )
                )

    def _check_turn_of(self, side):
        if self.state not in (EMPLOYEES_TURN[1:] if side == EMPLOYEE else LEADERS_TURN):
            self._check_step(PROPOSED if side == EMPLOYEE else COUNTERED)

    def _check_times(self, side):
        """Raise UserError unless that side has proposed a time that lies ahead."""
        now = fields.Datetime.now()
        if not any(time.side == side and time.date_start > now for time in self.sudo().time_ids):
            raise UserError(self.env._("Propose at least one time that lies ahead."))

    def _withdraw(self):
        self._step(WITHDRAWN)
        self._tell(LEADER)

    def _accept(self, chosen):
        """Agree to the time the other proposed. Returns the way to the talk."""
        side = self._begin(EMPLOYEE, LEADER)
        self._check_step(ACCEPTED)
        if chosen.side == side or self.state not in (
            LEADERS_TURN if side == LEADER else EMPLOYEES_TURN
        ):
            raise UserError(self.env._("The other of you agrees to a time you proposed."))
        if chosen.date_start <= fields.Datetime.now():
            raise UserError(self.env._("This time has passed. Propose another one."))
        talk = self._plan_talk(chosen)
        self._step(ACCEPTED, talk_id=talk.id, **(self._answered() if side == LEADER else {}))
        chosen.sudo().is_chosen = True
        self._tell(EMPLOYEE if side == LEADER else LEADER)
        return self.action_open_talk()

    def _plan_talk(self, chosen):
        """A talk at that time, known to the two alone unless the employee or the published rule
        says otherwise. The leader need not answer for the employee in the chain."""
        kind = self.env.ref("talk_management.kind_request", raise_if_not_found=False)
        kind = kind or self.env["talk.kind"]._ordinary()
        clean = self.env(context=clean_context(self.env.context))
        return (
            clean["talk.talk"]
            .sudo()
            .create(
                {
                    "responsible_id": self.leader_id.id,
                    "employee_id": self.employee_id.id,
                    "company_id": self.company_id.id,
                    "date_start": chosen.date_start,
                    "duration": chosen.duration,
                    "kind_id": kind.id,
                    "is_confided": not (self.is_published or self.is_disclosed),
                }
            )
        )

    # deadlines

    def _deadlines(self):
        """When an answer is due, and until when the employee waits for it."""
        days = self.company_id.sudo().talk_request_days
        today = self.company_id.sudo()._talk_today()
        answer_by = self._working_day(today, days)
        return {
            "date_answer_by": answer_by,
            "date_lapse": self._working_day(answer_by, days),
            "date_answered": False,
            "is_answered_in_time": False,
            "is_reminded": False,
            "is_lapsed": False,
        }

    def _working_day(self, day, count):
        """The ``count``-th working day after ``day``, by the company's calendar."""
        return self.company_id.sudo()._talk_work_calendar().add(day, count)

    def _answered(self):
        """The leader has answered; only the first answer to a proposal counts."""
        today = self.company_id.sudo()._talk_today()
        if self.state not in (*LEADERS_TURN, UNANSWERED):
            return {}
        return {"date_answered": today, "is_answered_in_time": today <= self.date_answer_by}
