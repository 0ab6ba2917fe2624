from odoo.fields import Command
from odoo.tests import tagged

from .security_case import REFUSALS, ROLES, SecurityCase, table
from .security_rows import AllRows

OPERATIONS = {"C": "create", "R": "read", "W": "write", "D": "unlink"}
WORDY = ("char", "text", "html", "binary", "json", "reference", "properties")
STANDARD = {"display_name"}


@tagged("post_install", "-at_install", "talk_security")
class TestSecurityMatrix(AllRows, SecurityCase):
    """Every cell of the matrix in docs/security.md, as a real user over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.hold(cls.nurse)
        cls.draft = cls.hold(cls.clerk, complete=False)
        cls.group = cls.hold(cls.nurse, cls.clerk, cls.doctor)
        cls.absent = cls.hold(cls.clerk, cls.nurse, cls.doctor, absent=cls.nurse)
        cls.planned = cls.make_talk(cls.head, cls.nurse, "2025-11-25").sudo()
        cls.upcoming = cls.make_talk(cls.head, cls.nurse, "2035-11-25").sudo()
        cls.cancelled = cls.make_talk(cls.head, cls.nurse, "2025-11-26").sudo()
        cls.cancelled.with_user(cls.head.user_id).action_cancel()
        cls.rule = cls.make_rule("head_staff", "leader_head", "principal_member", lead_days="366")
        with cls.on_day("2025-11-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    @classmethod
    def on_day(cls, day):
        return cls.on(cls, day)

    # ---- the rows the cells speak of: (record, values of one more like it, values to write)

    def rows(self):
        env = self.env
        completed, being_written = self.own.record_ids, self.draft.record_ids
        common = self.group.record_ids.filtered(lambda record: not record.participant_id)
        another = self.group.record_ids.filtered(lambda part: part.employee_id == self.clerk)
        unseen = self.absent.record_ids.filtered(lambda record: not record.participant_id)
        words = {"content": "other words"}
        for name, record in (
            ("being written", being_written),
            ("completed", completed),
            ("common part of a group talk", common),
            ("another's part in a group talk", another),
            ("common part of a talk one was absent from", unseen),
        ):
            yield "talk.record", name, record, {"talk_id": self.planned.id, "content": "x"}, words
        for name, record in (
            ("being written", being_written),
            ("completed", completed),
            ("another's part in a group talk", another),
        ):
            like = {"record_id": record.id, "name": "one more"}
            yield "talk.commitment", name, record.commitment_ids, like, {"name": "other"}
        for name, record in (
            ("file in a record being written", being_written),
            ("file in a completed record", completed),
        ):
            like = {"name": "a.txt", "raw": "x", "res_model": "talk.record", "res_id": record.id}
            yield "ir.attachment", name, env["ir.attachment"].create(like), like, {"name": "b.txt"}
        plan = {
            "responsible_id": self.head.id,
            "employee_id": self.nurse.id,
            "company_id": self.company.id,
            "date_start": "2025-11-27 02:00:00",
        }
        like = {**plan, "state": "held"}
        yield "talk.talk", "planned", self.planned, plan, {"place": "elsewhere"}
        yield "talk.talk", "held", self.own, like, {"place": "elsewhere"}
        nurse = [Command.create({"employee_id": self.nurse.id})]
        several = {"format": "group", "employee_id": False, "participant_ids": nurse}
        several |= {"date_start": "2025-11-28 02:00:00"}
        planned = env["talk.talk"].create({**plan, **several})
        for name, talk in (("planned", planned), ("held", self.own)):
            like = {"talk_id": talk.id, "employee_id": self.porter.id}
            yield "talk.participant", name, talk.participant_ids, like, {"attendance": "absent"}
        event = self.upcoming.event_id
        like = {"name": "x", "start": "2025-11-27 02:00:00", "stop": "2025-11-27 03:00:00"}
        like |= {"is_talk": True, "user_id": self.head.user_id.id, "privacy": "private"}
        yield "calendar.event", "entry of a talk", event, like, {"name": "other"}
        like = {"event_id": event.id, "partner_id": self.porter.user_id.partner_id.id}
        attendee = event.attendee_ids[:1]
        yield "calendar.attendee", "attendee of a talk", attendee, like, {"state": "accepted"}
        yield from self.rows_of_facts()
        yield from self.rows_of_structure()
        yield from self.rows_of_chain()
        yield from self.rows_of_wizards()
        yield from self.rows_of_reports()
        yield from self.rows_of_triggers()
        yield from self.rows_of_quotas()
        yield from self.rows_of_requests()
        yield from self.rows_of_records()
        yield from self.rows_of_sessions()
        yield from self.rows_of_session_days()
        yield from self.rows_of_office()
        yield from self.rows_of_preparation()
        yield from self.rows_of_cadence()
        yield from self.rows_of_loading()
        yield from self.rows_of_holding()
        yield from self.rows_of_proof()
        yield from self.rows_of_shares()
        yield from self.rows_of_items()
        yield from self.rows_of_measures()
        yield from self.rows_of_replies()
        yield from self.rows_of_closing()
        yield from self.rows_of_warnings()
        yield from self.rows_of_meetings()

    def rows_of_facts(self):
        owed = self.obligation(self.head, self.nurse)[:1]
        owed_above = self.env["talk.obligation"].search([("employee_id", "=", self.deputy.id)])[:1]
        like = {
            "responsible_id": self.head.id,
            "employee_id": self.porter.id,
            "company_id": self.company.id,
            "origin": "by hand",
            "date_start": "2025-01-01",
            "date_due": "2025-12-31",
        }
        due = {"date_due": "2026-01-01"}
        yield "talk.obligation", "owed to the employee", owed, like, due
        yield "talk.obligation", "owed to the superior", owed_above, like, due
        reminder = self.env["talk.reminder"].search(
            [("responsible_id", "=", self.head.id), ("rule_id", "=", self.rule.id)]
        )
        like = {key: like[key] for key in ("responsible_id", "company_id", "origin", "date_due")}
        yield "talk.reminder", "of the responsible", reminder, like, due
        edge = self.env["talk.edge"].search(
            [("responsible_id", "=", self.head.id), ("employee_id", "=", self.nurse.id)], limit=1
        )
        like = {"layer_id": edge.layer_id.id, "date_from": "2025-01-01"}
        like |= {"responsible_id": self.porter.id, "employee_id": self.nurse.id}
        like |= {"company_id": self.company.id}
        yield "talk.edge", "above the employee", edge, like, {"date_to": "2025-01-01"}
        sight = self.env["talk.sight"].search(
            [("user_id", "=", self.deputy.user_id.id), ("employee_id", "=", self.nurse.id)]
        )
        like = {"user_id": self.porter.user_id.id, "employee_id": self.nurse.id}
        yield "talk.sight", "of the superior", sight, like, {"user_id": self.porter.user_id.id}
        gap = self.env["talk.gap"].search([("company_id", "=", self.company.id)], limit=1)
        yield "talk.gap", "of the hospital", gap, {"kind": "top"}, {"kind": "top"}

    def rows_of_structure(self):
        env = self.env
        company = {"company_id": self.company.id}
        name = {"name": "Renamed"}
        layer = env["talk.layer"].create({"name": "L", "upper": "team_member", "lower": "anyone"})
        like = {"name": "M", "upper": "team_member", "lower": "anyone"}
        yield "talk.layer", "any", layer, like, name
        team = env["talk.team"].create({"name": "T", "department_id": self.surgery.id, **company})
        like = {"name": "U", "department_id": self.cardiology.id, **company}
        yield "talk.team", "of the hospital", team, like, name
        place = self.team.member_ids.filtered(lambda member: member.employee_id == self.deputy)
        like = {"team_id": team.id, "employee_id": self.porter.id}
        yield "talk.team.member", "of the hospital", place, like, {"title": "Vice"}
        branch = env["talk.branch"].create({"name": "B", **company})
        yield "talk.branch", "of the hospital", branch, {"name": "C", **company}, name
        group = env["talk.branch.group"].create({"name": "G", "branch_id": self.branch.id})
        like = {"name": "H", "branch_id": self.branch.id}
        yield "talk.branch.group", "of the hospital", group, like, name
        place = self.branch.member_ids.filtered(lambda member: member.employee_id == self.nurse)
        like = {"branch_id": branch.id, "employee_id": self.nurse.id}
        yield "talk.branch.member", "the employee's", place, like, {"date_from": "2025-01-01"}
        like = {"employee_id": self.nurse.id, "kind": "long_leave"}
        status = env["talk.employment.status"].create(like)
        yield "talk.employment.status", "the employee's", status, like, {"kind": "secondment"}
        yield "talk.rank", "any", env["talk.rank"].create({"name": "R"}), {"name": "S"}, name
        yield "talk.kind", "any", env["talk.kind"].create({"name": "K"}), {"name": "J"}, name
        rule = env["talk.rule"].create(
            {
                "name": "R",
                "layer_ids": [Command.set(self.rule.layer_ids.ids)],
                "date_from": "2040-01-01",  # nothing is owed by it: it may be deleted
                **company,
            }
        )
        like = {"name": "S", "layer_ids": [Command.set(self.rule.layer_ids.ids)], **company}
        yield "talk.rule", "of the hospital", rule, like, name

    def rows_of_wizards(self):
        officer = self.env(user=self.officer_user, su=False)
        like = {"rule_ids": [Command.set(self.rule.ids)]}
        wizard = officer["talk.generate"].create(like)
        who = "opened by the HR officer"
        # making talks due for nobody is anybody's who may open the dialog
        yield "talk.generate", who, wizard, {"rule_ids": []}, {"rule_ids": []}
        line = officer["talk.generate.line"].create({"wizard_id": wizard.id})
        yield "talk.generate.line", who, line, {"wizard_id": wizard.id}, {"count": 2}
        owed = self.obligation(self.deputy, self.head)[:1]
        like = {"obligation_ids": [Command.set(owed.ids)], "reason": "on leave"}
        excuse = officer["talk.excuse"].create(like)
        yield "talk.excuse", who, excuse, like, {"reason": "ill"}
        who = "uploaded by the HR officer"
        like = {"company_id": self.company.id, "filename": "a.csv"}
        wizard = officer["talk.roster.import"].create(like)
        yield "talk.roster.import", who, wizard, like, {"filename": "b.csv"}
        for model, vals in (
            ("talk.roster.import.count", {"kind": "user"}),
            ("talk.roster.import.line", {"kind": "user", "action": "same"}),
            ("talk.roster.import.problem", {"severity": "warning"}),
        ):
            like = {"import_id": wizard.id, **vals}
            yield model, who, officer[model].create(like), like, vals

    def rows_of_reports(self):
        officer = self.env(user=self.officer_user, su=False)
        like = {"company_id": self.company.id, "period": "last_month"}
        asked = officer["talk.ledger"].create(like)
        yield "talk.ledger", "asked for by the HR officer", asked, like, {"with_owed": False}
        schedule, like = self.make_schedule()
        yield "talk.report.schedule", "of the hospital", schedule, like, {"name": "Renamed"}
        delivery = schedule._plan(schedule._finished(self.company._talk_today()))
        like = {"schedule_id": schedule.id, "recipient_id": self.head.user_id.id}
        like |= {"period_key": "2020", "date_from": "2020-01-01", "date_to": "2020-12-31"}
        yield "talk.report.delivery", "of the hospital", delivery, like, {"error": "none"}

    # ---- the walk

    def walked(self):
        cells = {}
        for model, name, record, like, change in self.rows():
            self.assertEqual(len(record), 1, f"{model}: {name}")
            cells[model, name] = (record.id, like, change)
        self.flush()
        return cells

    def operate(self, call, letter, model, row_id, like, change):
        if letter == "C":
            return call(model, "create", vals_list=[like])
        if letter == "R":
            return call(model, "read", ids=[row_id], fields=["id", "display_name"])
        if letter == "W":
            return call(model, "write", ids=[row_id], vals=change)
        return call(model, "unlink", ids=[row_id])

    def test_every_cell_works_or_is_refused_as_the_matrix_says(self):
        cells = self.walked()
        rights = table("rights")
        self.assertEqual(
            sorted(cells),
            sorted((row["model"], row["row"]) for row in rights),
            "rows of the matrix",
        )
        wrong = []
        for role in ROLES:
            person = self.person(role)
            for row in rights:
                wrong += self.walk_cell(person, row, *cells[row["model"], row["row"]])
        self.assertFalse(wrong, "\n".join(wrong))

    def walk_cell(self, person, row, row_id, like, change):
        for letter in OPERATIONS:
            allowed = letter in row[person.role]
            for transport, call in self.transports(person, letter, row_id):
                with self.rolled_back():
                    answer = self.operate(call, letter, row["model"], row_id, like, change)
                fine = answer.error is None if allowed else answer.error in REFUSALS
                if not fine:
                    yield (
                        f"{row['model']} ({row['row']}) {OPERATIONS[letter]} by {person.role}, "
                        f"{transport}: {'refused' if allowed else 'not refused'}: {answer}"
                    )
            if letter == "R":
                yield from self.walk_search(person, row, row_id, allowed)

    def transports(self, person, letter, row_id):
        """Both ways in for reading; for the rest each in turn, from row to row."""
        if letter == "R":
            return person.transports
        turn = (row_id + ROLES.index(person.role) + "CWD".index(letter)) % 2
        return person.transports[turn : turn + 1]

    def walk_search(self, person, row, row_id, allowed):
        """What may not be read is not found either."""
        answer = person.web(row["model"], "search", domain=[["id", "=", row_id]])
        if bool(answer.result) != allowed:
            yield f"{row['model']} ({row['row']}) search by {person.role}: {answer}"

    # ---- nothing is missing from the tables

    def own_models(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "talk_management"), ("model", "=", "ir.model")]
        )
        models = self.env["ir.model"].browse(data.mapped("res_id")).mapped("model")
        return {
            name for name in models if name.startswith("talk.") and not self.env[name]._abstract
        }

    def test_every_model_has_a_row_and_every_row_a_model(self):
        rows = {row["model"] for row in table("rights")}
        self.assertEqual(self.own_models() - rows, set(), "models without a row")
        self.assertEqual({name for name in rows if name not in self.env}, set(), "no such model")

    def test_every_field_with_words_has_a_row_and_every_row_a_field(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "talk_management"), ("model", "=", "ir.model.fields")]
        )
        fields = self.env["ir.model.fields"].browse(data.mapped("res_id")).exists()
        own = self.own_models()
        wordy = {
            (field.model, field.name)
            for field in fields
            if field.ttype in WORDY
            and not self.env[field.model]._abstract
            and (field.model in own or field.name not in STANDARD)
        }
        rows = {(row["model"], row["field"]) for row in table("fields")}
        self.assertEqual(wordy - rows, set(), "fields without a row")
        self.assertEqual(rows - wordy, set(), "rows without a field")

    def test_the_class_of_a_field_is_kept(self):
        for row in table("fields"):
            model = self.env[row["model"]]
            field = model._fields[row["field"]]
            if row["class"] == "officer" and not model._transient:
                self.assertEqual(field.groups, "talk_management.group_talk_officer", field)
                self.assertFalse(field.copy, field)
            if row["class"] == "confidential":
                mixin = self.env.registry["talk.confidential.mixin"]
                self.assertTrue(issubclass(type(model), mixin), field)
                self.assertFalse(getattr(field, "tracking", None), field)

    def test_words_have_no_chatter_no_followers_and_no_activities(self):
        for name in {row["model"] for row in table("fields") if row["class"] == "confidential"}:
            mixins = {"message_ids", "message_follower_ids", "activity_ids", "website_message_ids"}
            self.assertFalse(mixins & self.env[name]._fields.keys(), name)
