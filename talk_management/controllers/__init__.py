from . import talk_ledger
