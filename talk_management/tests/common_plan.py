from .common import TalkCase


class PlanCase(TalkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", "leader_head", period_unit="month", lead_days="3")
        with cls.on(cls, "2026-11-02"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-02"))

    def plans(self, user=None):
        return self.env["talk.plan"].with_user(user or self.officer_user).with_company(self.company)

    def draft(self, **vals):
        plan = self.plans().create({"date_from": "2026-11-15", **vals})
        plan.action_draft()
        self.flush()
        return plan

    def approved(self, **vals):
        plan = self.draft(**vals)
        plan.action_submit()
        self.flush()
        plan.with_user(self.secretary.user_id).action_approve()
        self.flush()
        return plan

    def sent(self, **vals):
        plan = self.approved(**vals)
        plan.action_send()
        self.flush()
        return plan

    def activities(self, model, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", model), ("user_id", "=", user.id)]
        )

    def lines(self, plan):
        return sorted(
            (line.responsible_id.name, line.employee_id.name) for line in plan.sudo().line_ids
        )
