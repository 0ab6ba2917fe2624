"""What makes talks due: kinds of talk and rules with their cadence.

Never touches who sits opposite whom.
"""

from . import talk_kind, talk_rule
