from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_warning import WORDS, WarningCase

MODELS = ("talk.warning", "talk.warning.notice")


@tagged("post_install", "-at_install", "talk_security")
class TestWarningSecrecy(WarningCase):
    """To everybody but the author and the discipline officers it is as if there were no early
    warning: whatever is asked, the answer is the same with one as without."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.on("2026-11-25"))
        self.enterContext(mute_logger("py.warnings", "odoo.models"))

    @property
    def outsiders(self):
        return {
            "the person": self.nurse.user_id,
            "another responsible": self.deputy.user_id,
            "a principal": self.secretary.user_id,
            "HR officer": self.officer_user,
            "administrator": self.manager_user,
            "Settings": self.settings_user,
            "discipline officer elsewhere": self.foreign_user,
        }

    def answer(self, user, ask):
        """What ``ask(env)`` gives the user: a value, or an error with its words."""
        self.flush()
        env = self.env(user=user, su=False)
        env = env["res.users"].with_context(allowed_company_ids=user.company_ids.ids).env
        try:
            with self.env.cr.savepoint():
                result = ask(env)
                return result.ids if hasattr(result, "ids") else result
        except (AccessError, MissingError, UserError) as error:
            return type(error).__name__, str(error)

    def asked_of_all(self):
        """{name: question} about the models as a whole."""
        for model in MODELS:
            for name, ask in {
                "search": lambda m: m.search([]),
                "search_count": lambda m: m.search_count([]),
                "archived": lambda m: m.with_context(active_test=False).search([]),
                "by person": lambda m: m.search([("display_name", "ilike", "")]),
                "name_search": lambda m: m.name_search(""),
                "group": lambda m: m.formatted_read_group([], ["write_uid"], ["__count"]),
                "read_group": lambda m: m.formatted_read_group([], [], ["__count"]),
                "web": lambda m: m.web_search_read([], {"display_name": {}}),
                "export": lambda m: m.export_data([".id"]),
                "import": lambda m: m.load([".id"], []),
            }.items():
                yield f"{model} {name}", lambda env, m=model, ask=ask: ask(env[m])
        yield (
            "activities",
            lambda env: env["mail.activity"].search([("res_model", "in", MODELS)]),
        )
        yield "messages", lambda env: env["mail.message"].search([("model", "in", MODELS)])
        yield "systray", lambda env: env["res.users"]._get_activity_groups()

    def asked_of_one(self, warning):
        """{name: question} about one row; asked of one that is not there as well."""
        notice = warning.sudo().notice_ids[:1]
        absent = {"talk.warning": 2**31 - 2, "talk.warning.notice": 2**31 - 2}
        there = {"talk.warning": warning.id, "talk.warning.notice": notice.id}
        for model in MODELS:
            for name, ask in {
                "read": lambda row: row.read(["display_name"]),
                "read all": lambda row: row.read(),
                "web_read": lambda row: row.web_read({"display_name": {}}),
                "metadata": lambda row: row.get_metadata(),
                "write": lambda row: row.write({}),
                "write values": lambda row: row.write({"display_name": "x"}),
                "unlink": lambda row: row.unlink(),
                "copy": lambda row: row.copy(),
                "has access": lambda row: row.has_access("read"),
                "search": lambda row: row.search([("id", "=", row.id)]),
                "onchange": lambda row: row.onchange({}, ["display_name"], {"display_name": {}}),
                "export": lambda row: row.export_data(["display_name"]),
                "attach": lambda row: bool(
                    row.env["ir.attachment"].create(
                        {"name": "a", "raw": b"x", "res_model": row._name, "res_id": row.id}
                    )
                ),
                "button": lambda row: (
                    row.action_take_up() if row._name == "talk.warning" else row.action_open()
                ),
                "withdraw": lambda row: (
                    row.action_withdraw() if row._name == "talk.warning" else True
                ),
            }.items():
                yield (
                    f"{model} {name}",
                    lambda env, m=model, ask=ask: ask(env[m].browse(there[m])),
                    lambda env, m=model, ask=ask: ask(env[m].browse(absent[m])),
                )

    def test_nothing_told_of_all_changes_when_one_is_written(self):
        before = {
            (who, name): self.answer(user, ask)
            for who, user in self.outsiders.items()
            for name, ask in self.asked_of_all()
        }
        self.close(self.warn())
        self.warn()
        for who, user in self.outsiders.items():
            for name, ask in self.asked_of_all():
                with self.subTest(who=who, asked=name):
                    self.assertEqual(self.answer(user, ask), before[who, name])

    def test_row_that_is_there_is_refused_as_one_that_is_not(self):
        warning = self.warn()
        for who, user in self.outsiders.items():
            for name, of_this, of_none in self.asked_of_one(warning):
                with self.subTest(who=who, asked=name):
                    if name.endswith(("attach", "onchange")):
                        # the drawn numbers alone guard these: nobody hits on one
                        self.assertNotIn(WORDS, str(self.answer(user, of_this)))
                    else:
                        self.assertEqual(self.answer(user, of_this), self.answer(user, of_none))

    def test_discipline_officer_it_is_about_is_an_outsider(self):
        warning = self.warn(self.deputy, self.inspector)
        user = self.inspector.user_id
        self.assertFalse(self.told(user))
        self.assertFalse(self.env["talk.warning"].with_user(user).search([]))
        for name, of_this, of_none in self.asked_of_one(warning):
            if not name.endswith(("attach", "onchange")):
                with self.subTest(asked=name):
                    self.assertEqual(self.answer(user, of_this), self.answer(user, of_none))
        # nor when somebody takes the user away from the employee afterwards
        self.inspector.user_id = False
        self.flush()
        self.assertFalse(self.env["talk.warning"].with_user(user).search([]))
        self.assertTrue(self.env["talk.warning"].with_user(self.discipline_user).search([]))

    def test_rules_switched_off_change_nothing(self):
        warning = self.warn()
        rules = self.env["ir.rule"].search([("model_id.model", "in", MODELS)])
        rules.active = False
        for who, user in self.outsiders.items():
            with self.subTest(who=who):
                mine = self.env["talk.warning"].with_user(user)
                self.assertFalse(mine.search([]))
                with self.assertRaises(AccessError):
                    mine.browse(warning.id).read(["words"])
                notice = self.env["talk.warning.notice"].with_user(user)
                self.assertFalse(notice.search([]))

    def test_its_number_does_not_count(self):
        first, second = self.warn(), self.warn()
        self.assertGreater(abs(first.id - second.id), 100)
        notices = (first | second).sudo().notice_ids
        self.assertGreater(max(notices.ids) - min(notices.ids), 100)

    def test_list_of_models_does_not_count_them(self):
        self.warn()
        models = self.env["ir.model"].search([("model", "in", (*MODELS, "talk.talk"))])
        counts = {model.model: model.count for model in models}
        self.assertEqual([counts[name] for name in MODELS], [0, 0])

    def test_nobody_who_reads_it_takes_it_out(self):
        warning = self.warn()
        for user in (self.head.user_id, self.discipline_user):
            mine = self.as_(warning, user)
            with self.assertRaisesRegex(UserError, "not exported"):
                mine.export_data(["words"])
            with self.assertRaisesRegex(UserError, "not imported"):
                mine.load(["words"], [["x"]])
        named = self.env["ir.model.data"].search_count([("model", "in", MODELS)])
        self.assertFalse(named)

    def test_values_by_hand_are_refused(self):
        for name, value in {
            "state": "closed",
            "author_id": self.nurse.user_id.id,
            "company_id": self.other_company.id,
            "date": "2020-01-01",
            "reviewer_id": self.head.user_id.id,
            "reminder_talk_id": 1,
            "subject_user_id": False,
            "opinion": "x",
            "outcome": "watched",
            "date_end": "2027-01-01",
        }.items():
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.warn(**{name: value})
        warning = self.warn()
        for user in (self.head.user_id, self.discipline_user):
            for name, value in {"employee_id": self.doctor.id, "talk_id": False}.items():
                with self.assertRaises(AccessError):
                    self.as_(warning, user).write({name: value})
        with self.assertRaises(AccessError):
            self.as_(warning, self.discipline_user).words = "changed"
        with self.assertRaises(AccessError):
            warning.unlink()
        warnings = warning.with_context(default_author_id=self.nurse.user_id.id)
        made = warnings.create({"employee_id": self.nurse.id, "words": "y"})
        self.assertEqual(made.sudo().author_id, self.head.user_id)

    def test_form_shows_nothing_of_a_talk_or_person_of_others(self):
        theirs = self.make_talk(self.deputy, self.inspector, "2026-11-25")
        warnings = self.env["talk.warning"].with_user(self.nurse.user_id)
        spec = {"readers": {}, "has_readers": {}, "employee_ids": {}, "talk_id": {}}
        for values in (
            {"talk_id": theirs.id, "employee_id": self.inspector.id},
            {"talk_id": theirs.id},
        ):
            with self.assertRaises(AccessError):
                warnings.onchange(values, ["talk_id"], spec)
        foreign = self.make_employee("stranger", company=self.other_company)
        shown = warnings.onchange({"employee_id": foreign.id}, ["employee_id"], spec)["value"]
        self.assertFalse(shown["readers"])
        self.assertFalse(shown.get("employee_ids"))
