from . import talk_ledger, talk_confirm, report
from . import talk_held
