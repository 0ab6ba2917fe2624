"""Whose turn it is to receive, and who stands in (a reception in rotation, H3.2)."""


def turn(people, last, is_away, position=None):
    """``(receiver, stand_in)``: the next after ``last`` who is not away, and the next but one.

    ``people`` is the order of rotation; ``last`` received the time before (None: begin with the
    first). Should ``last`` have left the list, whoever now stands at ``position``, where
    ``last`` stood counted from 0, comes next; without a position the first one does.
    ``is_away(person)`` tells who cannot come. There may be no stand-in, or nobody at all: None.

    >>> turn(["Li", "Wang", "Zhao"], "Li", lambda person: person == "Wang")
    ('Zhao', 'Li')
    """
    people = list(dict.fromkeys(people))
    begin = people.index(last) + 1 if last in people else position or 0
    there = [person for person in people[begin:] + people[:begin] if not is_away(person)]
    receiver, stand_in, *_others = [*there, None, None]
    return receiver, stand_in
