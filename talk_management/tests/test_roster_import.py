import base64
import io
from unittest.mock import patch

import openpyxl

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..wizard.roster_import import LOCK, TalkRosterImport
from .test_roster_case import HOSPITAL, INSTITUTE, RosterCase, corrected, shipped


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

    def test_the_officer_is_told_how_far_the_import_is(self):
        self.progress.reset_mock()
        self.take(shipped(HOSPITAL))
        told = [call.args[1:] for call in self.progress.call_args_list]
        self.assertGreater(len(told), 8)
        self.assertEqual(told, sorted(told[:-1]) + [(1, 1)], "it only ever grows, and ends")

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
