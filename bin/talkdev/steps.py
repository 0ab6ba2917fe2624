"""Install steps that can be killed at any moment: unpack aside, rename, and only then count."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess

from . import children
from .say import Problem, say

NEEDED_BYTES = 3 * 1024**3


@contextlib.contextmanager
def locked(path, waiting=None, wait=True):
    """Hold the file lock `path`; tell the reader when somebody else holds it, or give up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise
            if waiting:
                say(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest(*texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def is_done(settings, name, key):
    stamp = settings.home / "stamps" / name
    return stamp.exists() and stamp.read_text() == key


def mark_done(settings, name, key):
    stamp = settings.home / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    part = stamp.with_suffix(".part")
    part.write_text(key)
    os.replace(part, stamp)


def forget(settings, name):
    (settings.home / "stamps" / name).unlink(missing_ok=True)


def make_home(settings):
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        settings.logs.mkdir(exist_ok=True)
        (settings.home / "locks").mkdir(exist_ok=True)
        (settings.home / ".gitignore").write_text("*\n")
    except OSError as error:
        raise Problem(
            f"Cannot write to {settings.home} ({error.strerror}): "
            "set TALK_HOME to a folder of yours."
        ) from error


def check_space(settings, needed=NEEDED_BYTES):
    free = shutil.disk_usage(settings.home).free
    if free < needed:
        raise Problem(
            f"Only {free / 1024**3:.1f} GB are free at {settings.home}, {needed / 1024**3:.1f} GB "
            "are needed: make room, or set TALK_HOME to a larger disk."
        )


# What a tool says far above its last lines, and what it means for the person at the keyboard.
SIGNS = {
    "certificate verify failed": "The registry's certificate is not trusted on this machine: "
    "install the CA certificate your network uses, or name it in pip's configuration.",
    "name resolution": "The registry's name cannot be resolved: is this machine on the network?",
}


def run_logged(settings, name, command, failure, **kwargs):
    """Run a quiet command; its output is kept in logs/install-<name>.log."""
    log = settings.logs / f"install-{name}.log"
    with open(log, "ab") as output:
        start = output.tell()
        child = children.start(command, stdout=output, stderr=subprocess.STDOUT, **kwargs)
        try:
            code = child.wait()
        finally:
            children.end(child)
    if code == 0:
        return
    if shutil.disk_usage(settings.home).free < 50 * 1024**2:
        failure = f"The disk of {settings.home} is full."
    said = log.read_bytes()[start:].decode(errors="replace")
    for sign, meaning in SIGNS.items():
        if sign in said.lower():
            failure += f"\n  {meaning}"
    tail = "\n".join("    " + line for line in said.splitlines()[-6:])
    raise Problem(f"{failure}\n  The last lines of {log}:\n{tail}")
