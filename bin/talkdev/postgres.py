"""A private PostgreSQL cluster: own folder, unix socket only, no other cluster touched.

It is tuned for throw-away data (fsync off): a power cut may cost the demo database.
Whoever needs it holds a shared lock; the last one out stops it.
"""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import steps
from .say import Problem, say
from .system import POSTGRES_FOLDER

ROLE = "talk"
OPTIONS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "max_connections": "120",
    "shared_buffers": "'256MB'",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "max_wal_size": "'2GB'",
    "log_min_messages": "fatal",
    "timezone": "'UTC'",
}


class Cluster:
    def __init__(self, settings):
        self.settings = settings
        self.account = "postgres" if os.geteuid() == 0 else None
        if self.account:
            # The postgres user may not be allowed to enter the clone.
            self.base = Path("/var/lib/postgresql") / f"talk-{settings.key}"
        else:
            self.base = settings.home / "pg"
        self.data = self.base / "data"

    @property
    def socket(self):
        beside = self.base / "s"
        if len(str(beside)) < 80:
            return beside
        return Path(tempfile.gettempdir()) / f"talk-{os.getuid()}-{self.settings.key}"

    def env(self):
        if self.settings.pg:
            return dict(self.settings.pg)
        return {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": ROLE}

    @contextlib.contextmanager
    def running(self):
        """The cluster is up inside this block; the last block to end stops it."""
        if self.settings.pg:
            yield self
            return
        with open(self.settings.home / "locks" / "pg.users", "w") as users:
            with self._gate():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._ensure_running()
            try:
                yield self
            finally:
                with self._gate():
                    self._stop_if_last(users)

    def _gate(self):
        return steps.locked(self.settings.home / "locks" / "pg.gate")

    def _stop_if_last(self, users):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._pg_ctl("stop", "-m", "fast")

    def _ensure_running(self):
        self._ensure_data()
        if self._pg_ctl("status").returncode == 0:
            return
        self._own_folder(self.socket)
        done = self._pg_ctl("start", "-l", str(self.base / "log"), "-w", "-t", "60")
        if done.returncode:
            raise Problem(f"PostgreSQL does not start; see {self.base / 'log'}.\n{done.stdout}")

    def _ensure_data(self):
        """A cluster belongs to one TALK_HOME; if that was deleted, its cluster goes as well."""
        marker = self.settings.home / "pg.id"
        known = marker.read_text() if marker.exists() else ""
        if known and self._as_account("cat", str(self.base / "id")).stdout == known:
            return
        say("Making a private PostgreSQL cluster …")
        self.remove()
        self._own_folder(self.base)
        self._initdb()
        identity = secrets.token_hex(8)
        (self.base / "id").write_text(identity)
        if self.account:
            shutil.chown(self.base / "id", self.account)
        marker.write_text(identity)

    def remove(self):
        """Stop and delete the cluster with all its databases."""
        if self.data.exists():
            self._pg_ctl("stop", "-m", "immediate")
        shutil.rmtree(self.base, ignore_errors=True)
        (self.settings.home / "pg.id").unlink(missing_ok=True)

    def _initdb(self):
        arguments = ["-A", "trust", "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = self._as_account(self._tool("initdb"), "-D", str(self.data), *arguments)
        if done.returncode:
            raise Problem(f"PostgreSQL cannot make its data folder:\n{done.stdout}{done.stderr}")
        lines = [f"{name} = {value}" for name, value in OPTIONS.items()]
        lines.append(f"unix_socket_directories = '{self.socket}'")
        with open(self.data / "postgresql.conf", "a") as config:
            config.write("\n".join(lines) + "\n")

    def _own_folder(self, folder):
        """A folder only we can enter; in a shared place somebody else may have made it first."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account:
            shutil.chown(folder, self.account)
        owner = pwd.getpwnam(self.account).pw_uid if self.account else os.getuid()
        if folder.stat().st_uid != owner or folder.is_symlink():
            raise Problem(f"{folder} belongs to somebody else: remove it, or set TALK_HOME.")
        folder.chmod(0o700)

    def _pg_ctl(self, *arguments):
        return self._as_account(self._tool("pg_ctl"), "-D", str(self.data), *arguments)

    def _tool(self, name):
        def number(folder):
            text = folder.parent.name.split(".")[0]
            return int(text) if text.isdigit() else 0

        folders = [f for f in POSTGRES_FOLDER.glob("*/bin") if (f / "initdb").exists()]
        if self.data.exists() and (self.data / "PG_VERSION").exists():
            major = (self.data / "PG_VERSION").read_text().strip()
            folders = [f for f in folders if f.parent.name == major] or folders
        if not folders or number(max(folders, key=number)) < 13:
            raise Problem("PostgreSQL 13 or later is needed: install Debian's postgresql.")
        return str(max(folders, key=number) / name)

    def _as_account(self, *command):
        prefix = ["runuser", "-u", self.account, "--"] if self.account else []
        with tempfile.TemporaryFile("w+") as output:
            # A file, not a pipe: the server inherits it and would keep a pipe open.
            done = subprocess.run(
                [*prefix, *command],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd="/",
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")
