"""Entry of every command in bin/: `python -m talkdev NAME ARGUMENTS`."""

import importlib
import os
import signal
import sys

from .say import Problem, complain

COMMANDS = ("run", "test", "lint", "odoo", "shell", "i18n", "devdb", "install", "bench")

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in COMMANDS:
        complain(f"Known commands: {', '.join(COMMANDS)}.")
        return 2
    # One way out for Ctrl-C and a plain kill: the `finally` blocks stop what was started.
    for number in STOPS:
        signal.signal(number, _interrupt)
    module = importlib.import_module(f"talkdev.cmd_{name}")
    try:
        return module.main(sys.argv[2:])
    except Problem as problem:
        complain(f"bin/{name}: {problem}")
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
    except OSError as error:
        if error.errno == 28:
            complain(f"bin/{name}: the disk is full.")
            return 1
        raise


def _interrupt(_number, _frame):
    # A second Ctrl-C must not break the cleaning up.
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    os.umask(os.umask(0o022) | 0o022)
    sys.exit(main())
