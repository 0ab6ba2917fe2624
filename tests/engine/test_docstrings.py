"""What the engine's docstrings show is what it does."""

import doctest
import importlib
import pathlib
from datetime import date

import pytest
import talk_engine
from talk_engine.workday import WorkCalendar

MODULES = sorted(path.stem for path in pathlib.Path(talk_engine.__path__[0]).glob("[!_]*.py"))
KNOWN = {"date": date, "WorkCalendar": WorkCalendar}  # what examples need not import


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    module = importlib.import_module(f"talk_engine.{name}")
    assert doctest.testmod(module, extraglobs=KNOWN).failed == 0
