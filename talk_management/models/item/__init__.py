"""What people raised (反映事项), what is done about it, and the answer they get.

Never touches records it was not given.
"""

from . import talk_worded_mixin, talk_words_mixin
from . import talk_item, talk_item_access, talk_item_raising
from . import talk_item_words, talk_item_raiser, talk_item_notice
from . import talk_record, res_company
from . import talk_item_held, talk_item_retention, talk_item_figures
from . import talk_sheet_item
from . import talk_unnumbered_mixin, talk_warning, talk_warning_people, talk_warning_steps
from . import talk_warning_notice, talk_warning_log
