"""bin/odoo ARGUMENTS: Odoo's own command line with this clone's paths and database.

Examples:
  bin/odoo -d mine -i talk_management --with-demo --stop-after-init
  bin/odoo -d mine --test-tags /talk_management:TestX --stop-after-init --http-port 8091
  bin/odoo shell -d mine
  bin/odoo sql mine -c 'select 1'      psql on a database (an addition of ours)
  bin/odoo --odoo-help                 Odoo's own help
"""

import shutil
import signal
import subprocess

from . import install, odoo
from .say import Problem, say


def main(arguments):
    if arguments[:1] in (["--help"], ["-h"], []):
        say(__doc__.strip())
        return 0
    if arguments == ["--odoo-help"]:
        arguments = ["--help"]
    with install.ready() as (settings, cluster):
        if arguments[0] == "sql":
            if not shutil.which("psql"):
                raise Problem("psql is missing: install Debian's postgresql-client.")
            env = odoo.environment(settings, cluster)
            return subprocess.run(["psql", *arguments[1:]], env=env, check=False).returncode
        return attached(settings, cluster, arguments)


def attached(settings, cluster, arguments):
    """Run Odoo on this terminal: Ctrl-C is Odoo's to handle, a kill is passed on."""
    child = subprocess.Popen(
        odoo.command(settings, *arguments), env=odoo.environment(settings, cluster)
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
