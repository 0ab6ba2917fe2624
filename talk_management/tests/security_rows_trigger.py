"""Trigger events in the tables of docs/security.md."""


class TriggerRows:
    """Events of the nurse, for the tests that walk the tables; the head owes the talks."""

    def trigger_kind(self, name):
        return self.env.ref(f"talk_management.trigger_{name}")

    def make_trigger(self, event, day, **vals):
        """An event entered by nobody of the roles, and the head's talk because of it; excused,
        so that no plan takes it up."""
        kind = self.trigger_kind(event)
        like = {"employee_id": self.nurse.id, "type_id": kind.id, **vals}
        trigger = self.env["talk.trigger"].create({**like, "date": day})
        self.env["talk.obligation"].create(
            {
                "responsible_id": self.head.id,
                "employee_id": self.nurse.id,
                "company_id": self.company.id,
                "origin": f"event:{trigger.id}",
                "trigger_id": trigger.id,
                "date_start": day,
                "date_due": day,
                "state": "excused",
            }
        )
        return trigger, {**like, "date": "2025-10-01"}

    def rows_of_triggers(self):
        env = self.env
        note = {"note": "other words"}
        event, like = self.make_trigger("commendation", "2025-11-03")
        yield "talk.trigger", "known to HR", event, like, note
        fresh = env["talk.trigger"].create({**like, "date": "2025-11-04"})
        yield "talk.trigger", "known to HR, nothing owed yet", fresh, like, note
        event, like = self.make_trigger("integrity", "2025-11-05")
        yield "talk.trigger", "restricted", event, like, note
        like = {"employee_id": self.nurse.id, "company_id": self.company.id}
        env["talk.trigger.snapshot"].search([("employee_id", "=", self.nurse.id)]).unlink()
        seen = env["talk.trigger.snapshot"].create(like)
        like = {**like, "employee_id": self.porter.id}
        yield "talk.trigger.snapshot", "of the employee", seen, like, {"post": "other"}
        like = {"name": "E", "technical_name": "e"}
        kind = env["talk.trigger.type"].create({"name": "D"})
        yield "talk.trigger.type", "any", kind, like, {"name": "Renamed"}
        named = env["talk.trigger.set"].create({"name": "S"})
        yield "talk.trigger.set", "any", named, {"name": "T"}, {"name": "Renamed"}
        officer = env(user=self.officer_user, su=False)
        like = {"type_id": self.trigger_kind("appraisal").id}
        wizard = officer["talk.trigger.enter"].create(like)
        who = "opened by the HR officer"
        yield "talk.trigger.enter", who, wizard, like, {"note": "other words"}

    def trigger_rows_of_methods(self):
        events = {
            "known to HR": self.make_trigger("commendation", "2025-11-03")[0],
            "withdrawn": self.make_trigger("commendation", "2025-11-04")[0],
            "restricted": self.make_trigger("integrity", "2025-11-05")[0],
        }
        events["withdrawn"].action_withdraw()
        officer = self.env(user=self.officer_user, su=False)
        people = self.env["hr.employee.public"].browse(self.porter.id)
        wizard = officer["talk.trigger.enter"].create(
            {"type_id": self.trigger_kind("appraisal").id, "employee_ids": people.ids}
        )
        owed = self.env["talk.obligation"].search([("trigger_id", "=", events["restricted"].id)])
        return {
            **{("talk.trigger", name): event for name, event in events.items()},
            ("talk.trigger.enter", "opened by the HR officer"): wizard,
            ("talk.obligation", "owed because of a restricted event"): owed,
        }
