"""Keeps it out of the server's log that somebody reads, writes or deletes an early warning.

Odoo writes a line for each call, with the model's name, and one for each deletion. A line with
the name taken out would tell as much; so there is none. Of what goes wrong the rest is kept.
"""

import logging
import re

_NAME = re.compile(
    r"talk\.warning(\.notice)?|(my-)?early-warnings|action_(my_|talk_)?warn(ings?)?\b"
)


class WithoutWarnings(logging.Filter):
    """Lets no call and no deletion through; a failure without the name of what was called."""

    def filter(self, record):
        line = record.getMessage()
        if not _NAME.search(line):
            return True
        if record.levelno < logging.WARNING:
            return False
        record.msg, record.args = "%s", (_NAME.sub("…", line),)
        return True


for _name in ("werkzeug", "odoo.http", "odoo.models.unlink", "odoo.addons.base.models.ir_rule"):
    logging.getLogger(_name).addFilter(WithoutWarnings())
