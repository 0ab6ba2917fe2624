import json

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .security_calls import ELSEWHERE, MARK, calls
from .security_case import REFUSALS, ROLES, SecurityCase, dumped, table
from .security_rows_holding import LINES

NONSENSE = "zq8nobodyeverwrotethis"
RECORDS = ("own", "draft", "group", "absent")
# who took part may read these marks; everybody else none
MAY_READ = {
    "responsible": {f"{MARK}{name} " for name in RECORDS},
    "employee": {f"{MARK}own ", f"{MARK}group common ", f"{MARK}group Nurse "},
}


@tagged("post_install", "-at_install", "talk_security")
class TestWordsStaySecret(SecurityCase):
    """Marked words are planted in every confidential field and looked for as everybody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talks = {
            "own": cls.hold(cls.nurse, words=f"{MARK}own "),
            "draft": cls.hold(cls.clerk, complete=False, words=f"{MARK}draft "),
            "group": cls.hold(cls.nurse, cls.clerk, cls.doctor, words=f"{MARK}group "),
            "absent": cls.hold(
                cls.clerk, cls.nurse, cls.doctor, absent=cls.nurse, words=f"{MARK}absent "
            ),
        }
        cls.rule = cls.make_rule("head_staff", "leader_head")
        with cls.on(cls, "2025-11-20"):
            cls.env["talk.obligation"]._generate(cls.rule)
        records = cls.env["talk.record"].browse()
        for talk in cls.talks.values():
            records |= talk.record_ids
        cls.records = records.with_env(cls.env)
        cls.words = {
            model: [
                row["field"]
                for row in table("fields")
                if row["model"] == model and row["class"] == "confidential"
            ]
            for model in ("talk.record", *LINES)
        }
        cls.rows = {
            model: cls.env[model].search([("record_id", "in", cls.records.ids)]) for model in LINES
        } | {"talk.record": cls.records}
        cls.flush()

    # ---- what a role must not see

    def assertHidden(self, role, answer, what):
        text = answer if isinstance(answer, str) else dumped(answer)
        for allowed in MAY_READ.get(role, ()):
            text = text.replace(allowed, "")
        self.assertNotIn(MARK, text, f"{role}: {what}")

    def assertSane(self, answer, what):
        """Refused, or answered; not stumbled over a mistake of this test."""
        known = answer.error is None or answer.error in REFUSALS
        self.assertTrue(known or answer.error in ("builtins.ValueError",), f"{what}: {answer}")

    def test_no_method_hands_words_to_anybody_else(self):
        for model, records in self.rows.items():
            for role in ROLES:
                person = self.person(role)
                for number, (method, arguments) in enumerate(calls(self.words[model], records.ids)):
                    ways = (
                        person.transports
                        if role == "settings"
                        else (person.transports[number % 2],)
                    )
                    for transport, call in ways:
                        with self.rolled_back():
                            answer = call(model, method, **arguments)
                        what = f"{model}.{method} by {transport}"
                        self.assertSane(answer, what)
                        self.assertHidden(role, answer, what)

    def test_every_public_method_is_tried_or_known_to_be_harmless(self):
        tried = {method for method, _arguments in calls(self.words["talk.record"], [1])}
        own = set()
        for model in self.words:
            cls = type(self.env[model])
            own |= {
                name
                for name in dir(cls)
                if not name.startswith("_")
                and callable(getattr(cls, name))
                and not any(
                    getattr(getattr(base, name, None), "_api_private", False) for base in cls.mro()
                )
            }
        new = own - tried - ELSEWHERE - {"env", "ids", "pool"}
        self.assertEqual({name for name in new if name.islower()}, set(), "methods nobody tried")

    def test_those_who_took_part_do_read_them(self):
        """Else the hunt would be green because nothing was planted."""
        answer = self.person("employee").web("talk.record", "search_read", domain=[])
        for mark in MAY_READ["employee"]:
            self.assertIn(mark, dumped(answer))
        for model in LINES:
            answer = self.person("responsible").web(model, "search_read", domain=[])
            for name in RECORDS:
                self.assertIn(f"{MARK}{name} ", dumped(answer), model)

    # ---- a search is no oracle

    def paths(self, depth=3):
        """Every way of fields from a model that others read to the words."""
        starts = [
            name
            for name in self.env
            if (name.startswith("talk.") or name in ("calendar.event", "hr.employee.public"))
            and not self.env[name]._abstract
            and not self.env[name]._transient
            and name not in self.words
        ]
        for start in starts:
            yield from self.paths_from(start, start, "", depth)

    def paths_from(self, start, model, prefix, depth):
        if model in self.words:
            yield start, f"{prefix}{self.words[model][0]}"
        elif depth:
            for field in self.env[model]._fields.values():
                target = field.comodel_name if field.relational else None
                leads = target and (target.startswith("talk.")) and field._description_searchable
                if leads and field.store | (field.type == "one2many"):
                    yield from self.paths_from(start, target, f"{prefix}{field.name}.", depth - 1)

    def test_a_search_through_other_models_is_no_oracle(self):
        paths = sorted(set(self.paths()))
        self.assertIn(("talk.talk", "record_ids.content"), paths)
        self.assertIn(("talk.obligation", "talk_id.record_ids.content"), paths)
        for role in (
            "superior",
            "hr_officer",
            "discipline_officer",
            "settings",
            "other_responsible",
        ):
            person = self.person(role)
            for model, path in paths:
                for operator in ("ilike", "not ilike", "=like"):
                    planted, nothing = (
                        person.web(model, "search", domain=[[path, operator, f"{text}%"]])
                        for text in (MARK, NONSENSE)
                    )
                    self.assertEqual(
                        (planted.error, planted.result),
                        (nothing.error, nothing.result),
                        f"{role}: {model} {path} {operator}",
                    )

    def test_nested_reads_from_a_talk_stop_at_its_record(self):
        ids = [talk.id for talk in self.talks.values()]
        spec = {
            "record_ids": {
                "fields": {
                    "content": {},
                    "commitment_ids": {"fields": {"name": {}}},
                    "item_ids": {"fields": {"text": {}}},
                }
            }
        }
        for role in ROLES[:-1]:
            person = self.person(role)
            for answer in (
                person.web("talk.talk", "web_read", ids=ids, specification=spec),
                person.web("talk.talk", "web_search_read", domain=[], specification=spec),
                person.web(
                    "talk.talk", "export_data", ids=ids, fields_to_export=["record_ids/content"]
                ),
                person.web(
                    "talk.talk",
                    "onchange",
                    ids=[],
                    values={"record_ids": [Command.link(each) for each in self.records.ids]},
                    field_names=["record_ids"],
                    fields_spec=spec,
                ),
                person.web(
                    "talk.commitment",
                    "onchange",
                    ids=[],
                    values={"record_id": self.records.ids[0]},
                    field_names=["record_id"],
                    fields_spec={"record_id": {"fields": {"content": {}}}, "display_name": {}},
                ),
            ):
                self.assertHidden(role, answer, "nested read")

    # ---- files, pages, mail, logs

    def test_export_files_hold_no_words_of_others(self):
        columns = [{"name": name, "label": name} for name in self.words["talk.record"]]
        for role in ("employee", "superior", "hr_officer", "settings", "other_company"):
            person = self.person(role)
            token = person.get("/odoo").text.partition('csrf_token: "')[2].partition('"')[0]
            for kind in ("csv", "xlsx"):
                data = {
                    "model": "talk.record",
                    "fields": columns,
                    "ids": self.records.ids,
                    "domain": [],
                    "groupby": [],
                    "import_compat": False,
                }
                response = person.form(
                    f"/web/export/{kind}", data=json.dumps(data), csrf_token=token
                )
                self.assertHidden(role, response.text, f"/web/export/{kind}")
                if role != "employee":
                    self.assertNotEqual(response.status_code, 200, f"{role} /web/export/{kind}")

    def test_files_of_a_record_are_read_by_its_readers_alone(self):
        record = self.talks["draft"].record_ids
        vals = {"name": f"{MARK}draft.txt", "raw": f"{MARK}draft words", "mimetype": "text/plain"}
        vals |= {"res_model": "talk.record", "res_id": record.id}
        files = self.env["ir.attachment"].with_user(self.head.user_id)
        file = files.create(vals)
        self.flush()
        mine = self.person("responsible").get(f"/web/content/{file.id}")
        self.assertIn(MARK, mine.text)
        for role in ROLES:
            if role == "responsible":
                continue
            person = self.person(role)
            response = person.get(f"/web/content/{file.id}")
            self.assertHidden(role, response.text, "/web/content")
            for method, arguments in (
                ("read", {"ids": [file.id], "fields": ["name", "raw", "index_content"]}),
                ("search", {"domain": [["index_content", "ilike", MARK]]}),
                ("search_count", {"domain": [["name", "ilike", MARK]]}),
                ("name_search", {"name": MARK}),
            ):
                answer = person.web("ir.attachment", method, **arguments)
                self.assertFalse(answer.result, f"{role}: ir.attachment.{method}")

    def test_no_page_of_odoo_serves_a_field_of_a_record(self):
        record = self.talks["own"].record_ids
        for role in ROLES:
            person = self.person(role)
            for path in (
                f"/web/content/talk.record/{record.id}/content",
                f"/web/image/talk.record/{record.id}/content",
                f"/odoo/talk-records/{record.id}",
            ):
                self.assertHidden(role, person.get(path).text, path)

    def test_no_report_prints_words_for_others(self):
        reports = self.env["ir.actions.report"].search([("model", "=like", "talk.%")])
        targets = {model: rows.ids for model, rows in self.rows.items()}
        for report in reports:
            ids = targets.get(report.model, [talk.id for talk in self.talks.values()])
            for role in ROLES:
                for kind in ("html", "text"):
                    page = f"/report/{kind}/{report.report_name}/{','.join(map(str, ids))}"
                    self.assertHidden(role, self.person(role).get(page).text, page)

    def test_no_report_is_stored_to_be_served_to_everybody(self):
        """Odoo hands out a stored PDF without asking the record."""
        reports = self.env["ir.actions.report"].search([("model", "=like", "talk.%")])
        self.assertFalse(
            reports.filtered(lambda report: report.attachment_use or report.attachment)
        )

    def test_no_other_table_holds_a_word(self):
        """Messages, activities, mails, calendar, bus, names, logs: all of the database."""
        self.env.flush_all()
        columns = self.env.execute_query_dict(self._sql_text_columns())
        for column in columns:
            name, table_name = column["column_name"], column["table_name"]
            model = table_name.replace("_", ".")
            # what may be passed on lies where those read it who handle it: test_item_secrecy
            if model in self.words or model in ("talk.item.word", "talk.item.raiser"):
                continue
            self.env.cr.execute(
                SQL(
                    "SELECT count(*) FROM %s WHERE %s::text LIKE %s",
                    SQL.identifier(table_name),
                    SQL.identifier(name),
                    f"%{MARK}%",
                )
            )
            self.assertFalse(self.env.cr.fetchone()[0], f"{table_name}.{name} holds words")

    def _sql_text_columns(self):
        return SQL(
            """SELECT c.table_name, c.column_name FROM information_schema.columns c
                 JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                  AND c.data_type IN ('text', 'character varying', 'jsonb', 'json')"""
        )
