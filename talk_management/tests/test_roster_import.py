import base64
import functools
import io
import re
from pathlib import Path
from unittest.mock import patch

import openpyxl

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import file_open, mute_logger

from ..engine import roster_words
from ..wizard.roster_import import LOCK, TalkRosterImport
from ..wizard.roster_sentences import SENTENCES

HOSPITAL, INSTITUTE = "hospital_roster.xlsx", "institute_roster.xlsx"
OFFICER = "talk_management.group_talk_officer"


@functools.cache
def shipped(name):
    """A roster as it is shipped, with logins the demo's own import has not taken."""
    with file_open(f"talk_management/demo/{name}", "rb") as file:
        data = file.read()
    if name.endswith(".csv"):
        return re.sub(rb",([hi]\d{4}),", rb",new.\1,", data)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["花名册"]
    logins = {cell.coordinate: cell.value for cell in sheet["O"][1:] if cell.value}
    return corrected(data, "花名册", {place: f"new.{login}" for place, login in logins.items()})


def corrected(data, sheet, cells):
    """The workbook with some cells changed: ``{"D2": "副院长"}``."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        workbook[sheet][place] = value
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


class RosterCase(TransactionCase):
    """A new company with an HR officer, who imports rosters into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Huimin Hospital"})
        cls.officer = new_test_user(
            cls.env,
            "roster_officer",
            groups=OFFICER,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.startClassPatcher(patch.object(TalkRosterImport, "_send_progress", autospec=True))
        cls.env = cls.env(user=cls.officer, context={"allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)

    def preview(self, data, filename=HOSPITAL):
        data = data.encode() if isinstance(data, str) else data
        wizard = self.env["talk.roster.import"].create(
            {"data": base64.b64encode(data), "filename": filename}
        )
        wizard.action_preview()
        return wizard

    def take(self, data, filename=HOSPITAL):
        wizard = self.preview(data, filename)
        self.assertFalse(wizard.error_count, wizard.problem_ids.mapped("sentence"))
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        return wizard

    def person(self, number):
        found = self.env["hr.employee"].search(
            [("staff_number", "=", number), ("company_id", "=", self.company.id)]
        )
        return found.ensure_one()

    def department(self, name):
        return self.env["hr.department"].search(
            [("name", "=", name), ("company_id", "=", self.company.id)]
        )

    def another_company(self):
        """A company the officer does not work in: whoever creates one works in it."""
        return self.env(user=SUPERUSER_ID)["res.company"].create({"name": "Another"})

    def figures(self, wizard):
        return {
            count.kind: (count.created, count.changed, count.same) for count in wizard.count_ids
        }

    def places(self, number, current=True):
        places = self.env["talk.branch.member"].search([("employee_id.staff_number", "=", number)])
        if current:
            places = places.filtered(lambda place: not place.date_to)
        return {(place.branch_id.name, place.role, place.group_id.name or "") for place in places}


@tagged("post_install", "-at_install")
class TestRosterImport(RosterCase):
    def test_the_preview_shows_what_would_happen_and_writes_nothing(self):
        wizard = self.preview(shipped(HOSPITAL))
        self.assertEqual(wizard.state, "preview")
        self.assertEqual(
            self.figures(wizard),
            {
                "department": (26, 0, 0),
                "employee": (193, 0, 0),
                "user": (138, 0, 0),
                "team": (7, 0, 0),
                "branch": (4, 0, 0),
                "group": (8, 0, 0),
                "place": (91, 0, 0),
                "status": (3, 0, 0),
            },
        )
        self.assertFalse(wizard.error_count)
        self.assertFalse(self.department("骨科"))
        self.assertFalse(self.env["hr.employee"].search([("company_id", "=", self.company.id)]))

    def test_the_hospital_arrives_with_its_structure(self):
        self.take(shipped(HOSPITAL))
        employees = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        self.assertEqual(len(employees), 193)
        self.assertEqual(len(employees.user_id), 138)
        bones = self.department("骨科")
        self.assertEqual(bones.parent_id.name, "外科系统")
        self.assertEqual(bones.manager_id, self.person("H0119"))
        self.assertEqual(bones.talk_leader_effective_id, self.person("H0005"))
        secretary = self.person("H0001")
        self.assertRecordValues(
            secretary,
            [
                {
                    "name": "雷静远",
                    "job_title": "党委书记",
                    "political_status": "party_member",
                    "work_email": "h0001@huimin.example",
                }
            ],
        )
        self.assertEqual(str(secretary.birthday), "1975-09-08")
        self.assertEqual(str(secretary.sudo().contract_date_start), "2010-07-22")
        self.assertEqual(secretary.rank_id.name, "正科")
        team = self.env["talk.team.member"].search([("company_id", "=", self.company.id)])
        self.assertEqual(
            {member.title: member.role for member in team},
            {
                "党委书记": "party_principal",
                "院长": "admin_principal",
                "党委副书记": "member",
                "副院长": "member",
                "纪委书记": "member",
            },
        )
        self.assertEqual(
            self.places("H0003"), {("机关党支部", "secretary", ""), ("机关党支部", "member", "")}
        )
        self.assertIn(("机关党支部", "group_leader", "第二党小组"), self.places("H0010"))
        self.assertEqual(self.person("H0122").employment_status_ids.kind, "long_leave")
        self.assertEqual(self.person("H0157").employment_status_ids.kind, "secondment")
        self.assertEqual(self.person("H0100").employment_status_ids.kind, "retired_rehired")
        edges = self.env["talk.edge"].sudo().search_count([("company_id", "=", self.company.id)])
        self.assertGreater(edges, 193, "the chain is computed at once")

    def test_importing_the_same_file_twice_changes_nothing(self):
        self.take(shipped(HOSPITAL))
        again = self.preview(shipped(HOSPITAL))
        self.assertEqual(
            (again.created_count, again.changed_count),
            (0, 0),
            again.line_ids.filtered(lambda line: line.action != "same").mapped("changes"),
        )
        self.assertEqual(again.same_count, 26 + 193 + 138 + 7 + 4 + 8 + 91 + 3)

    def test_the_csv_after_the_workbook_changes_nothing_either(self):
        self.take(shipped(HOSPITAL))
        text = shipped("hospital_roster_people.csv").decode("utf-8-sig")
        for encoding in ("utf-8", "utf-8-sig", "gb18030"):
            again = self.preview(text.encode(encoding), "people.csv")
            self.assertEqual((again.created_count, again.changed_count), (0, 0))

    def test_a_corrected_file_updates(self):
        self.take(shipped(HOSPITAL))
        moved = corrected(
            shipped(HOSPITAL), "花名册", {"C10": "人事科", "D10": "副科长", "Q123": "在职"}
        )
        moved = corrected(moved, "部门", {"C10": "H0040", "B27": "内科系统"})
        moved = corrected(moved, "党支部", {"C2": "H0022", "C3": "H0022", "D2": "H0037、H0038"})
        moved = corrected(moved, "花名册", {"M4": None, "M23": "支部书记"})
        wizard = self.take(moved)
        self.assertEqual(wizard.created_count, 1)  # the new secretary's post
        self.assertEqual(self.person("H0009").department_id, self.department("人事科"))
        self.assertEqual(self.person("H0009").job_title, "副科长")
        self.assertEqual(self.department("急诊科").parent_id, self.department("内科系统"))
        self.assertEqual(self.department("院感科").manager_id, self.person("H0040"))
        self.assertFalse(self.person("H0122").employment_status_ids)
        self.assertIn(("机关党支部", "secretary", ""), self.places("H0022"))
        self.assertEqual(self.places("H0003"), {("机关党支部", "member", "")})

    def test_the_institute_imports_as_well(self):
        self.take(shipped(INSTITUTE), INSTITUTE)
        head = self.env["talk.team.member"].search(
            [("company_id", "=", self.company.id), ("role", "=", "principal")]
        )
        self.assertEqual(head.employee_id, self.person("I0001"))
        self.assertEqual(self.person("I0072").post_date.year, 2025)
        self.assertEqual(self.person("I0031").additional_note, "交流干部")
        again = self.preview(shipped(INSTITUTE), INSTITUTE)
        self.assertEqual((again.created_count, again.changed_count), (0, 0))

    def test_new_users_are_plain_employees_without_password_and_mail(self):
        mails = self.env["mail.mail"].sudo().search_count([])
        self.take(shipped(HOSPITAL))
        user = self.person("H0001").user_id.sudo()
        self.assertEqual(user.company_ids, self.company)
        self.assertIn(self.env.ref("base.group_user"), user.group_ids)
        self.assertFalse(user.has_group("hr.group_hr_user"))
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertFalse(self.env.cr.fetchone()[0])
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        pictures = [("res_model", "in", ("hr.employee", "res.partner")), ("res_field", "!=", False)]
        broken = [*pictures, ("mimetype", "=", "text/plain"), ("create_uid", "=", self.env.uid)]
        self.assertFalse(self.env["ir.attachment"].sudo().search(broken), "pictures show")

    def test_one_wrong_cell_and_nothing_is_imported(self):
        wizard = self.preview(corrected(shipped(HOSPITAL), "花名册", {"G12": "2014-02-30"}))
        wizard.action_import()
        self.assertEqual(wizard.state, "preview")
        error = wizard.problem_ids.filtered(lambda problem: problem.severity == "error")
        self.assertEqual((error.sheet, error.row, error.column), ("花名册", "12", "G 入职日期"))
        self.assertIn("2014-02-30", error.sentence)
        self.assertFalse(self.department("骨科"))

    def test_a_failure_in_the_middle_leaves_nothing_behind(self):
        wizard = self.preview(shipped(HOSPITAL))
        failing = patch(
            "odoo.addons.talk_management.wizard.roster_apply.RosterWriter._write_statuses",
            side_effect=UserError("broken"),
        )
        with failing, self.assertRaises(UserError):
            wizard.action_import()
        self.assertFalse(self.department("骨科"))
        self.assertFalse(self.env["res.users"].sudo().search([("login", "=", "new.h0001")]))

    def test_what_changed_in_odoo_since_the_preview_is_seen(self):
        wizard = self.preview(shipped(HOSPITAL))
        self.take(shipped(HOSPITAL))
        wizard.action_import()
        self.assertEqual(
            len(self.env["hr.employee"].search([("company_id", "=", self.company.id)])), 193
        )

    def test_people_who_are_not_in_the_file_are_left_alone_and_named(self):
        self.take(shipped(HOSPITAL))
        wizard = self.take("工号,姓名\nH0001,雷静远\n", "one.csv")
        missing = wizard.problem_ids.filtered(lambda problem: "not in the file" in problem.sentence)
        self.assertEqual(len(missing), 192)
        self.assertEqual((wizard.created_count, wizard.changed_count), (0, 0))

    def test_a_login_of_somebody_else_is_refused(self):
        self.env["res.users"].sudo().with_context(no_reset_password=True).create(
            {"name": "Somebody", "login": "NEW.H0001"}
        )
        wizard = self.preview(shipped(HOSPITAL))
        self.assertEqual(wizard.error_count, 1)
        self.assertIn("belongs to somebody else", wizard.problem_ids[0].sentence)

    def test_a_person_entered_by_hand_is_recognised_by_the_login(self):
        users = self.env["res.users"].sudo().with_context(no_reset_password=True)
        user = users.create(
            {
                "name": "雷静远",
                "login": "new.h0001",
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        employee = self.env["hr.employee"].create({"name": "雷静远", "user_id": user.id})
        self.take(shipped(HOSPITAL))
        self.assertEqual(self.person("H0001"), employee)
        self.assertEqual(employee.user_id, user)

    def test_someone_who_works_in_two_companies_keeps_one_login(self):
        other = self.another_company()
        user = new_test_user(
            self.env(user=SUPERUSER_ID),
            "new.h0001",
            name="雷静远",
            company_id=other.id,
            company_ids=[(6, 0, [other.id, self.company.id])],
        )
        employees = self.env(user=SUPERUSER_ID)["hr.employee"]
        employees.create({"name": "雷静远", "user_id": user.id, "company_id": other.id})
        self.take(shipped(HOSPITAL))
        self.assertEqual(self.person("H0001").user_id, user)

    def test_two_officers_cannot_import_at_the_same_moment(self):
        wizard = self.preview(shipped(HOSPITAL))
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, self.company.id])
            with self.assertRaisesRegex(UserError, "right now"):
                wizard.action_import()

    def test_the_template_reads_as_a_roster_in_every_language(self):
        for lang in ("en_US", "zh_CN", "zh_TW"):
            self.env["res.lang"].sudo()._activate_lang(lang)
            wizard = self.env["talk.roster.import"].with_context(lang=lang).create({})
            action = wizard.action_template()
            self.assertEqual(action["type"], "ir.actions.act_url")
            preview = self.preview(base64.b64decode(wizard.download), "template.xlsx")
            self.assertFalse(preview.error_count, preview.problem_ids.mapped("sentence"))
            self.assertEqual(self.figures(preview)["employee"], (1, 0, 0))

    def test_the_whole_preview_can_be_downloaded(self):
        wizard = self.preview(shipped(HOSPITAL))
        wizard.action_download()
        workbook = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.download)))
        self.assertEqual(workbook.worksheets[1].max_row, 1 + 26 + 193 + 138 + 7 + 4 + 8 + 91 + 3)

    def test_a_roster_imports_without_the_wizard_as_the_demo_does(self):
        imports = self.env["talk.roster.import"].sudo()
        figures = imports._import_file(HOSPITAL, shipped(HOSPITAL), self.company)
        self.assertEqual(figures["employee"]["create"], 193)
        again = imports._import_file(HOSPITAL, shipped(HOSPITAL), self.company)
        self.assertEqual(again["employee"]["same"], 193)
        with self.assertRaisesRegex(UserError, "not a spreadsheet"):
            imports._import_file("x.pdf", b"%PDF-1.4", self.company)

    def test_the_shipped_rosters_are_found(self):
        with patch.object(TalkRosterImport, "_import_file", autospec=True) as take:
            self.env["talk.roster.import"]._import_demo(HOSPITAL, self.company.id)
        self.assertTrue(take.call_args.args[2].startswith(b"PK"))


