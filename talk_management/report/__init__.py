"""Papers and workbooks: one object computed once, several ways to draw it."""

from . import talk_ledger, talk_record_form, talk_blank_form
from . import talk_preparation_sheet
from . import held_xlsx
from . import talk_reply_paper
from . import talk_meeting_paper
