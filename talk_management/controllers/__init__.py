from . import talk_ledger, talk_confirm, report