@tagged("post_install", "-at_install")
class TestRosterRights(RosterCase):
    def test_only_hr_officers_import(self):
        self.user = new_test_user(self.env(su=True), "roster_plain", groups="hr.group_hr_user")
        with self.assertRaises(AccessError):
            self.env["talk.roster.import"].with_user(self.user).create({})
        with self.assertRaises(AccessError):
            self.env["talk.roster.import"].with_user(self.user)._check_right(self.company)

    def test_a_company_the_officer_does_not_work_in_is_refused(self):
        other = self.another_company()
        wizard = self.env["talk.roster.import"].create({"data": base64.b64encode(b"x")})
        wizard.sudo().company_id = other
        with self.assertRaises(AccessError), mute_logger("odoo.http"):
            wizard.action_preview()

    def test_equal_numbers_of_another_company_are_never_touched(self):
        other = self.another_company()
        twin = (
            self.env["hr.employee"]
            .sudo()
            .create({"name": "别人", "staff_number": "H0001", "company_id": other.id})
        )
        department = (
            self.env["hr.department"].sudo().create({"name": "骨科", "company_id": other.id})
        )
        self.take(shipped(HOSPITAL))
        self.assertEqual(twin.name, "别人")
        self.assertFalse(department.manager_id)
        self.assertEqual(self.person("H0001").name, "雷静远")

    def test_nobody_reads_anothers_preview(self):
        wizard = self.preview(shipped(HOSPITAL))
        other = new_test_user(self.env(su=True), "roster_other", groups=OFFICER)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            wizard.with_user(other).read(["filename"])
        with self.assertRaises(AccessError):
            wizard.line_ids.with_user(other).read(["name"])


