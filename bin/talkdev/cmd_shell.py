"""bin/shell [DATABASE]: Odoo's Python shell on the demo database (or DATABASE)."""

from . import install
from .cmd_odoo import attached
from .databases import Databases
from .say import Problem, say


def main(arguments):
    if "--help" in arguments or "-h" in arguments:
        say(__doc__)
        return 0
    with install.ready() as (settings, cluster):
        db = arguments[0] if arguments else settings.db
        if not Databases(settings, cluster).exists(db):
            raise Problem(f"There is no database {db}; bin/run or bin/devdb makes one.")
        return attached(settings, cluster, ["shell", "-d", db, "--no-http", *arguments[1:]])
