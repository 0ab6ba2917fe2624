"""People of the test hospital calling in over HTTP, the way programs and the web client do."""

import csv
import json
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger

from .common import OFFICER, TalkCase
from .security_rows_holding import LINES, HoldingRows

WORDS = "zq9 her mother is ill"
ROLES = (
    "employee",
    "responsible",
    "other_responsible",
    "superior",
    "hr_officer",
    "discipline_officer",
    "administrator",
    "settings",
    "other_company",
    "portal",
    "public",
)
REFUSALS = {
    "odoo.exceptions.AccessError",
    "odoo.exceptions.UserError",
    "odoo.exceptions.MissingError",
    "odoo.http.SessionExpiredException",
    "werkzeug.exceptions.Unauthorized",
}
# words hunted by tests of their own
WITH_OWN_HUNT = {
    "talk.meeting.content",  # test_meeting_secrecy
    "talk.meeting.point.content",  # test_meeting_secrecy
    "talk.request.word",  # test_security_request
    "talk.objection",  # test_security_proof
    "talk.amendment",
    "talk.preparation",  # test_security_preparation
    "talk.item.content",  # test_item_secrecy
    "talk.item.word",
    "talk.item.raiser",
    "talk.item.step",
    "talk.item.hand",
    "talk.item.reason",
    "talk.item.raise",  # test_reply_secrecy
    "talk.reply.content",
    "talk.measure.content",  # test_measure_secrecy
    "talk.warning",  # test_warning_secrecy
}
FOLDER = Path(__file__).parent
PATIENCE = 60


def table(name):
    """The rows of one of the tables that docs/security.md shows."""
    with open(FOLDER / f"security_{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Answer:
    """What came back: a result, or an error with the name of its class."""

    def __init__(self, response):
        self.status = response.status_code
        self.text = response.text
        try:
            body = response.json()
        except ValueError:
            body = {"name": response.reason, "message": response.text}
        error = None
        if self.status != 200:
            error = body
        elif isinstance(body, dict) and body.get("jsonrpc"):
            error = body.get("error") and body["error"]["data"]
            body = body.get("result")
        self.error = error and (error.get("name") or "")
        self.message = (error and error.get("message")) or ""
        self.result = None if error else body

    @property
    def is_refused(self):
        return self.error in REFUSALS

    def __repr__(self):
        return f"{self.error}: {self.message[:300]}" if self.error else repr(self.result)[:300]


class Person:
    """One role, by the web client's calls and by /json/2 with a key of its own."""

    def __init__(self, case, role, user, opener, key):
        self.case = case
        self.role = role
        self.user = user
        self.opener = opener
        self.key = key

    def request(self, opener, method, path, **content):
        self.case.env.flush_all()
        self.case.opener = opener  # Odoo lets one client speak at a time
        url = self.case.base_url() + path
        return opener.request(method, url, timeout=PATIENCE, **content)

    def web(self, model, method, ids=None, context=None, **arguments):
        args = [] if ids is None else [ids]
        if method == "create":  # looked at by position
            args = [arguments.pop("vals_list")]
        kwargs = {**arguments, **({"context": context} if context else {})}
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        path = f"/web/dataset/call_kw/{model}/{method}"
        return Answer(self.request(self.opener, "POST", path, json=body))

    def json2(self, model, method, ids=None, context=None, **arguments):
        body = {**arguments, **({"ids": ids} if ids is not None else {})}
        if context:
            body["context"] = context
        headers = {"Authorization": f"bearer {self.key or 'none'}"}
        path = f"/json/2/{model}/{method}"
        # a key alone: no cookie of the web client goes with it
        return Answer(self.request(self.case.bare, "POST", path, json=body, headers=headers))

    def get(self, path):
        return self.request(self.opener, "GET", path)

    def form(self, path, **fields):
        return self.request(self.opener, "POST", path, data=fields)

    @property
    def transports(self):
        return (("web client", self.web), ("json2", self.json2))


class SecurityCase(HoldingRows, TalkCase, HttpCase):
    """The small hospital with talks held and records written, and one person for each role.

    ::

        own      head with nurse, record completed          draft    head with clerk, being written
        group    head with nurse, clerk, doctor: a common part and a part for each, completed
        absent   head with clerk and nurse, who did not come; completed
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["talk.edge"]._refresh()
        cls.flush()

    # pylint: disable=missing-return
    @classmethod
    def setUpPeople(cls):
        super().setUpPeople()
        cls.clerk = cls.make_employee("clerk")
        cls.surgeon = cls.make_employee("surgeon")
        cls.porter = cls.make_employee("porter")
        cls.other_company = cls.env["res.company"].create({"name": "Other Hospital"})
        export = "base.group_allow_export"
        cls.settings_user = cls.make_user("settings", "base.group_system", export)
        cls.foreign_user = cls.make_user("foreign", OFFICER, export, company=cls.other_company)
        cls.portal_user = new_test_user(
            cls.env, "talk_portal", groups="base.group_portal", company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )  # fmt: skip
        for user in (cls.officer_user, cls.manager_user, cls.discipline_user):
            user.group_ids += cls.env.ref(export)
        for employee in (cls.nurse, cls.head, cls.surgeon, cls.deputy, cls.clerk):
            employee.user_id.group_ids += cls.env.ref(export)

    # pylint: disable=missing-return
    @classmethod
    def setUpStructure(cls):
        super().setUpStructure()
        cls.clerk.department_id = cls.cardiology
        cls.surgery = cls.env["hr.department"].create(
            {
                "name": "Surgery",
                "company_id": cls.company.id,
                "parent_id": cls.medicine.id,
                "manager_id": cls.surgeon.id,
            }
        )
        (cls.surgeon | cls.porter).department_id = cls.surgery

    @classmethod
    def hold(cls, *employees, absent=(), complete=True, words="", **vals):
        """A talk of the head's, held, with ``words`` in every section of its records."""
        if len(employees) > 1:
            vals["format"] = "group"
            vals["participant_ids"] = [
                Command.create(
                    {
                        "employee_id": employee.id,
                        "attendance": "absent" if employee in absent else "invited",
                    }
                )
                for employee in employees
            ]
            talk = cls.make_talk(cls.head, cls.env["hr.employee"], "2025-11-20", **vals)
        else:
            talk = cls.make_talk(cls.head, employees[0], "2025-11-20", **vals)
        talk.action_hold()
        for record in talk.record_ids:
            cls.write_words(record, words)
            if complete:
                record.action_complete()
        return talk.sudo()

    @classmethod
    def write_words(cls, record, words):
        label = record.employee_id.name or "common"
        lines = {model: {} for model in LINES}
        for row in table("fields"):
            if row["class"] != "confidential":
                continue
            text = f"{words}{label} {row['field']}"
            if row["model"] == "talk.record":
                record[row["field"]] = text
            elif row["model"] in lines:
                lines[row["model"]][row["field"]] = text
            elif row["model"] == "talk.request.word":
                continue  # words of a request: test_security_request
            elif row["model"] == "talk.preparation":
                continue  # words of a preparation: test_security_preparation
            elif row["model"] == "talk.share":
                continue  # why a record is shared: test_share
            elif row["model"] == "talk.statement":
                continue  # words of the employee: test_security_statement
            elif row["model"] in WITH_OWN_HUNT:
                continue
            else:
                raise AssertionError(f"No test plants words in {row['model']}.{row['field']}")
        for model, vals in lines.items():
            cls.write_line(record, model, vals)

    # people

    def setUp(self):
        super().setUp()
        # every refusal is a warning in the log, and refusals are what is asked for
        self.enterContext(
            mute_logger("odoo.http", "odoo.addons.web.controllers.export", "py.warnings")
        )
        self._people = {}
        self.authenticate(None, None)
        self.bare = self.opener
        self.session = None

    def role_user(self, role):
        users = {
            "employee": self.nurse.user_id,
            "responsible": self.head.user_id,
            "other_responsible": self.surgeon.user_id,
            "superior": self.deputy.user_id,
            "hr_officer": self.officer_user,
            "discipline_officer": self.discipline_user,
            "administrator": self.manager_user,
            "settings": self.settings_user,
            "other_company": self.foreign_user,
            "portal": self.portal_user,
        }
        return users.get(role, self.env["res.users"])

    def make_schedule(self):
        """A monthly ledger for the HR officer, and the values of one more like it."""
        self.officer_user.email = "officer@example.com"
        like = {"name": "Monthly", "company_id": self.company.id}
        like |= {"recipient_ids": [Command.set(self.officer_user.ids)]}
        return self.env["talk.report.schedule"].create(like), like

    def person(self, role):
        if role not in self._people:
            self._people[role] = self.log_in(role, self.role_user(role))
        return self._people[role]

    def log_in(self, role, user):
        self.authenticate(user.login or None, user.login or None)
        opener, self.session = self.opener, None
        key = user and self.key_of(user)
        return Person(self, role, user, opener, key)

    def key_of(self, user):
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "test", datetime.now() + timedelta(days=1))

    @contextmanager
    def rolled_back(self):
        """Whatever is done over HTTP in here is undone."""
        self.env.flush_all()
        point = self.env.cr.savepoint(flush=False)
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            point.close(rollback=True)
            self.env.invalidate_all(flush=False)


