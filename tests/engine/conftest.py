"""The engine as package ``talk_engine``, without importing Odoo (the addon's own package does).

Hypothesis tries the same examples in every run, so that a run tells about the code alone.
"""

import importlib.util
import pathlib
import sys

from hypothesis import settings

settings.register_profile("talk", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("talk")

ENGINE = pathlib.Path(__file__).parents[2] / "talk_management" / "engine"

spec = importlib.util.spec_from_file_location(
    "talk_engine", ENGINE / "__init__.py", submodule_search_locations=[str(ENGINE)]
)
module = importlib.util.module_from_spec(spec)
sys.modules["talk_engine"] = module
spec.loader.exec_module(module)
