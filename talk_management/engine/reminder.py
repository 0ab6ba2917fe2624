"""When a duty with a due date is to be brought to mind."""

from .days import parse_days

OVERDUE = 1_000_000  # the last step, after every lead time


def parse_lead_days(text):
    """Read "60, 14, 3" as lead times in days, longest first; ValueError if it isn't that.

    >>> parse_lead_days("14, 60")
    [60, 14]
    """
    return sorted(parse_days(text), reverse=True)


def reminder_step(date_due, lead_days, today):
    """How far the reminding has come: 0 before the first lead time, then 1, 2 …, OVERDUE.

    >>> reminder_step(date(2026, 12, 31), [60, 14], date(2026, 11, 22))
    1
    """
    left = (date_due - today).days
    if left < 0:
        return OVERDUE
    return sum(1 for lead in lead_days if left <= lead)
