import base64
import re
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine import roster_words
from ..wizard.roster_sentences import SENTENCES
from .test_roster_case import HOSPITAL, OFFICER, RosterCase, shipped


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
