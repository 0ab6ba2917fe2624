"""bin/run: a demo of the addon in your browser.

The first start installs what is missing and makes the demo database; later ones take seconds.
Ctrl-C stops the server and the database.
"""

import argparse
import contextlib
import fcntl
import json
import os
import signal
import time

from . import install
from .demo import Demo, accounts_table
from .say import Problem, say
from .server import Server, port_is_free
from .settings import HELP, load


def main(arguments):
    parser = argparse.ArgumentParser(
        "bin/run",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stop", action="store_true", help="stop a bin/run started elsewhere")
    parser.add_argument(
        "--reset", action="store_true", help="drop the demo database and start anew"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before --reset")
    options = parser.parse_args(arguments)
    if options.stop:
        return _stop()
    if options.reset:
        _confirm(options.yes)
    with _only_one(load()):
        _serve(options.reset)
    return 0


def _serve(reset):
    started = time.monotonic()
    with install.ready() as (settings, cluster):
        if not port_is_free(settings.port):
            raise Problem(f"Port {settings.port} is taken by another program: set TALK_PORT.")
        demo = Demo(settings, cluster)
        if reset:
            demo.drop()
        demo.ensure()
        server = Server(settings, cluster, settings.db, settings.port, settings.logs / "server.log")
        try:
            server.start()
            server.wait_until_it_answers()
            _welcome(server, time.monotonic() - started)
            server.process.wait()
        finally:
            server.stop()
        raise Problem(f"The server ended by itself.\n{server.log_tail()}")


def _welcome(server, seconds):
    say(f"\nReady after {seconds:.0f} s:  {server.url}\n")
    say(accounts_table())
    say(f"\nThe server's log: {server.log}\nCtrl-C stops it.")


def _state_file(settings):
    return settings.home / "run.json"


@contextlib.contextmanager
def _only_one(settings):
    """One bin/run per TALK_HOME; the file tells a second one where the first is."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with open(_state_file(settings), "a+") as state:
        try:
            fcntl.flock(state, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(_already_running(settings)) from None
        state.truncate(0)
        json.dump({"pid": os.getpid(), "url": f"http://127.0.0.1:{settings.port}"}, state)
        state.flush()
        try:
            yield
        finally:
            state.truncate(0)


def _already_running(settings):
    state = _running(settings)
    where = f" at {state['url']}" if state else ""
    return f"It is already running{where}. bin/run --stop stops it."


def _running(settings):
    """What the running bin/run wrote about itself; nothing when there is none."""
    path = _state_file(settings)
    if not path.exists():
        return None
    with open(path) as state:
        try:
            fcntl.flock(state, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = state.read()
            return json.loads(text) if text else None
    return None


def _stop():
    settings = load()
    state = _running(settings)
    if not state:
        say("Nothing is running.")
        return 0
    os.kill(state["pid"], signal.SIGTERM)
    for _attempt in range(200):
        if not _running(settings):
            say("Stopped.")
            return 0
        time.sleep(0.1)
    raise Problem(f"Process {state['pid']} does not stop.")


def _confirm(yes):
    settings = load()
    if _running(settings):
        raise Problem(_already_running(settings))
    if yes:
        return
    try:
        answer = input(f"Drop the demo database {settings.db} with all its data? [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() not in ("y", "yes"):
        raise Problem("Nothing was dropped (add --yes to do it without being asked).")
