# The order of the rooms: a later one may use an earlier one, never the reverse.
from . import common, hr, chain, rule, obligation, talk, item, meeting, reporting  # isort: skip
