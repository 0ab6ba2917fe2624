"""The meetings of leaders at which what was raised is dealt with (H3.1a, B5, 班子会议).

Never touches what was said in a talk: only what was passed on stands on an agenda.
"""

from . import talk_meeting, talk_meeting_access, talk_meeting_steps, talk_meeting_content
from . import talk_meeting_point, talk_meeting_point_access, talk_meeting_point_content
from . import talk_item, talk_measure
from . import talk_dossier, talk_meeting_papers
