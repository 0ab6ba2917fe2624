import re

import polib

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationImporter

# docs/glossary.md: where a word is shown first, and how it reads there
WORDS = {
    ("talk.talk", "responsible_id"): ("谈话人", "談話人"),
    ("talk.talk", "employee_id"): ("谈话对象", "談話對象"),
    ("talk.talk", "format"): ("谈话形式", "談話形式"),
    ("talk.obligation", "rule_id"): ("谈话规则", "談話規則"),
    ("talk.obligation", "layer_id"): ("层级", "層級"),
    ("talk.obligation", "date_due"): ("截止日期", "截止日期"),
    ("talk.branch", "secretary_id"): ("书记", "書記"),
    ("talk.edge", "is_covering"): ("代管", "代管"),
    ("talk.gap", "kind"): ("责任缺口", "責任缺口"),
    ("talk.record", "opinions"): ("意见与建议", "意見與建議"),
    ("hr.department", "talk_leader_id"): ("分管领导", "分管領導"),
    ("hr.employee", "political_status"): ("政治面貌", "政治面貌"),
    ("hr.employee", "staff_number"): ("工号", "工號"),
    ("res.company", "talk_seal_line"): ("落款", "落款"),
}
MENUS = {
    "menu_talk_root": ("谈心谈话", "談心談話"),
    "menu_talk_chain": ("层层负责制", "層層負責制"),
    "menu_obligations": ("应谈事项", "應談事項"),
    "menu_teams": ("领导班子", "領導班子"),
    "menu_branches": ("党支部", "黨支部"),
    "menu_gaps": ("责任缺口", "責任缺口"),
    "menu_roster_import": ("导入花名册", "匯入花名冊"),
}
LANGUAGES = ("zh_CN", "zh_TW")
# frequent signs that exist in one script only, and words that only one side of the strait uses
FOREIGN = {
    "zh_CN": "談話對應職務記錄責層書黨導時間單員為這裡與後來說請",
    "zh_TW": "谈话对应职务记录责层书党导时间单员为这与后来说请",
}
NOT_IN_TAIWAN = re.compile(
    # 保存年限 is the word of the archives there too
    "用戶|默認|信息|保存(?!年限)|單元格|登錄|臺|物件|緩存"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
# a text in attributes is translated, the tag around it is not
ATTRIBUTE = re.compile(r'(title|aria-label|placeholder|alt)="[^"]*"')
HAN = re.compile("[一-鿿]")


def texts(name):
    path = file_path(f"talk_management/i18n/{name}")
    return [entry for entry in polib.pofile(path) if not entry.obsolete]


def says_something(text):
    """Whether a text has words of its own, besides what is filled in."""
    return re.search("[A-Za-z]", PLACEHOLDER.sub("", text))


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    """The screens speak the language of the office that uses them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        importer = TranslationImporter(cls.env.cr, verbose=False)
        for language in LANGUAGES:
            cls.env["res.lang"]._activate_lang(language)
            importer.load_file(f"talk_management/i18n/{language}.po", language)
        importer.save(overwrite=True)

    def test_the_words_of_the_glossary_stand_on_the_screens(self):
        for at, language in enumerate(LANGUAGES):
            env = self.env(context={"lang": language})
            for (model, field), words in WORDS.items():
                label = env[model].fields_get([field], ["string"])[field]["string"]
                self.assertEqual(label, words[at], f"{model}.{field} in {language}")
            for menu, words in MENUS.items():
                name = env.ref(f"talk_management.{menu}").name
                self.assertEqual(name, words[at], f"{menu} in {language}")

    def test_what_is_said_in_code_is_said_in_chinese(self):
        team = self.env["talk.team"].create({"name": "院领导班子"})
        employee = self.env["hr.employee"].create({"name": "某人"})
        for language, words in {"zh_CN": "结束日期早于", "zh_TW": "結束日期早於"}.items():
            with self.assertRaisesRegex(ValidationError, words):
                self.env["talk.team.member"].with_context(lang=language).create(
                    {
                        "team_id": team.id,
                        "employee_id": employee.id,
                        "date_from": "2026-02-01",
                        "date_to": "2026-01-01",
                    }
                )

    def test_no_text_is_left_in_english(self):
        for language in LANGUAGES:
            left = [
                entry.msgid for entry in texts(f"{language}.po") if not HAN.search(entry.msgstr)
            ]
            # the name of a file is an expression, and some texts hold no words
            words = [text for text in left if "object." not in text and says_something(text)]
            self.assertFalse(words, language)

    def test_what_is_filled_in_later_is_kept(self):
        for language in LANGUAGES:
            for entry in texts(f"{language}.po"):
                source, target = (
                    sorted(PLACEHOLDER.findall(ATTRIBUTE.sub(r"\1", text)))
                    for text in (entry.msgid, entry.msgstr)
                )
                # a sentence may name the same person once where English says it twice
                self.assertEqual(set(source), set(target), entry.msgid)

    def test_each_script_keeps_to_itself(self):
        for language in LANGUAGES:
            for entry in texts(f"{language}.po"):
                found = set(entry.msgstr) & set(FOREIGN[language])
                self.assertFalse(found, f"{language}: {entry.msgstr}")
        for entry in texts("zh_TW.po"):
            self.assertNotRegex(entry.msgstr, NOT_IN_TAIWAN)

    def test_an_employee_of_odoo_is_not_renamed(self):
        """On a talk the employee is 谈话对象; the employees' app keeps its own word, 员工."""
        for file in ("talk_management.pot", "zh_CN.po", "zh_TW.po"):
            [entry] = [entry for entry in texts(file) if entry.msgid == "Employee"]
            models = [where for where, _line in entry.occurrences if "model_hr_employee" in where]
            self.assertFalse(models, f"{file}: take out the line with model_hr_employee.")
