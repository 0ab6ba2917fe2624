from . import talk_excuse, talk_generate, talk_rule_load
from . import roster_partner, roster_import, roster_lines
from . import talk_quota_excuse, talk_sample
from . import (
    talk_trigger_enter,
)
from . import talk_book_for
from . import talk_item_dialogs
from . import talk_walk_in, talk_session_publish, talk_session_publish_steps
from . import talk_item_raise
from . import talk_close_period
from . import talk_meeting_put, talk_meeting_close
