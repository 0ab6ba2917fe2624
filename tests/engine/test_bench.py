from collections import Counter

from scale.institution import TEAM, Institution
from talkdev import figures
from talkdev.cmd_bench import main
from talkdev.figures import Figure


def test_a_figure_within_its_goal_is_ok_and_one_above_it_falls_short():
    assert Figure("first generation", 2.0, 2.0).verdict == "ok"
    assert Figure("first generation", 2.01, 2.0).verdict == "short"
    assert Figure("rows changed", 0, 0).verdict == "ok"
    assert Figure("rows changed", 1, 0).verdict == "short"


def test_a_figure_without_a_goal_only_informs():
    assert Figure("seconds", 1000.0).verdict == "-"
    assert figures.exit_code([Figure("seconds", 1000.0), Figure("rows", 0, 0)]) == 0


def test_one_figure_that_falls_short_is_enough_to_fail():
    assert figures.exit_code([Figure("a", 1, 2), Figure("b", 3, 2)]) == 1
    assert figures.exit_code([Figure("a", 1, 2), Figure("b", 2, 2)]) == 0


def test_a_run_without_any_goal_has_not_succeeded():
    assert figures.exit_code([]) == 2
    assert figures.exit_code([Figure("seconds", 1.0)]) == 2


def test_figures_are_read_from_what_odoo_prints_and_other_lines_are_left_alone():
    line = 'figure: {"name": "reminders", "measured": 0.04, "goal": 0.1, "unit": ""}'
    assert figures.read(line) == Figure("reminders", 0.04, 0.1)
    assert figures.read("something else") is None


def test_a_line_names_the_figure_the_measured_value_the_goal_and_the_verdict():
    assert Figure("nothing due", 1.234, 1.5, "×").line().split() == [
        *("nothing", "due", "1.23", "×", "1.5", "ok")
    ]
    assert Figure("rows of sight", 59826).line().split()[-3:] == ["59826", "-", "-"]


def test_too_few_people_are_refused_with_exit_code_two(capsys):
    try:
        main(["--people", "10"])
    except SystemExit as stopped:
        assert stopped.code == 2
    assert "at least 1000" in capsys.readouterr().err


def test_the_same_seed_grows_the_same_institution_and_another_seed_another():
    assert Institution(1000, 7) == Institution(1000, 7)
    assert Institution(1000, 7).home != Institution(1000, 8).home


def test_a_grown_institution_is_uneven_and_has_vacancies():
    grown = Institution(5000, 1)
    heads = [department.head for department in grown.departments]
    sizes = Counter(grown.home.values())
    assert None in heads
    assert len(set(heads) - {None}) == sum(head is not None for head in heads)
    assert max(sizes.values()) > 3 * len(grown.home) / len(heads)
    assert len(grown.home) == 5000 - TEAM
    assert grown.away
    assert any("secretary" not in dict(branch.places).values() for branch in grown.branches)
