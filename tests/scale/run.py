"""Entry: `bin/bench` starts this inside Odoo's shell and reads a line of JSON for each figure."""

import json
import os

from talkdev.figures import MARK

from .figures import Bench


def main(env):
    options = json.loads(os.environ["TALK_BENCH"])

    def tell(name, measured, goal=None, unit=""):
        figure = {"name": name, "measured": measured, "goal": goal, "unit": unit}
        print(MARK + json.dumps(figure), flush=True)  # pylint: disable=print-used

    Bench(env, tell=tell, **options).run()
