"""What the installing commands say when a part cannot be installed."""

from types import SimpleNamespace

import pytest
from talkdev import steps
from talkdev.say import Problem


@pytest.fixture
def settings(tmp_path):
    return SimpleNamespace(home=tmp_path, logs=tmp_path)


def fail(settings, words):
    command = [
        "sh",
        "-c",
        f"echo '{words}'; for n in 1 2 3 4 5 6 7; do echo conflict; done; exit 1",
    ]
    with pytest.raises(Problem) as refused:
        steps.run_logged(settings, "part", command, "The part cannot be installed.")
    return str(refused.value)


def test_an_untrusted_certificate_is_named_though_the_last_lines_speak_of_a_conflict(settings):
    said = fail(settings, "SSLError: CERTIFICATE_VERIFY_FAILED, certificate verify failed")
    assert "certificate is not trusted" in said
    assert said.count("conflict") == 6


def test_the_certificate_of_an_earlier_try_is_not_blamed_again(settings):
    fail(settings, "certificate verify failed")
    assert "is not trusted" not in fail(settings, "something else")
