"""Keeps words of records out of the server's log.

Odoo logs a statement that failed, values included. Two people saving one record at
the same moment is enough to make one fail.
"""

import logging
import re

CONFIDENTIAL_TABLES = ("talk_record", "talk_commitment")

_NAMED = re.compile("|".join(rf"\b{table}\b" for table in CONFIDENTIAL_TABLES))


class WithoutConfidentialWords(logging.Filter):
    """Keeps a line about a confidential table, without the statement and its values."""

    def filter(self, record):
        if tables := set(_NAMED.findall(record.getMessage())):
            record.msg = "A statement on a confidential table, not shown: %s"
            record.args = (", ".join(sorted(tables)),)
        return True


logging.getLogger("odoo.sql_db").addFilter(WithoutConfidentialWords())
