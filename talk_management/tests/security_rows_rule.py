"""What rules go by, and the dialog that loads them, in the tables of docs/security.md."""


class RuleRows:
    """Days, terms, meetings and deadlines of the hospital; mixed into the security tests."""

    def rows_of_cadence(self):
        env = self.env
        company = {"company_id": self.company.id}
        name = {"name": "Renamed"}
        who = "of the hospital"
        day = env["talk.workday"].create({"date": "2035-10-13", "name": "D", **company})
        like = {"date": "2035-10-20", "name": "E", **company}
        yield "talk.workday", who, day, like, name
        terms = env["talk.term.calendar"].create({"name": "T", **company})
        yield "talk.term.calendar", who, terms, {"name": "U", **company}, name
        like = {"calendar_id": terms.id, "date_from": "2035-01-01", "date_to": "2035-06-30"}
        term = env["talk.term"].create({"name": "T", **like})
        like |= {"name": "U", "date_from": "2035-07-01", "date_to": "2035-12-31"}
        yield "talk.term", who, term, like, name
        like = {"name": "M", "date": "2035-12-21", **company}
        yield "talk.meeting", who, env["talk.meeting"].create(like), like, name
        like = {"rule_id": self.rule.id, "count": 2, "unit": "week"}
        yield "talk.rule.step", who, env["talk.rule.step"].create(like), like, {"count": 3}

    def load_wizard(self):
        return self.env(user=self.officer_user, su=False)["talk.rule.load"].create({})

    def rows_of_loading(self):
        who = "opened by the HR officer"
        wizard = self.load_wizard()
        yield "talk.rule.load", who, wizard, {}, {"set_key": "plain"}
        like = {"wizard_id": wizard.id, "name": "R"}
        yield "talk.rule.load.line", who, wizard.line_ids[:1], like, {"name": "S"}
