"""Rows of the security tables: early warnings, and how somebody is told of one."""


class WarningRows:
    """The head wrote about the nurse, whom the discipline officer is to look into."""

    def make_warning(self, state="submitted"):
        warnings = self.env["talk.warning"].with_user(self.head.user_id)
        vals = {"employee_id": self.nurse.id, "words": "zq8 is seen in gambling rooms"}
        warning = warnings.with_company(self.company).create(vals)
        if state == "withdrawn":
            warning.action_withdraw()
        elif state != "submitted":
            officer = warning.with_user(self.discipline_user)
            officer.action_take_up()
            officer.write(
                {
                    "reminder_holder_id": self.head.id,
                    "reminder_start": "2035-11-27 02:00:00",
                    "outcome": "watched",
                    "outcome_note": "We shall see.",
                    "date_end": "2036-01-01",
                }
            )
            if state == "followed":
                officer.action_link_reminder()
            elif state == "closed":
                officer.action_close()
        return warning.sudo()

    def make_reminder_talk(self):
        kind = self.env.ref("talk_management.kind_reminder")
        return self.make_talk(self.head, self.nurse, "2035-11-28", kind_id=kind.id)

    def rows_of_warnings(self):
        like = {"employee_id": self.nurse.id, "words": "x"}
        warning = self.make_warning()
        yield "talk.warning", "not taken up", warning, like, {"words": "other"}
        reviewed = self.make_warning("in_review")
        yield "talk.warning", "in review", reviewed, like, {"opinion": "other"}
        told = {"warning_id": warning.id, "user_id": self.head.user_id.id}
        notice = self.notice_of(warning)
        yield "talk.warning.notice", "for the discipline officer", notice, told, {"user_id": 1}

    def notice_of(self, warning):
        return warning.notice_ids.filtered(lambda told: told.user_id == self.discipline_user)

    def warning_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        self.make_reminder_talk()
        warning = self.make_warning()
        return {
            ("talk.warning", "not taken up"): warning,
            ("talk.warning", "in review"): self.make_warning("in_review"),
            ("talk.warning.notice", "for the discipline officer"): self.notice_of(warning),
        }

    def warning_in_each_state(self):
        self.make_reminder_talk()
        states = [state for state, _label in self.env["talk.warning"]._fields["state"].selection]
        return {("talk.warning", state): self.make_warning(state) for state in states}
