"""Child processes that end with us, whatever ends us, and take their own children along."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1


def start(command, **kwargs):
    """A child in a session of its own: Ctrl-C reaches us alone, and we decide the order."""
    kwargs.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen(
        [str(part) for part in command],
        start_new_session=True,
        preexec_fn=_end_with_parent,
        **kwargs,
    )


def end(child, number=signal.SIGTERM, seconds=20):
    """Ask, wait, then sweep away what is left of the child and its children."""
    if child.poll() is None:
        child.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _end_with_parent():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
