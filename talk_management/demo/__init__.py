from . import talk_demo, talk_demo_office, talk_demo_content
from . import talk_demo_item, talk_demo_meeting
from . import talk_demo_proof
from . import talk_demo_warning
from . import talk_demo_session
