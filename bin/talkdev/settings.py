"""Settings: the environment first, then `talk.conf` at the top of the clone, then defaults."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from .say import Problem

CLONE = Path(__file__).resolve().parents[2]
ADDON = "talk_management"

HELP = """\
Settings, from the environment or from lines KEY=value in talk.conf at the top of the clone
(the environment wins):
  TALK_HOME    folder for everything fetched or made    (default: .local in the clone)
  TALK_PORT    port of bin/run on 127.0.0.1             (default: 8069)
  TALK_DB      name of the demo database                (default: talk_demo)
  TALK_PYTHON  Python 3.10 to 3.13 to build upon        (default: python3)
  ODOO_HOME    an Odoo 19 source tree of your own       (default: one is fetched)
  PGHOST PGPORT PGUSER PGPASSWORD
               a PostgreSQL of your own, used as soon as PGHOST is set; the user must be
               allowed to create databases              (default: a private cluster)
"""


@dataclass(frozen=True)
class Settings:
    home: Path
    port: int
    db: str
    odoo_home: Path | None
    pg: dict | None

    @property
    def venv(self):
        return self.home / "venv"

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def data_dir(self):
        return self.home / "data"

    @property
    def logs(self):
        return self.home / "logs"

    @property
    def key(self):
        """Short name of this TALK_HOME, for folders that must lie elsewhere."""
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:10]


def _file_values(path):
    values = {}
    if not path.exists():
        return values
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise Problem(f"talk.conf, line {number}: expected KEY=value, found “{line}”.")
        values[name.strip()] = value.strip().strip("'\"")
    return values


def _port(text):
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"TALK_PORT must be a port number, not “{text}”.")
    return int(text)


def load():
    values = {**_file_values(CLONE / "talk.conf"), **os.environ}

    def path(name):
        return Path(values[name]).expanduser().absolute() if values.get(name) else None

    pg = None
    if values.get("PGHOST"):
        names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
        pg = {name: values[name] for name in names if values.get(name)}
    return Settings(
        home=path("TALK_HOME") or CLONE / ".local",
        port=_port(values.get("TALK_PORT") or "8069"),
        db=values.get("TALK_DB") or "talk_demo",
        odoo_home=path("ODOO_HOME"),
        pg=pg,
    )
