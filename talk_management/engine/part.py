"""One talk that a rule asks for, whatever makes it due (H3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Part:
    """One talk asked for: named by ``key`` within its rule, in time from ``start`` to ``due``.

    Both days count. The key stays the same however often it is reckoned, so that
    nothing is ever asked for twice.

    >>> Part("2026#1", date(2026, 1, 1), date(2026, 12, 31)).due
    datetime.date(2026, 12, 31)
    """

    key: str
    start: date
    due: date
