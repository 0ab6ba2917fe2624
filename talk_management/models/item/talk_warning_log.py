"""Keeps it out of the server's log that somebody reads, writes or deletes an early warning.

Odoo writes a line for each call, with the model's name, and one for each deletion.
"""

import logging
import re

_NAME = re.compile(r"talk\.warning(\.notice)?(/\w+)?|early-warnings(/\w+)?")


class WithoutWarnings(logging.Filter):
    """Lets a call pass without the name of what was called; a deletion not at all."""

    def filter(self, record):
        line = record.getMessage()
        if not _NAME.search(line):
            return True
        if record.name == "odoo.models.unlink":
            return False
        record.msg, record.args = _NAME.sub("…", line), ()
        return True


for _name in ("werkzeug", "odoo.http", "odoo.models.unlink", "odoo.addons.base.models.ir_rule"):
    logging.getLogger(_name).addFilter(WithoutWarnings())
