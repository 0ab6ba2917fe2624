"""Calling Odoo with the right paths, configuration and database."""

import os
import subprocess

from . import fetch_odoo, pdf, steps
from .settings import ADDON, CLONE


def environment(settings, cluster):
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **cluster.env(),
        "PYTHONPATH": str(fetch_odoo.python_path(settings)),
        "PYTHONDONTWRITEBYTECODE": "",
        "PATH": f"{pdf.folder(settings)}:{settings.venv / 'bin'}:{os.environ.get('PATH', '')}",
        "ODOO_RC": str(config_file(settings)),
        "LC_ALL": "C.UTF-8",
        # Without a home of one's own, browsers and font caches fail.
        "HOME": _home(settings),
    }


def _home(settings):
    home = os.environ.get("HOME", "")
    if home and os.access(home, os.W_OK):
        return home
    folder = settings.home / "user"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def config_file(settings):
    # Several clones may share one TALK_HOME.
    return settings.home / f"odoo-{steps.digest(str(CLONE))[:8]}.conf"


def write_config(settings, cluster):
    """Configuration for every command; the parts that change are given as options."""
    env = cluster.env()
    addons = [*fetch_odoo.addons_paths(settings), CLONE]
    lines = [
        "[options]",
        f"addons_path = {','.join(map(str, addons))}",
        f"data_dir = {settings.data_dir}",
        f"db_host = {env['PGHOST']}",
        f"db_port = {env.get('PGPORT', '5432')}",
        *([f"db_user = {env['PGUSER']}"] if "PGUSER" in env else []),
        *([f"db_password = {env['PGPASSWORD']}"] if "PGPASSWORD" in env else []),
        "http_interface = 127.0.0.1",
        "limit_time_real = 600",
        "limit_time_cpu = 600",
        "",
    ]
    text = "\n".join(lines)
    path = config_file(settings)
    if not path.exists() or path.read_text() != text:
        part = path.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_text(text)
        os.replace(part, path)


def command(settings, *arguments):
    launchers = (
        fetch_odoo.python_path(settings) / "odoo-bin",
        fetch_odoo.python_path(settings) / "setup" / "odoo",
        settings.home / "odoo" / "usr" / "bin" / "odoo",
    )
    launcher = next((str(path) for path in launchers if path.exists()), "odoo-bin")
    return [str(settings.python), launcher, *map(str, arguments)]


def call(settings, cluster, *arguments, **kwargs):
    return subprocess.run(
        command(settings, *arguments),
        env=environment(settings, cluster),
        check=False,
        **kwargs,
    )


def addon_present():
    return (CLONE / ADDON / "__manifest__.py").exists()
