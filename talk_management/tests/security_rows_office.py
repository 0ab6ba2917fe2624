class OfficeRows:
    """Rows of the matrix about escalations, plans and the weekly check.

    The superior is named as the one who approves the plans.
    """

    def make_plan(self, **vals):
        plans = self.env["talk.plan"].with_user(self.officer_user).with_company(self.company)
        plan = plans.create({"approver_id": self.deputy.user_id.id, **vals})
        plan.action_draft()
        return plan

    def approve(self, plan):
        plan.action_submit()
        self.flush()
        plan.with_user(self.deputy.user_id).action_approve()
        self.flush()
        return plan

    def escalation_of_head(self):
        self.env["talk.reminder"]._refresh()
        self.env["talk.escalation"]._refresh()
        return self.env["talk.escalation"].search(
            [("responsible_id", "=", self.head.id), ("level", "=", 1)], limit=1
        )

    def weekly_check(self):
        return self.env["talk.weekly.check"]._check(self.company)

    def rows_of_office(self):
        company = {"company_id": self.company.id}
        escalation = self.escalation_of_head()
        reminder = self.env["talk.reminder"].search([("id", "!=", escalation.reminder_id.id)])[:1]
        like = {"reminder_id": reminder.id, "responsible_id": self.head.id, "level": 7}
        like |= {"date": "2026-01-01", **company}
        yield "talk.escalation", "of the responsible", escalation, like, {"level": 8}
        draft = self.make_plan(date_from="2027-03-01")
        more = {"talks_per_day": 3}
        like = {"date_from": "2027-04-01", **company}
        yield "talk.plan", "a draft", draft, like, more
        sent = self.approve(self.make_plan())
        sent.action_send()
        removed = sent.line_ids.filtered(lambda line: line.responsible_id != self.head)[:1]
        left_out = removed.obligation_id
        removed.unlink()
        yield "talk.plan", "sent", sent, like, more
        line = sent.line_ids.filtered(lambda line: line.responsible_id == self.head)[:1]
        like = {"plan_id": sent.id, "obligation_id": left_out.id}
        day = {"date_planned": str(sent.date_to)}
        yield "talk.plan.line", "the responsible's, sent", line, like, day
        like = {"plan_id": sent.id, "user_id": self.head.user_id.id, "kind": "added"}
        yield (
            "talk.plan.change",
            "of a plan that was sent",
            sent.change_ids,
            like,
            {"kind": "moved"},
        )
        part = sent.part_ids.filtered(lambda part: part.responsible_id == self.head)
        like = {"plan_id": sent.id, "responsible_id": self.porter.id, **company}
        yield "talk.plan.part", "the responsible's", part, like, {"is_over": True}
        like = {"date_from": "2020-01-06", "date": "2020-01-06", **company}
        check = self.weekly_check()
        yield "talk.weekly.check", "of the hospital", check, like, {"due_count": 0}

    def office_methods(self):
        plans = {}
        owed = self.obligation(self.head, self.nurse)[:1]
        for month, name in enumerate(("draft", "submitted", "approved", "sent"), 1):
            plans[name] = plan = self.make_plan(date_from=f"2027-{month:02}-01")
            plan.line_ids.unlink()
            plan.line_ids.create({"plan_id": plan.id, "obligation_id": owed.id})
        plans["submitted"].action_submit()
        for name in ("approved", "sent"):
            self.approve(plans[name])
        plans["sent"].action_send()
        return {
            ("talk.plan", "a draft"): plans["draft"],
            ("talk.plan", "submitted"): plans["submitted"],
            ("talk.plan", "approved"): plans["approved"],
            ("talk.plan.line", "the responsible's, sent"): plans["sent"].line_ids,
            ("talk.weekly.check", "of the hospital"): self.weekly_check(),
        }
