"""The days before a dated meeting, in which its talks are to be held (H3.1a)."""

from datetime import timedelta


def window(meeting_day, days_before):
    """First and last day of the ``days_before`` days that end on the eve of the meeting.

    ValueError when that leaves no day.

    >>> window(date(2026, 12, 21), 20)
    (datetime.date(2026, 12, 1), datetime.date(2026, 12, 20))
    """
    if days_before < 1:
        raise ValueError("talks before a meeting need at least one day")
    return meeting_day - timedelta(days=days_before), meeting_day - timedelta(days=1)


def is_too_late(meeting_day, days_before, today):
    """None while the whole window is still ahead, ``begun`` when days are lost, ``over`` after.

    On the window's first day nothing is lost yet. ValueError as ``window``.

    >>> is_too_late(date(2026, 12, 21), 20, date(2026, 12, 5))
    'begun'
    """
    start, due = window(meeting_day, days_before)
    if today > due:
        return "over"
    return "begun" if today > start else None
