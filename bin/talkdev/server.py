"""An Odoo server of ours: starting it, waiting until it answers, stopping it."""

import http.client
import socket
import subprocess
import time
from pathlib import Path

from . import children, odoo
from .say import Problem

ANSWER_SECONDS = 180


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    """Whether the log-in page is served on this port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/web/login")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Server:
    def __init__(self, settings, cluster, db, port, log):
        self.settings = settings
        self.cluster = cluster
        self.db = db
        self.port = port
        self.log = Path(log)
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = odoo.command(
            self.settings,
            *("server", "-d", self.db, "--db-filter", f"^{self.db}$", "--no-database-list"),
            *("--http-interface", "127.0.0.1", "--http-port", self.port),
            *arguments,
        )
        with open(self.log, "w") as output:
            self.process = children.start(
                command,
                env=odoo.environment(self.settings, self.cluster),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_it_answers(self):
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Problem(f"The server ended before it answered.\n{self.log_tail()}")
            if answers(self.port):
                return
            time.sleep(0.2)
        raise Problem(f"The server does not answer on {self.url}.\n{self.log_tail()}")

    def log_tail(self):
        lines = self.log.read_text(errors="replace").splitlines()[-15:]
        return f"The end of {self.log}:\n" + "\n".join(lines)

    def stop(self):
        if self.process is not None:
            children.end(self.process)
