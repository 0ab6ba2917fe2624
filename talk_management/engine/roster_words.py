"""The words a roster is written in: sheets, columns and values, in three scripts.

A hospital types 工號 where another types 工号 or "Staff No."; all of them mean the
same column. Everything the roster import understands is listed here and in ``roster_headings``.
"""

import re
import unicodedata

from .roster_headings import (  # noqa: F401
    BRANCHES,
    COLUMNS,
    DEPARTMENTS,
    HELP_SHEETS,
    PEOPLE,
    SHEETS,
)

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_WIDE |= dict.fromkeys((0x3000, 0x00A0, 0x2003, 0x2002), " ") | dict.fromkeys(
    (0x200B, 0x200E, 0x200F, 0xFEFF)
)
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LIST = re.compile(r"[、,，;；\n]+")


def clean(value):
    """A cell's text as its writer meant it: no stray spaces, no wide letters or digits.

    Brackets and other signs stay as typed, they belong to names: ``检验科（二部）``.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a staff number 1001 typed as a number
    return " ".join(str(value).translate(_WIDE).split())


def narrow(value):
    """Like :func:`clean`, signs too: for numbers, logins and addresses (``ａ＠ｂ`` → ``a@b``)."""
    return " ".join(unicodedata.normalize("NFKC", clean(value)).split())


def person_name(value):
    """``李　明`` is padded for looks; the person is 李明. ``Ann Lee`` keeps its space."""
    return _HAN_GAP.sub("", clean(value))


def staff_key(value):
    """What two spellings of one staff number share: ``ｈ0001`` and ``H0001``."""
    return narrow(value).replace(" ", "").upper()


def parts(value):
    """The entries of a cell that holds a list: ``支部委员、党小组组长`` → two."""
    return [clean(part) for part in _LIST.split(str(value or "")) if clean(part)]


def staff_keys(value):
    """The staff numbers in a cell, whatever parts them: ``H0022 H0037`` → two."""
    return [staff_key(number) for part in parts(value) for number in part.split()]


def fold(value):
    """For comparing words: case, stars and full stops don't matter (``Staff No.*``)."""
    return clean(value).strip("*: ：.").casefold()


# meanings that are understood in order to be answered, not offered
UNLISTED = ("left", "not_yet")


class Words:
    """A closed list of words with their meanings: ``Words({"none": ("在职", …), …})``."""

    def __init__(self, entries):
        self.entries = entries
        self._keys = {fold(word): key for key, words in entries.items() for word in words}

    def find(self, value):
        """The meaning of ``value``, or None."""
        return self._keys.get(fold(value))

    def samples(self, script=0):
        """One word for each meaning, to say what would be understood; 1: in Traditional Chinese."""
        listed = (words for key, words in self.entries.items() if key not in UNLISTED)
        return "、".join(words[script] for words in listed)


REQUIRED = {PEOPLE: ("number", "name"), DEPARTMENTS: ("name",), BRANCHES: ("name",)}

STATUS = Words(
    {
        "none": ("在职", "在職", "在岗", "在崗", "in post", "active"),
        "long_leave": (
            "长期病假",
            "長期病假",
            "病假",
            "长期休假",
            "長期休假",
            "产假",
            "產假",
            "long sick leave",
            "long leave",
        ),
        "secondment": (
            "外派进修",
            "外派進修",
            "借调",
            "借調",
            "外派",
            "进修",
            "進修",
            "secondment",
        ),
        "retired_rehired": (
            "退休返聘",
            "退休返聘",
            "返聘",
            "retired and re-hired",
            "retired, re-hired",
        ),
        # understood only in order to say clearly what to do with such a row
        "left": (
            "离职",
            "離職",
            "退休",
            "调出",
            "調出",
            "辞职",
            "辭職",
            "left",
            "retired",
            "resigned",
        ),
    }
)
POLITICAL = Words(
    {
        "party_member": (
            "中共党员",
            "中共黨員",
            "党员",
            "黨員",
            "正式党员",
            "正式黨員",
            "party member",
        ),
        "party_probationary": (
            "中共预备党员",
            "中共預備黨員",
            "预备党员",
            "預備黨員",
            "probationary party member",
        ),
        "youth_league": (
            "共青团员",
            "共青團員",
            "团员",
            "團員",
            "youth league member",
            "league member",
        ),
        "revolutionary_committee": ("民革党员", "民革黨員", "民革"),
        "democratic_league": ("民盟盟员", "民盟盟員", "民盟"),
        "national_construction": ("民建会员", "民建會員", "民建"),
        "promoting_democracy": ("民进会员", "民進會員", "民进", "民進"),
        "peasants_workers": ("农工党党员", "農工黨黨員", "农工党", "農工黨"),
        "zhi_gong": ("致公党党员", "致公黨黨員", "致公党", "致公黨"),
        "jiu_san": ("九三学社社员", "九三學社社員", "九三学社", "九三學社"),
        "taiwan_league": ("台盟盟员", "臺盟盟員", "台盟"),
        "independent": ("无党派人士", "無黨派人士", "无党派", "無黨派", "independent"),
        # of the masses still, though on the way: read as such, and said so
        "not_yet": ("入党积极分子", "入黨積極分子", "发展对象", "發展對象"),
        "masses": ("群众", "群眾", "普通群众", "普通群眾", "no party"),
    }
)
PARTY_ROLES = Words(
    {
        "secretary": (
            "支部书记",
            "支部書記",
            "党支部书记",
            "黨支部書記",
            "书记",
            "書記",
            "branch secretary",
            "secretary",
        ),
        "deputy_secretary": (
            "支部副书记",
            "支部副書記",
            "副书记",
            "副書記",
            "党支部副书记",
            "黨支部副書記",
            "deputy secretary",
        ),
        "committee": (
            "支部委员",
            "支部委員",
            "委员",
            "委員",
            "组织委员",
            "組織委員",
            "宣传委员",
            "宣傳委員",
            "纪检委员",
            "紀檢委員",
            "committee member",
        ),
        "group_leader": ("党小组组长", "黨小組組長", "党小组长", "黨小組長", "group leader"),
        "member": ("党员", "黨員", "member"),
    }
)
PARTY_PRINCIPALS = (
    "党委书记",
    "黨委書記",
    "党总支书记",
    "黨總支書記",
    "党组书记",
    "黨組書記",
    "party secretary",
)
HEAD_PRINCIPALS = (
    "院长",
    "院長",
    "行长",
    "行長",
    "校长",
    "校長",
    "总经理",
    "總經理",
    "主任",
    "所长",
    "所長",
    "局长",
    "局長",
    "厂长",
    "廠長",
    "总裁",
    "總裁",
    "台长",
    "台長",
    "president",
    "director",
    "general manager",
)
# "nothing", said in so many words: takes a value away, where an empty cell leaves it alone
NOTHING = ("无", "無", "-", "--", "—", "——", "/", "none", "n/a")


def is_nothing(value):
    """The cell says "nothing" in so many words, which is more than being empty."""
    return fold(value) in _NOTHING or clean(value) in NOTHING


_NOTHING = {fold(entry) for entry in NOTHING} - {""}
