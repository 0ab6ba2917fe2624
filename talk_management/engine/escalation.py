"""How far up the chain an overdue talk has to be told of."""

from .days import parse_days


def parse_escalation_days(text):
    """Read "7, 14, 30" as days after the due date, shortest first; ValueError if it isn't that.

    0 is refused: on the due date itself the talk is still in time.

    >>> parse_escalation_days("30, 7")
    [7, 30]
    """
    return sorted(parse_days(text, least=1))


def escalation_level(date_due, days, today):
    """0 before the first of ``days`` after the due date, then 1, 2 … with each one reached.

    >>> escalation_level(date(2026, 11, 20), [7, 30], date(2026, 11, 27))
    1
    """
    late = (today - date_due).days
    return sum(1 for day in days if day <= late)
