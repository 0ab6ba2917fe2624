from odoo.fields import Command

from .common import TalkCase

SOON = "2026-11-26 02:00:00"
LATER = "2026-11-27 02:00:00"


class RequestCase(TalkCase):
    """The nurse asks the director, who is nobody's superior of hers. Wednesday, 18 November."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-18"))

    def ask(self, employee=None, leader=None, times=(SOON,), send=True, **vals):
        employee, leader = employee or self.nurse, leader or self.director
        requests = self.env["talk.request"].with_user(employee.user_id)
        request = requests.with_company(self.company).create(
            {
                "leader_id": leader.id,
                "time_ids": [Command.create({"date_start": time}) for time in times],
                **vals,
            }
        )
        if send:
            request.action_ask()
        self.flush()
        return request

    def by(self, employee, request):
        self.flush()
        return request.with_user(employee.user_id)

    def activities(self, employee):
        found = self.env["mail.activity"].search(
            [("res_model", "=", "talk.request"), ("user_id", "=", employee.user_id.id)]
        )
        return found.mapped("summary")

    def remind(self, day):
        with self.on(day), self.enter_registry_test_mode():
            self.env.ref("talk_management.cron_request").method_direct_trigger()
        self.flush()
