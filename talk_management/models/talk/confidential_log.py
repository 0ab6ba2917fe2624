"""Keeps words of records out of the server's log.

Odoo logs a statement that failed, values included. Two people saving one record at
the same moment is enough to make one fail.
"""

import logging
import re

CONFIDENTIAL_TABLES = (
    "talk_record",
    "talk_commitment",
    "talk_observation",
    "talk_statement",
    "talk_preparation",
    "talk_fingerprint",
    "talk_sign",
    "talk_record_topic",
    "talk_record_notice",
    "talk_record_item",
    "talk_request",
    "talk_request_time",
    "talk_request_word",
    "talk_trigger",
    "talk_trigger_enter",
    "talk_objection",
    "talk_signature",
    "talk_amendment",
    "talk_confirm_link",
    "talk_share",
    "talk_reading",
    "talk_item_content",
    "talk_item_word",
    "talk_item_raiser",
    "talk_item_raise",
    "talk_reply_content",
    "talk_item_step",
    "talk_item_hand",
    "talk_item_reason",
    "talk_item_merge",
    "talk_measure_content",
    "talk_warning",
    "talk_warning_notice",
    "talk_meeting_content",
    "talk_meeting_point",
    "talk_meeting_point_content",
    "talk_meeting_put",
    "talk_meeting_close",
    "talk_item_notice",
)

_NAMED = re.compile("|".join(rf"\b{table}\b" for table in CONFIDENTIAL_TABLES))
# violated constraints, conflicts and shutdowns: PostgreSQL's sentence on them quotes no value
_WITHOUT_VALUES = ("23", "40", "55", "57")


class WithoutConfidentialWords(logging.Filter):
    """Lets a line about a confidential table pass without the statement and its values."""

    def filter(self, record):
        if tables := set(_NAMED.findall(record.getMessage())):
            error = record.args[-1] if record.args else None
            record.msg, record.args = "query: (not shown: %s)", (", ".join(sorted(tables)),)
            if isinstance(error, Exception):
                record.msg = f"bad {record.msg}\nERROR: %s"
                record.args += (self._sentence(error),)
        return True

    @staticmethod
    def _sentence(error):
        code = getattr(error, "pgcode", None) or ""
        if code[:2] in _WITHOUT_VALUES:
            return error.diag.message_primary
        return type(error).__name__


class WithoutLinks(logging.Filter):
    """Hides the secret of a personal link in the line that a request for it leaves: whoever
    reads logs must not be able to answer in the person's place."""

    _secret = re.compile(r"(/talk/confirm/)[^\s\"?/]+")

    def filter(self, record):
        line = record.getMessage()
        if "/talk/confirm/" in line:
            record.msg, record.args = self._secret.sub(r"\1…", line), ()
        return True


logging.getLogger("odoo.sql_db").addFilter(WithoutConfidentialWords())
# filters are asked by the logger a line is written to, not by those above it
for _name in ("werkzeug", "odoo.http", "odoo.sql_db"):
    logging.getLogger(_name).addFilter(WithoutLinks())
