from . import talk_held, talk_ledger