def dumped(answer):
    return json.dumps(answer.result, ensure_ascii=False, default=str) + answer.message


class HeldTalksCase(SecurityCase):
    """Talks in each state: of the head with nurse and clerk, of another head with the porter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.hold(cls.nurse, words=WORDS)
        cls.draft = cls.hold(cls.clerk, complete=False, words=WORDS)
        cls.empty = cls.make_talk(cls.head, cls.nurse, "2025-11-21")
        cls.empty.action_hold()
        cls.planned = cls.make_talk(cls.head, cls.nurse, "2025-11-25").sudo()
        cls.upcoming = cls.make_talk(cls.head, cls.nurse, "2035-11-25").sudo()
        cls.cancelled = cls.make_talk(cls.head, cls.nurse, "2025-11-26").sudo()
        cls.cancelled.with_user(cls.head.user_id).action_cancel()
        cls.surgeons = cls.make_talk(cls.surgeon, cls.porter, "2025-11-25").sudo()
        cls.surgeons_held = cls.make_talk(cls.surgeon, cls.porter, "2025-11-24").sudo()
        cls.surgeons_held.with_user(cls.surgeon.user_id).action_hold()
        cls.rule = cls.make_rule("head_staff", "leader_head")
        cls.env["talk.obligation"]._generate(cls.rule)
        cls.flush()

    def assertRefused(self, answer, what=""):
        self.assertIn(answer.error, REFUSALS, f"{what} {answer}")

    def assertWorks(self, answer, what=""):
        self.assertIsNone(answer.error, f"{what} {answer}")
