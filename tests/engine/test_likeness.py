"""Numbers that tell whether two texts say the same, and nothing else."""

import pytest
from talk_engine.likeness import KEPT, fingerprint, normalised

KEY = b"a key of the server"
REPORT = (
    "本季度工作认真负责，能够按时完成各项任务，团结同事，服从安排，"
    "希望今后继续加强业务学习，进一步提高服务质量，注意工作方法。"
)
OTHER = (
    "最近家中老人住院，精力受到影响，希望调整夜班；对排班公开提出建议，"
    "认为应当提前一周公布，并说明调整原因，愿意承担带教工作。"
)


def shared(one, other):
    return len(set(one) & set(other)) / len(one)


def test_the_same_text_gives_the_same_numbers_whatever_the_name_and_the_date():
    one = fingerprint([f"与张三谈话。{REPORT} 2026年3月1日"], ["张三"], KEY)
    other = fingerprint([f"与李小四谈话。 {REPORT}\n2026年11月20日"], ["李小四"], KEY)
    assert one == other


def test_a_text_with_one_word_changed_shares_most_numbers():
    one = fingerprint([REPORT], [], KEY)
    other = fingerprint([REPORT.replace("服务质量", "诊疗水平")], [], KEY)
    assert 0.7 < shared(one, other) < 1


def test_another_text_shares_hardly_any():
    assert shared(fingerprint([REPORT], [], KEY), fingerprint([OTHER], [], KEY)) < 0.1


@pytest.mark.parametrize("phrases", [["无"], ["一切正常", "没有意见"], ["None.", "All fine"], []])
def test_set_phrases_leave_nothing(phrases):
    assert fingerprint(phrases, [], KEY) == []


def test_without_the_key_no_guess_can_be_tried_out():
    assert shared(fingerprint([REPORT], [], KEY), fingerprint([REPORT], [], b"another key")) == 0


def test_a_long_text_leaves_no_more_than_a_fixed_number():
    assert len(fingerprint([REPORT + OTHER], [], KEY)) == KEPT


def test_letters_of_all_widths_and_cases_are_one():
    assert normalised("ＡＢＣ １２３ abc") == "abcabc"
