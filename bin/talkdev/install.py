"""Everything a command needs, installed in order; each step is skipped when it is there."""

import contextlib
import shutil

from . import fetch_odoo, odoo, pdf, steps, system, venv
from .postgres import Cluster
from .settings import load


def ensure(tests=False):
    """Install what is missing and return the settings."""
    settings = load()
    steps.make_home(settings)
    waiting = "Another command is installing into the same folder; waiting for it …"
    with steps.locked(settings.home / "locks" / "install", waiting):
        if not settings.python.exists():
            steps.check_space(settings)
        system.ensure(settings, tests=tests)
        venv.ensure(settings)
        fetch_odoo.ensure(settings)
        pdf.ensure(settings)
        if tests:
            venv.ensure_dev(settings)
    return settings


@contextlib.contextmanager
def ready(tests=False):
    """Settings and a running database cluster, with everything installed."""
    settings = ensure(tests)
    cluster = Cluster(settings)
    with cluster.running():
        odoo.write_config(settings, cluster)
        yield settings, cluster


def clean_parts(settings):
    for part in settings.home.glob("*.part"):
        shutil.rmtree(part, ignore_errors=True)
