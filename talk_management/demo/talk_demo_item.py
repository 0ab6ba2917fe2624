from datetime import datetime, time, timedelta

from odoo import Command, api, models

from . import words
from .talk_demo import ADMINISTRATOR

MEMBER = "h0004"  # of the leadership team
LOGISTICS = "h0039"
BEFORE_WORK = time(0)  # eight o'clock in China, in UTC: nobody has another talk then
IN_TIME = 26  # days in which what is solved was solved at the latest
HELPED = {"evaluation": words.HELPED, "effect": "effective"}


class TalkDemo(models.AbstractModel):
    """What was raised in talks (H4.4, B6): new, handed over, overdue, declined, answered, closed.

    Among it the bank's example in a hospital's words: three who came this year have no access to
    the office system, and the health commission's information centre grants it. The steps are
    taken by those whose they are; only their days are moved back.
    """

    _inherit = "talk.demo"

    @api.model
    def _load(self, company_id):
        result = super()._load(company_id)
        company = self.env["res.company"].browse(company_id)
        self = self.with_context(
            tracking_disable=True, allowed_company_ids=[company_id], tz="Asia/Shanghai"
        )
        self._raise_items(company)
        return result

    def _raise_items(self, company):
        items = {raised[0]: self._hear(company, *raised[1:]) for raised in words.HEARD}
        for key, title in words.TITLES.items():
            self._by_owner(items[key]).title = title
        self._open_office_system(company, items)
        self._answer_some(items)
        self._decline_one(items["study"])
        self._leave_some_to_others(company, items)
        self._owe_replies_in_writing(company, items)
        for raised in words.HEARD:
            self._move_back(company, items[raised[0]], raised[3])
        late = items["lift"]._measures(("kind", "=", "quick"))
        late.date_due -= timedelta(days=10)
        self.env["talk.item"]._follow_raisers()
        open_ones = self.env["talk.item"].search([("company_id", "=", company.id)])
        open_ones._refresh_reminders()
        return items

    # building

    def _employee(self, login):
        return self._user(login).sudo().employee_ids

    def _by_owner(self, records):
        return records.with_user(records.sudo().owner_id.user_id).with_context(lang="zh_CN")

    def _hear(self, company, login, leader, ago, kind, area, urgency, said, passed_on, wants_reply):
        """The talk and its record, by whoever held it, and the item that became of it."""
        day = company._talk_today() - timedelta(days=ago)
        day -= timedelta(days=max(day.weekday() - 4, 0))
        env = self._as(leader, company).env
        talk = env["talk.talk"].create(
            {
                "employee_id": self._employee(login).id,
                "date_start": datetime.combine(day, BEFORE_WORK) + timedelta(days=ago % 2 * -7),
                "duration": 0.5,
                "place": words.PLACES[0],
            }
        )
        talk.action_hold()
        record = talk.record_ids
        record.content = words.WORDS["content"][ago % 3]
        env["talk.record.item"].create(
            {
                "record_id": record.id,
                "text": said,
                "kind": kind,
                "area_id": self.env.ref(f"talk_management.area_{area}").id,
                "urgency": urgency,
                "state": "follow_up",
                "passing": "anonymous" if passed_on else "none",
                "passed_words": passed_on,
                "wants_reply": wants_reply,
            }
        )
        record.topic_ids.is_touched = True
        record.action_complete()
        return self._raisers(record_id=record.id).item_id

    def _raisers(self, **where):
        domain = [(name, "=", value) for name, value in where.items()]
        return self.env["talk.item.raiser"].search(domain)

    def _measure(self, item, title, owner, days, **vals):
        """A measure that whoever handles the item decides on."""
        own = self._by_owner(item)
        return own.env["talk.measure"].create(
            {
                "item_ids": [Command.link(item.id)],
                "title": title,
                "kind": "quick",
                "owner_id": self._employee(owner).id,
                "date_due": item.company_id._talk_today() + timedelta(days=days),
                **vals,
            }
        )

    def _carry_out(self, measure, evidence, evaluation=False):
        own = self._by_owner(measure.sudo())
        own.action_start()
        own.evidence = evidence
        own.action_done()
        if evaluation:
            judge = measure.with_user(measure.sudo().evaluator_id.user_id)
            judge.write({**HELPED, "evaluation": evaluation})
            judge.action_evaluate()

    def _write_reply(self, item, body):
        reply = self._by_owner(item).reply_ids
        reply.body = body
        reply.action_draft()
        return reply

    def _deliver_reply(self, item, body):
        reply = self._write_reply(item, body)
        reply.action_sign()
        reply.action_deliver()

    def _solve(self, item, answer):
        own = self._by_owner(item)
        own.write({"answer": answer, **HELPED})
        own.action_solve()

    # the bank's example

    def _open_office_system(self, company, items):
        """Three talks, one matter; granted from outside, answered, asked again, and closed."""
        item, others = items["office3"], items["office1"] | items["office2"]
        for other in others:
            self._by_owner(other)._hand_over(employee=self._employee(MEMBER))
        self._by_owner(others)._merge_into(self._by_owner(item))
        measures = self._decide_on_office_system(company, items)
        office = self._user(ADMINISTRATOR).sudo().employee_ids
        self._by_owner(item)._hand_over(department=office.department_id)
        own = self._by_owner(item)
        own.action_take_up()
        own.party_ids = [Command.create({"kind": "outside", "name": words.OUTSIDE})]
        for measure in measures:
            self._carry_out(measure.sudo(), "账号清单已核对，逐人试登录。", words.HELPED)
        self._deliver_reply(item, words.OFFICE_REPLY)
        self._solve(item, words.OFFICE_ANSWER)
        raisers = self._raisers(item_id=item.id)
        for raiser in raisers:
            own = raiser.with_user(raiser.employee_id.user_id)
            if raiser != raisers[0]:
                own.action_confirm()
                continue
            own.reopen_reason = words.OFFICE_AGAIN
            own.action_reopen()
        self.env["talk.item"]._follow_raisers()
        self._solve(item, words.OFFICE_ANSWER_AGAIN)
        raisers[0].with_user(raisers[0].employee_id.user_id).action_confirm()
        self.env["talk.item"]._close_settled()

    def _decide_on_office_system(self, company, items):
        """What is to be done: at once, and for good."""
        item = items["office3"]
        self._by_owner(item).cause = words.OFFICE_CAUSE
        return self._measure(
            item, "报送名单，开通账号", "h0010", 3, outside_party=words.OUTSIDE
        ) | self._measure(item, "新职工报到当天开通账号", "h0012", 20, kind="lasting")

    # the others

    def _answer_some(self, items):
        """Answered and waiting for whoever raised it; and closed, long ago."""
        measure = self._measure(items["canteen"], "周末供应午餐和晚餐", LOGISTICS, 10)
        self._carry_out(measure, "供餐安排已张贴。", words.HELPED)
        self._deliver_reply(items["canteen"], words.CANTEEN_REPLY)
        self._solve(items["canteen"], words.CANTEEN_ANSWER)
        self._solve(items["template"], words.TEMPLATE_ANSWER)
        raiser = self._raisers(item_id=items["template"].id)
        raiser.with_user(raiser.employee_id.user_id).action_confirm()
        self.env["talk.item"]._close_settled()

    def _decline_one(self, item):
        self._by_owner(item)._decline(words.STUDY_REASON)

    def _leave_some_to_others(self, company, items):
        """Handed over: with measures under way; and not answered, so that it goes up."""
        logistics = self._employee(LOGISTICS).department_id
        for key in ("lift", "guard"):
            self._by_owner(items[key])._hand_over(department=logistics, note="请尽快研究")
        lift, printer = items["lift"], items["printer"]
        self._by_owner(lift).action_take_up()
        quick = self._measure(lift, "请维保单位停机检修", "h0043", 5)
        self._by_owner(quick.sudo()).action_start()
        self._by_owner(quick.sudo()).write({"progress": 60, "progress_note": "已换钢丝绳。"})
        self._measure(lift, "更新电梯列入明年预算", LOGISTICS, 60, kind="lasting")
        self._by_owner(printer).action_take_up()
        repaired = self._measure(printer, "更换打印机走纸部件", "h0051", 7)
        self._carry_out(repaired, "已更换，连续打印五十份未卡纸。")
        dropped = self._measure(
            items["handover"], "购买电子交接班系统", "h0057", 40, kind="lasting"
        )
        handling = self._by_owner(items["handover"])
        dropped = dropped.with_user(handling.env.user)
        dropped.drop_reason = "先合并纸质表格，系统建设由医院统一安排。"
        dropped.action_drop()

    def _owe_replies_in_writing(self, company, items):
        """Due soon, to be signed, and overdue."""
        self._write_reply(items["title"], "评审材料清单以人事科本年度通知为准，附清单一份。")
        today = company._talk_today()
        for key, since, days in (("title", 12, 3), ("ward", 30, -12), ("guard", 55, -20)):
            reply = items[key].reply_ids.filtered(lambda one: one.state != "delivered")
            due = today + timedelta(days=days)
            reply.write({"date_since": today - timedelta(days=since), "date_due": due})

    def _move_back(self, company, item, ago):
        """As if everything had taken its time since the talk."""
        today = company._talk_today()
        opened = today - timedelta(days=ago)
        days = min(ago * 2 // 3, IN_TIME)  # until it was solved
        item._move_back(opened, opened + timedelta(days=days), days)


class TalkItem(models.Model):
    _inherit = "talk.item"

    def _move_back(self, opened, solved, days):
        """For the demo: it was raised, handled and answered on these days."""
        self.ensure_one()
        vals = {"date_opened": opened, "date_due": opened + timedelta(days=30)}
        if self.date_assigned:
            vals["date_assigned"] = opened + timedelta(days=days // 3)
        if self.date_solved:
            vals |= {"date_solved": solved, "days_to_solve": days}
        if self.days_to_reply is not False and "delivered" in self.reply_ids.mapped("state"):
            vals["days_to_reply"] = days // 2
            self.reply_ids.write({"days": days // 2, "date_since": opened})
            delivered = datetime.combine(opened + timedelta(days=days // 2), time(2))
            self.reply_ids.write({"signed_on": delivered, "delivered_on": delivered})
        self.write(vals)
        raisers = self.env["talk.item.raiser"].search([("item_id", "=", self.id)])
        raisers.date_opened = opened
        told = raisers.filtered("told_on")
        told.told_on = datetime.combine(solved, time(2))
        told.filtered("confirmed_on").confirmed_on = datetime.combine(solved, time(9))
        decided = opened + timedelta(days=days // 2)
        self._measures()._move_back(decided, opened + timedelta(days=days))
        steps = self.step_ids.sorted("id")
        for number, step in enumerate(steps, start=1):
            day = opened + timedelta(days=days * number // len(steps))
            step.moment = datetime.combine(day, time(2, number % 60))


class TalkMeasure(models.Model):
    _inherit = "talk.measure"

    def _move_back(self, decided, solved):
        """For the demo: decided on, carried out and evaluated on these days."""
        for measure in self:
            measure.decided_on = decided
            if measure.done_on:
                measure.done_on = decided + (solved - decided) / 2
            if measure.evaluated_on:
                measure.evaluated_on = solved
