from .common import TalkCase


class QuotaCase(TalkCase):
    """Leaders who are to talk with so many of the staff, whom they choose themselves (H2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(
            "team_anyone", basis="quota", talk_count=2, period_unit="quarter", lead_days="60"
        )

    def generate(self, day="2026-11-16"):
        with self.on(day):
            outcome = self.env["talk.obligation"]._generate(self.rule)[self.rule]
        self.flush()
        return outcome

    def quotas(self, **domain):
        self.flush()
        return self.env["talk.quota"].search(
            [("rule_id", "=", self.rule.id), *((key, "=", value) for key, value in domain.items())]
        )

    def quota(self, responsible, **domain):
        return self.quotas(responsible_id=responsible.id, **domain)

    def hold(self, responsible, employee, day="2026-11-16", **vals):
        with self.on(f"{day}", "12:00:00"):
            talk = self.make_talk(responsible, employee, day, **vals)
            talk.action_hold()
        self.flush()
        return talk

    def figures(self, responsible):
        quota = self.quota(responsible).with_user(responsible.user_id)
        return quota.held_count, quota.target_count

    def add_staff(self, number):
        for nth in range(number):
            self.make_employee(f"staff{nth}", login=False).department_id = self.infection
        self.flush()

    def activities(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.reminder"), ("user_id", "=", user.id)]
        )


class ReceptionCase(TalkCase):
    """The last Thursday afternoon of each month, in turn (H3.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(
            "team_anyone",
            basis="reception",
            recur_every="month",
            recur_by="weekday",
            recur_nth="-1",
            recur_weekday="3",
            holiday_shift="earlier",
            hour_from=14.5,
            hour_to=17.5,
            place="Room 301",
            lead_days="7",
        )

    def generate(self, day="2026-11-02"):
        with self.on(day):
            outcome = self.env["talk.obligation"]._generate(self.rule)[self.rule]
        self.flush()
        return outcome

    def receptions(self, **domain):
        self.flush()
        return self.env["talk.reception"].search(
            [("rule_id", "=", self.rule.id), *((key, "=", value) for key, value in domain.items())]
        )

    def shown(self):
        """[(day, who receives, who stands in)] as a nurse reads them."""
        receptions = self.receptions().with_user(self.nurse.user_id)
        return [
            (str(found.date), found.responsible_id.name, found.stand_in_id.name or "")
            for found in receptions
        ]

    def away(self, employee, date_from="2026-11-01", date_to=False):
        return self.env["talk.employment.status"].create(
            {
                "employee_id": employee.id,
                "kind": "long_leave",
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def day_off(self, day, kind="day_off"):
        return self.env["talk.workday"].create(
            {"date": day, "kind": kind, "company_id": self.company.id}
        )

    def activities(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", "talk.reminder"), ("user_id", "=", user.id)]
        )
