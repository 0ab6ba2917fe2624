"""What people raised (反映事项), what is done about it, and the answer they get.

Never touches records it was not given.
"""

from . import talk_worded_mixin, talk_words_mixin
from . import talk_item, talk_item_access, talk_item_raising
from . import talk_item_words, talk_item_raiser, talk_item_notice
from . import talk_record, res_company
from . import item_settings, talk_item_step, talk_item_steps, talk_item_hand_over
from . import talk_item_above, talk_item_merge, talk_item_party
from . import talk_item_notice_kinds, talk_item_remind
from . import talk_measure, talk_measure_access, talk_measure_making, talk_measure_content
from . import talk_measure_notice, talk_measure_remind, talk_measure_steps, talk_item_measure
from . import talk_item_raiser_steps, talk_item_follow, talk_item_tell
from . import talk_reply, talk_reply_content, talk_reply_steps, talk_reply_remind, talk_item_reply
from . import talk_item_raiser_reply
from . import talk_item_held, talk_item_retention, talk_item_figures
from . import talk_sheet_item
from . import talk_closing_mixin, talk_closing, talk_record_open, talk_weekly_item
from . import talk_unnumbered_mixin, talk_warning, talk_warning_people, talk_warning_steps
from . import talk_warning_notice, talk_warning_log
