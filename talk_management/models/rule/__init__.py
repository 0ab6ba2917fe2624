"""What makes talks due: kinds of talk, rules with their cadence, meetings, trigger events.

Never touches who sits opposite whom.
"""

from . import talk_kind, talk_term, talk_meeting, talk_trigger_type, talk_trigger
from . import talk_trigger_report, talk_trigger_snapshot
from . import talk_rule, talk_rule_cadence, talk_rule_booking, talk_rule_step, talk_rule_sentence
from . import talk_topic, talk_area, talk_notice
