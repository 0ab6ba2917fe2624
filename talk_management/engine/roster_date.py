"""Dates as people write them in rosters.

>>> read_date("2020年1月5日")
datetime.date(2020, 1, 5)
"""

import datetime
import re

from . import roster_words as words

_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?"
    r"(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"  # the midnight some programs add
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
FIRST_YEAR, LAST_YEAR = 1900, 2100


class DateError(ValueError):
    """Not a date; the message is the code of the problem."""


def read_date(value):
    """The date in a cell, whether Excel kept it as a date or somebody typed it."""
    if isinstance(value, datetime.datetime):
        found = value.date()
    elif isinstance(value, datetime.date):
        found = value
    else:
        found = _parse(words.narrow(value))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DateError("date_out_of_range")
    return found


def _parse(text):
    match = _DAY.fullmatch(text) or _PACKED.fullmatch(text)
    if match is None:
        raise DateError("date_without_day" if _MONTH.fullmatch(text) else "date_unreadable")
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        raise DateError("date_not_in_calendar") from None
