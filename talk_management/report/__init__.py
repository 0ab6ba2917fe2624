"""Papers and workbooks: one object computed once, several ways to draw it."""

from . import held_xlsx, talk_ledger, talk_record_form