@tagged("post_install", "-at_install")
class TestRosterBadFiles(RosterCase):
    def test_every_bad_file_gets_a_sentence_and_breaks_nothing(self):
        for data, sentence in (
            (b"%PDF-1.4 x", "not a spreadsheet"),
            (b"PK\x03\x04broken", "cannot be opened"),
            (b"\xd0\xcf\x11\xe0", "old Excel file"),
            ("部门,上级部门\n内科,外科\n".encode(), "no sheet"),
            (b"what is this", "No row of headings"),
            ("工号,姓名\nH1,李\nH1,王\n".encode("gb18030"), "already that of"),
            ("工号,姓名,星座\nH1,李,狮子\n".encode(), "not known and is left out"),
        ):
            with self.subTest(sentence):
                wizard = self.preview(data, "bad")
                self.assertTrue(
                    any(sentence in found for found in wizard.problem_ids.mapped("sentence")),
                    wizard.problem_ids.mapped("sentence"),
                )

    def test_no_file_at_all(self):
        with self.assertRaisesRegex(UserError, "Choose a file"):
            self.env["talk.roster.import"].create({}).action_preview()

    def test_too_many_people_are_refused_with_advice(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("talk_management.roster_max_people", "1")
        wizard = self.preview("工号,姓名\nH1,李\nH2,王\n", "two.csv")
        self.assertIn("Split the file", wizard.problem_ids[0].sentence)

    def test_every_problem_of_the_engine_has_a_sentence(self):
        engine = Path(roster_words.__file__).parent
        source = "".join(path.read_text() for path in engine.glob("roster_*.py"))
        source += "".join(f'report("{post}_unknown")' for post in ("head", "leader", "secretary"))
        reported = re.findall(
            r'(?:problem|report|stop|Problem|DateError)\(\s*(?:words\.\w+,\s*)?"(\w+)"', source
        )
        self.assertGreater(len(set(reported)), 50)
        self.assertFalse(set(reported) - SENTENCES.keys())
        quoted = set(re.findall(r'"(\w+)"', source))
        self.assertFalse(
            SENTENCES.keys()
            - quoted
            - {
                "too_many_people",
                "committee_unknown",
                "group_leader_unknown",
                "head_unknown",
                "leader_unknown",
                "secretary_unknown",
            }
        )
