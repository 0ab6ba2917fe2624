"""What the developer reads: progress, and problems in one clear sentence."""

import sys


class Problem(Exception):
    """Something the reader can act on; shown without a traceback."""


def say(text):
    print(text, flush=True)


def complain(text):
    print(text, file=sys.stderr, flush=True)
