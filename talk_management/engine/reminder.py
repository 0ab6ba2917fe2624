"""When a duty with a due date is to be brought to mind."""

OVERDUE = 1_000_000  # the last step, after every lead time


def parse_lead_days(text):
    """Read "60, 14, 3" as lead times in days, longest first; ValueError if it isn't that.

    >>> parse_lead_days("14, 60")
    [60, 14]
    """
    parts = (text or "").replace("，", ",").replace("、", ",").split(",")
    days = {int(part) for part in parts if part.strip()}
    if any(day < 0 for day in days):
        raise ValueError("a lead time cannot be negative")
    return sorted(days, reverse=True)


def reminder_step(date_due, lead_days, today):
    """How far the reminding has come: 0 before the first lead time, then 1, 2 …, OVERDUE.

    >>> from datetime import date
    >>> reminder_step(date(2026, 12, 31), [60, 14], date(2026, 11, 22))
    1
    """
    left = (date_due - today).days
    if left < 0:
        return OVERDUE
    return sum(1 for lead in lead_days if left <= lead)


def parse_escalation_days(text):
    """Read "7, 14" as days after the due date, the first level first; ValueError if it isn't that.

    >>> parse_escalation_days("14, 7")
    [7, 14]
    """
    return parse_lead_days(text)[::-1]


def escalation_level(date_due, days, today):
    """How many levels up an overdue duty has come: 0 while it is not overdue long enough.

    >>> from datetime import date
    >>> escalation_level(date(2026, 12, 31), [7, 14], date(2027, 1, 8))
    1
    """
    overdue = (today - date_due).days
    if overdue <= 0:
        return 0
    return sum(1 for after in days if overdue >= after)
